"""Every way to write to the outbox: telling, digests, deliveries, channels, links, reading."""
