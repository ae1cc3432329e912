"""Taizhang (台账): the closed-loop ledger for public work."""
