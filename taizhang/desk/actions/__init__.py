"""What the desk does with several commands of the ledger at once."""
