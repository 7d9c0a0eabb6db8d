"""A quote holds to what was said: no name comes back, nobody else's words, and nothing made up."""

from collections.abc import Callable

import pytest

from data import sealed_words
from data.services import family_themes, seats, transcripts
from data.services.authority import acting
from data.services.errors import FamilyProblems
from data.services.family_files import findings_of, take
from data.services.family_said import withheld
from data.services.family_themes import ThemeEntry
from data.services.may_tell import MayTell
from data.store import family_themes as store
from tests.data.services.families.groups import (
    WORDS,
    Group,
    begun,
    facilitator,
    held,
    released,
    written,
)
from tests.data.services.families.searching import unpacked
from tests.data.services.families.themed import (
    READ,
    SAID,
    coded,
    first_coding,
    quoted,
    read_through,
    themed,
)
from tests.made_once import made_once

BUS = "The bus does not go there. I missed three visits."
NAMED = "My name is Rosalinda and they never called me back."
INVENTED = "They beat the doors down at night."
OTHERS = "They never called me back. The bus does not go there. I missed three visits."
SIBLING = "They never called me … The bus does not go there."


@pytest.fixture
@made_once
def made(sqlite_database: str) -> tuple[Group, str]:
    """A theme of two sessions of four; in the first one, the third seat says never."""
    group = begun()
    for name, tiers in (("One", ("public", "public", "never", "public")), ("Two", ("public",) * 4)):
        session = held(group, people=4, name=name, tiers=tiers)
        released(group, written(group, session, WORDS if name == "One" else SAID))
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    theme = family_themes.save_theme(group.team_id, group.plan.id, "", entry, seen=0)
    for session in group.sessions:
        for each in coded(group, session.id):
            family_themes.support_by_coding(group.team_id, group.plan.id, theme, each)
    read_through(group, theme)
    return group, theme


def propose(made: tuple[Group, str], words: str, scope: str) -> None:
    group, theme = made
    code = first_coding(group)
    about = (group.team_id, group.plan.id, theme, code)
    family_themes.propose_quote(*about, words=words, scope=scope)


def put_there(made: tuple[Group, str], words: str, scope: str) -> str:
    """A quote of the first code as it may lie in a database from before, read and objected to by
    nobody; its id."""
    group, theme = made
    code, key = first_coding(group), "from-before"
    sealed = sealed_words.seal(words, owner=code.seat_id or "", place=f"quote/{key}")
    of = {"team_id": group.team_id, "id": key, "theme_id": theme, "seat_id": code.seat_id}
    who = {"coding_id": code.id, "proposed_by": "id-Robin", "checked_by": "id-Second"}
    read = {"answers": {"given": list(READ), "turn": 1}, "previewed": False}
    assert store.add_quote({**of, **who, **read, "sealed": sealed, "scope": scope})
    return key


@pytest.mark.parametrize("scope", ["team", "public"])
@pytest.mark.parametrize(
    ("words", "left"),
    [
        (NAMED, "“Rosalinda”"),
        (INVENTED, "“beat the doors down at night”"),
        (OTHERS, "“The bus does not go there I missed three visits”"),
        (SIBLING, "“The bus does not go there”"),
    ],
)
def test_words_of_a_seat_are_its_own_words_with_some_left_out(
    made: tuple[Group, str], words: str, left: str, scope: str
) -> None:
    with pytest.raises(FamilyProblems) as told:
        propose(made, words, scope)
    (problem,) = told.value.problems
    assert problem.what.startswith(left)
    assert "put … where you do" in problem.right
    assert family_themes.quotes(made[0].team_id, made[0].plan.id) == ()


@pytest.mark.parametrize(
    "words",
    ["They never called me back.", "My name is [name] …", "My … they never called me back"],
)
def test_a_shortening_may_be_shown_with_what_stands_for_a_name(
    made: tuple[Group, str], words: str
) -> None:
    assert quoted(*made, words=words, scope="public").refusals == ()


