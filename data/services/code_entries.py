"""Codes as they are entered: what makes one complete, and what in them may tell who somebody is.

The words of a codebook are a team's own and leave in files. So each string that may tell who
somebody is takes a person who has looked at it, and that person's word is kept beside the code
until the code says something else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from data import sealed_words
from data.redaction.queue import Suspect
from data.redaction.small_forms import folded
from data.services.may_tell import MayTell
from data.services.suspecting import asking_the_book, telling
from data.services.texts import tidy
from data.store import families as studies_store
from data.tokens import new_id
from data.views import FieldProblem
from surveys.families_content import families_content

FIELDS = ("label", "definition", "include", "exclude")
MOST_CODES = 200
LONGEST_LABEL = 60
LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code that words are read with.

    Attributes:
        parent: the id of the code above; empty at the top.
        cleared: strings in it of which somebody said, when it was saved, that they tell on nobody.
    """

    id: str
    label: str
    definition: str
    include: str = ""
    exclude: str = ""
    parent: str = ""
    cleared: tuple[str, ...] = ()


def starting_codes(language: str) -> tuple[CodeEntry, ...]:
    """The codes that come with Common Table, in one language."""
    words = families_content().words(language).codes
    return tuple(
        CodeEntry(code, said.label, said.definition, said.include, said.exclude)
        for code, said in words.items()
    )


@cache
def shipped() -> frozenset[str]:
    """Texts of the codes that come with Common Table, in all its languages."""
    return frozenset(
        tidy(getattr(code, name))
        for language in families_content().languages
        for code in starting_codes(language)
        for name in FIELDS
    )


def entry_of(kept: Mapping[str, Any]) -> CodeEntry:
    """A code as it was kept."""
    found = CodeEntry(**kept)
    return replace(found, cleared=tuple(found.cleared))


def tidied(code: CodeEntry) -> CodeEntry:
    """A code as it is kept, with an id; what was looked at in it is asked for anew."""
    words = {name: tidy(getattr(code, name)) for name in FIELDS}
    return replace(code, **words, id=code.id or new_id(), cleared=())


def looked_at(
    team_id: str,
    study_id: str,
    codes: Sequence[CodeEntry],
    *,
    before: Iterable[CodeEntry],
    cleared: Collection[str],
) -> tuple[CodeEntry, ...]:
    """Codes with what somebody has looked at in each of them.

    Args:
        before: the codes as they are kept now; what was looked at in one counts still.
        cleared: strings of which the one who saves says that they tell on nobody.

    Raises:
        MayTell: something is found that nobody has looked at.
    """
    said = {folded(each) for each in cleared}
    known = {each.id: {*each.cleared, *said} for each in before}
    found = telling_in(team_id, study_id, codes)
    missing = {
        suspect.text: suspect
        for code in codes
        for suspects in found.get(code.id, {}).values()
        for suspect in suspects
        if folded(suspect.text) not in known.get(code.id, said)
    }
    if missing:
        with asking_the_book(team_id, study_id):
            raise MayTell(tuple(missing.values()))
    return tuple(replace(code, cleared=_strings(found.get(code.id, {}))) for code in codes)


def telling_in(
    team_id: str, study_id: str, codes: Sequence[CodeEntry]
) -> dict[str, dict[str, tuple[Suspect, ...]]]:
    """What in codes may tell who somebody is, by code and field; shipped words tell on nobody.

    Names of the contact book are compared under the key of a session, where one opens.
    """
    comes_along = shipped()
    places = [
        (code.id, name)
        for code in codes
        for name in FIELDS
        if getattr(code, name) and getattr(code, name) not in comes_along
    ]
    said = {code.id: code for code in codes}
    texts = [getattr(said[code], name) for code, name in places]
    keys = (row["id"] for row in studies_store.sessions(team_id, study_id))
    owner = next((each for each in keys if sealed_words.opens(each)), None)
    found: dict[str, dict[str, tuple[Suspect, ...]]] = {}
    for suspect in telling(team_id, study_id, texts, owner=owner) if texts else ():
        for turn in sorted({place.turn for place in suspect.places}):
            code, name = places[turn]
            own = found.setdefault(code, {})
            own[name] = (*own.get(name, ()), suspect)
    return found


def code_problems(codes: Sequence[CodeEntry]) -> Iterable[FieldProblem]:
    """What needs another look about codes, as a whole and one by one."""
    if not 0 < len(codes) <= MOST_CODES:
        yield FieldProblem("codes", f"{len(codes)} codes.", f"Use 1 to {MOST_CODES}.")
    seen: set[str] = set()
    ids = {each.id for each in codes}
    for number, code in enumerate(codes, start=1):
        where = f"code {number}"
        if not 0 < len(code.label) <= LONGEST_LABEL:
            right = f"Use 1 to {LONGEST_LABEL}."
            yield FieldProblem(where, f"Its name has {len(code.label)} characters.", right)
        elif code.label.casefold() in seen:
            yield FieldProblem(where, f"'{code.label}' is there twice.", "Give each its own name.")
        seen.add(code.label.casefold())
        if max(len(code.definition), len(code.include), len(code.exclude)) > LONGEST_WORDS:
            yield FieldProblem(where, "One field is too long.", f"Use at most {LONGEST_WORDS}.")
        if code.parent and (code.parent not in ids or _is_below_itself(code, codes)):
            what = "The code above it is none, or stands below it."
            yield FieldProblem(where, what, "Choose another one, or none.")


def _is_below_itself(code: CodeEntry, codes: Sequence[CodeEntry]) -> bool:
    parents = {each.id: each.parent for each in codes}
    above, passed = code.parent, {code.id}
    while above and above not in passed:
        passed.add(above)
        above = parents.get(above, "")
    return above == code.id


def _strings(found: Mapping[str, Iterable[Suspect]]) -> tuple[str, ...]:
    return tuple(sorted({folded(each.text) for own in found.values() for each in own}))
