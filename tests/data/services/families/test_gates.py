"""A quote is shown only if nothing refuses it; each thing that does, does so at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from data.family_findings import FoundTheme
from data.family_views import CodingView
from data.services import (
    coding,
    families,
    family_files,
    family_themes,
    family_told,
    gap_findings,
    redacting,
    seats,
    transcripts,
)
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.family_themes import ThemeEntry
from data.services.gap_findings import FindingEntry
from data.services.transcripts import SaidBy
from data.store import families as store
from scoring.themes import PUBLISHED
from tests.data.services.families.groups import (
    Group,
    begun,
    facilitator,
    held,
    released,
    settings,
)
from tests.data.services.families.searching import exports
from tests.made_once import made_once

WORDS = "We waited for weeks in the hall"
NAME = "values_open.child_see_parent_soon"
KIND = "residential_family"
ENTRY = ThemeEntry("Families wait for months.", "got_in_way", KIND, "wait", NAME)


@dataclass
class Quoted:
    """A quote that may be shown, and its seat."""

    group: Group
    theme: str
    coded: CodingView
    quote: str
    card: str

    def refusals(self) -> tuple[str, ...]:
        found = family_themes.quotes(self.group.team_id, self.group.plan.id)
        return next(each.refusals for each in found if each.id == self.quote)

    def is_out(self) -> bool:
        """It is in a file; beside the statement of the theme it stands then, and never else."""
        out = WORDS.encode() in exports_of_findings(self.group)
        quotes = [quote.text for theme in self.pinned() for quote in theme.quotes]
        assert quotes == [WORDS] * out
        return out

    def pinned(self) -> list[FoundTheme]:
        return [each.theme for each in family_told.pinned(self.group.team_id, NAME)]


def exports_of_findings(group: Group) -> bytes:
    return family_files.take(group.team_id, group.plan.id, "html").content


def add_code(group: Group, session: int, turn: int) -> CodingView:
    team_id = group.team_id
    found = transcripts.transcript_of(team_id, group.sessions[session].id)
    assert found is not None
    first = coding.starting_codes("en")[0].id
    made = coding.add_coding(team_id, found.id, turn, 0, 5, first, seen=found.version)
    return next(each for each in coding.codings(team_id, found.id) if each.id == made)


def check(group: Group, quote: str, *answers: str) -> None:
    with acting(facilitator(group.team_id, "Second")):
        family_themes.check_quote(group.team_id, group.plan.id, quote, answers or ("no",) * 3)


def propose(group: Group, theme: str, coded: CodingView, words: str = WORDS) -> str:
    team_id, study_id = group.team_id, group.plan.id
    before = {each.id for each in family_themes.quotes(team_id, study_id)}
    family_themes.propose_quote(team_id, study_id, theme, coded, words=words, scope="team")
    (made,) = {each.id for each in family_themes.quotes(team_id, study_id)} - before
    return made


@pytest.fixture
@made_once
def quoted(sqlite_database: str) -> Quoted:
    made = begun(seats_inside=3)
    for name in ("One", "Two"):
        session = held(made, people=2, name=name)
        said = [
            SaidBy(each.id, f"{WORDS} and the hall was cold.") for each in made.seats(session.id)
        ]
        released(made, transcripts.add_transcript(made.team_id, session.id, said))
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", ENTRY, seen=0)
    found = [add_code(made, *place) for place in ((0, 0), (0, 1), (1, 0))]
    for each in found:
        family_themes.support_by_coding(made.team_id, made.plan.id, theme, each)
    quote = propose(made, theme, found[0])
    check(made, quote)
    receipts = made.receipts[made.sessions[0].id]
    seat = next(e for e in made.seats(made.sessions[0].id) if e.id == found[0].seat_id)
    card = next(each.card for each in receipts if each.label == seat.label)
    return Quoted(made, theme, found[0], quote, card)


def test_it_may_be_shown(quoted: Quoted) -> None:
    assert quoted.refusals() == ()
    assert quoted.is_out()


def retier(quoted: Quoted) -> None:
    seats.change_tier(quoted.card, "paraphrase")


def unread(quoted: Quoted) -> None:
    quoted.quote = propose(quoted.group, quoted.theme, quoted.coded)
    family_themes.remove_quote(
        quoted.group.team_id,
        quoted.group.plan.id,
        next(
            each.id
            for each in family_themes.quotes(quoted.group.team_id, quoted.group.plan.id)
            if each.id != quoted.quote
        ),
    )


def objects(quoted: Quoted) -> None:
    check(quoted.group, quoted.quote, "no", "not_sure", "no")


def fewer(quoted: Quoted) -> None:
    other = quoted.group.receipts[quoted.group.sessions[1].id]
    for each in other:
        seats.withdraw(each.card)


def edits(quoted: Quoted) -> None:
    found = transcripts.transcript(quoted.group.team_id, quoted.coded.transcript_id)
    redacting.take_out(quoted.group.team_id, found.id, "cold", "[how]", seen=found.version)


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (retier, "not_allowed"),
        (unread, "not_read"),
        (objects, "reader_objects"),
        (fewer, "theme_below_floor"),
        (edits, "transcript_not_released"),
    ],
)
def test_whatever_refuses_it_does_so_in_the_next_file(
    quoted: Quoted, way: Callable[[Quoted], None], reason: str
) -> None:
    assert quoted.is_out()
    way(quoted)
    assert reason in quoted.refusals()
    assert not quoted.is_out()


def test_a_tier_that_is_changed_counts_at_once_and_both_ways(quoted: Quoted) -> None:
    group = quoted.group
    counts: dict[str, int] = {}
    for tier, out in (("never", False), ("inside", True), ("paraphrase", False), ("public", True)):
        seats.change_tier(quoted.card, tier)
        assert quoted.is_out() == out, tier
        counts[tier] = exports(group.team_id, group.plan.id).count(WORDS.encode())
    assert counts["never"] == counts["paraphrase"] < counts["inside"] == counts["public"]


def test_a_preview_that_was_asked_for_and_not_given_refuses(quoted: Quoted) -> None:
    group = quoted.group
    store.change_seat(group.team_id, quoted.coded.seat_id or "", wants_preview=True)
    assert quoted.refusals() == ("not_previewed",)
    assert not quoted.is_out()
    other = group.receipts[group.sessions[1].id][0].card
    with pytest.raises(NotFound):
        seats.answer_preview(other, quoted.quote, agrees=True)
    (shown,) = seats.with_card(quoted.card).quotes
    assert (shown.words, shown.previewed) == (WORDS, False)
    seats.answer_preview(quoted.card, quoted.quote, agrees=True)
    assert quoted.is_out()
    seats.answer_preview(quoted.card, quoted.quote, agrees=False)
    assert not quoted.is_out()
    assert family_themes.quotes(group.team_id, group.plan.id) == ()


def test_nobody_reads_their_own_quote_and_answers_are_three(quoted: Quoted) -> None:
    group = quoted.group
    quote = propose(group, quoted.theme, quoted.coded)
    with pytest.raises(FamilyStateError, match="Somebody else"):
        family_themes.check_quote(group.team_id, group.plan.id, quote, ("no",) * 3)
    for answers in ((), ("no",), ("no",) * 4, ("no", "no", "maybe")):
        with pytest.raises(FamilyStateError), acting(facilitator(group.team_id, "Second")):
            family_themes.check_quote(group.team_id, group.plan.id, quote, answers)


def test_what_is_taken_out_of_the_words_is_taken_out_of_a_quote_which_is_read_anew(
    quoted: Quoted,
) -> None:
    group = quoted.group
    found = transcripts.transcript(group.team_id, quoted.coded.transcript_id)
    found = redacting.take_out(group.team_id, found.id, "hall", "[place]", seen=found.version)
    (quote,) = family_themes.quotes(group.team_id, group.plan.id)
    assert quote.words == WORDS.replace("hall", "[place]")
    assert (quote.answers, quote.checked_by, quote.previewed) == ((None,) * 3, "", False)
    assert "not_read" in quote.refusals
    redacting.take_out(group.team_id, found.id, "cold", "[how]", seen=found.version)
    (same,) = family_themes.quotes(group.team_id, group.plan.id)
    assert same.words == quote.words


def test_a_theme_rests_on_codes_that_are_there_and_on_words_of_its_own_plan(
    quoted: Quoted,
) -> None:
    group, coded = quoted.group, quoted.coded
    team_id, study_id = group.team_id, group.plan.id
    other = families.begin_study(team_id, "Another", settings())
    theirs = family_themes.save_theme(team_id, other.id, "", ENTRY, seen=0)
    for wrong in (replace(coded, id="none"), replace(coded, transcript_id="none")):
        with pytest.raises(NotFound):
            family_themes.support_by_coding(team_id, study_id, quoted.theme, wrong)
        with pytest.raises(NotFound):
            family_themes.propose_quote(
                team_id, study_id, quoted.theme, wrong, words="x", scope="team"
            )
    with pytest.raises(NotFound):
        family_themes.support_by_coding(team_id, other.id, theirs, coded)
    with pytest.raises(NotFound):
        family_themes.save_theme(team_id, other.id, quoted.theme, ENTRY, seen=1)
    with pytest.raises(ChangedMeanwhile):
        family_themes.save_theme(team_id, study_id, quoted.theme, ENTRY, seen=0)
    seat = replace(coded, seat_id="somebody")
    family_themes.support_by_coding(team_id, study_id, quoted.theme, seat)
    (view,) = family_themes.all_themes(team_id, study_id)
    assert "somebody" not in {each.seat for each in view.mentions}


def test_a_kind_of_help_that_is_none_breaks_nothing(quoted: Quoted) -> None:
    group = quoted.group
    team_id, study_id = group.team_id, group.plan.id
    session = group.sessions[0].id
    with pytest.raises(FamilyProblems):
        family_themes.support_by_coding(
            team_id, study_id, quoted.theme, quoted.coded, category="bogus"
        )
    with pytest.raises(FamilyProblems):
        family_themes.support_by_sheet(
            team_id, study_id, quoted.theme, session, (), category="bogus"
        )
    family_themes.shown_themes(team_id, study_id)


def test_a_gap_stands_beside_a_statement_once_enough_people_met_it_in_enough_sessions(
    quoted: Quoted,
) -> None:
    group = quoted.group
    team_id, study_id = group.team_id, group.plan.id
    for kind in (KIND, "transport"):
        gap_findings.save(team_id, FindingEntry(kind, "A", "There is none."))
    (theme,) = quoted.pinned()
    assert [each.seen for each in theme.beside] == ["agreed"]
    assert theme.spread == "3 people in 2 sessions"
    other = add_code(group, 1, 1)
    family_themes.support_by_coding(team_id, study_id, quoted.theme, other, category="transport")
    (theme,) = quoted.pinned()  # of whom one spoke of transport, and three of the other kind
    assert len(theme.beside) == 1
    assert theme.spread == "4 people in 2 sessions"


@pytest.mark.parametrize("sizes", [(2, 1), (4, 0), (1, 1), (0, 2)])
def test_too_few_people_or_one_session_leave_no_trace_beside_a_statement(
    sqlite_database: str, sizes: tuple[int, int]
) -> None:
    made = begun(seats_inside=3)
    gap_findings.save(made.team_id, FindingEntry(KIND, "A", "There is none."))
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", ENTRY, seen=0)
    for name, behind in zip(("One", "Two"), sizes, strict=True):
        session = held(made, people=4, name=name)
        labels = [each.label for each in made.seats(session.id)][:behind]
        family_themes.support_by_sheet(made.team_id, made.plan.id, theme, session.id, labels)
    found = family_told.pinned(made.team_id, NAME)
    assert len(found) == (sizes == (2, 1))


def test_what_is_shown_outside_is_shown_inside(sqlite_database: str) -> None:
    made = begun(seats_inside=7, people_outside=5)
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", ENTRY, seen=0)
    for name in ("One", "Two"):
        session = held(made, people=3, name=name)
        labels = [each.label for each in made.seats(session.id)]
        family_themes.support_by_sheet(made.team_id, made.plan.id, theme, session.id, labels)
    for shown in (
        family_themes.shown_themes(made.team_id, made.plan.id)[0],
        family_themes.shown_themes(made.team_id, made.plan.id, floor=PUBLISHED)[0],
    ):
        assert shown.shown == {}
