"""Words beside a name are recognised in each of their forms, and no pattern is dead."""

import re

import pytest

from data.redaction import cues
from data.redaction.finding import Places, hits
from data.redaction.queue import suspects

REST = "We waited for months and nobody called. Then the worker left and we began again."
LED = {
    "_CALLED": "my name is chance",
    "_TITLE": "sra. chance",
    "_KIN": "my daughter named chance",
    "_BESIDE": "my older boy chance",
    "_FAMILIA": "mis niñas chance",
    "_PEQUEÑA": "mi hija mayor chance",
}


def proposed(said: str) -> set[str]:
    return {each.text for each in suspects([REST, said])}


@pytest.mark.parametrize("part", LED)
def test_each_part_of_the_cues_leads_to_a_name(part: str) -> None:
    assert hasattr(cues, part)
    (lead,) = cues._LEADS.finditer(LED[part])
    assert LED[part][lead.end() :] == "chance"


def test_each_pattern_of_the_cues_fits_something() -> None:
    fitting = {"_LEADS": "my baby ", "_BETWEEN": " y ", "_DOERS": "then grace called"}
    patterns = {name for name, each in vars(cues).items() if isinstance(each, re.Pattern)}
    assert patterns == set(fitting)
    assert all(getattr(cues, name).fullmatch(said) for name, said in fitting.items())


@pytest.mark.parametrize(
    "before",
    [
        "my little daughter",
        "my older sister",
        "my baby boy",
        "my two youngest boys,",
        "my sister's boyfriend",
        "the baby's father",
        "mi hijo menor",
        "su pequeña hija",
    ],
)
def test_a_word_or_two_may_stand_beside_a_relation(before: str) -> None:
    assert "chance" in proposed(f"They took {before} chance and then we went home.")


def test_what_stands_behind_a_relation_is_not_read_as_beside_the_next_one() -> None:
    assert proposed("They told my son chance dad is gone.") == {"chance"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Then grace called me and hope came with us to the court.", {"grace", "hope"}),
        ("So jack and faith were there, and mark drove us home.", {"jack", "faith", "mark"}),
        ("Luego domingo se fue y después esperanza me llamó.", {"domingo", "esperanza"}),
    ],
)
def test_in_small_letters_whoever_does_something_is_proposed(said: str, names: set[str]) -> None:
    assert proposed(said) == names


@pytest.mark.parametrize(
    "said",
    [
        "They hope so, and we all hope that they called.",
        "When the bill came we paid, and the grace period was over.",
        "Then spring came and it was warm.",
        "There is hope and patience, and hope is what kept me.",
        "El domingo fuimos a la iglesia y el domingo no vino nadie.",
        "So will they be there, and may we come?",
    ],
)
def test_a_word_that_does_nothing_is_left(said: str) -> None:
    assert proposed(said) == set()


def test_what_tells_a_doer_is_shown_first_and_the_word_is_not_replaced_with_all_others() -> None:
    said = ["We all hope so.", "I hope it ends.", "They hope so.", "Then hope called me."]
    (found,) = suspects([REST, *said])
    assert (found.text, found.count, found.beside) == ("hope", 4, True)
    assert found.contexts[0] == "Then hope called me."


def test_domingo_and_lord_are_names_with_a_capital_and_no_day_in_small_letters() -> None:
    said = "Then Domingo came for us with Mary Lord."
    assert proposed(said) == {"Domingo", "Mary Lord"}
    assert hits("El domingo fuimos todos juntos.", roster=None, places=Places(())) == ()
