"""Which answers of other people's questionnaires say whom a service takes.

Only what somebody ticked counts. Descriptions are no answers, and a box that is not there may mean
no as well as never asked, so it says nothing.

Source:
    Codes of the National Substance Use and Mental Health Services Survey (public domain).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.imports.directory.records import UNKNOWN, Fact, State

EVENING = 18
"""The hour from which a service that is still open is open in the evening."""

CODES: Mapping[str, tuple[str, ...]] = {
    "accepts_children": ("BC",),
    "accepts_pregnant": ("PW",),
    "accepts_moud": ("MOA", "MU", "BU", "OTP", "MM", "UB", "UN"),
    "accepts_medicaid": ("MD",),
    "no_cost_option": ("SS", "PA", "NP"),
    "remote_option": ("TELE",),
    "accepts_record": ("CJ",),
    "tribal_services": ("TBG", "IH"),
    "languages_spanish": ("SP",),
    "languages_sign": ("AH",),
}
"""Codes that say yes to a question."""
DOUBTING: Mapping[str, tuple[str, ...]] = {"accepts_moud": ("NMOA",)}
"""Codes that put a yes in doubt. By themselves they are no "no": a place that does not use medicine
itself may well take people whom somebody else treats with it."""
LANGUAGES: Mapping[str, str] = {"SP": "Spanish", "AH": "American Sign Language"}

_LABELS: Mapping[tuple[str, str], str] = {
    ("AS", "residential beds for clients children"): "BC",
    ("AS", "child care for clients children"): "CCC",
    ("SG", "pregnant postpartum women"): "PW",
    ("SG", "criminal justice other than dui dwi forensic clients"): "CJ",
    ("PAY", "medicaid"): "MD",
    ("PAY", "no payment accepted"): "NP",
    ("PYAS", "payment assistance check with facility for details"): "PA",
    ("PYAS", "sliding fee scale fee is based on income and other factors"): "SS",
    ("FOP", "tribal government"): "TBG",
    ("FOP", "indian health services"): "IH",
    ("TAP", "telemedicine telehealth therapy"): "TELE",
}
_ALSO = {
    "AS": ("ancillary services",),
    "SG": ("special programs groups offered", "special programs", "special programs groups"),
    "PAY": ("payment insurance funding accepted", "payment accepted"),
    "PYAS": ("payment assistance available", "payment assistance"),
    "FOP": ("facility operation", "facility operation e g private public"),
    "TAP": ("treatment approaches",),
    "OM": ("type of opioid treatment", "opioid medications used in treatment", "opioid treatment"),
}
_CATEGORY = {name: code for code, names in _ALSO.items() for name in (code.lower(), *names)}
_QUESTION_CODES = """
tc set hos fop oly ta tap lca pay pyas mla ages age sn sg as act ts dt ct rss exc lan lang smk ut
asp abt ecs oda om am phr aa tst
"""
_QUESTION_NAMES = """
type of care|service settings|service setting|hospitals|age groups accepted|gender accepted
language services|transitional services|recovery support services|testing|pharmacotherapies
license certification accreditation|exclusive services|assessment pre treatment|medical services
facility smoking policy|facility vaping policy|education and counseling services|other services
detoxification services|type of alcohol use disorder treatment|external source of medications
"""
_QUESTIONS = frozenset(_QUESTION_CODES.split()) | frozenset(
    name for line in _QUESTION_NAMES.splitlines() for name in line.split("|") if name
)
_OPIOID = (
    (re.compile(r"does not use|do not use|no medication"), "NMOA"),
    (re.compile(r"accepts clients using"), "MOA"),
    (re.compile(r"methadone"), "MU"),
    (re.compile(r"buprenorphine"), "BU"),
    (re.compile(r"naltrexone"), "NU"),
    (re.compile(r"opioid treatment program"), "OTP"),
)
_YES = frozenset({"1", "1.0", "y", "yes", "x", "true", "t", "✓", "checked", "offered"})
_NO = frozenset({"0", "0.0", "n", "no", "false", "f", "not offered", "not_offered"})
_NOT_ASKED = frozenset({"not asked", "not_asked"})
_ACCESS = re.compile(r"wheelchair|ramp|elevator|accessible|\bada\b|disabled", re.IGNORECASE)
_DENIAL = re.compile(
    r"\bno\b|\bnot\b|\bnon\b|inaccessible|partial|limited|\bnone\b|without", re.IGNORECASE
)
_WEEKEND = re.compile(r"\b(sa|su|sat|sun|saturdays?|sundays?|weekends?)\b", re.IGNORECASE)
_CLOSED = re.compile(r"\bclosed?\b|\bnot?\b|\bnone\b|\bexcept\b|\bcerrad[oa]", re.IGNORECASE)
_ALL_DAY = re.compile(r"\b24 ?-?(?:hours?|hrs?\b|/ ?7)|\ball day\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2}))?(?::\d{2})? ?([ap])?\.?m?\.?(?:z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"(z|[+-]00:?00)$", re.IGNORECASE)
"""An hour of Greenwich, from which no evening follows here."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One answer that a questionnaire holds.

    Attributes:
        category: the question, by its code; empty where only the answer's code is known.
        code: of the answer; empty where none is known.
        label: its words.
        state: what the answer says; words that stand there say yes.
    """

    category: str
    code: str
    label: str
    state: State = "yes"


def state_in(cell: str) -> State:
    """What a cell says to a question of yes and no; anything else is unknown."""
    lower = cell.strip().lower()
    if lower in _YES:
        return "yes"
    if lower in _NO:
        return "no"
    return "not_asked" if lower in _NOT_ASKED else "unknown"


def is_question(name: str) -> bool:
    """A column that holds the words of one question."""
    return _plain(name) in _QUESTIONS or _plain(name) in _CATEGORY


def is_asked(name: str) -> bool:
    """A column that is a box for one of our questions, or holds the words of a question."""
    codes = {code for each in (CODES, DOUBTING) for codes in each.values() for code in codes}
    return name.upper().replace("_", "-") in codes | LANGUAGES.keys() or is_question(name)


def code_of(category: str, label: str) -> str:
    """The code of an answer by its question and its words; empty where neither is known.

    Args:
        category: its code or its name. Equal words under another question are another answer.
        label: as it came.
    """
    question = _CATEGORY.get(_plain(category), "")
    words = _plain(label.replace("'", ""))
    if question == "OM":
        return next((code for pattern, code in _OPIOID if pattern.search(words)), "")
    return _LABELS.get((question, words), "")


def from_ticks(ticks: tuple[Tick, ...], *, source: str, as_of: str = "") -> dict[str, Fact]:
    """What ticked and unticked boxes say of the questions here.

    No is said only where every box for yes is there and unticked. One that is ticked in one place
    and unticked in another leaves its question open.
    """
    states: dict[str, dict[State, Tick]] = {}
    for tick in ticks:
        states.setdefault(tick.code, {})[tick.state] = tick
    found: dict[str, Fact] = {}
    for fact_id, codes in CODES.items():
        said = [states[code] for code in codes if code in states]
        yes = [each["yes"] for each in said if "yes" in each]
        doubts = [each["no"] for each in said if "yes" in each and "no" in each]
        doubts += [states[code]["yes"] for code in _doubting(fact_id, states)]
        unticked = not yes and len(said) == len(codes) and all({*each} == {"no"} for each in said)
        if yes or unticked:
            state: State = "unknown" if yes and doubts else "yes" if yes else "no"
            telling = (*yes, *doubts) if yes else tuple(each["no"] for each in said)
            found[fact_id] = Fact(state, _words(telling), _where(telling, source), as_of)
    return found


def _doubting(fact_id: str, states: Mapping[str, Mapping[State, Tick]]) -> list[str]:
    """The codes among those given that put a yes in doubt."""
    return [code for code in DOUBTING.get(fact_id, ()) if "yes" in states.get(code, {})]


def conflicting(found: Mapping[str, Fact]) -> tuple[str, ...]:
    """Questions to which both answers came."""
    return tuple(name for name, fact in found.items() if fact.state == "unknown" and fact.source)


def note_payment(found: dict[str, Fact], text: str, *, source: str) -> None:
    """A list of payments that names Medicaid says that it is taken."""
    if re.search(r"\bmedicaid\b|medi-cal", text, re.IGNORECASE) and not _DENIAL.search(text):
        found.setdefault("accepts_medicaid", Fact("yes", text, f"{source}: payment_accepted"))


def note_hours(found: dict[str, Fact], record: Mapping[str, str], *, source: str) -> None:
    """A schedule that opens on a weekend or closes in the evening says so; others say nothing.

    A day beside which no hours stand, or a word such as "closed", is not known to be open, and
    hours of single days, such as holidays, are no regular ones.
    """
    days, opens, closes = (record.get(name, "") for name in ("byday", "opens_at", "closes_at"))
    said = ", ".join(filter(None, (days, opens, closes)))
    if _CLOSED.search(said) or state_in(record.get("closed", "")) == "yes" or _is_once(record):
        return
    always = bool(_ALL_DAY.search(said))
    told = [hour for hour in (_clock(opens), _clock(closes)) if hour is not None]
    is_open = always or len(set(told)) == len(told) > 0
    late = (_clock(closes) or (0, 0))[0] >= EVENING and not _ELSEWHERE.search(closes)
    if is_open and (always or late or _WEEKEND.search(days.replace(",", " "))):
        found.setdefault("evening_weekend", Fact("yes", said, f"{source}: schedule"))


def _is_once(schedule: Mapping[str, str]) -> bool:
    """Hours of some days of the calendar and not of days of the week."""
    once = schedule.get("start_date") or schedule.get("end_date")
    return bool(once or (schedule.get("valid_to") and not schedule.get("byday")))


def access(text: str, *, source: str) -> Fact:
    """What words about a building say; a "no" or "partly" among them leaves it unknown."""
    if text and _ACCESS.search(text) and not _DENIAL.search(text):
        return Fact("yes", text, f"{source}: accessibility")
    return Fact("unknown", text, f"{source}: accessibility") if text else UNKNOWN


def _clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of a time of day; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return (hour, int(found[2] or 0)) if hour <= 24 else None


def _words(ticks: tuple[Tick, ...]) -> str:
    return "; ".join(dict.fromkeys(tick.label or tick.code for tick in ticks))


def _where(ticks: tuple[Tick, ...], source: str) -> str:
    return f"{source}: {', '.join(dict.fromkeys(tick.code for tick in ticks))}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
