"""A report with words of families lies sealed, and ends when somebody takes theirs back."""

import io
from dataclasses import replace
from datetime import timedelta

import docx
import pytest

from data import sealed_words
from data.clock import at_day, today
from data.exports.report import formats
from data.services import (
    demo,
    families,
    family_ends,
    family_sessions,
    family_themes,
    report_keeping,
    report_work,
    reports,
    teams,
    unknown_keys,
    waves,
)
from data.services.errors import NotFound, WaveStateError
from data.services.family_theme_checks import ThemeEntry
from data.services.report_work import Job
from data.store import families as family_store
from data.store import reports as store
from data.store.reports import Row
from tests.data.conftest import Round
from tests.data.services.families.groups import settings
from tests.data.services.reporting import begin, released


@pytest.fixture
def wave_id(opened: Round) -> str:
    return released(opened)


@pytest.fixture
def team_id(opened: Round) -> str:
    return opened.team.id


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Reports that were begun and that nobody works on, as if their process had ended."""
    begun: list[Job] = []
    monkeypatch.setattr(report_work, "start", begun.append)
    return begun


@pytest.fixture
def with_words(wave_id: str, left: list[Job]) -> tuple[str, Row]:
    """A report that may hold words of families, sealed as it is kept."""
    (begun,) = begin(wave_id, parts=("summary", "themes"))
    report_work.make(left[0])
    row = store.whole(begun.team_id, begun.id)
    assert row is not None
    return wave_id, row


def test_a_report_with_words_of_families_lies_sealed(with_words: tuple[str, Row]) -> None:
    _, row = with_words
    assert not row["content"].startswith(b"PK")
    taken = reports.take(row["team_id"], row["id"])
    assert taken.content.startswith(b"PK")
    assert sealed_words.opens(report_keeping.owner(row["id"]))
    assert unknown_keys.unknown() == ()


def test_a_report_of_what_families_said_is_not_given_out_once_that_has_changed(
    wave_id: str, team_id: str, left: list[Job]
) -> None:
    """A small plan with one theme; by night the demo team's whole plan is tried."""
    plan = families.begin_study(team_id, "Listening", settings())
    family_themes.save_theme(team_id, plan.id, "", ThemeEntry("Rides", "got_in_way"), seen=0)
    for chosen in (("summary", "themes"), ("summary",)):
        begin(wave_id, "docx" if "themes" in chosen else "pdf", parts=chosen)
        report_work.make(left[-1])
    with_themes, without = reports.made(wave_id)
    assert reports.take(team_id, with_themes.id).content.startswith(b"PK")
    family_themes.save_theme(team_id, plan.id, "", ThemeEntry("Hours", "got_in_way"), seen=0)
    with pytest.raises(WaveStateError, match="has changed since this report was made"):
        reports.take(team_id, with_themes.id)
    assert reports.take(team_id, without.id).content.startswith(b"%PDF")


def test_a_report_tells_every_plan_by_its_name_and_follows_each(
    wave_id: str, team_id: str, left: list[Job]
) -> None:
    first = families.begin_study(team_id, "First group", settings())
    family_themes.save_theme(team_id, first.id, "", ThemeEntry("Rides", "got_in_way"), seen=0)
    with at_day(today() + timedelta(days=1)):
        families.begin_study(team_id, "Fall group", settings())
        begin(wave_id, "docx", parts=("summary", "themes"))
        report_work.make(left[-1])
        (made,) = reports.made(wave_id)
        read = docx.Document(io.BytesIO(reports.take(team_id, made.id).content))
        told = [each.text for each in read.paragraphs if each.text.startswith("Family group:")]
        assert told == ["Family group: Fall group", "Family group: First group"]
        family_themes.save_theme(team_id, first.id, "", ThemeEntry("Hours", "got_in_way"), seen=0)
        with pytest.raises(WaveStateError, match="has changed since this report was made"):
            reports.take(team_id, made.id)


def test_when_words_are_taken_back_it_ends_with_its_key(with_words: tuple[str, Row]) -> None:
    wave_id, row = with_words
    report_keeping.forget(row["team_id"])
    assert reports.made(wave_id) == ()
    assert not sealed_words.opens(report_keeping.owner(row["id"]))
    with pytest.raises(sealed_words.WordsGone):
        report_keeping.unseal(row["id"], row["content"])
    with pytest.raises(NotFound, match="Make it again"):
        reports.take(row["team_id"], row["id"])


def test_words_that_are_taken_back_while_a_report_is_made_are_in_none(
    wave_id: str, team_id: str, left: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    (begun,) = begin(wave_id, parts=("summary", "themes"))
    write = formats.REPORT_FORMATS["docx"].write

    def taken_back(document: object) -> bytes:
        report_keeping.forget(team_id)
        return write(document)  # type: ignore[arg-type]

    late = replace(formats.REPORT_FORMATS["docx"], write=taken_back)
    monkeypatch.setitem(formats.REPORT_FORMATS, "docx", late)
    report_work.make(left[0])
    assert store.listed(team_id) == ()
    assert not sealed_words.opens(report_keeping.owner(begun.id))


def test_keys_of_sealed_reports_end_with_the_team_and_with_their_days(
    with_words: tuple[str, Row], opened: Round
) -> None:
    _, row = with_words
    with at_day(today() + timedelta(days=reports.KEEP_DAYS + 1)):
        report_keeping.remove_old()
    assert not sealed_words.opens(report_keeping.owner(row["id"]))


def test_the_key_of_a_sealed_report_is_destroyed_with_its_team(
    with_words: tuple[str, Row], opened: Round
) -> None:
    _, row = with_words
    teams.delete_team(opened.team.id, confirm_name=opened.team.name)
    assert not sealed_words.opens(report_keeping.owner(row["id"]))


@pytest.mark.long
def test_the_demo_team_gets_words_of_families_until_somebody_takes_theirs_back(
    sqlite_database: str, left: list[Job]
) -> None:
    team_id = demo.fill_demo()
    last = max(
        (each for each in waves.waves(team_id) if each.state == "released"),
        key=lambda each: each.closes_on,
    )
    choices = reports.part_choices(last.id)
    assert [each.key for each in choices if each.why_not] == ["readiness"]
    there = [each for each in choices if not each.why_not]
    assert [each.key for each in there if not each.usual] == ["themes", "every"]
    (begun,) = begin(last.id, parts=[each.key for each in there])
    report_work.make(left[0])
    paragraphs = docx.Document(io.BytesIO(reports.take(team_id, begun.id).content)).paragraphs
    quoted = [each.text for each in paragraphs if "My ride did not come" in each.text]
    assert len(quoted) == 1
    plan = families.studies(team_id)[0]
    theme = family_themes.all_themes(team_id, plan.id)[0]
    family_themes.remove_theme(team_id, plan.id, theme.id, seen=theme.version)
    with pytest.raises(WaveStateError, match="has changed since this report was made"):
        reports.take(team_id, begun.id)
    row = store.whole(team_id, begun.id)
    assert row is not None
    (session, *_) = family_sessions.sessions(team_id, plan.id)
    seat = family_store.seats(team_id, (session.id,))[0]
    family_ends.withdraw_seat(team_id, plan.id, seat["id"])
    assert store.listed(team_id) == ()
    with pytest.raises(sealed_words.WordsGone):
        report_keeping.unseal(begun.id, row["content"])
