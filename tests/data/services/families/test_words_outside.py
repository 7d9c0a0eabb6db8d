"""Words of a session that stand in codes, other sessions, actions and gaps are found, and go only
where somebody says so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from data.action_views import ActionEntry
from data.clock import today
from data.services import (
    actions,
    coding,
    family_themes,
    gap_findings,
    redacting,
    report_keeping,
    scans,
    seats,
    transcripts,
)
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotAllowed
from data.services.family_themes import ThemeEntry, save_theme
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.summaries import save_summary, sheet
from data.services.words_outside import LISTED
from data.settings import settings
from data.store import connections, database, family_rewriting
from data.store import guides as guides_store
from data.store import scan_answers as answers_store
from data.store import worksheets as worksheets_store
from tests.data.services.families.groups import (
    LATER,
    WORDS,
    Group,
    begun,
    facilitator,
    held,
    released,
    written,
)
from tests.data.services.families.searching import holding
from tests.made_once import made_once
from tests.trust.families.test_two_stores import values

OUT, INSTEAD = "The bus", "[ride]"
QUESTION, WAIT = "guide_barriers", "code_treatment_access"
KINDS = ("code", "memo", "sheet", "action", "finding")
CANARIES = tuple(
    f"bus {said}".encode()
    for said in ("of a code", "of a theme", "we ask", "never comes", "of a call", "says no")
)
"""What is not sealed; notes and sheets are, and no byte of them lies open anyway."""
OF_TEAM = ("team_action.", "gap_", "family_")


@dataclass(frozen=True, slots=True)
class Kept:
    """A released transcript whose words stand all over the team's other work."""

    group: Group
    transcript_id: str
    copied: str
    asked: str
    finding: str

    @property
    def about(self) -> tuple[str, str]:
        return self.group.team_id, self.transcript_id

    def standing(self) -> redacting.Standing:
        return redacting.standing(*self.about, OUT, INSTEAD)

    def refs(self) -> dict[str, str]:
        return {each.kind: each.ref for each in self.standing().outside}

    def take_out(self, *also: str) -> None:
        seen = transcripts.transcript(*self.about).version
        redacting.take_out(*self.about, OUT, INSTEAD, seen=seen, also=also)


def keep() -> Kept:
    """Two released sessions; the second one's words stand in codes, actions and a finding."""
    made = begun()
    for name, words in (("One", LATER), ("Two", WORDS)):
        found = released(made, written(made, held(made, people=4, name=name), words))
    team_id, study_id = made.team_id, made.plan.id
    first, *others = coding.starting_codes("en")
    for version, said in enumerate(("The bus of a code.", "The bus of a code, and the road.")):
        changed = (replace(first, definition=said), *others)
        coding.save_codebook(team_id, study_id, changed, seen=version)
    _note_on_the_other_session(made)
    save_summary(team_id, made.sessions[0].id, QUESTION, "The bus at noon.", seen=0)
    theme = save_theme(
        team_id, study_id, "", ThemeEntry("The bus of a theme.", "got_in_way"), seen=0
    )
    for session in made.sessions:
        labels = [seat.label for seat in made.seats(session.id)]
        family_themes.support_by_sheet(team_id, study_id, theme, session.id, labels)
    copied, asked = _two_actions(team_id, theme)
    return Kept(made, found.id, copied, asked, _one_finding(team_id))


def _note_on_the_other_session(made: Group) -> None:
    other = transcripts.transcript_of(made.team_id, made.sessions[0].id)
    assert other is not None
    with acting(facilitator(made.team_id, "Coder")):
        coding.add_coding(made.team_id, other.id, 1, 0, 4, WAIT, seen=other.version)
        (mine,) = coding.codings(made.team_id, other.id)
        coding.save_memo(made.team_id, other.id, mine.id, "As with the bus.")


def _two_actions(team_id: str, theme: str) -> tuple[str, str]:
    owner = actions.team(team_id).agencies[0].code
    plain = ActionEntry("Call the county.", owner)
    copied = actions.begin(team_id, plain, ref=f"theme:{theme}")
    asked = actions.begin(team_id, replace(plain, notes="The bus we ask for."))
    actions.save(team_id, asked, replace(plain, notes="The bus we ask for, twice."), based_on=1)
    return copied, asked


def _one_finding(team_id: str) -> str:
    agency = actions.team(team_id).agencies[0].code
    entry = FindingEntry("transport", "A", "The bus never comes.")
    found = gap_findings.save(team_id, entry)
    shows = EvidenceEntry("family_report", "The bus of a call.", today())
    gap_findings.add_evidence(team_id, found, shows)
    seen = gap_findings.finding(team_id, found).digest
    gap_findings.sign(team_id, found, agency, seen=seen, agrees=False, words="The bus says no.")
    return found


