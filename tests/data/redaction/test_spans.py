"""Marks go where their words go: tried on random edits, against tags on every single letter."""

import random
from collections.abc import Iterable, Sequence

import pytest

from data.redaction.spans import Edit, Edited, Span, replace

LETTERS = "abc ñé\n😀👩‍👧.𝒳"


def by_tagged_letters(text: str, edits: Iterable[Edit], spans: Sequence[Span]) -> Edited:
    """The same, the slow way: each letter carries the spans it belongs to."""
    tags = [
        frozenset(n for n, span in enumerate(spans) if span.start <= at < span.end)
        for at in range(len(text))
    ]
    nobody: frozenset[int] = frozenset()
    letters: list[tuple[str, frozenset[int]]] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        letters += zip(text[at : edit.start], tags[at : edit.start], strict=True)
        if edit.start < edit.end:
            owners = nobody.union(*tags[edit.start : edit.end])
        else:
            left = tags[edit.start - 1] if edit.start else nobody
            right = tags[edit.start] if edit.start < len(text) else nobody
            owners = left & right
        letters += [(letter, owners) for letter in edit.replacement]
        at = edit.end
    letters += zip(text[at:], tags[at:], strict=True)
    kept: list[Span] = []
    lost: list[Span] = []
    for number, span in enumerate(spans):
        held = [place for place, (_, owners) in enumerate(letters) if number in owners]
        if held:
            assert held == list(range(held[0], held[-1] + 1))
            kept.append(Span(held[0], held[-1] + 1, span.key))
        else:
            lost.append(span)
    return Edited("".join(letter for letter, _ in letters), tuple(kept), tuple(lost))


def invented(chance: random.Random) -> tuple[str, list[Edit], list[Span]]:
    text = "".join(chance.choices(LETTERS, k=chance.randint(1, 40)))
    borders = sorted(chance.choices(range(len(text) + 1), k=2 * chance.randint(0, 5)))
    edits = [
        Edit(one, two, "".join(chance.choices(LETTERS, k=chance.choice((0, 0, 1, 3, 9)))))
        for one, two in zip(borders[::2], borders[1::2], strict=True)
    ]
    chance.shuffle(edits)
    spans: list[Span] = []
    for number in range(chance.randint(0, 6)):
        start = chance.randrange(len(text))
        spans.append(Span(start, chance.randint(start + 1, len(text)), f"mark {number}"))
    return text, edits, spans


def compare(seeds: Iterable[int]) -> int:
    lost = 0
    for seed in seeds:
        text, edits, spans = invented(random.Random(seed))
        edited = replace(text, edits, spans)
        assert edited == by_tagged_letters(text, edits, spans), (seed, text, edits, spans)
        lost += len(edited.lost)
    return lost


def test_five_thousand_random_texts_come_out_as_with_a_tag_on_every_letter() -> None:
    assert compare(range(5_000)) > 0


@pytest.mark.long
def test_a_hundred_thousand_more_do_too() -> None:
    assert compare(range(5_000, 105_000)) > 0


def test_without_edits_nothing_moves() -> None:
    spans = (Span(0, 3, "a"), Span(2, 5, "b"))
    assert replace("niños", (), spans) == Edited("niños", spans, ())


def test_a_name_in_the_middle_of_a_mark_gives_way_and_the_mark_stays_whole() -> None:
    text = "and my girl Ana cried"
    edited = replace(text, [Edit(12, 15, "[name 1]")], [Span(4, 21, "fear")])
    (span,) = edited.spans
    assert edited.text[span.start : span.end] == "my girl [name 1] cried"


def test_words_added_at_the_border_of_a_mark_do_not_belong_to_it() -> None:
    edited = replace("one two", [Edit(4, 4, "and "), Edit(7, 7, " more")], [Span(4, 7)])
    (span,) = edited.spans
    assert edited.text == "one and two more"
    assert edited.text[span.start : span.end] == "two"


def test_a_mark_whose_words_are_all_taken_out_is_told_as_lost() -> None:
    edited = replace("one two", [Edit(3, 7, "")], [Span(4, 7, 9), Span(0, 5, 8)])
    assert edited == Edited("one", (Span(0, 3, 8),), (Span(4, 7, 9),))


@pytest.mark.parametrize(
    ("edits", "spans", "said"),
    [
        ([Edit(0, 8, "")], [], "an edit from 0 to 8 does not lie in a text of 7 code points."),
        ([Edit(3, 2, "")], [], "an edit from 3 to 2 does not lie in a text of 7 code points."),
        (
            [Edit(2, 5, ""), Edit(0, 3, "")],
            [],
            "two edits overlap, 0 to 3 and 2 to 5; an edit changes words of its own.",
        ),
        (
            [Edit(0, 5, ""), Edit(2, 2, "x")],
            [],
            "two edits overlap, 0 to 5 and 2 to 2; an edit changes words of its own.",
        ),
        ([], [Span(2, 2)], "a span from 2 to 2 holds nothing of a text of 7 code points."),
        ([], [Span(2, 9)], "a span from 2 to 9 holds nothing of a text of 7 code points."),
    ],
)
def test_what_cannot_be_carried_out_is_told_with_its_places(
    edits: list[Edit], spans: list[Span], said: str
) -> None:
    with pytest.raises(ValueError, match=r"code points|overlap") as caught:
        replace("one two", edits, spans)
    assert str(caught.value) == said
