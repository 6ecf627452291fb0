"""A new record from a few answers: what is asked, how it is read, and where it is written."""
