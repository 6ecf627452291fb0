"""How we decide: pure functions from candidates and requirements to a ranking."""
