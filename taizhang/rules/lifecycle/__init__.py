"""The lifecycle of an item (事项): one fixed set of states and commands for all campaigns."""
