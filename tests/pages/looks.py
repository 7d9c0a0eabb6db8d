"""What every staff screen promises to whoever looks at it, at both widths."""

from collections.abc import Collection
from itertools import pairwise
from typing import ClassVar

import pytest

from tests.pages.looking import HOSTILE, Tour
from tests.running import RunningApp


class OfEveryScreen:
    """Tests of one walk; a subclass names its screens, its module has the fixture `tour`.

    Attributes:
        screens: the names that looks were taken under.
        with_words: those on which some hostile words stand.
    """

    screens: ClassVar[Collection[str]]
    with_words: ClassVar[Collection[str]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A test for each screen and width that it asks for."""
        if "name" in metafunc.fixturenames:
            worded = metafunc.function.__name__ == "test_words_are_shown_as_they_were_typed"
            metafunc.parametrize("name", self.with_words if worded else self.screens)
        if "width" in metafunc.fixturenames:
            metafunc.parametrize("width", ["desk", "phone"])

    def test_axe_finds_nothing(self, name: str, width: str, tour: Tour) -> None:
        assert not tour.looks[name, width].violations, "\n".join(tour.looks[name, width].violations)

    def test_headings_are_in_order_and_one_is_the_first(
        self, name: str, width: str, tour: Tour
    ) -> None:
        levels = tour.looks[name, width].levels
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))

    def test_nothing_runs_out_sideways_on_a_phone(self, name: str, tour: Tour) -> None:
        assert tour.looks[name, "phone"].sideways <= 0

    def test_the_window_is_named_after_the_screen(self, name: str, tour: Tour) -> None:
        assert "Common Table" in tour.looks[name, "desk"].title

    def test_words_are_shown_as_they_were_typed(self, name: str, tour: Tour) -> None:
        words = tour.looks[name, "desk"].words.replace("\u2060", "")
        assert any(each in words for each in HOSTILE)

    def test_no_word_becomes_a_picture_a_link_or_markup(self, name: str, tour: Tour) -> None:
        assert tour.looks[name, "desk"].from_names == 0

    def test_the_browser_asks_nobody_else_for_anything(
        self, tour: Tour, shared_app: RunningApp
    ) -> None:
        assert tour.asked == {shared_app.address.removeprefix("http://")}

    def test_the_browser_has_nothing_to_complain_about(self, tour: Tour) -> None:
        assert tour.complaints == []

    def test_the_tour_saw_every_screen_at_both_widths(self, tour: Tour) -> None:
        assert len(tour.looks) == 2 * len(self.screens)
