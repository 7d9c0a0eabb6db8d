"""Quotes and themes rest on codes: where those end, what rests on them ends as well."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from data import sealed_words
from data.clock import today
from data.services import coding, family_ends, family_themes, report_keeping, transcripts
from data.services import seats as seat_service
from data.services.authority import acting
from data.services.errors import NotFound
from data.services.family_files import findings_of, take
from data.services.family_supports import behind
from data.services.family_themes import ThemeEntry
from data.services.transcripts import SaidBy
from data.store import family_removal
from data.store import family_themes as store
from tests.data.services.families.groups import (
    Group,
    begun,
    facilitator,
    held,
    redacted,
    released,
    written,
)
from tests.data.services.families.searching import exports
from tests.data.services.families.themed import CODE, SAID, coded, first_coding, quoted, themed

LOST = "We waited for months and lost the house."


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The teams whose made reports were forgotten."""
    made: list[str] = []
    monkeypatch.setattr(report_keeping, "forget", made.append)
    return made


def redacted_themed() -> tuple[Group, str]:
    """Two sessions that are redacted only, so that their words can still be removed."""
    made = begun()
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    for name in ("One", "Two"):
        redacted(made, written(made, held(made, people=4, name=name), SAID))
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", entry, seen=0)
    for session in made.sessions:
        for each in coded(made, session.id):
            family_themes.support_by_coding(made.team_id, made.plan.id, theme, each)
    return made, theme


def test_quotes_and_what_codes_put_behind_themes_go_with_a_transcript(
    database: str, forgotten: list[str]
) -> None:
    made, theme = redacted_themed()
    about = (made.team_id, made.plan.id)
    by_sheet = made.seats(made.sessions[0].id)[0].label
    family_themes.support_by_sheet(*about, theme, made.sessions[0].id, [by_sheet])
    quoted(made, theme)
    assert findings_of(*about).themes[0].spread == "8 people in 2 sessions"
    found = transcripts.transcript_of(made.team_id, made.sessions[0].id)
    assert found is not None
    forgotten.clear()
    transcripts.remove_transcript(made.team_id, found.id)
    assert forgotten == [made.team_id]
    left = behind(*about, theme)
    assert {each.session_id for each in left if not each.by_sheet} == {made.sessions[1].id}
    assert sum(each.by_sheet for each in left) == 1
    assert store.quotes(made.team_id, [theme]) == ()
    assert findings_of(*about).themes[0].spread == "5 people in 2 sessions"


def test_whoever_withdraws_is_quoted_nowhere_though_the_seat_was_wrong_at_first(
    sqlite_database: str,
) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    first, second, *_ = made.seats(session.id)

    def brought_in(speaker: str, other: str) -> list[SaidBy]:
        return [SaidBy(None, "What?"), SaidBy(speaker, LOST), SaidBy(other, SAID[1])]

    found = transcripts.add_transcript(made.team_id, session.id, brought_in(second.id, first.id))
    found = redacted(made, found)
    coding.add_coding(made.team_id, found.id, 1, 0, len(LOST), CODE, seen=found.version)
    about = (made.team_id, made.plan.id)
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    theme = family_themes.save_theme(*about, "", entry, seen=0)
    quoted(made, theme, words=LOST)
    transcripts.remove_transcript(made.team_id, found.id)
    again = transcripts.add_transcript(made.team_id, session.id, brought_in(first.id, second.id))
    released(made, again)
    seat_service.withdraw(made.receipts[session.id][0].card)
    assert family_themes.quotes(*about) == ()
    assert b"lost the house" not in exports(*about)


def test_a_quote_goes_with_its_code(database: str, forgotten: list[str]) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    kept = quoted(made, theme)
    forgotten.clear()
    mine = first_coding(made)
    coding.remove_coding(made.team_id, mine.transcript_id, mine.id)
    assert forgotten == [made.team_id]
    assert store.quotes(made.team_id, [theme]) == ()
    assert b"We waited for months" not in take(*about, "html").content
    assert kept.seat.id not in {
        each.seat for theme in family_themes.all_themes(*about) for each in theme.mentions
    }


def test_a_code_that_nothing_rests_on_costs_no_report(
    sqlite_database: str, forgotten: list[str]
) -> None:
    made, _ = themed()
    found = transcripts.transcript_of(made.team_id, made.sessions[0].id)
    assert found is not None
    forgotten.clear()
    plain = coding.add_coding(made.team_id, found.id, 2, 0, 3, CODE, seen=found.version)
    coding.remove_coding(made.team_id, found.id, plain)
    assert forgotten == []


def test_a_quote_whose_code_went_in_older_days_is_shown_nowhere(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, theme = themed()
    quoted(made, theme)
    mine = first_coding(made)
    with monkeypatch.context() as patch:
        patch.setattr("data.store.family_words._let_go", lambda *_: False)
        coding.remove_coding(made.team_id, mine.transcript_id, mine.id)
    assert len(store.quotes(made.team_id, [theme])) == 1
    assert family_themes.quotes(made.team_id, made.plan.id) == ()


def test_nothing_is_put_on_a_code_that_goes_in_that_moment(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    mine = first_coding(made)
    seats = {each.id: each for each in made.seats(made.sessions[0].id)}
    coding.remove_coding(made.team_id, mine.transcript_id, mine.id)
    monkeypatch.setattr(family_themes, "_said_by", lambda *_: seats[mine.seat_id or ""])
    monkeypatch.setattr(family_themes, "check_words", lambda *_, **__: None)
    monkeypatch.setattr(family_themes, "_coded", lambda *_: {mine.id: {}})
    with pytest.raises(NotFound, match="not there any more"):
        family_themes.propose_quote(*about, theme, mine, words="So long.", scope="team")
    with pytest.raises(NotFound, match="not there any more"):
        family_themes.support_by_coding(*about, theme, mine)
    assert store.quotes(made.team_id, [theme]) == ()
    assert mine.id not in {each.source for each in behind(*about, theme)}


@pytest.mark.parametrize("at", ["between the keys", "before the rows"])
def test_an_end_that_is_stopped_half_way_breaks_no_screen(
    database: str, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    made, theme = themed()
    about = (made.team_id, made.plan.id)
    for session in (0, 1):
        quoted(made, theme, session=session)
    late = today() + timedelta(days=2000)
    begun_with: list[str] = []

    def stops(owner: str) -> None:
        begun_with.append(owner)
        if len(begun_with) == 2:
            raise RuntimeError
        sealed_words.destroy_keys(owner)

    with monkeypatch.context() as patch:
        if at == "between the keys":
            patch.setattr(family_ends, "sealed_words", _WithStop(stops))
        else:
            patch.setattr(family_removal, "remove_words", lambda *_: 1 / 0)
        with pytest.raises((RuntimeError, ZeroDivisionError)):
            family_ends.run_clocks(late)
    (left,) = family_themes.quotes(*about)
    assert sealed_words.opens(left.seat.session_id)
    assert take(*about, "html").content.count(b"We waited for months") == 1
    with acting(facilitator(made.team_id)):
        assert len(findings_of(*about).themes[0].quotes) == 1
    family_ends.run_clocks(late)
    assert store.quotes(made.team_id, [theme]) == ()


class _WithStop:
    """The module of keys, with another way to destroy them."""

    def __init__(self, destroy_keys: Callable[[str], None]) -> None:
        self.destroy_keys = destroy_keys

    def __getattr__(self, name: str) -> object:
        return getattr(sealed_words, name)
