"""The page of gaps runs nothing, asks nobody, and shows what people typed as they typed it."""

from html.parser import HTMLParser

import pytest

from data.exports.resources.gap_report import write_gap_report
from data.exports.resources.words import category_title
from data.services import gap_weights, listings, teams
from data.services.gap_order import gap_order
from data.services.listings import CapacityEntry
from data.services.resource_files import for_export
from data.views import AgencyEntry, TeamView
from surveys.resource_map import resource_map
from tests.data.exports.resources.sheets import sheet
from tests.pages.looking import HOSTILE
from tests.pages.resources.filled import fill

_TAGS = "html head meta title style body h1 h2 p div table caption thead tbody tr th td"
TAGS = frozenset(_TAGS.split())
NAMES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "title"}


class Page(HTMLParser):
    """All tags, attributes and texts of a page."""

    def __init__(self, written: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(written.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    roster = tuple(AgencyEntry(name, "court", 5) for name in HOSTILE[:2])
    made = teams.create_team(HOSTILE[3], "", roster)
    fill(made, (HOSTILE[1], HOSTILE[4], HOSTILE[5]))
    return made


def page(team: TeamView) -> Page:
    return Page(write_gap_report(for_export(team.id, as_what="report")))


def test_only_plain_tags_and_attributes_are_in_it_whatever_people_typed(team: TeamView) -> None:
    found = page(team)
    assert found.tags <= TAGS
    assert found.names <= NAMES
    written = write_gap_report(for_export(team.id, as_what="report")).decode()
    assert not [each for each in ("<script", "<img", "<a ", "url(", "@import") if each in written]
    assert "default-src 'none'" in written


def test_what_people_typed_stands_there_as_it_was_typed(team: TeamView) -> None:
    words = "\n".join(page(team).words)
    assert all(each in words for each in (HOSTILE[0], HOSTILE[1], HOSTILE[4], HOSTILE[5]))


def test_what_is_not_known_is_said_and_no_cell_is_empty(team: TeamView) -> None:
    written = write_gap_report(for_export(team.id, as_what="report")).decode()
    assert "<td></td>" not in written
    assert 'class="open"' in written or 'class="none"' in written
    assert "not known" in written


def test_no_chance_is_none_and_draws_are_explained(team: TeamView) -> None:
    units = CapacityEntry("family units", maximum=6, mean_stay_days=90, source="Call")
    other = {each.record.external_id: each.id for each in listings.services(team.id)}["s6"]
    listings.save_capacity(team.id, other, units, based_on=0)
    words = page(team).words
    told = " ".join(words)
    assert told.index("each try is a draw") < told.index("In 8 of 10 draws")
    assert not {"0%", "0% to 0%"} & set(words)
    assert any(each.endswith((" in 10", " in 20")) for each in words)


def test_the_order_goes_by_the_weights_that_the_team_has_saved_and_says_so(team: TeamView) -> None:
    units = CapacityEntry("family units", maximum=6, mean_stay_days=90, source="Call")
    other = {each.record.external_id: each.id for each in listings.services(team.id)}["s6"]
    listings.save_capacity(team.id, other, units, based_on=0)
    content = for_export(team.id, as_what="report")
    first, second = (each.category for each in gap_order(content.report, {}).gaps)
    assert places(team) == [first, second]
    assert any("All kinds of help weigh alike." in each for each in page(team).words)
    gap_weights.save(team.id, {first: 0, second: 3}, based_on=0)
    assert places(team) == [second]
    said = f"weighed as the team has saved it: {category_title(first)} 0, "
    assert any(said in each for each in page(team).words)
    assert [row["weight"] for row in sheet(team.id, "Gap order") if row["place"] == 1] == [3]


def places(team: TeamView) -> list[str]:
    """Kinds of help in the order of the page."""
    words = page(team).words
    start = words.index("Gaps in their order")
    titles = {category_title(each.id): each.id for each in resource_map().categories}
    end = words.index("What was found")
    return [titles[each] for each in words[start:end] if each in titles]
