"""One decision for each string, carried out everywhere, with all marks taken along."""

import random

import pytest

from data.imports.transcripts.turns import Turn
from data.redaction.queue import Decision, Place, Suspect, apply, suspects
from data.redaction.roster import Roster, blinded
from data.redaction.spans import Span
from data.redaction.standing import standing

TEXT = (
    "My daughter Ximena was six when CPS came. Then Ms. Okafor said Ximena's fine at six. "
    "I woke at six. Maria Lopez knew; maria did not."
)
PIECES = (
    "Maria", "maria", "2", "L", "_", "123-45-6789", "x", "Ana Cruz", "Hope", "hope called", "six",
    "she was 6", "and 7", "6th", "20mg", "450 Main Street", "May 5", "#12", "ana@x.org", "-", ",",
    "(555) 201-3344", "O'Neil", "½", "Ali١٢", "1234567", "my son", "\n",
)  # fmt: skip


def named(found: tuple[Suspect, ...]) -> dict[str, Suspect]:
    return {suspect.text: suspect for suspect in found}


def test_each_string_comes_once_with_its_count_reasons_and_sentences() -> None:
    found = named(suspects(TEXT))
    assert set(found) == {"Ximena", "six", "Okafor", "Maria Lopez", "maria"}
    assert found["Ximena"].count == 2
    assert found["Ximena"].kinds == ("name", "capital")
    assert found["Ximena"].contexts == (
        "My daughter Ximena was six when CPS came.",
        "Then Ms. Okafor said Ximena's fine at six.",
    )
    assert [TEXT[place.start : place.end] for place in found["Ximena"].places] == ["Ximena"] * 2


def test_a_number_counts_where_it_is_an_age_and_not_at_the_clock() -> None:
    found = named(suspects(TEXT))
    assert found["six"].places == (Place(0, 23, 26),)
    done = apply([Decision(("six",), "generalise", "[child's age]")], TEXT)
    assert "was [child's age] when" in done.text
    assert done.text.count("at six.") == 2


def test_the_same_name_in_other_letters_is_one_string_with_all_its_forms() -> None:
    (found,) = suspects("Then Zoë left. So ZOË left. And Zoë  left.")
    assert set(found.forms) == {"Zoë", "ZOË"}
    assert (found.text, found.count) == ("Zoë", 3)


def test_a_form_counts_at_the_start_of_a_sentence_once_it_is_decided_on() -> None:
    text = "So I met Nobody. Nobody came, and nobody called."
    done = apply([Decision(suspects(text)[0].forms, "replace", "[name 1]")], text)
    assert done.text == "So I met [name 1]. [name 1] came, and nobody called."


def test_turns_are_counted_together_and_their_labels_are_not_read() -> None:
    turns = [Turn("Ximena P.", "I saw Kwame."), Turn(None, "Kwame saw me. Kwame!")]
    (found,) = suspects(turns)
    assert found.places == (Place(0, 6, 11), Place(1, 0, 5), Place(1, 14, 19))
    assert suspects([turn.text for turn in turns]) == (found,)


def test_a_few_words_without_a_capital_are_read_as_the_rest_of_the_transcript_is() -> None:
    rest = ["We waited for weeks. Nobody came, and then they closed the case."] * 3
    assert suspects([*rest, "I hope so"]) == ()
    assert [found.text for found in suspects(["i waited for weeks", "I hope so"])] == ["hope"]


def test_what_somebody_cleared_does_not_come_again_in_any_case() -> None:
    assert "Okafor" not in named(suspects(TEXT, cleared=["okafor", "MARIA  LOPEZ"]))
    assert "Maria Lopez" not in named(suspects(TEXT, cleared=["okafor", "MARIA  LOPEZ"]))


def test_roster_and_directory_give_their_reason_first() -> None:
    key = bytes(32)
    roster = Roster(blinded(["Ximena Paz"], key=key), key)
    found = named(suspects("Then Ximena went to Elm House.", roster=roster, places=["Elm House"]))
    assert found["Ximena"].kinds[0] == "roster"
    assert found["Elm House"].kinds == ("place",)


def test_at_most_three_different_sentences_are_shown() -> None:
    (found,) = suspects("I saw Kwame. " * 3 + "Then Kwame. So Kwame. Yes Kwame.")
    assert found.count == 6
    assert found.contexts == ("I saw Kwame.", "Then Kwame.", "So Kwame.")


def test_a_long_sentence_is_shown_around_the_string() -> None:
    (found,) = suspects("and then we waited " * 40 + "for Kwame " + "and then we left " * 40)
    assert "Kwame" in found.contexts[0]
    assert len(found.contexts[0]) <= 240


