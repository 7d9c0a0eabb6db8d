"""What a browser gets of a sheet, and from where."""

import json
import re
from dataclasses import replace
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

import pages.families.coder
from pages.families.coder import component
from pages.families.coder.sheet import Coding
from pages.families.coder.slots import at_first
from pages.parts.words import words
from pages.shell import security
from tests.pages.families.coder.world import TURNS, sheet_of, state_at_first

ASSETS = Path(pages.families.coder.__file__).parent / "assets"


def test_each_sentence_arrives_with_the_offsets_of_its_words():
    sheet = replace(
        sheet_of(state_at_first()), codings=(Coding("c", 8, 12, "wait", mine=True, memo="n"),)
    )
    sent = json.loads(
        json.dumps(
            component.described(
                sheet, words=words("es", about="coding"), slots=at_first(["wait"]), can_undo=True
            )
        )
    )
    said = [
        (turn["label"], [turn["text"][a - turn["start"] : b - turn["start"]] for a, b in pairs])
        for turn in sent["turns"]
        for pairs in [turn["units"]]
    ]
    assert said == [(label, list(sentences)) for label, sentences in TURNS]
    assert (sent["hash"], sent["language"], sent["slots"]) == ("first", "es", ["wait"])
    assert sent["codings"] == [
        {"id": "c", "start": 8, "end": 12, "code": "wait", "mine": True, "memo": "n"}
    ]


def shown() -> None:
    from pages.families.coder.component import coding_desk
    from pages.parts.words import words
    from tests.pages.families.coder.world import sheet_of, state_at_first

    event = coding_desk(
        sheet_of(state_at_first()), words=words("en", about="coding"), key="desk", can_undo=False
    )
    assert event is None


def test_a_script_that_shows_the_desk_runs_without_a_browser_and_hears_nothing():
    app = AppTest.from_function(shown, default_timeout=60)
    assert not app.run().exception
    assert not app.run().exception


def test_the_script_is_a_file_of_ours_because_the_policy_allows_no_other(monkeypatch):
    manager = BidiComponentManager()
    monkeypatch.setattr(component, "get_bidi_component_manager", lambda: manager)
    monkeypatch.setattr("streamlit.components.v2.get_bidi_component_manager", lambda: manager)
    component._renderer()
    known = manager.get(f"{component.PROJECT}.{component.NAME}")
    assert known is not None
    assert (known.js_url, known.css_url) == ("desk.js", "desk.css")
    assert (known.js_content, known.css_content, known.html_content) == (None, None, None)
    assert manager.get_component_path(known.name) == str(ASSETS)


def test_the_policy_that_the_desk_runs_under_allows_no_script_from_a_message():
    policy = security._headers()["Content-Security-Policy"]
    (scripts,) = re.findall(r"script-src ([^;]+);", policy)
    assert scripts == f"'self' {security.inline_script_hashes()}"


def test_nothing_but_what_a_browser_needs_lies_where_it_is_served_from():
    assert {path.suffix for path in ASSETS.iterdir()} == {".js", ".css"}
    for path in ASSETS.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        for wanted in re.findall(r"from \"(.+)\"", source):
            assert (ASSETS / wanted).is_file(), f"{path.name}: {wanted}"