def test_other_words_repeat_nobody_else_and_bring_no_name_back(made: tuple[Group, str]) -> None:
    with pytest.raises(FamilyProblems, match="words of somebody else"):
        propose(made, f"Somebody said: {BUS}", "paraphrase")
    with pytest.raises(FamilyProblems, match="the bus was late” are words of somebody else"):
        propose(made, "And the bus was late.", "paraphrase")
    with pytest.raises(FamilyProblems, match="the person's own words"):
        propose(made, "Indeed they never called me back, ever.", "paraphrase")
    with pytest.raises(MayTell, match="Rosalinda"):
        propose(made, "Nobody got in touch with Rosalinda.", "paraphrase")
    assert family_themes.quotes(made[0].team_id, made[0].plan.id) == ()
    kept = quoted(*made, words="Nobody got in touch again.", scope="paraphrase")
    assert kept.refusals == ()


def test_what_somebody_else_said_too_and_keeps_is_not_shown(sqlite_database: str) -> None:
    made, theme = themed(tier="public")
    kept = quoted(made, theme, scope="public")
    assert kept.refusals == ()
    twin = next(
        turn.label
        for turn in transcripts.turns(made.team_id, first_coding(made, 1).transcript_id)
        if turn.text == SAID[0]
    )
    card = next(e.card for e in made.receipts[made.sessions[1].id] if e.label == twin)
    seats.change_tier(card, "inside")
    (now,) = family_themes.quotes(made.team_id, made.plan.id)
    assert now.refusals == ("others_words",)
    with pytest.raises(FamilyProblems, match="Somebody else said “We waited for months” too"):
        propose((made, theme), SAID[0], "public")
    assert quoted(made, theme, scope="team").refusals == ()
    seats.change_tier(card, "never")
    refused = {each.scope: each.refusals for each in family_themes.quotes(*about(made))}
    assert refused == {"public": ("others_words",), "team": ("others_words",)}


def about(group: Group) -> tuple[str, str]:
    return group.team_id, group.plan.id


@pytest.mark.parametrize(
    ("words", "scope", "why"),
    [
        (NAMED, "public", "not_as_said"),
        (OTHERS, "public", "not_as_said"),
        (INVENTED, "team", "not_as_said"),
        ("Indeed they never called me back.", "paraphrase", "not_as_said"),
        (f"Somebody said: {BUS}", "paraphrase", "others_words"),
    ],
)
def test_a_quote_from_before_that_does_not_hold_is_withheld_and_listed(
    made: tuple[Group, str], words: str, scope: str, why: str
) -> None:
    group, _ = made
    key = put_there(made, words, scope)
    (view,) = family_themes.quotes(*about(group))
    assert (view.id, view.words, view.refusals) == (key, words, (why,))
    found = findings_of(*about(group))
    assert [each.quotes for each in found.themes] == [()]
    assert withheld(why, 1, "en") in found.withheld
    for format_key in ("docx", "html", "json"):
        assert words.encode() not in unpacked(take(*about(group), format_key).content)


def test_the_same_quote_that_holds_is_shown_from_before(made: tuple[Group, str]) -> None:
    put_there(made, "They never called me back.", "public")
    (theme,) = findings_of(*about(made[0])).themes
    assert [each.text for each in theme.quotes] == ["They never called me back."]


def test_the_passage_stands_beside_a_quote_without_names(made: tuple[Group, str]) -> None:
    kept = quoted(*made, words="They never called me back.", scope="team")
    assert kept.passage == NAMED.replace("Rosalinda", "[name]")


@pytest.mark.parametrize("twin", [True, False])
def test_who_takes_words_back_has_quotes_of_others_read_anew_that_hold_them(
    database: str, *, twin: bool
) -> None:
    made, theme = themed(tier="public")
    assert quoted(made, theme, scope="public").refusals == ()
    said: Callable[[str], bool] = (lambda text: text == SAID[0]) if twin else SAID[1].__eq__
    second = first_coding(made, 1).transcript_id
    seat = next(e.label for e in transcripts.turns(made.team_id, second) if said(e.text))
    seats.withdraw(next(e.card for e in made.receipts[made.sessions[1].id] if e.label == seat))
    (now,) = family_themes.quotes(*about(made))
    assert now.refusals == (("not_read",) if twin else ())
    assert (now.checked_by == "") == twin
    with acting(facilitator(made.team_id, "Second reader")):
        family_themes.check_quote(*about(made), now.id, READ)
    (now,) = family_themes.quotes(*about(made))
    assert now.refusals == ()
