"""The lifecycle of an item (事项): one fixed set of states, commands and requests for all campaigns."""
