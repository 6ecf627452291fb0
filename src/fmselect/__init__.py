"""fmselect: which foundation model to use, and why."""
