"""What is agreed between two typings was typed twice, and a choice that nobody offered is none."""

import pytest

from data.services import paper_entry
from data.services.errors import SheetNotTyped
from data.tables.values import Ballot
from tests.data.conftest import Maker, Round
from tests.data.services.test_paper_entry import opened_sheets, pages_of, rows, type_in


@pytest.fixture
def codes(make_round: Maker) -> Round:
    """An open wave with a code for each of its seats."""
    return make_round(kind="code")


def test_nothing_is_compared_or_sent_before_the_second_typing_has_come_to_every_part(
    codes: Round,
) -> None:
    """A page that was missed in the first typing would count as blank without being looked at."""
    code = codes.secrets[0]
    pages = pages_of(code, {"q1": 1, "q2": 2})
    assert len(pages) > 2
    paper_entry.keep_page(code, pages[0], typing="first", language="en", position=1)
    paper_entry.finish_first(code)
    everywhere = {item: "first" for page in pages for item in page}
    left = list(range(len(pages)))
    for place in (0, *range(2, len(pages)), 1):  # one is passed over and typed last
        for step in (
            lambda: paper_entry.differences(code),
            lambda: paper_entry.send(code, everywhere),
        ):
            with pytest.raises(SheetNotTyped) as missing:
                step()
            assert missing.value.part == left[0] + 1
        typed = pages[place]
        paper_entry.keep_page(code, typed, typing="second", language="en", position=place)
        left.remove(place)
    assert rows(Ballot) == []
    assert paper_entry.differences(code) == ()
    assert paper_entry.send(code, {}).status == "received"


def test_a_choice_that_nobody_offered_stands_for_the_second_typing(codes: Round) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 2})
    type_in(code, {"q1": 2})
    assert paper_entry.send(code, {"q1": "third", "no question": "first"}).status == "received"
    (kept,) = opened_sheets(codes.wave.id)
    assert kept["sheet"]["q1"] == 2
