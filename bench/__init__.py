"""Measurements: `python -m bench` prints one table; every ratio is of two things measured in one run."""
