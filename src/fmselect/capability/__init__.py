"""What the evidence says: how good models are, from benchmark results, and how sure that is."""
