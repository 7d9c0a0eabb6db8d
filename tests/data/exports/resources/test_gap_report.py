"""The page of gaps runs nothing, asks nobody, and shows what people typed as they typed it."""

from html.parser import HTMLParser

import pytest

from data.exports.resources.gap_report import write_gap_report
from data.services import teams
from data.services.resource_files import for_export
from data.views import AgencyEntry, TeamView
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
