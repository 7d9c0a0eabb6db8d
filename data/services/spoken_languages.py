"""Which languages the families of a team need, and whether a service speaks one of them.

A directory that names one language says nothing about any other. Until a team has chosen, nobody
has been asked about "a language other than English".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.clock import today
from data.imports.directory.languages import PLAIN_NAMES, languages_in
from data.resource_views import FactState, ServiceView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.teams import team
from data.services.texts import tidy
from data.store import listings as store
from data.views import FieldProblem

ENGLISH = "English"
_NATIVE = "Native American languages"
FACT_OF = {
    ENGLISH: "",
    "Spanish": "languages_spanish",
    "American Sign Language": "languages_sign",
    **dict.fromkeys((_NATIVE, "Cherokee", "Navajo", "Ojibwa", "Yupik"), "languages_native"),
}
"""The fact that a language answers to; any other language is one of the others."""
_OTHERS = "languages_other"
_WHOLE = ("Spanish", "American Sign Language", _NATIVE)
"""Languages that a fact is about and nothing else."""
_BY_NAME = "language:"
MOST = 12
LONGEST = 60
_KEY = ("language", "", "")
_BETWEEN = "; "
_MEANWHILE = "Somebody has chosen other languages meanwhile. Yours are not saved; look at theirs."


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that a team has chosen.

    Attributes:
        names: none before anybody has chosen.
        version: of that choice; 0 where there is none.
    """

    names: tuple[str, ...] = ()
    version: int = 0
    saved_by_name: str = ""


def languages(team_id: str) -> Languages:
    """The languages that a team has chosen."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    row = store.newest(team_id, "need").get(_KEY)
    if row is None:
        return Languages()
    names = tuple(each for each in row["source"].split(_BETWEEN) if each)
    return Languages(names, row["version"], row["saved_by_name"])


def choose(team_id: str, names: Iterable[str], *, based_on: int) -> None:
    """Choose the languages that families of the team need beside English; none takes it back.

    Raises:
        ResourceProblems: there are too many, or one of them cannot be the name of a language.
        ChangedMeanwhile: somebody chose others meanwhile.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    chosen = tuple(dict.fromkeys(tidy(each) for each in names))
    if problem := wrong_with(chosen):
        raise ResourceProblems((FieldProblem("languages", problem, "Choose from the list."),))
    audit_log.record("resources.need", team_id=team_id, about=team_id)
    values = {
        **dict.fromkeys(("low", "likely", "high", "year")),
        "source": _BETWEEN.join(chosen),
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_version(team_id, "need", key=_KEY, version=based_on + 1, values=values):
        raise ChangedMeanwhile(_MEANWHILE)


def wrong_with(names: Sequence[str]) -> str:
    """Why these cannot be the languages of a team; empty where they can."""
    if len(names) > MOST:
        return f"{len(names)} languages are more than {MOST}."
    for each in names:
        if not each or len(each) > LONGEST or ";" in each:
            return f"'{each[:LONGEST]}' is no language here."
        if each == ENGLISH:
            return "English is not another language than English."
    return ""


def wrong_in_archive(text: str) -> str:
    """The same of a choice as it is kept."""
    return wrong_with([each for each in text.split(_BETWEEN) if each])


def choices(services: Iterable[ServiceView]) -> tuple[str, ...]:
    """Languages to choose from: those with a plain name, and all that a directory names."""
    named = {each for service in services for each in service.record.languages}
    fitting = {each for each in named if not wrong_with([each])}
    return tuple(sorted({*PLAIN_NAMES, *fitting} - {ENGLISH}, key=str.casefold))


def key_of(language: str) -> str:
    """What a language goes by beside facts: its fact where that is about it alone, else a name."""
    return FACT_OF[language] if language in _WHOLE else f"{_BY_NAME}{language}"


def by_name(key: str) -> str:
    """The language of a key of `key_of` that is no fact; empty for every other text."""
    return key.removeprefix(_BY_NAME) if key.startswith(_BY_NAME) else ""


def fact_of(language: str) -> str:
    """The fact that a language answers to; empty for English."""
    return FACT_OF.get(language, _OTHERS)


def speaks(service: ServiceView, language: str, state: FactState) -> FactState:
    """Whether a service speaks a language, as far as anybody knows.

    Args:
        state: what is known of `fact_of(language)`. Where that is a yes and stands for several
            languages, the one in question has to be named.
    """
    if state != "yes" or language in _WHOLE:
        return state
    condition = service.fact(fact_of(language)).condition
    said = {*service.record.languages, *(each for part in languages_in(condition) for each in part)}
    return "yes" if language in said else "unknown"


def spoken_by(states: Sequence[FactState]) -> FactState:
    """Whether a service speaks with families of several languages.

    Returns:
        "yes" where it speaks all of them and "no" where it speaks none. Where it speaks one and not
        another it depends on the family, so that is "unknown". "not_asked" before any is chosen.
    """
    known = set(states)
    if len(known) == 1:
        return states[0]
    return "unknown" if known else "not_asked"


def labelled(label: str, names: Sequence[str]) -> str:
    """What people who need another language are called, with the languages that are meant."""
    return f"{label} ({', '.join(names) or 'no language is chosen yet'})"
