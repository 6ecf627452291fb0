"""Readers of other people's model and price lists, and how one is merged into the catalog."""
