"""The shares that a batch is cut into."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from .places import Entry

# A shard of long recordings ends early, so that no worker's disk must hold more than about this.
SHARD_BYTES = 512 << 20


@dataclass
class Shard:
    """What one worker does at a time."""

    files: list[Entry]
    # Prompts that are there already under a name that one of its prompts may get, and the lines
    # that earlier runs have written about them.
    prompts: list[Entry] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The same for the same files, in every run."""
        keys = "\0".join(file.key for file in self.files)
        return hashlib.sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def prompt_names(key: str) -> tuple[str, str]:
    """Return names that tell whether two recordings may want one prompt.

    They are with and without what may be an extension: only the command knows whether it is one.
    """
    folded = unicodedata.normalize("NFC", key.casefold())
    folder, slash, name = folded.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return folded, f"{folder}{slash}{stem}"


def shared_name(key: str) -> tuple[str, ...]:
    """Return what prompts share that are judged beside each other: the name without folders."""
    return (prompt_names(key)[0].rpartition("/")[2],)


def cut(
    files: Iterable[Entry], size: int, names: Callable[[str], tuple[str, ...]]
) -> Iterator[Shard]:
    """Yield shards of about `size` files; what shares a name is in one, however many they are."""
    shard: list[Entry] = []
    for group in _groups(files, names):
        if shard and len(shard) + len(group) > size:
            yield Shard(shard)
            shard = []
        shard = shard + group
        if len(shard) >= size or sum(file.size for file in shard) >= SHARD_BYTES:
            yield Shard(shard)
            shard = []
    if shard:
        yield Shard(shard)


def _groups(
    files: Iterable[Entry], names: Callable[[str], tuple[str, ...]]
) -> Iterable[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    group_of: dict[str, str] = {}

    def first(name: str) -> str:
        while group_of[name] != name:
            group_of[name] = group_of[group_of[name]]
            name = group_of[name]
        return name

    ordered = sorted(files, key=lambda file: file.key)
    for file in ordered:
        own, *others = names(file.key)
        group_of.setdefault(own, own)
        for other in others:
            group_of.setdefault(other, other)
            group_of[first(other)] = first(own)
    for file in ordered:
        groups.setdefault(first(names(file.key)[0]), []).append(file)
    return groups.values()
