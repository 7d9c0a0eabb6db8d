"""Everything unusual is proposed, in texts with capitals and in texts without."""

import re
from itertools import pairwise

import pytest

from data.redaction import ages, cues, finding, kinds, rules
from data.redaction.cues import led_to
from data.redaction.finding import Places, hits
from data.redaction.kinds import KINDS, LABELS, placeholder
from data.redaction.queue import suspects
from data.redaction.roster import Roster, blinded
from data.redaction.sentences import Sentence, sentences
from data.redaction.unusual import FEWEST_CAPITALS, capitals
from data.redaction.words import words

KEY = bytes(range(32))


def found(text: str, **more: object) -> dict[str, frozenset[str]]:
    asked = {"roster": None, "places": Places(()), **more}
    return {text[hit.start : hit.end]: hit.kinds for hit in hits(text, **asked)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tell"),
    [
        ("I went there. Then we left.", True),
        ("so i said ok", False),
        ("WE WENT TO COURT", False),
        ("We Went To Court And Waited", False),
        ("i said " * 60 + "Ana", False),
        ("123 ...", False),
        ("I i'm I've", False),
    ],
)
def test_whether_capitals_tell_something(text: str, *, tell: bool) -> None:
    assert capitals(text).tell is tell


def test_a_capital_inside_of_a_sentence_is_proposed_whatever_the_word() -> None:
    assert set(found("So I asked Will and Summer to wait at Bridges.")) == {
        "Will",
        "Summer",
        "Bridges",
    }


def test_at_the_start_of_a_sentence_only_words_that_can_be_names_are() -> None:
    assert set(found("Then we left. Grace waited. Nobody came. Baker did.")) == {"Grace", "Baker"}


LONG = (
    "we went there and they told us to come back on another day and so we did but nobody was there "
    "and then {} said that I had to wait until it was over and that took nine weeks and I'm done"
)


@pytest.mark.parametrize("rest", [(), ("Thank you. Who wants to start?", "We left on Monday.")])
@pytest.mark.parametrize("name", ["Reyes", "Jack", "Cooper", "Chance", "Domingo", "Hope", "May"])
def test_a_capital_in_a_long_turn_of_small_letters_tells_the_more(
    name: str, rest: tuple[str, ...]
) -> None:
    said = LONG.format(name) + " and that is all that they ever told us before we left again"
    assert capitals(said).capitals < FEWEST_CAPITALS * capitals(said).words
    assert [each.text for each in suspects([*rest, said])] == [name]
    assert suspects([*rest, f"So {said.replace(name, 'they')}"]) == ()


def test_where_only_sentences_begin_with_a_capital_small_letters_say_nothing() -> None:
    plain = "We waited there for weeks. Nobody came, and then they closed the case. "
    said = "We saw grace at the office, and she was the one who helped."
    assert suspects([plain * 5, said]) == ()
    assert [each.text for each in suspects([plain * 30, said])] == ["grace"]
    assert suspects([plain * 30, "We left on a Monday and came on a Friday.", said]) == ()


@pytest.mark.parametrize(
    ("turn", "names"),
    [
        ("Who helped? Will, Sue and Duke.", {"Will", "Sue", "Duke"}),
        ("Uncle Will. Aunt Sue.", {"Will", "Sue"}),
        ("I think T told her. T was there.", {"T"}),
        ("King Street.", {"King Street"}),
        ("We waited long.", set()),
        ("OK THEN", set()),
    ],
)
def test_a_short_turn_of_names_is_read_as_the_rest_of_the_transcript(
    turn: str, names: set[str]
) -> None:
    rest = "We waited for months and nobody called. Then the worker left and we began again."
    seen = suspects([rest, turn])
    assert {each.text for each in seen if any(place.turn == 1 for place in each.places)} == names


def test_an_unknown_word_is_proposed_in_small_letters_too() -> None:
    assert found("Then we saw okonkwo at the court.") == {"okonkwo": frozenset({"rare"})}


