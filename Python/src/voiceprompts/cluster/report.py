"""What is told of a batch: while it runs, and at its end."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any

from .errors import shown

# Of many files with one cause, so many are named.
NAMED = 20


class Progress:
    """A line on a terminal; nothing where standard error is none."""

    WIDTH = 30

    def __init__(self, total: int, *, quiet: bool) -> None:
        """Begin with nothing of `total` files."""
        self.total = total
        self.done = 0
        self.is_shown = sys.stderr.isatty() and not quiet
        self.began = time.monotonic()

    def advance(self, count: int) -> None:
        """Count so many files more as done."""
        self.done += count
        if not self.is_shown:
            return
        elapsed = time.monotonic() - self.began
        speed = self.done / max(elapsed, 1e-6)
        left = (self.total - self.done) / speed if speed else 0
        full = self.WIDTH * self.done // max(self.total, 1)
        bar = "#" * full + "." * (self.WIDTH - full)
        text = f"[{bar}] {self.done:,} of {self.total:,}, {speed:.0f}/s, {left:.0f} s left"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line for what is said next."""
        if self.is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def say(text: str) -> None:
    """Print a line for people, which is no result."""
    print(text, file=sys.stderr, flush=True)


def row(value: dict[str, Any]) -> None:
    """Print a result as JSON, in a line."""
    print(json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")))


def document(value: dict[str, Any]) -> None:
    """Print the one document of `validate`."""
    print(json.dumps(value, ensure_ascii=True, sort_keys=True, indent=2))


def groups(severity: str, kind: str, entries: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Print causes in the order in which they were met, each with its files.

    An entry is a file and what is told of it, with `message` and `remedy`, and with an id whose key
    is `kind`.
    """
    causes: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for name, told in entries:
        cause = (told[kind], told.get("remedy"))
        causes.setdefault(cause, []).append((name, told["message"]))
    for (cause_id, remedy), files in causes.items():
        advice = f"; {shown(remedy)}" if remedy else ""
        if len(files) == 1:
            name, message = files[0]
            say(f"{severity}: {shown(name)}: {shown(message)} [{cause_id}]{advice}")
            continue
        say(f"{severity}: {len(files):,} files [{cause_id}]{advice}")
        for name, message in files[:NAMED]:
            say(f"  {shown(name)}: {shown(message)}")
        if len(files) > NAMED:
            say(f"  and {len(files) - NAMED:,} more; --json has them all")


def counted(count: int, noun: str) -> str:
    """Write `1 file`, `2,400 files`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def duration(seconds: float) -> str:
    """Write a length of audio: `5.1 s`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
