"""What the settings of a plan are called, and their values as people say them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from data.views import FieldProblem
from pages.families.reading import WORDS
from pages.parts.words import LANGUAGES, written_date
from surveys.families_content import families_content
from surveys.family_promises import Value

RECORDING = {
    "none": "No notes while people talk; one page afterwards",
    "notes": "Notes by seat number (usual)",
    "audio": "Sound, if everybody in the room says yes, and notes by seat number",
}
BASES = {str(basis): each.label for basis, each in WORDS.legal_bases.items()}
TIERS = {str(tier): each.label for tier, each in WORDS.tiers.items()}
PAY_FORMS = {str(form): label for form, label in WORDS.pay_forms.items()}
SETTINGS: Mapping[str, str] = {
    "legal_basis": "What the law says of it",
    "basis_decided_by": "Who decided that",
    "basis_decided_on": "When they decided",
    "languages": "Languages of the form",
    "recording_mode": "What is written down or recorded",
    **WORDS.limits,
    "pay_amount": "Pay for each person",
    "pay_currency": "Currency",
    "pay_forms": "Ways to be paid",
    "facilitators": "Who leads the talk",
    "also_in_room": "Who else of yours is in the room",
    "must_report": "Who of them the law makes report harm",
    "support_person": "Who is there for people on the day and after",
    "staff_list": "Everybody who runs the group or sees words with names",
    "accounts": "Under which account they sign in",
    "quote_tiers": "How words may be used",
    "preview": "People with a card can see their quote first",
    "public_report": "The report will be public",
    "shown_first": "The report is shown first to those who took part",
    "questions_to": "Whom to ask, and how",
}
"""What each setting is called, in the order of the form."""

_NAMED: Mapping[str, Mapping[str, str]] = {
    "legal_basis": BASES,
    "recording_mode": RECORDING,
    "languages": LANGUAGES,
    "quote_tiers": TIERS,
    "pay_forms": PAY_FORMS,
}


def value_said(setting: str, value: Value) -> str:
    """A value of a setting as people say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_one(setting, each) for each in value) or "nobody or nothing"
    if isinstance(value, int):
        return WORDS.counted(families_content().structure.limit(setting).unit, value)
    if isinstance(value, date):
        return written_date(value, "en")
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "nothing" if value is None else _one(setting, value)


def _one(setting: str, value: str) -> str:
    return _NAMED.get(setting, {}).get(value, value)


_TOGETHER: Mapping[str, str] = {
    "legal_basis is": "A certificate is written down with its source: say who decided, and when.",
    "quote_tiers has 'public'": (
        "Words in public need a report that is public. Tick that the report will be public, or "
        "leave words in public out."
    ),
    "pay_forms is empty": "There is pay, and no way to get it. Choose one or more.",
}
_ABOUT: tuple[tuple[str, str], ...] = (
    (r"Field required|String should (match|have at least).*", "this is empty. Fill it in."),
    (r"(Tuple|List) should have at least 1 .*", "this is empty. Give one or more."),
    (r"(String|Tuple|List) should have at most (\d+) .*", r"this is too long. At most \2 fit."),
    (r"\w+ has ('.*') (\d+) times; .*", r"\1 is there \2 times. Once is enough."),
    (r"\w+ takes (.*)", r"this takes \1"),
)
_CURRENCY = "write three capital letters, such as USD."


def problem_said(problem: FieldProblem) -> str:
    """What is wrong with an entry, in the words of the screen."""
    told = problem.what.removesuffix(".")
    for begin, said in _TOGETHER.items():
        if told.startswith(begin):
            return said
    if "must report and is not in the room" in told:
        return f"{told.split(';')[0]}. Write the name as it stands above, or add it there."
    label = SETTINGS.get(problem.where, "")
    if problem.where == "pay_currency":
        return f"{label}: {_CURRENCY}"
    for pattern, said in _ABOUT:
        found = re.fullmatch(pattern, told)
        if found:
            return f"{label}: {found.expand(said)}"
    return f"{label}: {problem.what}" if label else problem.what
