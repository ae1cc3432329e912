"""Packs (制度): a district's rules as data, read, checked, typed and given a digest."""
