"""What a reader of a report meets in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["set", "changed", "recordings", "broken"]
LANGUAGES = ["en", "zh"]


@pytest.fixture
def opened(browser, reports):
    """Opens a report from its file; in the end, nothing was printed and nothing was asked for."""
    pages = []
    heard = []

    def open_page(name, **options):
        page = browser.new_page(**options)
        page.set_default_timeout(10_000)
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("requestfailed", lambda request: heard.append(request.url[:80]))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else heard.append(
                request.url))
        page.goto(f"file://{reports}/{name}.html")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened, name, language, scheme):
    page = opened(f"{name}-{language}", color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["set-en", "recordings-zh"])
def test_every_player_plays(opened, name):
    page = opened(name)
    players = page.locator("audio")
    count = players.count()
    assert count >= 6
    for index in range(count):
        player = players.nth(index)
        played = player.evaluate(
            """async player => {
              player.muted = true
              await player.play()
              const begun = performance.now()
              while (player.currentTime < 0.1 && performance.now() - begun < 5000)
                await new Promise(done => setTimeout(done, 20))
              player.pause()
              return [player.currentTime, player.duration, player.error && player.error.message]
            }""")
        assert played[0] >= 0.1, played
        assert played[1] > 1, played
        assert played[2] is None, played


def test_the_prompt_lasts_as_long_as_the_page_says(opened):
    page = opened("set-en")
    article = page.locator("article").first
    duration = article.locator("audio").first.evaluate(
        """async player => {
          const begun = performance.now()
          while (!(player.duration > 0) && performance.now() - begun < 5000)
            await new Promise(done => setTimeout(done, 20))
          return player.duration
        }""")
    assert f"{duration:.2f} s" in article.inner_text()


def test_links_of_the_table_lead_to_the_prompts(opened):
    page = opened("changed-en")
    links = page.locator("main a[href^='#']")
    assert links.count() > 13
    for index in range(links.count()):
        target = links.nth(index).get_attribute("href")
        assert page.locator(target).inner_text() == links.nth(index).inner_text()


def test_a_name_is_no_markup(opened):
    page = opened("broken-en")
    assert page.locator("img").count() == 0
    assert "<img src=x onerror=alert(1)>&'.wav" in page.locator("main").inner_text()


def test_what_is_not_embedded_is_linked(opened, reports):
    page = opened("broken-en")
    link = page.locator("a[href^='./']")
    assert link.count() == 1
    path = link.evaluate("link => decodeURIComponent(new URL(link.href).pathname)")
    assert path == str(reports / "broken" / "<img src=x onerror=alert(1)>&'.wav")


def test_nothing_is_wider_than_a_telephone(opened):
    for name in PAGES:
        page = opened(f"{name}-en", viewport={"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_scheme_is_the_readers(opened):
    grounds = {
        scheme: opened("set-en", color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert grounds["light"] == "rgb(255, 255, 255)"
    assert grounds["dark"] != grounds["light"]
