"""What a worker does: one shard, from recordings in their place to prompts in theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from . import command, records
from .errors import ClusterError
from .places import TRANSFERS, Entry, Place
from .shards import Shard

# What earlier runs have written about the prompts of a shard, beside what the command writes.
EARLIER = "earlier.jsonl"

Task = Callable[["Job", Shard], "Outcome"]
Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Job:
    """What holds for all shards of a batch. It travels to the workers, without credentials."""

    source: Place
    destination: Place | None
    arguments: tuple[str, ...]
    settings: tuple[str, bytes]
    # The version of the command, which must be the same everywhere: bytes may depend on it.
    tool: str
    # A digest of arguments, settings and version.
    options: str = ""
    wants_rows: bool = False


@dataclass
class Outcome:
    """What came of a shard."""

    # Lines of `convert --json`, or files of the document of `validate`: those with something to
    # tell, or all where they are wanted.
    rows: list[dict[str, Any]] = field(default_factory=list)
    converted: int = 0
    unchanged: int = 0
    # Of audio.
    seconds: float = 0.0
    # Of findings, by severity.
    counts: dict[str, int] = field(default_factory=dict)
    # The exit status of the command.
    status: int = 0
    # Why the whole batch must end.
    obstacle: str | None = None


def convert(job: Job, shard: Shard) -> Outcome:
    """Convert the recordings of a shard, put the prompts, and then the record."""
    return _guarded(_convert, job, shard)


def validate(job: Job, shard: Shard) -> Outcome:
    """Judge the prompts of a shard."""
    return _guarded(_validate, job, shard)


def _guarded(work: Callable[[Job, Shard, Path], Outcome], job: Job, shard: Shard) -> Outcome:
    """Do the work so that what another attempt cannot help ends the batch.

    Everything else is tried again. Errors of stores' libraries do not all travel between machines,
    so their text does.
    """
    try:
        found = command.version()
        if found != job.tool:
            raise ClusterError(
                f"a worker has voiceprompt {found}, and {job.tool} is required, the version that "
                "this batch began with; install the same one everywhere"
            )
        with tempfile.TemporaryDirectory(prefix="voiceprompt-", dir=_scratch()) as folder:
            (Path(folder) / job.settings[0]).write_bytes(job.settings[1])
            return work(job, shard, Path(folder))
    except ClusterError as error:
        return Outcome(obstacle=error.message)
    except Exception as error:
        raise RuntimeError(f"{type(error).__name__}: {error}") from None


def _scratch() -> str | None:
    """Return a folder that the engine clears away after a worker that was killed."""
    from distributed import get_worker  # noqa: PLC0415 # not needed where nothing is to do

    try:
        return str(get_worker().local_directory)
    except ValueError:
        return None


def _convert(job: Job, shard: Shard, folder: Path) -> Outcome:
    destination = _required(job.destination)
    prompts = folder / command.PROMPTS
    prompts.mkdir()
    files, failures = _bring(job.source, shard.files, folder / command.RECORDINGS)
    for _, error in _each(
        shard.prompts, lambda prompt: destination.fetch(prompt.key, prompts / prompt.key)
    ):
        # One that has gone meanwhile is made again.
        if error is not None and not isinstance(error, FileNotFoundError):
            raise destination.refused("read", error)
    (prompts / records.FOLDER).mkdir()
    (prompts / records.FOLDER / EARLIER).write_text("".join(shard.lines), encoding="utf-8")

    rows: list[dict[str, Any]] = []
    outcome = Outcome(status=1 if failures else 0)
    if files:
        ended = command.run(
            [
                *("convert", "--files-from", "-", "-0", "--base", command.RECORDINGS),
                *("-o", command.PROMPTS, "--update", "--json", "-j", "1", *job.arguments),
            ],
            folder,
            [f"{command.RECORDINGS}/{file.key}" for file in files],
        )
        rows = ended.rows()
        outcome.status = max(outcome.status, ended.status)

    # By the paths below the two places, which is what the records have.
    stamps = {prompt.key: prompt.stamp for prompt in shard.prompts}
    made = [_below(row["output"]) for row in rows if row["status"] == "converted"]
    for name, stamp in _each(made, lambda name: destination.put(prompts / name, name)):
        if isinstance(stamp, Exception):
            raise stamp
        stamps[name] = stamp
    sources = {
        _below(row["output"]): _below(row["source"])
        for row in rows
        if row["status"] in ("converted", "unchanged")
    }
    _write_record(job, shard, prompts, sources, stamps)

    for row in rows:
        row["source"] = job.source.address(_below(row["source"]))
        row["output"] = row["output"] and destination.address(_below(row["output"]))
        outcome.converted += row["status"] == "converted"
        outcome.unchanged += row["status"] == "unchanged"
        outcome.seconds += row["duration"] or 0
        if job.wants_rows or row["errors"] or row["warnings"]:
            outcome.rows.append(row)
    outcome.rows += failures
    return outcome


def _write_record(
    job: Job, shard: Shard, prompts: Path, sources: dict[str, str], stamps: dict[str, str]
) -> None:
    """Put what was made of what; last, so that what it names is there."""
    destination = _required(job.destination)
    folder = prompts / records.FOLDER
    lines: dict[str, dict[str, Any]] = {}
    for path in (folder / EARLIER, folder / "prompts.jsonl"):
        for line in records.lines(path.read_bytes() if path.exists() else b""):
            name = line["prompt"]["name"]
            if name in sources and records.tells_of(line, prompts / name):
                lines[name] = line
    stamps_of_recordings = {file.key: file.stamp for file in shard.files}
    for name, line in lines.items():
        line["prompt"]["source"] = job.source.address(sources[name])
        line["cluster"] = {
            "options": job.options,
            "prompt": stamps[name],
            "recording": stamps_of_recordings[sources[name]],
        }
    if lines:
        record = folder / "record"
        texts = [records.text(lines[name]) for name in sorted(lines)]
        record.write_text("".join(texts), encoding="utf-8")
        destination.put(record, records.file_name(shard.name))


def _validate(job: Job, shard: Shard, folder: Path) -> Outcome:
    files, failures = _bring(job.source, shard.files, folder / command.PROMPTS)
    outcome = Outcome(status=2 if failures else 0)
    if files:
        ended = command.run(
            [
                *("validate", "--format", "json", "-j", "1", "--ignore", "set-level"),
                *job.arguments,
                *(f"{command.PROMPTS}/{file.key}" for file in files),
            ],
            folder,
        )
        document = ended.document()
        outcome.status = max(outcome.status, ended.status)
        outcome.counts = {name: document[name] for name in ("errors", "warnings", "notes")}
        for row in document["files"]:
            row["path"] = job.source.address(_below(row["path"]))
            if job.wants_rows or row["findings"] or row["error"]:
                outcome.rows.append(row)
    outcome.rows += [judged(row) for row in failures]
    return outcome


def lost(job: Job, shard: Shard) -> Outcome:
    """Return what comes of a shard with which one worker after the other was lost."""
    rows = [
        failure(
            job.source,
            file.key,
            "worker-lost",
            "every worker that had it in its shard was lost",
            "give the workers more memory, or look into their logs; then run this again",
        )
        for file in shard.files
    ]
    is_judgement = job.destination is None
    return Outcome(
        [judged(row) for row in rows] if is_judgement else rows, status=2 if is_judgement else 1
    )


def judged(row: dict[str, Any]) -> dict[str, Any]:
    """Write a failure as a file of the document of `validate`."""
    return {
        "path": row["source"],
        "facts": None,
        "findings": [],
        "omitted": 0,
        "error": row["error"],
    }


def _bring(
    place: Place, files: list[Entry], folder: Path
) -> tuple[list[Entry], list[dict[str, Any]]]:
    """Bring files from their place; what cannot be had is a failure of its own."""
    if place.is_local:
        folder.symlink_to(place.url)
        return files, []
    brought, failures = [], []
    for file, error in _each(files, lambda file: place.fetch(file.key, folder / file.key)):
        if error is None:
            brought.append(file)
        elif isinstance(error, FileNotFoundError):
            failures.append(
                failure(place, file.key, "not-found", "it has gone since it was listed", None)
            )
        elif isinstance(error, PermissionError):
            remedy = "give the credentials the right s3:GetObject for it"
            failures.append(failure(place, file.key, "unreadable", str(error), remedy))
        else:
            raise error
    return brought, failures


def failure(place: Place, key: str, code: str, message: str, remedy: str | None) -> dict[str, Any]:
    """Write a failure that the command has no part in as a line of `convert --json`."""
    nothing = ("output", "format", "decoder", "duration", "bytes", "sound")
    error = {"id": code, "message": message, "remedy": remedy}
    return {
        **dict.fromkeys(nothing),
        "schemaVersion": 1,
        "source": place.address(key),
        "status": "failed",
        "warnings": [],
        "notes": [],
        "error": error,
        "errors": [error],
    }


def _required(place: Place | None) -> Place:
    if place is None:
        raise ClusterError("there is no place for the prompts; name one")
    return place


def _each(items: list[Item], work: Callable[[Item], Value]) -> list[tuple[Item, Value | Exception]]:
    """Do several at a time; what fails gives its error."""

    def attempt(item: Item) -> Value | Exception:
        try:
            return work(item)
        except Exception as error:
            return error

    with ThreadPoolExecutor(TRANSFERS) as threads:
        return list(zip(items, threads.map(attempt, items), strict=True))


def _below(path: str) -> str:
    """Return a path below the folder of recordings or prompts without that."""
    return path.split("/", 1)[1]
