from __future__ import annotations

import math
import os
import re
import struct
import typing
from pathlib import Path
from typing import Any

import pytest

import voiceprompts

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOICEPROMPT_LANG", "en")
    return tmp_path


def recording(path: Path, seconds: float = 1, rate: int = 16000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = (round(9000 * math.sin(0.2 * n)) for n in range(round(seconds * rate)))
    data = b"".join(struct.pack("<h", sample) for sample in samples)
    header = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1,
                         rate, 2 * rate, 2, 16)  # fmt: skip
    path.write_bytes(header + struct.pack("<4sI", b"data", len(data)) + data)
    return path


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def keys(kind: Any, path: str = "") -> set[str]:  # noqa: ANN401
    """The keys of a type, with those of the objects in it below them, as docs/json.md has them."""
    if typing.is_typeddict(kind):
        below = {path + key: value for key, value in typing.get_type_hints(kind).items()}
        return set(below).union(*(keys(value, key + ".") for key, value in below.items()))
    return set().union(*(keys(part, path) for part in typing.get_args(kind)))


def check(value: object, kind: Any, path: str = "") -> None:  # noqa: ANN401
    """Compare a value with its type, keys and all."""
    if typing.is_typeddict(kind):
        assert isinstance(value, dict), path
        hints = typing.get_type_hints(kind)
        assert value.keys() == hints.keys(), path
        for key, hint in hints.items():
            check(value[key], hint, f"{path}.{key}")
    elif typing.get_origin(kind) is list:
        assert isinstance(value, list), path
        for one in value:
            check(one, typing.get_args(kind)[0], path)
    elif typing.get_origin(kind) is typing.Literal:
        assert value in typing.get_args(kind), path
    elif kind is float:
        assert isinstance(value, int | float), path
    elif typing.get_args(kind):
        parts = [part for part in typing.get_args(kind) if part is not type(None)]
        if value is not None:
            check(value, parts[0], path)
    else:
        assert isinstance(value, kind), path


def test_a_folder_becomes_prompts_with_the_options_that_are_given(folder: Path) -> None:
    recording(folder / "in" / "a.wav")
    recording(folder / "in" / "b.wav", seconds=0.5)
    results = voiceprompts.convert(folder / "in", output=folder / "out", level=-20, jobs=2)
    for result in results:
        check(result, voiceprompts.Conversion)
    assert [(result["status"], result["output"]) for result in results] == [
        ("converted", str(folder / "out" / "a.wav")),
        ("converted", str(folder / "out" / "b.wav")),
    ]
    assert [result["sound"] is not None for result in results] == [True, True]
    assert (folder / "out" / "b.wav").stat().st_size == 58 + 4000


def test_a_recording_that_fails_is_told_in_its_result(folder: Path) -> None:
    results = voiceprompts.convert(recording(folder / "a.wav"), "missing.wav", "-x.wav")
    assert [result["status"] for result in results] == ["converted", "failed", "failed"]
    check(results[1], voiceprompts.Conversion)
    assert results[1]["error"] == results[1]["errors"][0]
    assert results[1]["errors"][0]["id"] == "not-found"


def test_findings_are_objects(folder: Path) -> None:
    recording(folder / "wrong.wav")
    voiceprompts.convert(folder / "wrong.wav", name="right.wav", output=folder)
    judged = voiceprompts.validate(folder, "missing.wav", ignore=["level"], sound=True)
    check(judged, voiceprompts.Validation)
    right, wrong, missing = judged["files"]
    assert right["path"].endswith("right.wav")
    assert right["facts"] is not None
    assert right["facts"]["formatTag"] == 6
    assert right["facts"]["sound"] is not None
    assert {finding["rule"] for finding in wrong["findings"]} >= {"encoding", "sample-rate"}
    assert judged["errors"] >= 2
    assert missing["error"] is not None
    assert missing["error"]["id"] == "not-found"


def test_the_keys_are_those_that_the_page_has() -> None:
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    for kind, heading in [
        (voiceprompts.Validation, "The document of `--format json`"),
        (voiceprompts.Conversion, "The lines of `convert --json`"),
    ]:
        table = page.split(f"## {heading}\n")[1].split("\n## ")[0]
        cells = (row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
        assert keys(kind) == {key for cell in cells for key in re.findall("`([^`]+)`", cell)}


def test_wrong_usage_raises_what_the_command_says(folder: Path) -> None:
    with pytest.raises(voiceprompts.CommandError) as raised:
        voiceprompts.convert(folder, level=3)
    assert raised.value.status == 2
    assert "--level" in str(raised.value)
    assert "Usage" not in str(raised.value)
    assert not str(raised.value).startswith("error:")
    with pytest.raises(voiceprompts.CommandError):
        voiceprompts.validate(folder)


@pytest.mark.parametrize("key", ["format", "json", "help", "version"])
def test_what_would_print_something_else_is_refused(key: str) -> None:
    with pytest.raises(TypeError, match=key):
        voiceprompts.validate("prompts", **{key: True})


def test_options_are_written_as_the_command_takes_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, program(folder / "bin" / "voiceprompt", 'printf "%s\\n" "$@" >args'))
    options: dict[str, voiceprompts.Option] = {
        "for_": "waitVoice",
        "max_size": 2_000_000,
        "force": True,
        "update": False,
        "base": None,
        "output": Path("-x"),
        "ignore": ["a", "b"],
    }
    assert voiceprompts.convert("-a.wav", Path("b"), **options) == []
    assert (folder / "args").read_text().split() == [
        "convert", "--format", "json", "--for=waitVoice", "--max-size=2000000", "--force",
        "--output=-x", "--ignore=a", "--ignore=b", "--", "-a.wav", "b",
    ]  # fmt: skip


def test_a_command_that_is_killed_raises(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, program(folder / "bin" / "voiceprompt", "kill -9 $$"))
    with pytest.raises(voiceprompts.CommandError, match="ended with -9") as raised:
        voiceprompts.convert("a.wav")
    assert raised.value.status == -9


def test_without_a_command_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="pip install voiceprompts"):
        voiceprompts.command()


def test_the_command_of_the_path_is_the_second_choice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, None)
    path = program(folder / "bin" / "voiceprompt", "true")
    monkeypatch.setenv("PATH", str(folder / "bin"))
    assert voiceprompts.command() == str(path)


def test_another_command_can_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(folder / "other", "echo")
    monkeypatch.setenv("VOICEPROMPT", str(path))
    assert voiceprompts.command() == str(path)


def test_the_command_can_be_run() -> None:
    assert os.access(voiceprompts.command(), os.X_OK)


def installed(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Pretend that this command came with the module."""
    monkeypatch.delenv("VOICEPROMPT", raising=False)
    monkeypatch.setattr(
        "voiceprompts._command._installed", lambda: None if path is None else str(path)
    )
