"""What came of a batch, told at its end."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Any

from .arguments import Arguments
from .report import counted, document, duration, groups, row, say
from .search import Search
from .tasks import Outcome, judged


class Summary(ABC):
    """What the shards of a batch have brought."""

    def __init__(self, arguments: Arguments, found: Search) -> None:
        """Begin with what the search has found."""
        self.arguments = arguments
        self.total = len(found.files) + len(found.failures)
        self.skipped = found.skipped
        self.status = 0
        self.began = time.monotonic()

    @abstractmethod
    def add(self, outcome: Outcome) -> None:
        """Add what came of a shard."""

    @abstractmethod
    def finish(self) -> int:
        """Tell all of it, and return the exit status."""


class Conversions(Summary):
    """What came of recordings."""

    def __init__(self, arguments: Arguments, found: Search) -> None:
        """Begin with what cannot be had."""
        super().__init__(arguments, found)
        self.converted = 0
        self.unchanged = 0
        self.seconds = 0.0
        self.failures: list[dict[str, Any]] = []
        self.warnings: list[tuple[str, dict[str, Any]]] = []
        self.add(Outcome(rows=found.failures, status=1 if found.failures else 0))

    def add(self, outcome: Outcome) -> None:  # noqa: D102
        self.converted += outcome.converted
        self.unchanged += outcome.unchanged
        self.seconds += outcome.seconds
        self.status = max(self.status, outcome.status)
        for each in outcome.rows:
            if self.arguments.as_json:
                row(each)
            if each["errors"]:
                self.failures.append(each)
            self.warnings += [(each["source"], warning) for warning in each["warnings"]]

    def finish(self) -> int:  # noqa: D102
        if not self.arguments.quiet:
            groups("warning", "id", self.warnings)
        errors = ((each["source"], error) for each in self.failures for error in each["errors"])
        groups("error", "id", errors)
        if not self.arguments.quiet:
            elapsed = time.monotonic() - self.began
            say(
                f"{self.converted:,} of {counted(self.total, 'file')} converted"
                + (f", {self.unchanged:,} unchanged" if self.unchanged else "")
                + (f", {len(self.failures):,} failed" if self.failures else "")
                + (
                    f": {duration(self.seconds)} of audio in {elapsed:.1f} s"
                    if self.converted
                    else ""
                )
                + self.skipped
            )
        return self.status


class Findings(Summary):
    """What was found in prompts."""

    def __init__(self, arguments: Arguments, found: Search) -> None:
        """Begin with what cannot be had."""
        super().__init__(arguments, found)
        self.files: list[dict[str, Any]] = []
        self.counts = dict.fromkeys(("errors", "warnings", "notes"), 0)
        self.unfit = 0
        failures = [judged(failure) for failure in found.failures]
        self.add(Outcome(rows=failures, status=2 if failures else 0))

    def add(self, outcome: Outcome) -> None:  # noqa: D102
        self.status = max(self.status, outcome.status)
        self.files += outcome.rows
        for severity, count in outcome.counts.items():
            self.counts[severity] += count
        for file in outcome.rows:
            severities = {finding["severity"] for finding in file["findings"]}
            self.unfit += bool(file["error"]) or "error" in severities

    def finish(self) -> int:  # noqa: D102
        self.files.sort(key=lambda file: str(file["path"]))
        if self.arguments.as_json:
            document({"schemaVersion": 1, **self.counts, "files": self.files})
        else:
            for severity in ("note", "warning", "error"):
                if severity == "error" or not self.arguments.quiet:
                    found = [
                        (file["path"], finding)
                        for file in self.files
                        for finding in file["findings"]
                        if finding["severity"] == severity
                    ]
                    groups(severity, "rule", found)
        groups(
            "error", "id", ((file["path"], file["error"]) for file in self.files if file["error"])
        )
        if not self.arguments.quiet:
            counts = [counted(count, name[:-1]) for name, count in self.counts.items() if count]
            say(
                f"{self.total - self.unfit:,} of {counted(self.total, 'file')} fit for the platform"
                + (f": {', '.join(counts)}" if counts else "")
                + self.skipped
            )
        return self.status
