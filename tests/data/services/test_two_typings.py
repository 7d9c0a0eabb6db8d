"""Where two typings of a sheet differ, and the sheet that they make: tried on all small ones."""

from itertools import product
from typing import Any

import pytest

from data.services import paper_entry
from surveys.answers import Answer
from surveys.asked import Part
from surveys.instrument import ScaleItem


def test_what_differs_is_what_anybody_would_find_by_looking() -> None:
    """All pairs of two typings of three questions, each blank, skipped, unsure or one of two."""
    items = tuple(ScaleItem(id=f"q{n}", section="s", scale="c") for n in range(3))
    parts = (Part("items", items[:2]), Part("items", items[2:]))
    absent = object()
    values: tuple[Any, ...] = (absent, None, "dk", 0, 1)
    typings = [
        {f"q{n}": value for n, value in enumerate(chosen) if value is not absent}
        for chosen in product(values, repeat=3)
    ]
    seen = 0
    for first, second in product(typings, repeat=2):
        found = paper_entry.unlike(parts, first=first, second=second)
        by_hand = [item for item in ("q0", "q1", "q2") if first.get(item) != second.get(item)]
        assert [one.id for one in found] == by_hand
        assert [one.part for one in found] == [1 if item != "q2" else 2 for item in by_hand]
        for one in found:
            assert (one.first, one.second) == (first.get(one.id), second.get(one.id))
        for pattern in product(("first", "second"), repeat=len(by_hand)):
            chosen = dict(zip(by_hand, pattern, strict=True))
            sheet = paper_entry.settled(parts, first=first, second=second, chosen=chosen)
            for item in ("q0", "q1", "q2"):
                source = first if chosen.get(item) == "first" else second
                assert sheet[item] == source.get(item)
            seen += 1
    assert seen > len(typings) ** 2


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("one two", "one  two", False),
        ("one\ntwo", "one two", False),
        (" one", "one ", False),
        ("", None, False),
        (" \n", None, False),
        ("one", "One", True),
        ("1", 1, True),
        (["a", "b"], ["a"], True),
        (["a"], None, True),
        (0, None, True),
        (0, "dk", True),
    ],
)
def test_white_space_is_no_difference_and_everything_else_is(
    first: Answer, second: Answer, differs: bool
) -> None:
    item = ScaleItem(id="q", section="s", scale="c")
    found = paper_entry.unlike((Part("items", (item,)),), first={"q": first}, second={"q": second})
    assert bool(found) is differs
