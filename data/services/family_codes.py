"""The codes of a plan as they may be in a file that is taken away.

Nobody redacts a codebook. So a text of it leaves only where it repeats nothing of what stays, where
nobody waits to read it again, and where a person has looked at each string in it that may tell who
somebody is. A name that stays is a number in its place, so that the code can still be told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from data.coded_project import Code
from data.family_views import StudyView
from data.redaction.queue import Suspect
from data.redaction.runs import own_words
from data.redaction.small_forms import folded
from data.services.code_entries import FIELDS, CodeEntry, shipped, telling_in
from data.services.family_said import UNNAMED, tongue_of
from data.services.read_again import waits

UNREAD, REPEATS, MAY_TELL = "code_unread", "code_repeats", "code_may_tell"


def codes_of(
    plan: StudyView, codes: Sequence[CodeEntry], *, staying: Sequence[str], language: str
) -> tuple[tuple[Code, ...], Counter[str]]:
    """Codes for a file.

    Args:
        staying: everything that was said and is not in the file.
        language: of the numbers that stand for names.

    Returns:
        The codes, and how many of their texts stay for which reason, a kind of `family_said`.
    """
    telling = telling_in(plan.team_id, plan.id, codes)
    why = Counter[str]()
    told = []
    for number, code in enumerate(codes, start=1):
        stay = _staying_texts(code, telling.get(code.id, {}), staying)
        why.update(stay.values())
        label = UNNAMED[tongue_of(language)].format(number=number)
        told.append(_code(code, stay, label))
    return tuple(told), why


def _staying_texts(
    code: CodeEntry, telling: Mapping[str, Sequence[Suspect]], staying: Sequence[str]
) -> dict[str, str]:
    """The fields of a code that stay, each with the reason."""
    found: dict[str, str] = {}
    comes_along = shipped()
    for name in FIELDS:
        text = getattr(code, name)
        if waits(text):
            found[name] = UNREAD
        elif any(folded(each.text) not in code.cleared for each in telling.get(name, ())):
            found[name] = MAY_TELL
        elif text not in comes_along and any(own_words(text, each) for each in staying):
            found[name] = REPEATS
    return found


def _code(code: CodeEntry, stay: Mapping[str, str], unnamed: str) -> Code:
    return Code(
        id=code.id,
        name=unnamed if "label" in stay else code.label,
        parent=code.parent or None,
        definition="" if "definition" in stay else code.definition,
        include="" if "include" in stay else code.include,
        exclude="" if "exclude" in stay else code.exclude,
    )
