"""Reports of the samples, and a browser to look at them: see script/test-page."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]


def voiceprompt(*arguments, cwd, status=0):
    run = subprocess.run(
        [os.environ["VOICEPROMPT"], *arguments], cwd=cwd, capture_output=True, text=True, timeout=60)
    assert run.returncode == status, run.stderr
    return run


def make_reports(folder):
    """Pages by name: of a set that is up to date, of one that is not, of recordings, and of files
    that are no prompts."""
    samples = folder / "samples"
    shutil.copytree(ROOT / "samples", samples)
    shutil.rmtree(samples / "prompts", ignore_errors=True)
    (samples / "prompts.lock").unlink(missing_ok=True)
    voiceprompt("build", "-q", cwd=samples)
    for lang in ("en", "zh"):
        voiceprompt("report", "-o", f"{folder}/set-{lang}.html", "--lang", lang, cwd=samples)
        voiceprompt(
            "report", "welcome.wav", "hold-music.flac", "等待音 1.wav", "-o",
            f"{folder}/recordings-{lang}.html", "--lang", lang, cwd=samples)
    broken = folder / "broken"
    broken.mkdir()
    (broken / "<img src=x onerror=alert(1)>&'.wav").write_bytes(
        (samples / "prompts" / "welcome.wav").read_bytes()[:-1000])
    (broken / "empty.wav").write_bytes(b"")
    shutil.copy(samples / "please-hold.wav", samples / "goodbye.wav")
    (samples / "prompts" / "record_hint.wav").unlink()
    shutil.copy(samples / "prompts" / "welcome.wav", samples / "prompts" / "old.wav")
    for lang in ("en", "zh"):
        voiceprompt(
            "report", "-o", f"{folder}/changed-{lang}.html", "--lang", lang, cwd=samples, status=1)
        voiceprompt(
            "report", "broken", "-o", f"broken-{lang}.html", "--lang", lang, "--max-embedded", "1B",
            cwd=folder, status=1)
    return folder


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    return make_reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required",
                  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])
        yield browser
        browser.close()
