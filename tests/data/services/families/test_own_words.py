"""Own words stand only where somebody allows it, and are looked for when they are taken back."""

import pytest

from data.redaction.runs import TAKEN_BACK
from data.services import coding, family_ends, family_themes, seats, summaries, transcripts
from data.services.action_sources import _themes
from data.services.authority import acting
from data.services.errors import FamilyProblems
from data.services.family_files import findings_of, take
from data.services.family_said import withheld
from data.services.family_themes import ThemeEntry
from data.services.family_told import pinned
from data.services.read_again import READ_AGAIN
from data.store import family_removal
from tests.data.services.families.groups import Group, begun, facilitator, held, redacted, written
from tests.data.services.families.searching import unpacked
from tests.data.services.families.themed import SAID, first_coding, quoted, themed

LONG = "I sat on the stairs of the court for a whole day and nobody told me why."
TOLD = (LONG, *SAID[1:])


@pytest.mark.parametrize(
    "words",
    [LONG, "Somebody SAT, on the stairs of the court, all day.", "For a whole day and nobody"],
)
def test_words_of_whoever_allows_other_words_only_are_no_other_words(
    sqlite_database: str, words: str
) -> None:
    made, theme = themed(TOLD, tier="paraphrase")
    about = (made.team_id, made.plan.id, theme, first_coding(made))
    with pytest.raises(FamilyProblems) as told:
        family_themes.propose_quote(*about, words=words, scope="paraphrase")
    (problem,) = told.value.problems
    assert problem.right == "Say it in other words."
    assert family_themes.quotes(made.team_id, made.plan.id) == ()
    kept = quoted(made, theme, words="A parent waited for hours.", scope="paraphrase")
    assert kept.refusals == ()


def test_own_words_are_quoted_as_they_were_said(sqlite_database: str) -> None:
    made, theme = themed(TOLD)
    assert quoted(made, theme, words=LONG, scope="team").refusals == ()


@pytest.mark.parametrize(
    ("tier", "words", "shown"),
    [
        ("never", SAID[1], False),
        ("paraphrase", "They told us THE BUS WAS LATE, again.", False),
        ("never", "Buses are often late.", True),
        ("inside", SAID[1], True),
    ],
)
def test_a_theme_in_very_words_of_whoever_is_not_quoted_is_shown_to_nobody(
    sqlite_database: str, tier: str, words: str, *, shown: bool
) -> None:
    made, theme = themed(tier=tier)
    about = (made.team_id, made.plan.id)
    beside = "values_open.child_see_parent_soon"
    entry = ThemeEntry(words, "got_in_way", statement=beside)
    family_themes.save_theme(*about, theme, entry, seen=1)
    with acting(facilitator(made.team_id, "Member", role="member")):
        found = findings_of(*about)
        beside_it = pinned(made.team_id, beside)
        followed = list(_themes(made.team_id))
    told = [each.statement for each in found.themes]
    assert told == [each.theme.statement for each in beside_it] == [words] * shown
    assert followed == [theme] * shown
    assert (withheld("own_words", 1, "en") in found.withheld) != shown
    for key in ("docx", "html", "json"):
        assert (words.encode() in unpacked(take(*about, key).content)) == shown


def test_a_name_is_taken_out_beside_a_transcript_however_it_is_written(
    sqlite_database: str,
) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    found = written(made, session)
    words = "ROSALINDA and rosalinda said so, Rosalinda's kids too. Nobody asked."
    looked = {"seen": 0, "cleared": ("Rosalinda",)}
    summaries.save_summary(made.team_id, session.id, "guide_barriers", words, **looked)
    entry = ThemeEntry("rosalinda waits.", "got_in_way")
    family_themes.save_theme(made.team_id, made.plan.id, "", entry, **looked)
    redacted(made, found)
    assert answer(made) == "[name] and [name] said so, [name]'s kids too. Nobody asked."
    (theme,) = family_themes.all_themes(made.team_id, made.plan.id)
    assert (theme.entry.words, theme.held) == ("[name] waits.", True)


def answer(made: Group) -> str:
    sheet = summaries.sheet(made.team_id, made.sessions[0].id)
    return next(each.words for each in sheet if each.question == "guide_barriers")


