"""Codes beside kinds of help and agency: told as marks, from enough people in two sessions on."""

import io

import openpyxl
import pytest

from data.services import coding, coding_help, coding_settled, family_files, teams, transcripts
from data.services.authority import acting
from data.services.coding_settled import Place
from data.services.errors import FamilyProblems, FamilyStateError, NotFound
from data.store import family_words
from data.views import AgencyView
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.searching import unpacked
from tests.made_once import made_once

WAIT = "code_treatment_access"
MOUD, RIDES = "moud", "transport"
SAID = ("We waited for months.", "The bus was late.", "Nobody called us.", "It was far away.")


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """Two sessions of four; in both every seat is coded."""
    made = begun()
    for name in ("One", "Two"):
        released(made, written(made, held(made, people=4, name=name), SAID))
        found = words_of(made, len(made.sessions) - 1)
        for turn in transcripts.turns(made.team_id, found.id):
            if turn.seat_id is not None:
                of = (made.team_id, found.id, turn.number, 0, len(turn.text), WAIT)
                coding.add_coding(*of, seen=found.version)
    return made


def words_of(group: Group, at: int):
    found = transcripts.transcript_of(group.team_id, group.sessions[at].id)
    assert found is not None
    return found


def mark(group: Group, at: int, turns: tuple[int, ...], *, category: str, sector: str = "") -> None:
    found = words_of(group, at)
    for each in coding.codings(group.team_id, found.id):
        if each.number in turns:
            coding_help.say_help(group.team_id, found.id, each.id, category=category, sector=sector)


def finish(group: Group) -> None:
    for at in (0, 1):
        coding.finish(group.team_id, words_of(group, at).id)


def told(group: Group) -> tuple[tuple[str, ...], tuple[str, ...]]:
    helped, agencies = coding_help.codes_by_help(group.team_id, group.plan.id)
    return helped.of(WAIT), agencies.of(WAIT)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [((1, 2), (1,), True), ((1, 2), (), False), ((1, 2, 3, 4), (), False), ((1,), (1,), False)],
)
def test_a_pair_is_told_from_three_people_in_two_sessions(
    group: Group, first: tuple[int, ...], second: tuple[int, ...], shown: bool
) -> None:
    mark(group, 0, first, category=MOUD)
    mark(group, 1, second, category=MOUD)
    finish(group)
    assert told(group)[0] == ((MOUD,) if shown else ())


def test_nothing_is_told_of_a_session_that_one_has_not_finished(group: Group) -> None:
    for at in (0, 1):
        mark(group, at, (1, 2, 3), category=MOUD)
    assert told(group) == ((), ())
    coding.finish(group.team_id, words_of(group, 0).id)
    assert told(group) == ((), ())
    coding.finish(group.team_id, words_of(group, 1).id)
    assert told(group)[0] == (MOUD,)


def agency(sector: str, people: int) -> AgencyView:
    return AgencyView(f"{sector}-{people}", f"{sector} {people}", sector, people)


def test_a_kind_of_agency_that_is_one_agency_or_few_people_is_told_with_its_group() -> None:
    told = coding_help.told_as
    two = (agency("child_welfare", 3), agency("child_welfare", 4))
    assert told(two)["child_welfare"] == "child_welfare"
    assert told(two[:1])["child_welfare"] == ""
    few = (agency("child_welfare", 2), agency("child_welfare", 2))
    assert told(few)["child_welfare"] == ""
    courts = (agency("court", 3), agency("court", 4), agency("legal", 5))
    assert {told(courts)[each] for each in ("court", "legal")} == {"court_legal"}
    both = (*courts, agency("legal", 4))
    assert (told(both)["court"], told(both)["legal"]) == ("court", "legal")
    assert told(courts[-1:])["legal"] == ""


def test_a_kind_of_agency_that_stands_for_one_is_not_told_in_a_team(group: Group) -> None:
    for at in (0, 1):
        mark(group, at, (1, 2, 3), category="", sector="sud_treatment")
    finish(group)
    assert sum(e.sector == "sud_treatment" for e in teams.team(group.team_id).agencies) == 1
    assert told(group) == ((), ())


def test_only_what_there_is_can_be_said_of_ones_own_code_before_one_has_finished(
    group: Group,
) -> None:
    found = words_of(group, 0)
    (first, *_) = coding.codings(group.team_id, found.id)

    def say(category: str = MOUD, sector: str = "") -> None:
        coding_help.say_help(group.team_id, found.id, first.id, category=category, sector=sector)

    for wrong in ({"category": "free ponies"}, {"sector": "ponies"}):
        with pytest.raises(FamilyProblems):
            say(**wrong)
    with acting(facilitator(group.team_id, "Ann")), pytest.raises(NotFound):
        say()
    say()
    assert coding.codings(group.team_id, found.id)[0].category == MOUD
    say("")
    assert coding.codings(group.team_id, found.id)[0].category == ""
    coding.finish(group.team_id, found.id)
    with pytest.raises(FamilyStateError):
        say()


def test_what_is_settled_names_what_all_named_who_gave_it(group: Group) -> None:
    found = words_of(group, 0)
    mark(group, 0, (1,), category=MOUD)
    mark(group, 0, (2,), category=MOUD)
    coding.finish(group.team_id, found.id)
    with acting(facilitator(group.team_id, "Ann")):
        for turn, category in ((1, MOUD), (2, RIDES)):
            end = len(transcripts.turns(group.team_id, found.id)[turn].text)
            made = coding.add_coding(
                group.team_id, found.id, turn, 0, end, WAIT, seen=found.version
            )
            coding_help.say_help(group.team_id, found.id, made, category=category, sector="court")
        coding.finish(group.team_id, found.id)
        for turn in (1, 2):
            unit = coding.units(transcripts.turns(group.team_id, found.id))[turn][0]
            place = Place(found.id, found.version, turn, unit.start, unit.end)
            coding_settled.settle(group.team_id, place, WAIT, gave=True, before=0)
    rows = family_words.codings(group.team_id, (found.id,))
    agreed = [(r["category"], r["sector"]) for r in rows if r["coder"] == family_words.AGREED]
    assert agreed == [(MOUD, "court"), ("", "court")]


def test_the_workbook_tells_marks_and_no_file_tells_them_code_by_code(group: Group) -> None:
    mark(group, 0, (1, 2), category=MOUD)
    mark(group, 1, (1,), category=MOUD)
    mark(group, 1, (2,), category=RIDES)
    finish(group)
    content = family_files.take(group.team_id, group.plan.id, "xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book["Code by kind of help"].iter_rows(values_only=True))
    assert len(rows[0]) == 2
    (told,) = [row for row in rows[2:] if row[1] != "not told"]
    assert told[1] == "at least 3 people in 2 sessions"
    assert book["Code by kind of agency"]["A2"].value == "nothing may be told yet"
    for key in ("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx"):
        file = unpacked(family_files.take(group.team_id, group.plan.id, key).content)
        assert b"Left out: 4 kinds of help and of agency" in file, key


def test_files_for_other_programs_say_when_a_code_is_used_and_when_not(group: Group) -> None:
    first = coding.codebook(group.team_id, group.plan.id).codes[0]
    for key in ("qdc", "qdpx", "taguette", "taguette-codebook"):
        file = unpacked(family_files.take(group.team_id, group.plan.id, key).content).decode(
            errors="replace"
        )
        for told in (first.definition, first.include, first.exclude, "How codes are used: Start"):
            assert told in file, (key, told)
