"""What a catalog must hold beyond the shape of its records: one small function for each rule."""