@pytest.fixture
@made_once
def kept(sqlite_database: str) -> Kept:
    return keep()


def telling() -> Iterator[str]:
    """Every value of the team's work that is no bytes and says the string."""
    for at, value in values(settings().database_url):
        if (
            at.startswith(OF_TEAM)
            and not isinstance(value, bytes)
            and OUT.casefold() in str(value).casefold()
        ):
            yield at


def folders(home: Path, request: pytest.FixtureRequest) -> list[Path]:
    """Where the tables lie; the server's own log of changes keeps what was for a while."""
    if database.is_sqlite():
        return [home]
    with connections.reading() as connection:
        asked = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        number = connection.execute(asked).scalar_one()
    server = request.getfixturevalue("postgresql")
    server.run("CHECKPOINT")
    return [home, server.folder / "base" / str(number)]


def packed_nowhere() -> None:
    """Let the server keep long values as they are, so that their bytes can be searched for."""
    if not database.is_sqlite():
        with connections.writing() as connection:
            column = "ALTER TABLE family_codebook ALTER COLUMN codes SET STORAGE EXTERNAL"
            connection.execute(text(column))


@pytest.mark.usefixtures("database")
def test_no_byte_is_left_where_somebody_said_so(home: Path, request: pytest.FixtureRequest) -> None:
    packed_nowhere()
    kept = keep()
    where = folders(home, request)
    assert [each for each in CANARIES if not holding(each, *where)] == []
    refs = kept.refs()
    assert set(refs) == set(KINDS)
    kept.take_out(*refs.values())
    assert list(telling()) == []
    where = folders(home, request)
    assert [each for each in CANARIES if holding(each, *where)] == []
    with pytest.raises(FamilyStateError, match="is nowhere"):
        kept.standing()


def test_it_is_told_where_words_stand_and_nothing_changes_by_asking(kept: Kept) -> None:
    before = sorted(telling())
    told = kept.standing()
    assert sorted(telling()) == before
    assert (told.turns, told.beside["theme"], told.beside["copy"]) == (1, 1, 1)
    said = {each.kind: each for each in told.outside}
    assert said["code"].said == ("The bus of a code, and the road.",)
    assert said["sheet"].said == ("The bus at noon.",)
    assert said["action"].said == ("The bus we ask for, twice.",)
    assert said["action"].ref == f"action/{kept.asked}"
    assert set(said["finding"].said) == {
        *("The bus never comes.", "The bus of a call.", "The bus says no."),
    }
    assert (said["memo"].said, said["memo"].is_hidden) == ((), True)
    assert all(each.may_change for each in told.outside)