def test_without_capitals_names_that_are_words_are_proposed_and_family_names_beside_them() -> None:
    assert set(found("so grace said rosalind brown and the brown bus came")) == {
        "grace",
        "rosalind",
        "brown",
    }


def test_a_full_name_is_one_string_with_its_initials_and_particles() -> None:
    said = found("Then Ana M. López de la Cruz left with Jean-Luc van der Berg.")
    assert set(said) == {"Ana M. López de la Cruz", "Jean-Luc van der Berg"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my name is grace and", {"grace"}),
        ("my daughter hope cried", {"hope"}),
        ("judge stone, officer wolf", {"stone", "wolf"}),
        ("me llamo luz y mi hija paz", {"luz", "paz"}),
        ("la señora flores llegó", {"flores"}),
        ("my name is on the list", set()),
        ("my daughter was there", set()),
        ("mi hija está bien", set()),
    ],
)
def test_what_follows_a_cue_is_a_name_unless_it_cannot_be(text: str, names: set[str]) -> None:
    led = led_to(text, spoken=tuple(words(text)))
    assert {text[hit.start : hit.end] for hit in led} == names


def test_public_words_with_a_capital_tell_nobody_apart() -> None:
    assert found("On Monday the CPS worker and Medicaid said Suboxone is fine, in English.") == {}


def test_a_name_of_the_roster_is_found_in_small_letters_and_as_a_word_with_a_capital() -> None:
    roster = Roster(blinded(["Will Núñez"], key=KEY), KEY)
    said = found("Then Will saw nunez, and will be back.", roster=roster)
    assert said == {
        "Will": frozenset({"capital", "roster"}),
        "nunez": frozenset({"rare", "roster"}),
    }


def test_the_directory_is_found_by_whole_names_in_any_case() -> None:
    places = Places(["The Bridge House", "Elm", "Casa de Paz"])
    said = found("We went to the bridge house on Elm, by an elm, to casa de paz.", places=places)
    assert {name for name, kinds in said.items() if "place" in kinds} == {
        "the bridge house",
        "Elm",
        "casa de paz",
    }


def test_what_was_redacted_before_is_passed_over_and_other_brackets_are_not() -> None:
    assert set(found("Then [name 1] and [child's age] left [Ximena laughs].")) == {"Ximena"}


def test_no_two_places_overlap_and_they_are_in_order() -> None:
    text = "Call Ms. Okafor, 12 Maple Street, Apt. 4, 60629, on May 5, 2020, at 555-201-3344."
    places = [(hit.start, hit.end) for hit in hits(text, roster=None, places=Places(()))]
    assert all(one[1] <= two[0] for one, two in pairwise(places))


def test_each_kind_has_a_label_and_the_next_free_placeholder() -> None:
    assert set(LABELS) == set(KINDS)
    assert placeholder("name", taken=()) == "[name 1]"
    assert placeholder("name", taken={"[name 1]", "[name 2]", "[town 3]"}) == "[name 3]"


PATTERNS = [
    *(shape for _, shape in rules._FOUND),
    ages._AGE,
    ages._SAID,
    ages._BARE,
    cues._LEADS,
    cues._BETWEEN,
    cues._DOERS,
    finding._BETWEEN,
    kinds._PLACEHOLDER,
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=range(len(PATTERNS)))
def test_no_repetition_is_without_an_end_so_no_text_takes_the_square_of_its_length(
    pattern: re.Pattern[str],
) -> None:
    plain = re.sub(r"\\.|\[[^\]]*\]", "x", pattern.pattern)
    assert not re.search(r"[*+]|\{\d+,\}", plain)


HOSTILE = (
    "a-",
    "1 ",
    "five, ",
    "1 A ",
    "A ",
    "((",
    "a.",
    ".....x",
    "my ",
    "then a and b ",
    "[name ",
    "Calle ",
    "a@",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_made_to_take_long_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    found = hits(text, roster=None, places=Places(()))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in found)
    assert sentences("." * 200_000 + "x") == (Sentence(0, 200_001),)
