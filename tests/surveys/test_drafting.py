"""A first instrument from the columns of a file."""

from pathlib import Path

import pytest

from surveys.drafting import draft_edition, is_item_id
from surveys.instrument import Edition
from surveys.library import load_folder, save_folder


def draft(*columns: str, scale: tuple[int, int] = (1, 4), title: str = "Ours") -> Edition:
    """A draft of these columns."""
    return draft_edition(columns, scale=scale, instrument_id="ours", title=title)


def test_each_column_becomes_a_statement_in_the_order_of_the_file() -> None:
    edition = draft("q2", "q1", "Q3_b")
    assert [item.id for item in edition.instrument.items] == ["q2", "q1", "Q3_b"]
    assert [item.text for item in edition.wording("en").items.values()] == ["q2", "q1", "Q3_b"]
    assert edition.instrument.scales[0].no_answer == ("dk",)
    assert (edition.instrument.edition, edition.instrument.kind) == ("draft", "other")
    assert edition.wording("en").translation == "first"


@pytest.mark.parametrize(
    ("scale", "midpoint", "first", "last"),
    [
        ((1, 4), False, "1 (lowest)", "4 (highest)"),
        ((0, 4), True, "0 (lowest)", "4 (highest)"),
        ((-3, 3), True, "-3 (lowest)", "3 (highest)"),
        ((0, 1), False, "0 (lowest)", "1 (highest)"),
    ],
)
def test_the_scale_runs_from_the_lowest_to_the_highest_value(
    scale: tuple[int, int], midpoint: bool, first: str, last: str
) -> None:
    edition = draft("q1", scale=scale)
    (made,) = edition.instrument.scales
    assert [point.value for point in made.points] == list(range(scale[0], scale[1] + 1))
    assert made.midpoint == midpoint
    labels = [words.label for words in edition.wording("en").scales["answers"].points.values()]
    assert (labels[0], labels[-1]) == (first, last)


def test_a_draft_can_be_saved_read_and_gone_on_with(tmp_path: Path) -> None:
    edition = draft(*(f"q{number}" for number in range(300)), scale=(-2, 2))
    save_folder(edition, tmp_path / "ours")
    assert load_folder(tmp_path / "ours") == edition


@pytest.mark.parametrize(
    ("columns", "scale", "told"),
    [
        (["q 1"], (1, 4), "'q 1' cannot be an item id; start with a letter"),
        (["ok", "1q"], (1, 4), "'1q' cannot be an item id; start with a letter"),
        (["q1", "q1"], (1, 4), "the column 'q1' is there twice"),
        (["q1"], (1, 1), r"a scale takes 2 to 7 points, not 1 \(1 to 1\)\."),
        (["q1"], (0, 7), r"a scale takes 2 to 7 points, not 8 \(0 to 7\)\."),
        ([], (1, 4), r"a questionnaire takes 1 to 300 columns, not 0\."),
        ([f"q{n}" for n in range(301)], (1, 4), r"takes 1 to 300 columns, not 301\."),
    ],
)
def test_what_cannot_be_drafted_is_told(
    columns: list[str], scale: tuple[int, int], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        draft_edition(columns, scale=scale, instrument_id="ours", title="Ours")


def test_an_id_of_other_signs_is_told() -> None:
    with pytest.raises(ValueError, match="'my form' cannot be the id of a questionnaire; start"):
        draft_edition(["q1"], scale=(1, 4), instrument_id="my form", title="Ours")


def test_a_draft_without_a_title_gets_one() -> None:
    assert draft("q1", title=" ").wording("en").title == "Untitled"


@pytest.mark.parametrize(
    ("name", "usable"),
    [("q1", True), ("Q", True), ("a" * 64, True), ("a" * 65, False), ("1q", False), ("", False),
     ("q-1", False), ("niño", False), ("q1\n", False), ("_q", False)],
)  # fmt: skip
def test_an_item_id_is_short_plain_and_starts_with_a_letter(name: str, usable: bool) -> None:
    assert is_item_id(name) == usable
