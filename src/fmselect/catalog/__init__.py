"""Files -> domain: strict YAML, the border, loading, linting, and the compiled catalog."""
