"""A batch: what there is to do, who does it, and what came of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from . import command, records, summary, tasks
from .arguments import Arguments
from .errors import ClusterError, shown
from .places import Entry, Place
from .report import Progress
from .search import search
from .shards import Shard, cut, prompt_names, shared_name
from .summary import Summary
from .tasks import Job


def run(arguments: Arguments) -> int:
    """Do the whole of it, and return the exit status. Raises ClusterError."""
    return convert(arguments) if arguments.verb == "convert" else validate(arguments)


def convert(arguments: Arguments) -> int:
    """Convert what is not converted yet."""
    source, destination = (Place.of(address) for address in arguments.places)
    without = destination.path_below(source)
    if without == "" or source.path_below(destination) is not None:
        raise ClusterError(
            f"{shown(destination.url)} holds the recordings; give the prompts a place of their "
            "own, beside the recordings or below them"
        )
    settings = command.settings(Path.cwd())
    tool = command.version()
    found = search(arguments, source, settings, without)
    recipe = json.dumps([tool, arguments.recipe, settings[1].decode("utf-8", "replace")])
    job = Job(
        source,
        destination,
        arguments.options,
        settings,
        tool,
        hashlib.sha256(recipe.encode()).hexdigest(),
        wants_rows=arguments.as_json,
    )
    shards, unchanged = _pending(found.files, job, destination, arguments.shard_size)
    report = summary.Conversions(arguments, found)
    report.unchanged = unchanged
    _work(arguments, tasks.convert, job, shards, report)
    return report.finish()


def validate(arguments: Arguments) -> int:
    """Judge all prompts of a place."""
    place = Place.of(arguments.places[0])
    settings = command.settings(Path.cwd())
    found = search(arguments, place, settings, None)
    job = Job(
        place,
        None,
        arguments.options,
        settings,
        command.version(),
        wants_rows=arguments.as_json,
    )
    shards = list(cut(found.files, arguments.shard_size, shared_name))
    report = summary.Findings(arguments, found)
    _work(arguments, tasks.validate, job, shards, report)
    return report.finish()


def _pending(
    files: list[Entry], job: Job, destination: Place, size: int
) -> tuple[list[Shard], int]:
    """Return shards of what is not done yet, and how much is done."""
    there = {entry.key: entry for entry in destination.entries(may_be_missing=True)}
    by_address = {job.source.address(file.key): file for file in files}
    done: set[str] = set()
    lines: dict[str, list[str]] = {}
    for line in records.read(destination, there):
        prompt = line["prompt"]
        recording = by_address.get(str(prompt.get("source")))
        if records.is_done(line, recording, there.get(prompt["name"]), job.options):
            done.add(recording.key if recording else "")
        elif prompt["name"] in there:
            lines.setdefault(prompt["name"], []).append(records.text(line))

    # A recording that wants the prompt of one that is done must meet it, to be refused.
    wanted = {name for file in files if file.key not in done for name in prompt_names(file.key)}
    pending = [file for file in files if not wanted.isdisjoint(prompt_names(file.key))]
    prompts: dict[str, list[Entry]] = {}
    for entry in there.values():
        if not entry.key.startswith("."):
            for name in wanted.intersection(prompt_names(entry.key)):
                prompts.setdefault(name, []).append(entry)
    shards = list(cut(pending, size, prompt_names))
    for shard in shards:
        names = {name for file in shard.files for name in prompt_names(file.key)}
        own = {entry.key: entry for name in names for entry in prompts.get(name, [])}
        shard.prompts = [own[key] for key in sorted(own)]
        shard.lines = [text for prompt in shard.prompts for text in lines.get(prompt.key, [])]
    return shards, len(files) - len(pending)


def _work(
    arguments: Arguments, task: tasks.Task, job: Job, shards: list[Shard], report: Summary
) -> None:
    if not shards:
        return
    # The engine takes longer to load than all that is needed where there is nothing to do.
    from . import engine  # noqa: PLC0415

    progress = Progress(sum(len(shard.files) for shard in shards), quiet=arguments.quiet)
    try:
        with engine.workers(arguments.scheduler, arguments.workers) as client:
            progress.advance(0)
            for shard, outcome in engine.run(client, task, job, shards):
                report.add(outcome or tasks.lost(job, shard))
                progress.advance(len(shard.files))
    finally:
        progress.end()
