"""Whether a service is for some people, as far as anybody knows."""

import itertools

import pytest

from surveys.resource_map import resource_map
from surveys.resource_parts import FACT_STATES, FactState, Population

FACTS = ("a", "b", "c")


def settled(population: Population, known: dict[str, FactState]) -> str:
    """By trying every way in which what is not known may turn out."""
    ways = [
        ("yes", "no") if known[fact] in ("unknown", "not_asked") else (known[fact],)
        for fact in FACTS
    ]
    join = any if population.decided_by == "any" else all
    outcomes = {join(each == "yes" for each in way) for way in itertools.product(*ways)}
    if len(outcomes) == 1:
        return "yes" if outcomes.pop() else "no"
    return "not_asked" if set(known.values()) == {"not_asked"} else "unknown"


@pytest.mark.parametrize("decided_by", ["all", "any"])
def test_a_population_is_decided_only_where_no_unknown_could_change_it(decided_by: str) -> None:
    population = Population.model_validate({"id": "p", "facts": FACTS, "decided_by": decided_by})
    for states in itertools.product(FACT_STATES, repeat=len(FACTS)):
        known = dict(zip(FACTS, states, strict=True))
        assert population.state(known) == settled(population, known), states


def test_what_nobody_has_asked_is_not_asked_and_never_a_no() -> None:
    for population in resource_map().populations:
        assert population.state({}) == "not_asked"


def test_one_language_does_not_stand_for_another() -> None:
    language = resource_map().population("other_language")
    known: dict[str, FactState] = {"languages_sign": "yes", "languages_spanish": "no"}
    assert language.state(known) == "no"
    assert language.state(known, chosen="languages_sign") == "yes"
    assert language.state(known, chosen="languages_native") == "not_asked"


def test_a_fact_that_says_nothing_about_these_people_cannot_be_chosen() -> None:
    language = resource_map().population("other_language")
    with pytest.raises(ValueError, match=r"'accepts_fathers' was chosen; give one of languages_sp"):
        language.state({}, chosen="accepts_fathers")


def test_medicaid_or_a_free_choice_will_do_for_people_without_insurance() -> None:
    payer = resource_map().population("medicaid_or_uninsured")
    assert payer.state({"accepts_medicaid": "no", "no_cost_option": "yes"}) == "yes"
    assert payer.state({"accepts_medicaid": "no"}) == "unknown"
    assert payer.state({"accepts_medicaid": "no", "no_cost_option": "no"}) == "no"


def test_each_population_is_decided_by_facts_that_a_service_may_have() -> None:
    facts = set(resource_map().facts)
    assert all(set(each.facts) <= facts for each in resource_map().populations)
    assert [each.id for each in resource_map().conditions if not each.facts] == ["court_date"]
