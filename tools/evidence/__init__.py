"""How good the capability estimates are, measured on evidence they have not seen."""
