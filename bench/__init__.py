"""Measurements: `python -m bench` prints one table; a ratio is of two things measured in one run."""
