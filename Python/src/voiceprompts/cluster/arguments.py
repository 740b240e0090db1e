"""The command line: two places, a few options of the cluster, and those of the command."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass

from . import command
from .errors import ClusterError, shown

DESCRIPTION = """\
Convert or validate many files on several machines.

  voiceprompt-cluster convert s3://recordings/ s3://prompts/
  voiceprompt-cluster convert s3://recordings/2026/ s3://prompts/2026/ --sound speech
  voiceprompt-cluster convert recordings prompts --scheduler tcp://10.0.0.5:8786
  voiceprompt-cluster validate s3://prompts/ --strict

Places come first: folders, or buckets of S3 and what speaks its protocol. Options that are not
listed here are those of voiceprompt convert and voiceprompt validate. What was converted with the
same options is not converted again.
"""

EPILOGUE = """\
Exit status: 0 all is well, 1 at least one file failed or has a finding of severity error, 2 the
work could not be done.
"""

# What a batch of several machines does itself or cannot do, with the reason.
ALL_NAMES = "it needs all names at once; run voiceprompt convert --rename on one machine, or rename"
REFUSED = {
    "convert": {
        "--files-from": "recordings are those of the first place",
        "--null": "recordings are those of the first place",
        "--base": "the tree of the first place is kept",
        "--shard": "--shard-size says how many recordings are done at a time",
        "--output": "prompts go to the second place",
        "--jobs": "--workers says how many recordings are worked on at a time",
        "--name": "it is for a single recording",
        "--for": "it is for a single recording",
        "--rename": ALL_NAMES,
        "--together": "it looks at all recordings at once; run voiceprompt convert on one machine",
        "--dry-run": "run voiceprompt convert --dry-run on a few recordings",
    },
    "validate": {
        "--fix": "it changes prompts; convert them again",
        "--jobs": "--workers says how many prompts are worked on at a time",
    },
}
SHORT = {"0": "--null", "o": "--output", "j": "--jobs", "n": "--dry-run"}
# What does not change a prompt.
HARMLESS = {"-f", "--force", "--update"}


@dataclass(frozen=True)
class Arguments:
    """A command line that makes sense as far as it can be told here."""

    verb: str
    places: list[str]
    scheduler: str | None
    workers: int | None
    shard_size: int
    as_json: bool
    quiet: bool
    # Of the command.
    options: tuple[str, ...]

    @property
    def recipe(self) -> tuple[str, ...]:
        """The options that a prompt's bytes depend on."""
        return tuple(option for option in self.options if option not in HARMLESS)


def parse(words: list[str]) -> Arguments:
    """Read a command line. Raises ClusterError; ends the program after --help and --version."""
    parser = _Parser(
        prog="voiceprompt-cluster",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        usage="voiceprompt-cluster convert RECORDINGS PROMPTS [OPTIONS]\n"
        "       voiceprompt-cluster validate PROMPTS [OPTIONS]",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        type=_address,
        help="of Dask's scheduler (default: workers of this machine)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        help="how many workers to start here (default: cores); with --scheduler, for how many to "
        "wait before the work begins (default: 1)",
    )
    parser.add_argument(
        "--shard-size",
        metavar="N",
        type=_count,
        default=50,
        help="how many files a worker takes at a time, about (default: 50)",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="how to print")
    parser.add_argument("--json", action="store_true", help="short for --format json")
    parser.add_argument("-q", "--quiet", action="store_true", help="print failures only")
    parser.add_argument("--version", action="store_true", help="show the version of the command")
    own, rest = parser.parse_known_args(words)
    if own.version:
        print(command.version())
        raise SystemExit(0)
    verb = words[0] if words else ""
    if verb not in REFUSED:
        raise ClusterError(
            f"{'nothing' if not words else shown(verb)} is no command here; it is convert or "
            "validate, as in voiceprompt-cluster convert s3://recordings/ s3://prompts/"
        )
    count = 2 if verb == "convert" else 1
    places = words[1 : 1 + count]
    if len(places) < count or any(place.startswith("-") or not place for place in places):
        named = "places of recordings and of prompts" if count == 2 else "place of the prompts"
        raise ClusterError(
            f"the {named} must follow {verb}, as in voiceprompt-cluster {verb} "
            + ("s3://recordings/ s3://prompts/" if count == 2 else "s3://prompts/")
        )
    options = tuple(rest[1 + count :])
    for option in options:
        _refuse(verb, option)
    return Arguments(
        verb,
        places,
        own.scheduler,
        own.workers,
        own.shard_size,
        own.json or own.format == "json",
        own.quiet,
        options,
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise ClusterError(f"{message}; voiceprompt-cluster --help has all options")


def _address(text: str) -> str:
    if not re.fullmatch(r"((tcp|tls|ws|wss)://)?[^/\s]+:[0-9]{1,5}", text):
        raise argparse.ArgumentTypeError(
            f"{shown(text)} is no address of a scheduler, as tcp://10.0.0.5:8786"
        )
    return text


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{shown(text)!r} is not a number from 1")
    return int(text)


def _refuse(verb: str, option: str) -> None:
    names = [option.partition("=")[0]]
    if re.fullmatch("-([A-Za-z]+|j[0-9]+|0)", option):
        names = [SHORT.get(letter, "") for letter in option[1:]]
    for name in names:
        reason = REFUSED[verb].get(name)
        if reason is not None:
            raise ClusterError(f"{name} does not go with several machines: {reason}")
