"""Runs the steps of action.yml by hand, in a repository with a right prompt and a wrong one."""

from __future__ import annotations

import os
import subprocess
import wave
from pathlib import Path
from typing import Any

import pytest
import yaml

import voiceprompts

ROOT = Path(__file__).parents[2]
STEPS = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
DEFAULTS = {
    name: given["default"]
    for name, given in yaml.safe_load((ROOT / "action.yml").read_text())["inputs"].items()
}


def run(step: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub's runner does, with these inputs."""
    values = DEFAULTS | {name.replace("_", "-"): value for name, value in inputs.items()}

    def filled(text: str) -> str:
        for name, value in values.items():
            text = text.replace(f"${{{{ inputs.{name} }}}}", value)
        assert "${{" not in text
        return text

    # What stands in a script would be read by the shell.
    assert "${{" not in step["run"]
    given = {name: filled(text) for name, text in step["env"].items()}
    runner = {"RUNNER_TEMP": str(folder / "temp"), "GITHUB_PATH": str(folder / "path")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],  # noqa: S607
        cwd=folder / filled(step.get("working-directory", ".")),
        env=os.environ | runner | given | {"VOICEPROMPT_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, with the command installed by the first step."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "a folder").mkdir()
    with wave.open(str(folder / "a folder" / "wrong.wav"), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(range(200)) * 80)
    voiceprompts.convert(folder / "a folder", output=folder / "prompts", name="right.wav")
    installed = run(STEPS[0], folder)
    assert installed.returncode == 0, installed.stderr
    return folder


def test_the_command_is_on_the_path_of_later_steps(folder: Path) -> None:
    path = (folder / "path").read_text().splitlines()[0]
    assert os.access(Path(path) / "voiceprompt", os.X_OK)


def test_what_is_found_becomes_annotations_and_a_failure(folder: Path) -> None:
    judged = run(STEPS[1], folder, args="validate 'a folder'")
    assert judged.returncode == 1, judged.stderr
    assert "::error file=a folder/wrong.wav,title=sample-rate::" in judged.stdout


def test_right_prompts_pass_by_default(folder: Path) -> None:
    judged = run(STEPS[1], folder)
    assert (judged.returncode, judged.stderr) == (0, "")
    assert "::error" not in judged.stdout


def test_another_format_and_another_folder_can_be_asked_for(folder: Path) -> None:
    judged = run(STEPS[1], folder, args="validate . --format junit", working_directory="a folder")
    assert judged.returncode == 1
    assert judged.stdout.startswith("<?xml")


@pytest.mark.parametrize(
    "args", ["validate $(touch made)", "validate `touch made`", "validate prompts; touch made"]
)
def test_no_shell_reads_the_arguments(folder: Path, args: str) -> None:
    judged = run(STEPS[1], folder, args=args)
    assert judged.returncode == 2
    assert not (folder / "made").exists()


def test_no_shell_reads_the_version(folder: Path) -> None:
    installed = run(STEPS[0], folder, version="1; touch made $(touch made)")
    assert installed.returncode != 0
    assert not (folder / "made").exists()
