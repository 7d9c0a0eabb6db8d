"""Nobody compares two typings before the second has come to every page; odd choices are none."""

from collections.abc import Callable

import pytest

from tests.pages.respond import questionnaires
from tests.pages.respond.opening import MANY, Seats
from tests.pages.respond.test_paper import Typist


@pytest.fixture
def codes(one_home: Callable[..., Seats]) -> Seats:
    """An open wave with a code for each seat, of which nothing has come."""
    seats = one_home(questionnaires.edition(), roster=MANY, kind="code")
    seats.new_sheets()
    return seats


def test_comparing_leads_back_to_the_first_page_that_was_not_typed(codes: Seats) -> None:
    code, typist = codes.take(), Typist()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    for page in range(1, 5):
        typist.go("/paper/compare")
        assert typist.path == f"/paper/part/{page}"
        typist.press("next")
    assert typist.path == "/paper/compare"


def test_sending_at_once_with_a_choice_sends_nothing_and_leads_to_the_first_page(
    codes: Seats,
) -> None:
    code, typist = codes.take(), Typist()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    tag = typist.screen.fields()["page"]
    typist.post("/paper/compare", {"page": tag, "c.main": ["first"]})
    assert typist.path == "/paper/part/1"
    assert codes.new_sheets() == []


def test_a_choice_that_nobody_offered_for_a_question_that_agrees_is_no_error(codes: Seats) -> None:
    code, typist = codes.take(), Typist()
    typist.type_once(code, {"main": "1"})
    typist.take(code)
    typist.fill({"main": "1"})
    typist.post("/paper/compare", typist.screen.fields() | {"c.main": ["third"], "c.no": ["x"]})
    assert typist.path == "/paper/done"
    (sheet,) = codes.new_sheets()
    assert sheet["main"] == 1
