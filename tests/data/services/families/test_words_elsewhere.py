"""What is taken out of a transcript is taken out of all that quotes it, in older versions too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data import sealed_words
from data.services import (
    coding,
    family_files,
    family_themes,
    redacting,
    report_keeping,
    transcripts,
)
from data.services.errors import ChangedMeanwhile
from data.services.family_themes import ThemeEntry, all_themes, save_theme, shown_themes
from data.services.summaries import save_summary, sheet
from data.services.words_elsewhere import texts
from data.settings import settings
from data.store import database
from data.store import family_words as store
from tests.data.services.families.groups import LATER, WORDS, Group, begun, held, released, written
from tests.data.services.families.searching import exports, holding
from tests.made_once import made_once
from tests.trust.families.test_two_stores import values

OUT, INSTEAD = "The bus", "[ride]"
QUESTION, OTHER = "guide_barriers", "guide_unmet"
WAIT = "code_treatment_access"


@dataclass(frozen=True, slots=True)
class Written:
    """A released transcript, and what was written of it."""

    group: Group
    transcript_id: str
    session_id: str
    theme: str
    plain: str
    removed: str

    def taken_out(self) -> None:
        """The string is taken out by somebody who reads once more."""
        now = transcripts.transcript(self.group.team_id, self.transcript_id)
        redacting.take_out(self.group.team_id, self.transcript_id, OUT, INSTEAD, seen=now.version)

    def held(self) -> dict[str, bool]:
        found = all_themes(self.group.team_id, self.group.plan.id)
        return {each.id: each.held for each in found}

    def memos(self) -> list[str]:
        return [e.memo for e in coding.codings(self.group.team_id, self.transcript_id) if e.memo]


@pytest.fixture
@made_once
def kept(database: str) -> Written:
    """Two sessions, a note, a quote, a sheet in two versions, and three themes."""
    made = begun()
    for name, words in (("One", LATER), ("Two", WORDS)):
        found = released(made, written(made, held(made, people=4, name=name), words))
    team_id, study_id, session_id = made.team_id, made.plan.id, made.sessions[1].id
    coding.add_coding(team_id, found.id, 3, 0, 7, WAIT, seen=found.version)
    coding.add_coding(team_id, found.id, 2, 0, 4, WAIT, seen=found.version)
    first, second = sorted(coding.codings(team_id, found.id), key=lambda e: e.number)
    coding.save_memo(team_id, found.id, second.id, "THE BUS again; ask who drives it.")
    coding.save_memo(team_id, found.id, first.id, "Long waits.")
    for number, words in enumerate(("The bus and the road.", "The bus, the road, no car.")):
        save_summary(team_id, session_id, QUESTION, words, seen=number)
    save_summary(team_id, session_id, OTHER, "Nobody drives.", seen=0)
    save_summary(team_id, made.sessions[0].id, QUESTION, "Nothing of that.", seen=0)
    theme = save_theme(team_id, study_id, "", ThemeEntry("the bus is late.", "got_in_way"), seen=0)
    late = ThemeEntry("Whoever takes the bus comes late.", "got_in_way")
    save_theme(team_id, study_id, theme, late, seen=1)
    plain = save_theme(team_id, study_id, "", ThemeEntry("Waits.", "got_in_way"), seen=0)
    gone = save_theme(team_id, study_id, "", ThemeEntry("The bus!", "got_in_way"), seen=0)
    family_themes.remove_theme(team_id, study_id, gone, seen=1)
    for each in (theme, plain):
        for session in made.sessions:
            labels = [seat.label for seat in made.seats(session.id)]
            family_themes.support_by_sheet(team_id, study_id, each, session.id, labels)
    family_themes.propose_quote(
        team_id, study_id, plain, second, words="The bus does not go there.", scope="team"
    )
    return Written(made, found.id, session_id, theme, plain, gone)


def everything(kept: Written) -> Iterator[str]:
    """Every text beside the transcript, and every value of the database that is no bytes."""
    row = store.transcript(kept.group.team_id, kept.transcript_id)
    assert row is not None
    yield from texts(row)
    yield from (turn.text for turn in transcripts.turns(kept.group.team_id, kept.transcript_id))
    for at, value in values(_url()):
        if at.startswith("family_") and not isinstance(value, bytes):
            yield str(value)


def _url() -> str:
    return settings().database_url


def telling(kept: Written) -> list[str]:
    return [each for each in everything(kept) if OUT.casefold() in each.casefold()]


def test_nothing_that_quotes_it_says_it_any_more(kept: Written, home: Path) -> None:
    assert len(telling(kept)) > 9
    kept.taken_out()
    assert telling(kept) == []
    assert sorted(kept.memos()) == ["Long waits.", "[ride] again; ask who drives it."]
    answers = {each.question: each for each in sheet(kept.group.team_id, kept.session_id)}
    assert (answers[QUESTION].words, answers[QUESTION].version) == ("[ride], the road, no car.", 3)
    assert (answers[OTHER].words, answers[OTHER].version) == ("Nobody drives.", 1)
    (quote,) = family_themes.quotes(kept.group.team_id, kept.group.plan.id)
    assert quote.words == "[ride] does not go there."
    if database.is_sqlite():
        assert holding(b"takes the bus", home) == []


def test_a_theme_waits_to_be_read_and_nobody_is_shown_it_before(kept: Written) -> None:
    about = (kept.group.team_id, kept.group.plan.id)
    assert kept.theme in shown_themes(*about)[1]
    assert b"comes late" in exports(*about)
    kept.taken_out()
    assert kept.held() == {kept.theme: True, kept.plain: False}
    assert set(shown_themes(*about)[1]) == {kept.plain}
    taken = exports(*about)
    assert b"comes late" not in taken
    assert OUT.casefold().encode() not in taken.lower()
    told = family_files.findings_of(*about).withheld
    assert [(e.what, e.count) for e in told if "read them again" in e.why] == [("themes", 1)]
    found = next(each for each in all_themes(*about) if each.id == kept.theme)
    assert found.entry.words == "Whoever takes [ride] comes late."
    with pytest.raises(ChangedMeanwhile):
        save_theme(*about, kept.theme, ThemeEntry("The bus.", "got_in_way"), seen=2)
    save_theme(*about, kept.theme, found.entry, seen=found.version)
    assert kept.held() == {kept.theme: False, kept.plain: False}
    assert kept.theme in shown_themes(*about)[1]


def test_whoever_types_meanwhile_is_told_and_brings_nothing_back(kept: Written) -> None:
    kept.taken_out()
    with pytest.raises(ChangedMeanwhile):
        save_summary(kept.group.team_id, kept.session_id, QUESTION, "The bus.", seen=2)
    save_summary(kept.group.team_id, kept.session_id, OTHER, "Still nobody.", seen=1)


@pytest.mark.parametrize("what", ["sheet", "theme"])
def test_where_somebody_writes_in_the_same_moment_nothing_is_changed(
    kept: Written, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    team_id, works = kept.group.team_id, store.change_transcript
    before = transcripts.transcript(team_id, kept.transcript_id)

    def meanwhile(*given, **named):
        if what == "sheet":
            save_summary(team_id, kept.session_id, QUESTION, "The bus, and more.", seen=2)
        else:
            entry = ThemeEntry("The bus, and more.", "got_in_way")
            save_theme(team_id, kept.group.plan.id, kept.theme, entry, seen=2)
        return works(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(store, "change_transcript", meanwhile)
        with pytest.raises(ChangedMeanwhile):
            kept.taken_out()
    assert transcripts.transcript(team_id, kept.transcript_id) == before
    assert "THE BUS again; ask who drives it." in kept.memos()
    kept.taken_out()
    assert telling(kept) == []


def test_what_is_decided_at_the_desk_later_counts_there_too(sqlite_database: str) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    found = written(made, session)
    found = transcripts.begin(made.team_id, found.id, seen=found.version)
    about = (made.team_id, found.id)
    names = {each.text for each in redacting.suspects(*about)}
    assert "New Shore" in names
    decided = {each: None if each == "New Shore" else "[x]" for each in names}
    found = redacting.decide(*about, decided)
    redacting.carry_out(*about, seen=found.version)
    looked = {"seen": 0, "cleared": ("Shore",)}
    save_summary(made.team_id, session.id, QUESTION, "New Shore has waits.", **looked)
    entry = ThemeEntry("New Shore has waits.", "got_in_way")
    theme = save_theme(made.team_id, made.plan.id, "", entry, **looked)
    found = redacting.decide(*about, {"New Shore": "[agency]"})
    redacting.carry_out(*about, seen=found.version)
    answers = {each.question: each.words for each in sheet(made.team_id, session.id)}
    assert answers[QUESTION] == "[agency] has waits."
    (now,) = all_themes(made.team_id, made.plan.id)
    assert (now.id, now.entry.words, now.held) == (theme, "[agency] has waits.", True)


def test_made_reports_end_where_a_quote_or_a_theme_changed_and_stay_otherwise(
    kept: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(report_keeping, "forget", ended.append)
    now = transcripts.transcript(kept.group.team_id, kept.transcript_id)
    redacting.take_out(kept.group.team_id, kept.transcript_id, "visits", "[days]", seen=now.version)
    assert ended == []
    kept.taken_out()
    assert ended == [kept.group.team_id]


def test_words_whose_key_is_gone_keep_nothing_from_being_taken_out(kept: Written) -> None:
    seat = next(e for e in kept.group.seats(kept.session_id) if e.label)
    sealed_words.destroy_keys(seat.id)
    seats = {each.seat_id for each in transcripts.turns(kept.group.team_id, kept.transcript_id)}
    assert seat.id not in seats
    kept.taken_out()
    assert telling(kept) == []
