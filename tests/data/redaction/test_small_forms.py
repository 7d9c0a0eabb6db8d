"""A name that is an ordinary word, too, is asked about in small letters, and never replaced so."""

import pytest

from data.redaction.queue import Decision, Suspect, apply, suspects
from data.redaction.roster import Roster, blinded

HOPE = "I talked to Hope today, and we all hope so. They gave me hope."


def named(found: tuple[Suspect, ...]) -> dict[str, Suspect]:
    return {suspect.text: suspect for suspect in found}


def test_the_word_in_small_letters_is_asked_about_beside_the_name() -> None:
    found = named(suspects(HOPE))
    assert (found["Hope"].count, found["hope"].count) == (1, 2)
    assert found["hope"].kinds == ("either",)
    assert (found["Hope"].beside, found["hope"].beside) == (False, True)


def test_a_decision_on_the_name_leaves_the_word() -> None:
    found = named(suspects(HOPE))
    done = apply([Decision(found["Hope"].forms, "replace", "[name 1]")], HOPE)
    assert done.text == "I talked to [name 1] today, and we all hope so. They gave me hope."


@pytest.mark.parametrize("first", ["HOPE", "Hope", "Hope Lopez"])
@pytest.mark.parametrize("apart", [" ", "\n\n"])
def test_it_is_asked_about_however_the_name_is_written(first: str, apart: str) -> None:
    said = f"Then {first} came to see us.{apart}I told hope that We left early."
    assert named(suspects(said))["hope"].count == 1


def test_words_without_any_capital_and_words_with_them_make_two_strings() -> None:
    found = named(suspects(["We met Hope in the hall.", "then hope was there as well with us all"]))
    assert (found["Hope"].forms, found["hope"].forms) == (("Hope",), ("hope",))
    assert not found["hope"].beside


def test_an_accent_that_was_left_out_makes_no_difference() -> None:
    assert named(suspects("Vino Ángel ayer. Dijo angel que no."))["angel"].count == 1


def test_an_ordinary_word_of_the_contact_book_is_asked_about_too() -> None:
    roster = Roster(blinded(["Blessing"], key=bytes(32)), bytes(32))
    said = "I saw Blessing there. It was a blessing for us."
    assert "blessing" in named(suspects(said, roster=roster))
    assert "blessing" not in named(suspects(said))


def test_what_nobody_is_called_by_is_not_asked_about_because_of_a_capital() -> None:
    assert set(named(suspects("We went to Court. Then the court said no."))) == {"Court"}
    assert "big" not in named(suspects("My sponsor, Big Dwayne, had a big car."))


def test_a_word_that_was_kept_does_not_come_again() -> None:
    assert suspects(HOPE, cleared=["hope"]) == ()
