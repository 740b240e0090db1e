"""Makes the picture of a report that the README shows: python picture.py FILE"""

import os
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from playwright.sync_api import sync_playwright

from conftest import ROOT, voiceprompt

with tempfile.TemporaryDirectory() as folder:
    samples = pathlib.Path(folder) / "samples"
    shutil.copytree(ROOT / "samples", samples)
    recordings = samples / "recordings"
    recordings.mkdir()
    for name in ("delivery.mp3", "goodbye.wav", "hold-music.flac", "please-hold.wav",
                 "welcome.wav"):
        shutil.move(samples / name, recordings / name)
    voiceprompt("report", "recordings", "-o", "report.html", cwd=samples)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 920, "height": 1130}, color_scheme="light")
        page.goto(f"file://{samples}/report.html")
        page.locator("audio").first.evaluate(
            """async player => {
              const begun = performance.now()
              while (!(player.duration > 0) && performance.now() - begun < 5000)
                await new Promise(done => setTimeout(done, 20))
            }""")
        page.screenshot(path=sys.argv[1])
        browser.close()
size = os.path.getsize(sys.argv[1])
assert size < 150_000, f"{size} bytes are too many for a README"
print(f"{sys.argv[1]}: {size:,} bytes")
