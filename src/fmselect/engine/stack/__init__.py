"""Several models that are one choice, with one budget and one latency for all their roles."""
