"""Those who type and those who answer save at the same moment, and nobody's page is lost."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from data.services import answering, paper_entry
from data.services.errors import OtherTyping, SheetNotSettled
from data.store import ballots
from data.tables.values import Ballot
from tests.data.conftest import Maker, Round
from tests.data.services.test_paper_entry import rows, type_in


@pytest.fixture
def codes(make_round: Maker) -> Round:
    """An open wave with a code for each of its seats."""
    return make_round(kind="code")


def in_the_middle(
    monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None], step: str = "keep_draft"
) -> None:
    """Let something else happen after a step has read all it reads and before it writes."""
    keep, left = getattr(ballots, step), [meanwhile]

    def kept(*arguments: Any, **named: Any) -> Any:
        if left:
            left.pop()()
        return keep(*arguments, **named)

    monkeypatch.setattr(ballots, step, kept)


def test_a_save_on_a_screen_that_began_before_a_page_of_paper_was_kept_loses_neither(
    codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]
    answering.keep_draft(code, {"q3": 3}, language="en", position=0)

    def typed() -> None:
        paper_entry.keep_page(code, {"q1": 1}, typing="first", language="en", position=0)

    in_the_middle(monkeypatch, typed)
    answering.keep_draft(code, {"q2": 2}, language="en", position=1)
    assert answering.open_form(code).draft == {"q3": 3, "q2": 2}
    assert paper_entry.open_sheet(code).form.draft == {"q1": 1}


@pytest.mark.parametrize("drawer", ["screen", "first"])
def test_two_who_save_pages_of_one_drawer_at_once_both_find_theirs(
    drawer: answering.Drawer, codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]

    def save(sheet: Mapping[str, object]) -> None:
        answering.keep_draft(code, sheet, language="en", position=0, drawer=drawer)

    in_the_middle(monkeypatch, lambda: save({"q1": 1}))
    save({"q2": 2})
    assert answering.open_form(code, drawer=drawer).draft == {"q1": 1, "q2": 2}


def test_a_page_of_another_typist_does_not_take_back_that_the_first_typing_is_complete(
    codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]
    paper_entry.keep_page(code, {"q1": 1}, typing="first", language="en", position=0)
    in_the_middle(monkeypatch, lambda: paper_entry.finish_first(code))
    with pytest.raises(OtherTyping, match="at its second typing, not at its first"):
        paper_entry.keep_page(code, {"q1": 2}, typing="first", language="en", position=0)
    assert paper_entry.open_sheet(code).typing == "second"
    assert answering.open_form(code, drawer="first").draft == {"q1": 1}


def test_putting_the_first_typing_away_keeps_what_another_typist_has_just_typed(
    codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]

    def typed() -> None:
        paper_entry.keep_page(code, {"q1": 1}, typing="first", language="en", position=0)

    in_the_middle(monkeypatch, typed)
    paper_entry.finish_first(code)
    assert paper_entry.open_sheet(code).typing == "second"
    assert answering.open_form(code, drawer="first").draft == {"q1": 1}


def test_a_page_that_is_kept_while_the_sheet_is_sent_is_not_lost(
    codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 1})
    type_in(code, {"q1": 1})

    def mended() -> None:
        paper_entry.keep_page(code, {"q1": 3}, typing="second", language="en", position=0)

    in_the_middle(monkeypatch, mended, "keep_ballot")
    with pytest.raises(SheetNotSettled) as unsettled:
        paper_entry.send(code, {})
    assert unsettled.value.changed
    assert rows(Ballot) == []
    (found,) = paper_entry.differences(code)
    assert (found.id, found.first, found.second) == ("q1", 1, 3)
    assert paper_entry.send(code, {"q1": "second"}).status == "received"


def test_pages_saved_by_many_at_once_are_all_there(codes: Round) -> None:
    """Without any arranging: eight on a screen and eight at the typing of one sheet."""
    code = codes.secrets[0]
    parts = paper_entry.parts_typed(paper_entry.open_sheet(code).form)
    items = [asked.id for part in parts for asked in part.asked][:8]

    def save(number: int) -> None:
        drawer: answering.Drawer = "screen" if number % 2 else "first"
        sheet = {items[number // 2]: None}
        answering.keep_draft(code, sheet, language="en", position=0, drawer=drawer)

    with ThreadPoolExecutor(8) as people:
        list(people.map(save, range(2 * len(items))))
    for drawer in ("screen", "first"):
        assert answering.open_form(code, drawer=drawer).draft == dict.fromkeys(items)
