"""Pages of the outbox: messages, channels, and links to one item."""
