"""Reads collected facts (CSV tables, upstream snapshots) and writes them as catalog YAML."""
