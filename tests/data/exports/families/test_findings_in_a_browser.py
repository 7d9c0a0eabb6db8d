"""The findings page in a real browser: nothing is fetched, nothing overflows, axe finds nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from data.coded_project import Withheld
from data.exports.families.html import write_html
from tests.data.exports.families.coded import report

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_opens_alone_and_reads_well(
    language: str, width: int, new_desk: Callable[..., Page], tmp_path: Path
) -> None:
    long = Withheld("x" * 60, 1, "A reason without a single place to break " + "y" * 70)
    made = replace(report(), language=language, withheld=(*report().withheld, long))
    place = tmp_path / "findings.html"
    place.write_bytes(write_html(made))
    page = new_desk(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(place.as_uri())
    assert asked == [place.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("lang") == language
    ran = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [each["id"] for each in ran["violations"]] == []
