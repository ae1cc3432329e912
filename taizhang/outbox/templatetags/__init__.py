"""Tags of the outbox."""
