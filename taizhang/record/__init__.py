"""The record (存证): every fact as an append-only entry, and beside it what may be erased."""
