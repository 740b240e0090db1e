"""The files of a place that there are to work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from . import command, tasks
from .arguments import Arguments
from .errors import ClusterError, shown
from .places import Entry, Place


@dataclass
class Search:
    """The files of a place, as the command would find them in a folder."""

    files: list[Entry] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)
    hidden: int = 0
    not_audio: int = 0

    @property
    def skipped(self) -> str:
        """`; skipped: 2 hidden`, as the command says it."""
        parts = [
            f"{count:,} {what}"
            for count, what in (
                (self.hidden, "hidden"),
                (self.not_audio, "without an audio extension"),
            )
            if count
        ]
        return f"; skipped: {', '.join(parts)}" if parts else ""


def search(
    arguments: Arguments, place: Place, own_settings: tuple[str, bytes], without: str | None
) -> Search:
    """Find the files to work on.

    `without` is a folder below the place that is not searched.
    """
    result = Search()
    visible: list[Entry] = []
    for entry in place.entries():
        if without and entry.key.startswith(without + "/"):
            continue
        # Of `..` and `.` the store's own tools make other keys; they are no hidden files.
        parts = [part for part in entry.key.split("/") if part not in ("", ".", "..")]
        if any(part.startswith(".") for part in parts):
            result.hidden += 1
        else:
            visible.append(entry)
    found = {_extension(entry.key) for entry in visible}
    taken = command.extensions(arguments.verb, arguments.options, own_settings, found)
    folders = {entry.key[:end] for entry in visible for end in _slashes(entry.key)}
    for entry in visible:
        if _extension(entry.key) not in taken:
            result.not_audio += 1
        elif reason := _no_path(entry.key, folders):
            result.failures.append(
                tasks.failure(place, entry.key, "object-name", reason, "rename the object")
            )
        else:
            result.files.append(entry)
    if not result.files and not result.failures:
        what = "recordings" if arguments.verb == "convert" else "prompt files"
        raise ClusterError(f"no {what} in {shown(place.url)}{result.skipped}")
    return result


def _extension(key: str) -> str:
    return key.rpartition("/")[2].rpartition(".")[2]


def _slashes(key: str) -> Iterable[int]:
    return (index for index, letter in enumerate(key) if letter == "/")


def _no_path(key: str, folders: set[str]) -> str | None:
    """Say why no disk can have a file of this name, where the command needs it."""
    parts = key.split("/")
    if ".." in parts or "." in parts or "" in parts:
        return "its name leads out of its folder, or has an empty part"
    if "\0" in key or "?versionId=" in key:
        return "its name has characters that no path has"
    try:
        length = max(len(part.encode()) for part in parts)
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    # Room for another extension; a path is 4,095 bytes at most, with the worker's folder.
    if length > 250 or len(key.encode()) > 3500:
        return "its name is longer than a disk takes"
    if key in folders:
        return "it is a folder of other files, too"
    return None