def test_nothing_is_found_in_nothing() -> None:
    assert suspects("") == suspects([]) == ()


def test_marks_go_along_and_every_change_is_told_with_its_place() -> None:
    spans = (Span(0, 41, "fear"), Span(12, 18, "child"))
    done = apply([Decision(("Ximena",), "replace", "[name 1]")], TEXT, spans)
    assert [done.text[span.start : span.end] for span in done.spans] == [
        "My daughter [name 1] was six when CPS came.",
        "[name 1]",
    ]
    assert [done.text[made.start : made.end] for made in done.made] == ["[name 1]"] * 2
    assert {made.decision for made in done.made} == {0}
    assert done.lost == ()


def test_longer_strings_go_first_and_what_is_kept_shields_nothing_else() -> None:
    text = "So Ana Cruz met Ana at Ana Cruz House. Anas left."
    decisions = [
        Decision(("Ana",), "replace", "[name 1]"),
        Decision(("Ana Cruz",), "replace", "[name 2]"),
        Decision(("Ana Cruz House",), "keep"),
    ]
    assert apply(decisions, text).text == "So [name 2] met [name 1] at Ana Cruz House. Anas left."


def test_a_decision_can_be_for_some_places_alone() -> None:
    text = "so grace came by the grace of god"
    only = frozenset({(3, 8)})
    done = apply([Decision(("grace",), "replace", "[name 1]", only=only)], text)
    assert done.text == "so [name 1] came by the grace of god"


def test_after_all_is_decided_nothing_is_left_to_decide() -> None:
    found = suspects(TEXT)
    decisions = [
        Decision(suspect.forms, "replace", f"[name {number}]")
        for number, suspect in enumerate(found, start=1)
    ]
    done = apply(decisions, TEXT)
    assert suspects(done.text) == ()
    assert not any(suspect.text in done.text for suspect in found if suspect.text != "six")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("We met Maria2 and then Maria.", "We met [0]2 and then [0]."),
        ("We saw 2Maria there.", "We saw 2[0] there."),
        ("My number is 123-45-6789x and it is on file.", "My number is [0] and it is on file."),
        ("They wrote x123456 on the file.", "They wrote [0] on the file."),
        ("Then Marianne left.", "Then [0] left."),
    ],
)
def test_what_is_proposed_is_carried_out_whatever_touches_it(text: str, after: str) -> None:
    found = suspects(text)
    decisions = [
        Decision(each.forms, "replace", f"[{number}]") for number, each in enumerate(found)
    ]
    assert apply(decisions, text).text == after


def test_each_place_that_is_proposed_is_one_at_which_a_decision_is_carried_out() -> None:
    chance = random.Random(4)
    proposed = 0
    for _ in range(300):
        text = "".join(chance.choice(PIECES) + chance.choice(("", " ", " ")) for _ in range(9))
        found = suspects(text)
        carried = standing(text, {form for each in found for form in each.forms})
        places = [place for each in found for place in each.places]
        proposed += len(places)
        for place in places:
            assert any(one < place.end and place.start < two for one, two in carried), text
    assert proposed > 1_000


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([Decision((), "keep")], "a decision is about no string; it names the forms of one."),
        (
            [Decision(("a", "b"), "keep"), Decision(("b",), "keep")],
            "'b' has two decisions; a string has one.",
        ),
        (
            [Decision(("Ana",), "replace", " ")],
            "nothing would stand in the place of 'Ana'; write a placeholder or a wider word.",
        ),
        (
            [Decision(("Ana",), "keep", "x")],
            "'Ana' is kept and has a replacement; it is one or the other.",
        ),
        (
            [Decision(("Ana",), "generalise", "ANA's aunt")],
            "the replacement 'ANA's aunt' says 'ana' again.",
        ),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(decisions: list[Decision], said: str) -> None:
    with pytest.raises(ValueError, match=r"decision|place of|is kept|again") as caught:
        apply(decisions, "Ana left.")
    assert str(caught.value) == said


def test_a_placeholder_may_say_what_is_a_string_elsewhere() -> None:
    text = "So Kwame said Name."
    decisions = [
        Decision(("Kwame",), "replace", "[name 1]"),
        Decision(("Name",), "replace", "word"),
    ]
    assert apply(decisions, text).text == "So [name 1] said word."


def test_neither_the_turns_nor_the_decisions_are_changed() -> None:
    turns = [Turn("A", "So Kwame left.")]
    decisions = [Decision(("Kwame",), "replace", "[name 1]")]
    before = (list(turns), list(decisions))
    suspects(turns)
    apply(decisions, turns[0].text)
    assert (turns, decisions) == before
