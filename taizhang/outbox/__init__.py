"""Outbox (送达): who is told what, where it was sent, and links that open one item."""
