"""Whom a service takes, as far as anybody knows: one answer for the grid, the walk and every sum.

What nobody has spoken to was not asked; what was known too long ago is not known any more. Neither
is a "no".
"""

from collections.abc import Sequence

from data.resource_views import FactState, ServiceView
from data.services import spoken_languages
from data.services.heard import found_of_people
from scoring.acceptance import State
from surveys.resource_map import resource_map


def fresh(service: ServiceView, fact: str) -> FactState:
    """What is known to a question; what was known too long ago is not known for sure any more."""
    found = service.fact(fact)
    return "unknown" if found.is_old and found.state in ("yes", "no") else found.state


def state_of(service: ServiceView, population: str, languages: Sequence[str]) -> FactState:
    """Whether a service takes some people.

    Args:
        population: their id.
        languages: that the team has chosen for those who need another language than English.
    """
    who = resource_map().population(population)
    if who.decided_by == "chosen":
        return spoken_languages.spoken_by([speaks(service, each) for each in languages])
    found = found_of_people(service, population, who.facts)
    if found in ("yes", "no"):
        return found
    known: dict[str, FactState] = {fact: fresh(service, fact) for fact in who.facts}
    return who.state(known)


def speaks(service: ServiceView, language: str) -> FactState:
    """Whether a service speaks a language, as far as anybody knows."""
    known = fresh(service, spoken_languages.fact_of(language))
    return spoken_languages.speaks(service, language, known)


def offered(service: ServiceView, key: str) -> FactState:
    """What is known to a fact, or to a language that no fact is about.

    Args:
        key: a fact, or a key of `spoken_languages.key_of`.
    """
    if language := spoken_languages.by_name(key):
        return speaks(service, language)
    return fresh(service, key)


def takes(service: ServiceView, conditions: Sequence[str]) -> State:
    """Whether a service takes a family: "no" where one condition bars it, else as far as known.

    Raises:
        ValueError: a condition is none of those that facts answer to.
    """
    return _all([_taken(service, each) for each in conditions])


def _taken(service: ServiceView, condition: str) -> State:
    """Whether a service meets all facts of a condition."""
    if spoken_languages.by_name(condition):
        return offered(service, condition)
    return _all([fresh(service, fact) for fact in _facts(condition)])


def _all(known: Sequence[State]) -> State:
    """A "no" bars, and where something is open it is "not asked" only if nothing was asked."""
    states = set(known)
    if "no" in states:
        return "no"
    if len(states) == 1:
        return known[0]
    return "unknown" if states else "yes"


def _facts(condition_id: str) -> tuple[str, ...]:
    for each in resource_map().conditions:
        if each.id == condition_id and each.kind == "fact":
            return each.facts
    raise ValueError(f"'{condition_id}' is no condition that facts about services answer to.")