def test_what_is_not_named_stays_and_a_copy_of_a_theme_goes_with_the_theme(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(report_keeping, "forget", ended.append)
    refs = kept.refs()
    kept.take_out(refs["sheet"])
    (answer,) = (e for e in sheet(kept.about[0], kept.group.sessions[0].id) if e.version)
    assert (answer.words, answer.version) == ("[ride] at noon.", 2)
    assert set(kept.refs()) == set(KINDS) - {"sheet"}
    rows = actions.store.actions(kept.about[0])[kept.copied]
    assert {row["source"]["words"] for row in rows} == {"[ride] of a theme."}
    assert actions.action(kept.about[0], kept.asked).entry.notes == "The bus we ask for, twice."
    assert ended == [kept.about[0]]


def test_a_finding_that_changed_has_to_be_signed_anew_and_whoever_types_is_told(
    kept: Kept,
) -> None:
    team_id, refs = kept.about[0], kept.refs()
    before = gap_findings.finding(team_id, kept.finding)
    assert [each.is_current for each in before.signatures] == [True]
    kept.take_out(refs["finding"], refs["action"], refs["code"])
    now = gap_findings.finding(team_id, kept.finding)
    assert (now.entry.words, now.version) == ("[ride] never comes.", before.version + 1)
    assert [each.entry.words for each in now.evidence] == ["[ride] of a call."]
    assert [(e.words, e.is_current) for e in now.signatures] == [("[ride] says no.", False)]
    with pytest.raises(ChangedMeanwhile):
        gap_findings.save(team_id, before.entry, finding_id=kept.finding, based_on=1)
    entry = actions.action(team_id, kept.asked).entry
    with pytest.raises(actions.ActionConflict):
        actions.save(team_id, kept.asked, entry, based_on=2)
    codes = coding.codebook(team_id, kept.group.plan.id)
    assert (codes.version, codes.codes[0].definition) == (3, "[ride] of a code, and the road.")


def test_whoever_may_not_change_a_plan_is_told_where_it_stands_and_changes_nothing(
    kept: Kept,
) -> None:
    before = sorted(telling())
    with acting(facilitator(kept.about[0], "Reader", "consultant")):
        may = {each.kind: each.may_change for each in kept.standing().outside}
        assert may == {"code": True, "memo": True, "sheet": True, "action": False, "finding": False}
        for kind in ("action", "finding"):
            with pytest.raises(NotAllowed):
                kept.take_out(kept.refs()[kind])
    assert sorted(telling()) == before


def test_words_of_somebody_who_took_them_back_go_from_what_others_wrote(kept: Kept) -> None:
    third = kept.group.receipts[kept.group.sessions[1].id][2]
    seats.withdraw(third.card)
    before = transcripts.transcript(*kept.about)
    told = kept.standing()
    assert (told.turns, told.beside["theme"]) == (0, 1)
    kept.take_out(*(each.ref for each in told.outside if each.kind != "code"))
    assert transcripts.transcript(*kept.about) == before
    with pytest.raises(FamilyStateError, match="only in what was not written of this session"):
        kept.take_out()
    kept.take_out(kept.refs()["code"])
    assert list(telling()) == []


def test_where_somebody_writes_in_the_same_moment_nothing_is_changed(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    team_id, works = kept.about[0], family_rewriting.rewrite_within
    seats.withdraw(kept.group.receipts[kept.group.sessions[1].id][2].card)
    refs, before = kept.refs(), sorted(telling())

    def late(*given):
        return works(*given) and False

    monkeypatch.setattr(family_rewriting, "rewrite_within", late)
    with pytest.raises(ChangedMeanwhile):
        kept.take_out(refs["action"])
    assert sorted(telling()) == before
    assert actions.action(team_id, kept.asked).version == 2


OF_ALL = LISTED - {"meeting"}
"""Notes of meetings are of facilitators alone; `test_elsewhere_after_withdrawal` has them."""


def written_together(team_id: str) -> None:
    """The string in the scan, in a note of a guide, in two principles and on a worksheet."""
    scan = scans.begin(team_id)
    agency = actions.team(team_id).agencies[0]
    said = dict.fromkeys(("link", "source", "saved_by"), "")
    day = {"source_date": None, "checked_on": today(), "saved_on": today(), "carried": False}
    who = {"agency_name": agency.name, "saved_by_name": "Robin"}
    answer = {**said, **day, **who, "status": "yes", "confidence": None}
    key = {"item": next(iter(scan.asked)), "agency_code": agency.code}
    for version, words in enumerate(("The bus was asked for.", "Somebody asked."), start=1):
        of = {**key, "version": version}
        assert answers_store.add_answer(scan.id, of, {**answer, "evidence": words})
    saved = {"saved_by": "", "saved_by_name": "Robin", "saved_on": today()}
    note = {"team_id": team_id, "wave_id": "w", "item": "i", "version": 1}
    assert guides_store.add_note(note, {**saved, "words": "The bus, said one of us."})
    line = {"wave_id": "", "item": "", "place": 0, "removed": False, "from_version": None}
    text = {"team_id": team_id, "part": "mission", "version": 1}
    assert guides_store.add_text(text, {**saved, **line, "words": "The bus for all."})
    sheet = {"team_id": team_id, "kind": "sharing", "version": 1}
    body = json.dumps({"rows": {"r": {"what": "The bus ticket"}}})
    assert worksheets_store.add_version(sheet, {**saved, "body": body})


def test_what_the_team_wrote_together_is_searched_and_listed_and_changes_where_it_stands(
    kept: Kept,
) -> None:
    written_together(kept.about[0])
    told = {each.kind: each for each in kept.standing().outside if each.kind in LISTED}
    assert set(told) == OF_ALL
    assert told["guide"].said == ("The bus, said one of us.",)
    assert told["principle"].said == ("The bus for all.",)
    assert told["worksheet"].said == ("The bus ticket",)
    assert told["scan"].said == (), "only an earlier version says it"
    assert actions.team(kept.about[0]).agencies[0].name in told["scan"].name
    assert not any(each.may_change for each in told.values())
    kept.take_out(*(each.ref for each in told.values()))
    assert {each.kind for each in kept.standing().outside} == {*KINDS, *OF_ALL}
