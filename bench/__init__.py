"""Measurements: `python -m bench` prints one table; a ratio is of two things of one run."""
