"""Ending a command with a sentence for people and an exit code."""

OK, FOUND, USAGE = 0, 1, 2


class Stop(Exception):
    """What was wrong, where, and what would be right."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(message)
        self.code = code
