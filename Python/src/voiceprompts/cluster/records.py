"""What earlier runs have made of what: lines in the format of `voiceprompt convert --update`.

A line has, beside what the command has written, the key `cluster`: the stamps of recording and
prompt in their places, and a digest of options, settings and version. With them a later run sees
that there is nothing to do without reading a recording; where they differ, the command decides by
the content. The command passes over the key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .places import Entry, Place

FOLDER = ".voiceprompt"
# How many files are read at a time.
BATCH = 64


def file_name(shard: str) -> str:
    """Return the path of a shard's record, below the place of the prompts."""
    return f"{FOLDER}/cluster-{shard}.jsonl"


def is_record(key: str) -> bool:
    """Tell whether a file of the place of the prompts has lines about them."""
    return key.startswith(FOLDER + "/") and key.endswith(".jsonl")


def read(place: Place, entries: dict[str, Entry]) -> Iterator[dict[str, Any]]:
    """Yield all lines that make sense, of the command's own runs, too."""
    keys = sorted(key for key in entries if is_record(key))
    for begin in range(0, len(keys), BATCH):
        for content in place.read(keys[begin : begin + BATCH]):
            yield from lines(content)


def lines(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the lines of one file.

    What makes no sense, as the last line of a run that was killed, is passed over: its prompt is
    made again.
    """
    for text in content.split(b"\n"):
        try:
            line = json.loads(text)
            if line["recordVersion"] == 1 and isinstance(line["prompt"]["name"], str):
                yield line
        except (ValueError, TypeError, KeyError):
            continue


def tells_of(line: dict[str, Any], prompt: Path) -> bool:
    """Tell whether a line is about a prompt with this content."""
    try:
        return bool(
            line["prompt"]["outputs"][0]["sha256"]
            == hashlib.sha256(prompt.read_bytes()).hexdigest()
        )
    except (OSError, LookupError, TypeError):
        return False


def text(line: dict[str, Any]) -> str:
    """Write a line as the command does: keys in order, and nothing between them."""
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def is_done(
    line: dict[str, Any], recording: Entry | None, prompt: Entry | None, options: str
) -> bool:
    """Tell whether a prompt is as it was made, of the recording as it is, with these options."""
    known = line.get("cluster")
    return (
        isinstance(known, dict)
        and recording is not None
        and prompt is not None
        and known.get("recording") == recording.stamp
        and known.get("prompt") == prompt.stamp
        and known.get("options") == options
    )
