"""What a change of the catalog says, and what it does to the recommendations."""
