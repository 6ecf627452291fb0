"""What things are: facts, records, candidates, requirements, the recommendation."""
