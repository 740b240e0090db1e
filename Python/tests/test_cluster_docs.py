"""What docs/cluster.md shows, run as far as one machine goes."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml  # type: ignore[import-untyped]
from conftest import cluster, prompts, ran, recordings, voiceprompt

pytestmark = pytest.mark.usefixtures("environment")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cluster.md"


def shown(mark: str) -> str:
    """Return the block after a mark."""
    block = re.search(
        rf"^<!-- {mark} -->\n```\w+\n(.*?)^```\n<!-- end -->", PAGE.read_text(), re.S | re.M
    )
    assert block, mark
    return block[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Recordings, and beside them what one process makes of them."""
    recordings(tmp_path / "recordings", 40)
    ended = voiceprompt("convert", tmp_path / "recordings", "-o", tmp_path / "one")
    assert ended.status == 0, ended.errors
    return tmp_path


def check(folder: Path) -> None:
    """Compare with one process, and see that each share has its record."""
    assert prompts(folder / "prompts") == prompts(folder / "one")
    names = {path.name for path in (folder / "prompts" / ".voiceprompt").iterdir()}
    assert {f"shard-{number}-of-16.jsonl" for number in range(1, 17)} >= names
    assert len(names) > 8


def test_the_help_is_that_of_the_command() -> None:
    assert cluster("--help", COLUMNS="80").output == shown("help")


@pytest.mark.skipif(shutil.which("parallel") is None, reason="needs GNU parallel")
def test_parallel_gives_the_files_of_one_process(folder: Path) -> None:
    script = shown("parallel")
    for _ in range(2):
        ended = ran(["bash", "-euc", script], folder)
        assert (ended.status, ended.output) == (0, ""), ended.errors
        check(folder)
    damaged = folder / "recordings" / "0" / "r0007.wav"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    assert ran(["bash", "-euc", script], folder).status == 1


def test_the_array_of_slurm_gives_the_files_of_one_process(folder: Path) -> None:
    script = shown("slurm")
    (folder / "list").write_bytes(
        b"".join(
            os.fsencode(path.relative_to(folder)) + b"\0"
            for path in sorted((folder / "recordings").rglob("*.wav"))
        )
    )
    (folder / "bin").mkdir()
    (folder / "bin" / "srun").write_text('#!/bin/sh\nexec "$@"\n')
    (folder / "bin" / "srun").chmod(0o755)
    first, last = map(int, re.findall(r"--array=(\d+)-(\d+)", script)[0])
    cores = re.findall(r"--cpus-per-task=(\d+)", script)[0]
    for number in range(first, last + 1):
        ended = ran(
            ["bash", "-eu", "-c", script],
            folder,
            PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
            SLURM_ARRAY_TASK_ID=str(number),
            SLURM_ARRAY_TASK_COUNT=str(last - first + 1),
            SLURM_CPUS_PER_TASK=cores,
        )
        assert (ended.status, ended.errors) == (0, ""), ended.errors
    check(folder)


def test_the_job_of_kubernetes_is_one_and_gives_the_files_of_one_process(folder: Path) -> None:
    job: dict[str, Any] = yaml.safe_load(shown("kubernetes"))
    kubernetes_validate.validate(job, kubernetes_validate.latest_version(), strict=True)
    container = job["spec"]["template"]["spec"]["containers"][0]
    for index in range(job["spec"]["completions"]):
        ended = ran(
            [*container["command"], *container["args"]], folder, JOB_COMPLETION_INDEX=str(index)
        )
        assert (ended.status, ended.errors) == (0, ""), ended.errors
    check(folder)
