"""The command `voiceprompt`, run in a folder that is laid out for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceprompts import command

from .errors import ClusterError, shown

SETTINGS = (".voiceprompt.yml", ".voiceprompt.yaml")
# The names of the folders in its working folder; patterns of the settings count from there.
RECORDINGS = "recordings"
PROMPTS = "prompts"


@dataclass(frozen=True)
class Ended:
    """What a run of the command has left."""

    status: int
    output: bytes
    errors: str

    def rows(self) -> list[dict[str, Any]]:
        """Return the lines of `convert --json`. Raises ClusterError where it could not work."""
        rows = [json.loads(line) for line in self.output.split(b"\n") if line]
        if self.status not in (0, 1) and not rows:
            raise ClusterError(self.reason)
        return rows

    def document(self) -> dict[str, Any]:
        """Return the document of `validate --format json`. Raises ClusterError as `rows` does."""
        if not self.output:
            raise ClusterError(self.reason)
        document: dict[str, Any] = json.loads(self.output)
        return document

    @property
    def reason(self) -> str:
        """Why it could not work."""
        text = self.errors.strip().removeprefix("error: ")
        return text or f"voiceprompt ended with status {self.status} and said nothing"


def run(arguments: Iterable[str], folder: Path, names: Iterable[str] = ()) -> Ended:
    """Run the command in `folder`, with `names` on standard input, each ended by a zero byte.

    Raises ClusterError where there is no command, and InterruptedError where it was killed.
    """
    try:
        process = subprocess.run(
            [command(), *arguments],
            cwd=folder,
            input=b"".join(os.fsencode(name) + b"\0" for name in names),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise ClusterError(
            f"the command voiceprompt cannot be run: {error}; install the package voiceprompts, or "
            "put the command on the PATH, on every worker, too"
        ) from error
    if process.returncode < 0:
        raise InterruptedError(f"voiceprompt was ended by signal {-process.returncode}")
    return Ended(
        process.returncode, process.stdout, process.stderr.decode("utf-8", "backslashreplace")
    )


def version() -> str:
    """Return that of the command on this machine."""
    return run(["--version"], Path.cwd()).output.decode("utf-8", "replace").strip()


def settings(folder: Path) -> tuple[str, bytes]:
    """Return the settings that hold in a folder, which every worker gets: name and content.

    Without any they are empty: what lies above a worker's temporary folder must not count.
    """
    for place in (folder, *folder.parents):
        for name in SETTINGS:
            try:
                return name, (place / name).read_bytes()
            except OSError:
                continue
    return SETTINGS[0], b""


def extensions(
    verb: str, arguments: Iterable[str], own_settings: tuple[str, bytes], found: set[str]
) -> set[str]:
    """Return those of `found` that the command takes from a folder, as it says itself.

    It also judges the options by it: ClusterError has what it says about them.
    """
    known = {"wav"} | {text for text in found if re.fullmatch("[A-Za-z0-9-]{1,16}", text)}
    with tempfile.TemporaryDirectory(prefix="voiceprompt-cluster-") as name:
        folder = Path(name)
        (folder / own_settings[0]).write_bytes(own_settings[1])
        (folder / PROMPTS).mkdir()
        (folder / RECORDINGS).mkdir()
        place = RECORDINGS if verb == "convert" else PROMPTS
        names = {f"{place}/{number}.{text}": text for number, text in enumerate(sorted(known))}
        for path in names:
            (folder / path).touch()
        if verb == "convert":
            options = [place, "-o", PROMPTS, "--json", "--dry-run", "-j", "1"]
            ended = run([verb, *options, *arguments], folder)
            taken = {row["source"] for row in ended.rows()}
        else:
            ended = run([verb, place, "--format", "json", *arguments], folder)
            taken = {file["path"] for file in ended.document()["files"]}
    unknown = sorted(taken - names.keys())
    if unknown:
        raise ClusterError(
            f"unexpected argument {shown(unknown[0])}; name one place of recordings and one of "
            "prompts first, and options after them"
        )
    return {names[path] for path in taken}
