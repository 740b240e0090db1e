"""Makes the pictures of the studio that the READMEs open with: python picture_studio.py FOLDER"""

import os
import pathlib
import shutil
import sys
import tempfile
import wave

sys.dont_write_bytecode = True
from playwright.sync_api import sync_playwright

from conftest import ROOT, voiceprompt
from studio import StudioPage, running


def one_sided(mono, stereo):
    """Puts a recording on the left of two channels, and nothing on the right."""
    with wave.open(str(mono)) as source, wave.open(str(stereo), "wb") as target:
        samples = source.readframes(source.getnframes())
        target.setparams(source.getparams())
        target.setnchannels(2)
        target.writeframes(b"".join(samples[at:at + 2] + b"\0\0" for at in range(0, len(samples), 2)))


LANGUAGES = {"en": "studio.png", "zh": "studio.zh-CN.png"}

with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    for language, name in LANGUAGES.items():
        samples = pathlib.Path(folder) / language / "campaign"
        shutil.copytree(ROOT / "samples", samples, ignore=shutil.ignore_patterns("prompts", "prompts.lock"))
        voiceprompt("build", "-q", cwd=samples)
        shutil.copy(samples / "please-hold.wav", samples / "goodbye.wav")
        new = pathlib.Path(folder) / language / "new"
        new.mkdir()
        shutil.copy(samples / "delivery.mp3", new / "Delivery final (2).mp3")
        one_sided(samples / "no-callback.wav", new / "回呼 stereo.wav")
        with running(samples.parent, "campaign/prompts.yml", "--lang", language) as studio:
            it = StudioPage(browser, studio, viewport={"width": 1360, "height": 830}, color_scheme="light")
            it.add(new / "Delivery final (2).mp3", new / "回呼 stereo.wav")
            card = it.card("Delivery final (2).mp3")
            card.locator(".for select").select_option("notifyVoice")
            it.settle()
            card.locator(".start-time").fill("1.3")
            card.locator(".start-time").blur()
            it.settle()
            card.locator(".seek").click(position={"x": 330, "y": 40})
            it.page.evaluate("scrollTo(0, 0)")
            it.page.wait_for_timeout(1500)
            path = pathlib.Path(sys.argv[1]) / name
            it.page.screenshot(path=path)
            it.close()
        size = path.stat().st_size
        assert size < 250_000, f"{size} bytes are too many for a README"
        print(f"{path}: {size:,} bytes")
    browser.close()
