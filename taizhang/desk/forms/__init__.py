"""Forms of the desk: they check shape, the ledger decides."""
