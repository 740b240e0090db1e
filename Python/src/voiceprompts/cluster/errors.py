"""Why a batch cannot go on, in words for people."""

from __future__ import annotations


class ClusterError(Exception):
    """A batch cannot begin or go on: what was found, what is required, what to do.

    It ends with exit status 2, and travels from a worker as its text alone.
    """

    def __init__(self, message: str) -> None:
        """Take the words."""
        super().__init__(message)
        self.message = message


def shown(text: str) -> str:
    """Write a name as one line: what cannot be seen is an escape."""
    return "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text
    )