@pytest.mark.parametrize("way", ["card", "number"])
def test_what_may_repeat_whoever_takes_words_back_is_put_before_people(
    database: str, way: str
) -> None:
    made, plain = themed(TOLD)
    about = (made.team_id, made.plan.id)
    session = made.sessions[0]
    entry = ThemeEntry("Parents sit on the stairs of the court.", "got_in_way")
    echo = family_themes.save_theme(*about, "", entry, seen=0)
    for question, words in (("guide_barriers", f"One said: {LONG}"), ("guide_unmet", "No help.")):
        summaries.save_summary(made.team_id, session.id, question, words, seen=0)
    receipt = made.receipts[session.id][0]
    if way == "card":
        seats.withdraw(receipt.card)
    else:
        with acting(facilitator(made.team_id)):
            family_ends.withdraw_by_number(made.team_id, session.id, receipt.label)
    states = {each.id: each.held for each in family_themes.all_themes(*about)}
    assert states == {plain: False, echo: True}
    assert answer(made) == f"{READ_AGAIN}\nOne said: {TAKEN_BACK}."
    marked = [each.words for each in summaries.sheet(made.team_id, session.id) if each.words]
    assert sum(READ_AGAIN in each for each in marked) == 1
    withheld = {each.what: each.count for each in findings_of(*about).withheld}
    assert withheld["themes"] == 1


def heard(group: Group, name: str) -> str:
    """A theme that everybody of the plan's only session stands behind, as the note taker heard."""
    about, (session,) = (group.team_id, group.plan.id), group.sessions
    theme = family_themes.save_theme(*about, "", ThemeEntry(name, "got_in_way"), seen=0)
    labels = [each.label for each in group.seats(session.id)]
    family_themes.support_by_sheet(*about, theme, session.id, labels)
    return theme


def test_where_nothing_was_typed_of_anybody_all_that_was_written_is_put_before_people(
    database: str,
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    theirs = heard(made, "Waiting is the worst of it.")
    other = held(made, people=3, name="Two")
    about = (made.team_id, made.plan.id)
    elsewhere = family_themes.save_theme(*about, "", ThemeEntry("Far.", "got_in_way"), seen=0)
    labels = [each.label for each in made.seats(other.id)]
    family_themes.support_by_sheet(*about, elsewhere, other.id, labels)
    nobodys = family_themes.save_theme(*about, "", ThemeEntry("Dear.", "got_in_way"), seen=0)
    summaries.save_summary(made.team_id, session.id, "guide_barriers", "Waiting.", seen=0)
    summaries.save_summary(made.team_id, session.id, "guide_unmet", "", seen=0)
    summaries.save_summary(made.team_id, other.id, "guide_barriers", "The road.", seen=0)
    seats.withdraw(made.receipts[session.id][0].card)
    states = {each.id: each.held for each in family_themes.all_themes(*about)}
    assert states == {theirs: True, elsewhere: False, nobodys: True}
    assert answer(made) == f"{READ_AGAIN}\nWaiting."
    sheets = [
        each.words for at in (session, other) for each in summaries.sheet(made.team_id, at.id)
    ]
    assert sum(READ_AGAIN in each for each in sheets) == 1


def test_a_note_on_the_code_of_somebody_else_is_put_before_people(database: str) -> None:
    made, _ = themed(TOLD)
    transcript = transcripts.transcript_of(made.team_id, made.sessions[0].id)
    assert transcript is not None
    codes = sorted(coding.codings(made.team_id, transcript.id), key=lambda each: each.number)
    own, other, unlike = codes[0], codes[1], codes[2]
    for code, words in ((own, LONG), (other, f"Like the one who said: {LONG}"), (unlike, "Far.")):
        coding.save_memo(made.team_id, transcript.id, code.id, words)
    seats.withdraw(made.receipts[made.sessions[0].id][0].card)
    notes = {each.id: each.memo for each in coding.codings(made.team_id, transcript.id)}
    assert own.id not in notes
    assert notes[other.id] == f"{READ_AGAIN}\nLike the one who said: {TAKEN_BACK}."
    assert notes[unlike.id] == "Far."


def test_a_withdrawal_that_is_gone_on_with_marks_nothing_a_second_time(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    theme = heard(made, "Waiting.")
    card = made.receipts[session.id][0].card

    def no_rows(*_: object, **__: object) -> int:
        raise InterruptedError

    with monkeypatch.context() as patch:
        patch.setattr(family_removal, "remove_seat", no_rows)
        with pytest.raises(InterruptedError):
            seats.withdraw(card)
    (now,) = family_themes.all_themes(made.team_id, made.plan.id)
    assert now.held
    about = (made.team_id, made.plan.id, theme)
    family_themes.save_theme(*about, now.entry, seen=now.version)
    seats.withdraw(card)
    (now,) = family_themes.all_themes(made.team_id, made.plan.id)
    assert not now.held
