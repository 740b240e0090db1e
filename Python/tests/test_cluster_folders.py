"""Folders of this machine, the cluster that begins and ends with the batch, and options."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import (
    CLUSTER,
    Workers,
    await_true,
    cluster,
    prompts,
    ran,
    recording,
    recordings,
    voiceprompt,
)

pytestmark = pytest.mark.usefixtures("environment")

QUICK = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}


def test_folders_get_what_one_process_makes_of_them(tmp_path: Path) -> None:
    recordings(tmp_path / "in", 30)
    (tmp_path / "in" / "more").symlink_to(tmp_path / "in" / "0")
    (tmp_path / "in" / "0" / "round").symlink_to(tmp_path / "in")
    options = ("--sound", "speech", "--max-size", "1MB")
    one = ran(["voiceprompt", "convert", "in", "-o", "one", *options], tmp_path)
    assert one.status == 0
    ended = cluster(
        "convert", "in", "in/out", "--workers", "2", "--shard-size", "8", *options, folder=tmp_path
    )
    assert ended.status == 0
    assert prompts(tmp_path / "in" / "out") == prompts(tmp_path / "one")
    assert not list((tmp_path / "in" / "out").rglob("*.tmp"))
    again = cluster("convert", "in", "in/out", *options, folder=tmp_path)
    assert again.errors == "0 of 30 files converted, 30 unchanged\n"


def test_names_that_are_no_texts_fail_and_others_go_to_the_command(
    tmp_path: Path, workers: Workers
) -> None:
    names = ["new\nline.wav", " .wav", "-o.wav", "等待音.wav", "fine.wav"]
    for name in names:
        recording(tmp_path / "in" / name)
    recording(tmp_path / "in" / os.fsdecode(b"\xff.wav"))
    ended = cluster("convert", "in", "out", "--scheduler", workers.address, folder=tmp_path)
    one = ran(["voiceprompt", "convert", "in", "-o", "one"], tmp_path)
    assert (ended.status, one.status) == (1, 1)
    assert "\\udcff.wav: its name is not UTF-8 [object-name]" in ended.errors
    assert "new\\nline.wav" in ended.errors
    assert prompts(tmp_path / "out") == prompts(tmp_path / "one")


def test_settings_of_the_working_folder_hold_on_workers(tmp_path: Path, workers: Workers) -> None:
    recordings(tmp_path / "in", 2)
    (tmp_path / ".voiceprompt.yml").write_text("profile: amazon-connect\n")
    work = tmp_path / "below"
    work.mkdir()
    one = ran(["voiceprompt", "convert", "../in", "-o", "../one"], work)
    ended = cluster("convert", "../in", "../out", "--scheduler", workers.address, folder=work)
    assert (one.status, ended.status) == (0, 0)
    assert prompts(tmp_path / "out") == prompts(tmp_path / "one")
    # Without them the prompts are others.
    (tmp_path / ".voiceprompt.yml").unlink()
    ended = cluster("convert", "../in", "../out", "--scheduler", workers.address, folder=work)
    assert ended.errors.startswith("2 of 2 files converted")
    assert prompts(tmp_path / "out") != prompts(tmp_path / "one")


def test_an_interruption_ends_all_processes_and_the_next_run_goes_on(tmp_path: Path) -> None:
    recordings(tmp_path / "in", 400)
    process = subprocess.Popen(
        [*CLUSTER, "convert", "in", "out", "--workers", "2", "--shard-size", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    records = tmp_path / "out" / ".voiceprompt"
    deadline = time.monotonic() + 300
    while not (records.is_dir() and any(records.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.02)
    # As a terminal does, to the driver and to its workers.
    os.killpg(process.pid, signal.SIGINT)
    errors = process.communicate(timeout=300)[1]
    assert process.returncode == -signal.SIGINT
    assert errors == "interrupted; what is done stays done: run this again to go on\n"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("some of its processes are left")
    done = len(list(records.iterdir()))
    assert 0 < done < 200

    ended = cluster("convert", "in", "out", "--workers", "2", folder=tmp_path)
    assert ended.status == 0
    converted = int(ended.errors.split()[0])
    assert converted <= 400 - 2 * done
    assert voiceprompt("convert", tmp_path / "in", "-o", tmp_path / "one").status == 0
    assert prompts(tmp_path / "out") == prompts(tmp_path / "one")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the workers in /proc")
def test_workers_that_are_killed_again_and_again_cost_time_alone(tmp_path: Path) -> None:
    recordings(tmp_path / "in", 60)
    process = subprocess.Popen(
        [*CLUSTER, "convert", "in", "out", "--workers", "2", "--shard-size", "1", "--quiet"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    records = tmp_path / "out" / ".voiceprompt"
    await_true(lambda: records.is_dir() and any(records.iterdir()), "the first record")
    for _ in range(3):
        # What they have done and not yet told is lost with them.
        workers = [
            int(number)
            for children in Path(f"/proc/{process.pid}/task").glob("*/children")
            for number in children.read_text().split()
            if b"spawn_main" in Path(f"/proc/{number}/cmdline").read_bytes()
        ]
        if workers:
            os.kill(workers[0], signal.SIGKILL)
        time.sleep(0.5)
    errors = process.communicate(timeout=300)[1]
    assert (process.returncode, errors) == (0, "")
    assert voiceprompt("convert", tmp_path / "in", "-o", tmp_path / "one").status == 0
    assert prompts(tmp_path / "out") == prompts(tmp_path / "one")


def test_a_folder_that_refuses_writes_ends_the_batch(tmp_path: Path, workers: Workers) -> None:
    recordings(tmp_path / "in", 2)
    (tmp_path / "out").mkdir()
    # A file in the place of a folder stops root, too.
    (tmp_path / "out" / "0").write_text("in the way")
    ended = cluster("convert", "in", "out/0/x", "--scheduler", workers.address, folder=tmp_path)
    assert ended.status == 2
    assert ended.errors.startswith(f"error: cannot write {tmp_path}/out/0/x: ")
    assert ended.errors.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "error: nothing is no command here; it is convert or validate"),
        (["inspect", "in"], "error: inspect is no command here"),
        (["convert", "in"], "error: the places of recordings and of prompts must follow convert"),
        (["convert", "--sound", "speech", "in", "out"], "error: the places of recordings"),
        (["convert", "in", "out", "more"], "error: unexpected argument more; "),
        (["convert", "in", "out", "in"], "error: unexpected argument "),
        (["convert", "in", "out", "--", "in/0/r0000.wav"], "error: unexpected argument in/"),
        (["convert", "in", "out", "--sound", "loud"], "error: the value 'loud' is invalid for"),
        (["convert", "in", "out", "--gain"], "error: missing value for '--gain"),
        (["convert", "in", "out", "--rename"], "error: --rename does not go with several"),
        (["convert", "in", "out", "--name=x"], "error: --name does not go with several machines"),
        (["convert", "in", "out", "-fo", "x"], "error: --output does not go with several"),
        (["convert", "in", "out", "-j4"], "error: --jobs does not go with several machines"),
        (["validate", "in", "--fix"], "error: --fix does not go with several machines"),
        (["validate", "in", "--format", "sarif"], "error: argument --format: invalid choice"),
        (["convert", "in", "out", "--workers", "0"], "error: argument --workers: '0' is not a"),
        (["convert", "in", "out", "--scheduler", "x"], "error: argument --scheduler: x is no add"),
        (["convert", "none", "out"], "error: {}/none does not exist; name a folder or s3://"),
        (["convert", "empty", "out"], "error: no recordings in {}/empty; skipped: 1 hidden"),
        (
            ["convert", "in", "out", "--scheduler", "tcp://127.0.0.1:9"],
            "error: no scheduler answers at tcp://127.0.0.1:9: ",
        ),
    ],
)
def test_a_command_line_that_will_not_do_is_told(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    recordings(tmp_path / "in", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.wav").touch()
    ended = cluster(*arguments, folder=tmp_path, **QUICK)
    assert ended.status == 2, ended.errors
    assert ended.errors.startswith(message.format(tmp_path)), ended.errors
    assert not (tmp_path / "out").exists()


def test_options_that_look_like_others_go_to_the_command(tmp_path: Path, workers: Workers) -> None:
    recordings(tmp_path / "in", 1)
    ended = cluster(
        *("convert", "in", "out", "--scheduler", workers.address, "--gain", "-0.5"),
        folder=tmp_path,
    )
    assert (ended.status, ended.errors[:24]) == (0, "1 of 1 file converted: 0"), ended.errors


def test_what_is_not_installed_is_told(tmp_path: Path) -> None:
    packages = ran([sys.executable, "-c", "import voiceprompts; print(voiceprompts.__path__[0])"])
    ended = ran(
        # Without the packages of the environment.
        [sys.executable, "-S", "-m", "voiceprompts.cluster", "convert", "in", "out"],
        tmp_path,
        PYTHONPATH=str(Path(packages.output.strip()).parent),
    )
    assert (ended.status, ended.errors) == (
        2,
        "error: the package distributed is missing; install all that the cluster needs: "
        "pip install 'voiceprompts[cluster]'\n",
    )


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    recordings(tmp_path / "in", 1)
    lonely = Workers(tmp_path, 0)
    try:
        ended = cluster(
            "convert", "in", "out", "--scheduler", lonely.address, folder=tmp_path, **QUICK
        )
    finally:
        lonely.end()
    address = lonely.address
    assert (ended.status, ended.errors) == (
        2,
        f"error: the scheduler at {address} has 0 workers, and 1 is required; start them with "
        f"dask worker {address}\n",
    )


def test_a_worker_with_another_version_is_told(tmp_path: Path, workers: Workers) -> None:
    recordings(tmp_path / "in", 1)
    other = tmp_path / "bin" / "voiceprompt"
    other.parent.mkdir()
    real = os.environ["VOICEPROMPT"]
    other.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo 9.9 && exit\nexec {real} "$@"\n')
    other.chmod(0o755)
    ended = cluster(
        *("convert", "in", "out", "--scheduler", workers.address),
        folder=tmp_path,
        VOICEPROMPT=str(other),
        PATH=f"{other.parent}:{os.environ['PATH']}",
    )
    assert ended.status == 2
    assert "and 9.9 is required" in ended.errors
    assert not prompts(tmp_path / "out")


def test_a_shard_with_which_every_worker_is_lost_fails_alone(tmp_path: Path) -> None:
    """The command, where it meets one recording, kills its worker."""
    recordings(tmp_path / "in", 3)
    deadly = tmp_path / "bin" / "voiceprompt"
    deadly.parent.mkdir()
    real = os.environ["VOICEPROMPT"]
    deadly.write_text(
        f'#!/bin/sh\nif [ "$2" = --files-from ]; then cat >"$PWD/names"\n'
        f'names=$(tr "\\0" : <"$PWD/names")\n'
        f"case $names in *r0001*) kill -9 $PPID; exit 1;; esac\n"
        f'exec {real} "$@" <"$PWD/names"; fi\nexec {real} "$@"\n'
    )
    deadly.chmod(0o755)
    ended = cluster(
        *("convert", "in", "out", "--workers", "1", "--shard-size", "1", "--json"),
        folder=tmp_path,
        VOICEPROMPT=str(deadly),
        PATH=f"{deadly.parent}:{os.environ['PATH']}",
        DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
    )
    assert ended.status == 1
    rows = {Path(row["source"]).name: row for row in map(json.loads, ended.output.splitlines())}
    assert rows["r0001.wav"]["error"]["id"] == "worker-lost"
    assert {rows[name]["status"] for name in ("r0000.wav", "r0002.wav")} == {"converted"}


def test_findings_decide_the_exit_status_as_the_command_does(
    tmp_path: Path, workers: Workers
) -> None:
    recording(tmp_path / "in" / "a.wav")
    voiceprompt("convert", tmp_path / "in", "-o", tmp_path / "out")
    # A chunk before the audio is a warning.
    prompt = tmp_path / "out" / "a.wav"
    content = prompt.read_bytes()
    content = content[:50] + b"LIST\4\0\0\0INFO" + content[50:]
    prompt.write_bytes(content[:4] + (len(content) - 8).to_bytes(4, "little") + content[8:])
    for options, status in (([], 0), (["--strict"], 1), (["--strict", "--max-size", "100"], 1)):
        ended = cluster(
            *("validate", "out", "--scheduler", workers.address, *options), folder=tmp_path
        )
        alone = ran(["voiceprompt", "validate", "out", *options], tmp_path)
        assert (ended.status, alone.status) == (status, status), ended.errors
