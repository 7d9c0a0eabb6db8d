"""Sheets of paper are typed in on plain pages: twice, then compared, then sent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from data.services import answering, waves
from data.services.errors import AnswersTooLong, StorageError
from pages.parts.words import words
from pages.respond.paper import routes as paper_routes
from pages.respond.routes import routes
from pages.shell.security import Guard
from surveys.library import shipped_edition
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import MANY, Seats, open_wave
from tests.pages.respond.visiting import CLICKED, KEPT, Visitor

APP = Starlette(routes=[*paper_routes, *routes], middleware=[Middleware(Guard)])
SAID = words("en").say


class Typist(Visitor):
    """Somebody with a pile of sheets and a browser that runs no scripts."""

    def __init__(self, *, prefers: str = "en") -> None:
        super().__init__(prefers=prefers, app=APP)

    def take(self, code: str) -> None:
        """Type the code of a sheet."""
        self.go("/paper")
        self.post("/paper", {"code": code})

    def fill(self, clicked: dict[str, Any]) -> None:
        """Begin, and give these answers page after page; all others stay blank."""
        self.press("begin")
        while self.path.startswith("/paper/part/"):
            here = {field.get("id").removeprefix("q-") for field in self.screen.fieldsets}
            self.press("next", **{item: clicked[item] for item in clicked if item in here})
            assert self.status == 200, self.screen.text

    def type_once(self, code: str, clicked: dict[str, Any]) -> None:
        """The first typing, put away."""
        self.take(code)
        self.fill(clicked)
        assert self.path == "/paper/check"
        self.press()
        assert self.path == "/paper/once"


@pytest.fixture(scope="module")
def pile(one_home: Callable[..., Seats]) -> Seats:
    """An open wave that asks every kind of item, with a code for each seat."""
    return one_home(questionnaires.edition(), roster=MANY, kind="code")


@pytest.fixture
def codes(pile: Seats) -> Seats:
    """The same; what came before this test does not count as new."""
    pile.new_sheets()
    return pile


@pytest.fixture
def typist() -> Typist:
    """Somebody whose browser prefers English."""
    return Typist()


def test_a_sheet_is_typed_twice_compared_and_sent(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.take(code.lower().replace("-", " "))
    assert typist.path == "/paper/sheet"
    assert SAID("paper_sheet_first") in typist.screen.text
    assert codes.wave.groups[-1].named("en") in typist.screen.text
    typist.type_once(code, CLICKED)
    assert codes.new_sheets() == []
    other = Typist()
    other.take(code)
    assert SAID("paper_sheet_second") in other.screen.text
    other.fill(CLICKED)
    assert other.path == "/paper/compare"
    assert SAID("paper_same") in other.screen.text
    other.press()
    assert (other.path, other.status) == ("/paper/done", 200)
    assert "Shred the paper now" in other.screen.text
    assert other.client.cookies.get("table") is None
    (sheet,) = codes.new_sheets()
    assert sheet == KEPT


def test_the_second_form_is_blank_on_every_page(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.type_once(code, CLICKED)
    typist.take(code)
    typist.press("begin")
    pages = 0
    while typist.path.startswith("/paper/part/"):
        assert typist.screen.answers() == {}
        assert SAID("paper_second") in typist.screen.text
        pages += 1
        typist.press("next")
    assert pages == 4
    assert typist.path == "/paper/compare"


def test_each_difference_shows_both_and_the_paper_decides(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.type_once(code, CLICKED)
    other: dict[str, Any] = CLICKED | {"main": "2", "causes": (), "years": "7", "code": "dk"}
    typist.take(code)
    typist.fill(other)
    screen = typist.screen
    assert [each.get("id") for each in screen.fieldsets] == [
        f"q-{item}" for item in ("main", "code", "causes", "years")
    ]
    assert "First typing: p2 (en)" in screen.fieldset("main").text
    assert "Second typing: p3 (en)" in screen.fieldset("main").text
    assert "First typing: na (en)" in screen.fieldset("code").text
    assert "First typing: one (en), four (en)" in screen.fieldset("causes").text
    assert "Second typing: left blank" in screen.fieldset("causes").text
    assert "First typing: -3" in screen.fieldset("years").text
    assert [each for each in screen.form.all("input") if "checked" in each.attributes] == []
    fields = screen.fields() | {"c.main": ["second"], "c.years": ["first"]}
    again = typist.post("/paper/compare", fields)
    assert typist.status == 422
    assert again.title.startswith("Please check: ")
    summary = next(each for each in again.root.all("div") if "summary" in each.get("class"))
    assert [link.get("href") for link in summary.all("a")] == ["#q-code", "#q-causes"]
    chosen = {
        each.get("name"): each.get("value")
        for each in again.form.all("input")
        if "checked" in each.attributes
    }
    assert chosen == {"c.main": "second", "c.years": "first"}
    assert codes.new_sheets() == []
    typist.post("/paper/compare", again.fields() | {"c.code": ["second"], "c.causes": ["first"]})
    assert typist.path == "/paper/done"
    (sheet,) = codes.new_sheets()
    assert sheet == KEPT | {"main": 2, "code": "dk"}


def test_where_neither_is_right_the_second_typing_is_mended(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.fill({"main": "2"})
    way = next(each for each in typist.screen.fieldset("main").all("a"))
    assert way.get("href") == "/paper/part/1#q-main"
    typist.go("/paper/part/1")
    typist.press("next", main="0")
    while typist.path.startswith("/paper/part/"):
        typist.press("next")
    assert "Second typing: p1 (en)" in typist.screen.fieldset("main").text
    typist.post("/paper/compare", typist.screen.fields() | {"c.main": ["second"]})
    (sheet,) = codes.new_sheets()
    assert sheet["main"] == 0


def test_a_comparison_that_is_out_of_date_is_shown_again(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.fill({"main": "2"})
    old = typist.screen.fields() | {"c.main": ["second"]}
    typist.go("/paper/part/1")
    typist.press("next", main="0")
    typist.post("/paper/compare", old)
    assert typist.status == 422
    assert SAID("paper_changed") in typist.screen.text
    assert codes.new_sheets() == []


def test_what_is_no_answer_is_told_as_on_a_screen(codes: Seats, typist: Typist) -> None:
    typist.take(codes.take())
    typist.press("begin")
    typist.press("next")
    typist.press("next", share="300")
    assert (typist.path, typist.status) == ("/paper/part/2", 422)
    assert "Give a whole number from 0 to 100" in typist.screen.text


def test_a_typing_goes_on_where_it_was_left_and_back_and_reload_lose_nothing(
    codes: Seats, typist: Typist
) -> None:
    code = codes.take()
    typist.take(code)
    typist.press("begin")
    typist.press("next", main="1")
    later = Typist()
    later.take(code)
    assert SAID("resume") in later.screen.text
    later.press("begin")
    assert later.path == "/paper/part/2"
    later.press("back")
    assert later.screen.answers() == {"main": ["1"]}
    later.go("/paper/part/1")
    assert later.screen.answers() == {"main": ["1"]}


def test_a_page_that_was_left_open_does_not_get_into_the_other_typing(
    codes: Seats, typist: Typist
) -> None:
    code = codes.take()
    typist.take(code)
    typist.press("begin")
    stale = typist.screen.fields() | {"action": "next", "a.main": ["2"]}
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.post("/paper/part/1", stale)
    assert typist.status == 409
    assert SAID("paper_other") in typist.screen.text
    assert typist.client.cookies.get("table") is None
    typist.take(code)
    typist.press("begin")
    assert typist.screen.answers() == {}


def test_a_page_of_another_sheet_is_not_saved(codes: Seats, typist: Typist) -> None:
    typist.take(codes.take())
    typist.press("begin")
    fields = typist.screen.fields() | {"action": "next", "a.main": ["2"]}
    second = codes.take()
    typist.take(second)
    typist.post("/paper/part/1", fields)
    assert typist.status == 409
    typist.take(second)
    typist.press("begin")
    assert typist.screen.answers() == {}


def test_nothing_can_be_posted_without_the_mark_of_a_page(codes: Seats, typist: Typist) -> None:
    typist.take(codes.take())
    typist.post("/paper/part/1", {"a.main": "2"})
    assert typist.status == 409
    typist.take(codes.take())
    typist.post("/paper/finish", {})
    assert typist.status == 409


def test_a_code_that_was_used_is_told_and_the_sheet_is_not_typed(
    codes: Seats, typist: Typist
) -> None:
    code = codes.take()
    answering.keep_answers(code, {"main": 1})
    typist.take(code)
    assert (typist.path, typist.status) == ("/paper/used", 200)
    assert SAID("paper_used") in typist.screen.text


def test_sending_twice_at_once_is_sending_once(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.fill({"main": "1"})
    cookie, fields = typist.client.cookies.get("table"), typist.screen.fields()
    typist.press()
    assert typist.path == "/paper/done"
    typist.client.cookies.set("table", cookie or "")
    typist.post("/paper/compare", fields)
    assert typist.path == "/paper/used"
    assert len(codes.new_sheets()) == 1


def test_a_form_begun_on_a_screen_is_told(codes: Seats, typist: Typist) -> None:
    code = codes.take()
    answering.keep_draft(code, {"main": 1}, language="en", position=0)
    typist.take(code)
    assert SAID("paper_on_screen") in typist.screen.text


@pytest.mark.parametrize(("typed", "said"), [("AAAA-AAAA", "code_wrong"), ("", "code_empty")])
def test_a_wrong_code_is_told_beside_its_field(
    typed: str, said: str, codes: Seats, typist: Typist
) -> None:
    typist.go("/paper")
    screen = typist.post("/paper", {"code": typed})
    assert typist.status == 422
    assert SAID(said) in screen.text
    field = next(each for each in screen.root.all("input") if each.get("id") == "code")
    assert field.get("aria-invalid") == "true"
    assert field.get("value") == typed


def test_a_personal_link_leads_to_no_sheet(one_home: Any, typist: Typist) -> None:
    seats = open_wave("values_open")
    typist.join(seats.take())
    typist.go("/paper/sheet")
    assert typist.path == "/paper"


def test_without_a_code_every_page_leads_to_typing_one(pile: Seats, typist: Typist) -> None:
    for path in ("sheet", "part/1", "check", "compare", "done", "nonsense", "part/x/y"):
        typist.go(f"/paper/{path}")
        assert (typist.path, typist.status) == ("/paper", 200), path


def test_a_wave_that_closes_meanwhile_says_so(pile: Seats, typist: Typist) -> None:
    own_codes = open_wave(questionnaires.edition(), kind="code")
    code = own_codes.take()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.press("begin")
    waves.close_wave(own_codes.wave.id)
    typist.press("next", main="1")
    assert (typist.path, typist.status) == ("/paper/unknown", 404)
    typist.take(code)
    assert SAID("code_wrong") in typist.screen.text
    assert waves.progress(own_codes.wave.id).answered == 0


def test_after_the_last_day_the_page_says_closed(
    codes: Seats, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist.take(codes.take())
    typist.press("begin")
    monkeypatch.setattr(answering, "today", lambda: date(2100, 1, 1))
    typist.press("next")
    assert (typist.path, typist.status) == ("/paper/closed", 410)
    assert SAID("paper_closed") in typist.screen.text


@pytest.mark.parametrize(
    ("fault", "said", "status"),
    [(StorageError("down"), "not_saved", 503), (AnswersTooLong("long"), "too_large", 413)],
)
def test_what_could_not_be_kept_is_still_on_the_page(
    fault: Exception,
    said: str,
    status: int,
    codes: Seats,
    typist: Typist,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typist.take(codes.take())
    typist.press("begin")

    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(answering, "keep_draft", fail)
        typist.press("next", main="1")
    assert typist.status == status
    assert SAID(said) in typist.screen.text
    assert typist.screen.answers() == {"main": ["1"]}
    typist.press("next")
    assert typist.path == "/paper/part/2"


def test_a_post_from_elsewhere_is_refused(codes: Seats, typist: Typist) -> None:
    typist.take(codes.take())
    typist.press("begin")
    typist.post("/paper/part/1", typist.screen.fields(), Origin="https://elsewhere.example")
    assert typist.status == 403


def test_the_pages_speak_the_language_of_the_sheet(codes: Seats) -> None:
    typist = Typist(prefers="es")
    code = codes.take()
    typist.take(code)
    assert typist.screen.language == "es"
    typist.press("begin")
    assert "Desde papel: primera vez" in typist.screen.text
    typist.press("language:en")
    assert (typist.path, typist.screen.language) == ("/paper/part/1", "en")
    typist.take(code)
    typist.go("/paper/sheet?language=es")
    assert typist.screen.heading == "La hoja con este código"


def test_hostile_wording_and_answers_are_text(one_home: Any) -> None:
    seats = one_home(questionnaires.hostile_edition(), kind="code")
    code, typist = seats.take(), Typist()
    typist.type_once(code, {"wish": "<script>1</script>{{ 7 * 7 }}"})
    typist.take(code)
    typist.fill({"wish": "<b>2</b>"})
    screen = typist.screen
    assert "First typing: <script>1</script>{{ 7 * 7 }}" in screen.text
    assert list(screen.root.all("script", "b", "img")) == []


def test_every_shipped_questionnaire_can_be_typed(one_home: Any) -> None:
    for name in ("values_open", "capacity_open", "peer_readiness_open"):
        seats = one_home(name, kind="code")
        first = shipped_edition(name).instrument.items[0].id
        code, typist = seats.take(), Typist()
        typist.type_once(code, {first: "1"})
        typist.take(code)
        typist.fill({first: "2"})
        typist.post("/paper/compare", typist.screen.fields() | {f"c.{first}": ["first"]})
        (sheet,) = seats.new_sheets()
        assert sheet[first] == 1
