"""Colors that everybody can tell apart, and labels that stay labels."""

import pytest

from pages.charts import theme


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
    ids=["W3C: black on white", "W3C: the gray that just fails", "no contrast"],
)
def test_contrast_is_the_published_ratio(one: str, other: str, ratio: float) -> None:
    assert theme.contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_four_levels_have_the_published_colors() -> None:
    # ColorBrewer BrBG, four classes
    assert theme.diverging(4) == ("#a6611a", "#dfc27d", "#80cdc1", "#018571")


@pytest.mark.parametrize("levels", range(2, 8))
def test_every_level_has_its_own_color(levels: int) -> None:
    assert len(set(theme.diverging(levels))) == levels
    assert len(set(theme.sequential(levels))) == levels


@pytest.mark.parametrize("levels", [3, 5, 7])
def test_the_middle_of_an_odd_scale_is_gray(levels: int) -> None:
    middle = theme.diverging(levels)[levels // 2]
    assert middle[1:3] == middle[3:5] == middle[5:7]


@pytest.mark.parametrize("levels", range(2, 8))
def test_numbers_on_every_color_can_be_read(levels: int) -> None:
    for color in (*theme.diverging(levels), *theme.sequential(levels)):
        assert theme.contrast(theme.text_on(color), color) >= 4.5


def test_white_stands_on_the_outer_colors_and_black_on_the_inner_ones() -> None:
    assert [theme.text_on(color) for color in theme.diverging(4)] == [
        "#ffffff",
        "#000000",
        "#000000",
        "#ffffff",
    ]


@pytest.mark.parametrize("levels", [0, 1, 8])
def test_a_scale_without_colors_is_refused(levels: int) -> None:
    with pytest.raises(ValueError, match=f"a scale has 2 to 7 levels, not {levels}"):
        theme.diverging(levels)


@pytest.mark.parametrize(
    "text",
    ['<a href="http://evil.example">click</a>', "<b>bold</b>", "<img src=x>", "$x^2$", "a<br>b"],
)
def test_a_label_is_never_markup(text: str) -> None:
    shown = theme.safe(text)
    assert "<" not in shown
    assert "$" not in shown


def test_long_labels_break_into_lines_and_keep_every_word() -> None:
    text = "Courts should give families more time when a parent is making steady progress."
    lines = theme.lines_of(text, width=30)
    assert max(len(line) for line in lines) <= 30
    assert " ".join(lines) == text


def test_an_empty_label_is_one_empty_line() -> None:
    assert theme.lines_of("  ") == ("",)
