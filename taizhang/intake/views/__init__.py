"""Pages of what comes in (来文) and of what became of it (落实去向表)."""
