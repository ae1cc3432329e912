"""Reading (读文): from a document as offices have it to requirements with their evidence.

Plain Python without Django. `read.py` is the door; nothing is found without the exact characters
that it came from.
"""
