"""A studio that runs, and a page of it to drive."""

import contextlib
import os
import re
import signal
import subprocess
import time

from playwright.sync_api import expect

# What a busy machine takes for what takes a tenth of a second otherwise.
LIMIT = 30_000
expect.set_options(timeout=LIMIT)

# The page's players are no part of its document: this keeps hold of them.
HEARD = """
  const Plain = Audio;
  window.sounds = [];
  window.Audio = function () { const sound = new Plain(); sound.muted = true; sounds.push(sound); return sound; };
"""


class Studio:
    """`voiceprompt studio`, started in a folder."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.process = subprocess.Popen(
            [os.environ["VOICEPROMPT"], "studio", "--no-open", *arguments], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        lines = []
        while True:
            line = self.process.stdout.readline()
            assert line, (lines, self.process.stderr.read())
            lines.append(line)
            if found := re.search(r"http://\S+", line):
                self.address = found[0]
                break

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(10)
        self.process.stdout.close()
        self.process.stderr.close()


class StudioPage:
    """A page of a studio, and what its users do."""

    def __init__(self, browser, studio, **options):
        self.heard = []
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        self.context = browser.new_context(accept_downloads=True, **options)
        self.context.add_init_script(HEARD)
        self.page = page = self.context.new_page()
        page.set_default_timeout(LIMIT)
        page.on("console", lambda message: self.heard.append(f"{message.text} {message.location.get('url', '')}"))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        # A key is quicker than what Playwright does when it first expects a chooser.
        page.on("filechooser", lambda chooser: None)
        page.goto(studio.address)
        expect(page.locator("body[data-ready=yes]")).to_be_attached()

    def card(self, name):
        return self.page.locator(".card").filter(has=self.page.get_by_role("heading", name=name, exact=True))

    def prompt(self, name):
        return self.page.locator("#set-list .prompt").filter(has=self.page.get_by_text(name, exact=True))

    def add(self, *paths):
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("button.choose:visible").first.click()
        chooser.value.set_files([str(path) for path in paths])
        self.settle()

    def settle(self):
        """Until nothing is sent and nothing is judged."""
        page = self.page
        page.wait_for_timeout(60)
        expect(page.locator(".upload")).to_have_count(0)
        expect(page.locator(".tally.working:visible")).to_have_count(0)
        expect(page.locator(".card.busy")).to_have_count(0)
        page.wait_for_timeout(30)

    def clock(self, card):
        return float(card.locator(".clock").inner_text().removesuffix(" s"))

    def until(self, holds, what):
        end = time.monotonic() + LIMIT / 1000
        while not holds():
            assert time.monotonic() < end, what
            self.page.wait_for_timeout(20)

    def drop(self, selector, name, content):
        """Drops a file on what a selector finds."""
        self.page.evaluate(
            """([selector, name, content]) => {
              const transfer = new DataTransfer()
              transfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name))
              const target = document.querySelector(selector)
              for (const type of ['dragover', 'drop'])
                target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }))
            }""", [selector, name, content])
        self.settle()

    def download(self, act):
        with self.page.expect_download() as download:
            act()
        return download.value

    def close(self):
        self.context.close()


@contextlib.contextmanager
def running(folder, *arguments):
    studio = Studio(folder, *arguments)
    try:
        yield studio
    finally:
        studio.stop()
