"""Running the command."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib import metadata
from typing import TypeAlias, cast

from voiceprompts._results import Conversion, Validation

Path: TypeAlias = str | os.PathLike[str]
Option: TypeAlias = bool | float | Path | Sequence[float | Path] | None


class CommandError(Exception):
    """The command could not do its work: wrong usage, or nothing there to work on.

    What is wrong with one recording or prompt of many is told in its result and raises nothing.
    """

    def __init__(self, message: str, status: int) -> None:
        """Keep what the command said, and its exit status; below 0 it was ended by a signal."""
        super().__init__(message)
        self.status = status


def command() -> str:
    """Return the path of the command.

    It is what VOICEPROMPT in the environment names, else that of this installation, else that of
    the PATH. Raises FileNotFoundError where there is none.
    """
    path = os.environ.get("VOICEPROMPT") or _installed() or shutil.which("voiceprompt")
    if path is None:
        message = "there is no voiceprompt command; install the wheel: pip install voiceprompts"
        raise FileNotFoundError(message)
    return path


@functools.cache
def _installed() -> str | None:
    """Look for the command among the files that came with this module."""
    try:
        files = metadata.files("voiceprompts") or []
    except metadata.PackageNotFoundError:
        return None
    found = (str(file.locate()) for file in files if file.match("bin/voiceprompt"))
    return next((os.path.realpath(path) for path in found if os.access(path, os.X_OK)), None)


def convert(*recordings: Path, **options: Option) -> list[Conversion]:
    """Convert recordings, and folders of them, into prompts.

    Returns what became of each, in their order. Raises CommandError where the command could not
    start to work.
    """
    lines = _run("convert", recordings, options).splitlines()
    return [cast("Conversion", json.loads(line)) for line in lines]


def validate(*prompts: Path, **options: Option) -> Validation:
    """Judge finished prompts, and folders of them.

    Returns what was found. Raises CommandError where the command could not start to work.
    """
    return cast("Validation", json.loads(_run("validate", prompts, options)))


def _run(subcommand: str, paths: Sequence[Path], options: dict[str, Option]) -> bytes:
    """Run a subcommand, and return the JSON that it prints."""
    arguments = [command(), subcommand, "--format", "json", *_arguments(options)]
    run = subprocess.run(
        [*arguments, "--", *[os.fspath(path) for path in paths]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    # 2 with results: what was named is not there, and its result says so.
    if run.returncode not in (0, 1, 2) or (run.returncode == 2 and not run.stdout):
        said = run.stderr.decode(errors="replace").partition("\nUsage:")[0].strip()
        message = said.removeprefix("error: ") or f"{subcommand} ended with {run.returncode}"
        raise CommandError(message, run.returncode)
    return run.stdout


def _arguments(options: dict[str, Option]) -> list[str]:
    """Write options as the command takes them."""
    arguments = []
    for key, value in options.items():
        name = "--" + key.rstrip("_").replace("_", "-")
        if name in ("--format", "--json", "--help", "--version"):
            message = f"{key} is no option here: results are objects"
            raise TypeError(message)
        if isinstance(value, bool):
            arguments += [name] if value else []
        elif value is not None:
            values = [value] if isinstance(value, float | str | os.PathLike | int) else value
            arguments += [
                f"{name}={os.fspath(one) if isinstance(one, os.PathLike) else one}"
                for one in values
            ]
    return arguments
