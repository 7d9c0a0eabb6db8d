"""One row of the sheet "survey" as a question of ours, or why it cannot be one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveys.xlsform_sheets import Line, shortened

Kind = Literal["one", "many", "number", "text"]

READ = ("type", "name", "constraint", "appearance", "parameters")
TRANSLATED = ("label", "hint")

_DROPPED: Mapping[str, str] = {
    "relevant": "its condition is left out: everybody is asked",
    "required": "required is left out: nobody has to answer a question here",
    "required_message": "the message for a missing answer is left out",
    "constraint_message": "the message for a wrong answer is left out",
    "guidance_hint": "the hint for interviewers is left out",
    "default": "its default is left out: a question starts without an answer",
    "calculation": "its calculation is left out",
    "trigger": "its trigger is left out",
    "read_only": "read_only is left out",
    "choice_filter": "its choice filter is left out: every choice is offered to everybody",
    "image": "its image is left out",
    "big_image": "its image is left out",
    "audio": "its sound is left out",
    "video": "its film is left out",
    "autoplay": "autoplay is left out",
    "body_autoplay": "autoplay is left out",
    "repeat_count": "the count of repeats is left out",
    "save_to": "saving to an entity is left out",
    "intent": "calling another program is left out",
}
DROPPED = tuple(_DROPPED)
_NO = frozenset({"no", "false", "false()", "0"})

_SELECT = re.compile(
    r"(?:add )?(?P<kind>select1|select[_ ]one|select[_ ]multiple|select all that apply)"
    r"(?: prompt)?(?: from| using)?\s+(?P<list>\S.*?)(?P<other>\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"select[_ ](one|multiple)[_ ](external|from[_ ]file)|cascading[_ ]select", re.IGNORECASE
)
_TYPES: Mapping[str, Kind] = {
    **dict.fromkeys(("text", "string", "add text prompt"), "text"),
    **dict.fromkeys(("integer", "int", "range", "add integer prompt"), "number"),
}
_WHY_NOT: Mapping[str, str] = {
    "calculate": "a calculation has no counterpart here",
    "note": "a note between questions has no counterpart; 'intro' and 'help' take such words",
    "decimal": "a number with decimals is not asked here; ask for a whole number",
    "rank": "putting choices into an order is not asked here",
    **dict.fromkeys(("acknowledge", "trigger"), "a box to confirm is not asked here"),
    **dict.fromkeys(
        ("date", "time", "datetime", "date_time"), "a day or an hour is not asked here"
    ),
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "gps", "location", "osm", "start_geopoint"),
        "a place on a map is not asked here",
    ),
    **dict.fromkeys(
        *(("image", "photo", "audio", "video", "file", "background_audio", "barcode"),),
        "pictures, sounds, films, files and codes are not taken as answers",
    ),
    **dict.fromkeys(
        *(
            (
                *("start", "end", "today", "deviceid", "device_id", "subscriberid", "simserial"),
                *("phonenumber", "phone_number", "username", "email", "audit", "imei"),
                *("start_time", "end_time", "subscriber_id", "sim_serial", "uri:deviceid"),
            ),
        ),
        "nothing about a device, a person or a moment is kept beside an answer here",
    ),
    **dict.fromkeys(("xml_external", "csv_external"), "another file is not read"),
    "hidden": "a hidden field has no counterpart here",
}
_ENDS = re.compile(r"\.\s*(<=|>=|<|>|=)\s*(-?[0-9]{1,9})")
_CHOSEN = re.compile(r"count-selected\(\s*\.\s*\)\s*(<=|>=|<|>|=)\s*([0-9]{1,3})")
_USUAL_LOOKS = {"one": {"likert"}, "many": set[str](), "number": set[str](), "text": {"multiline"}}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks.

    Attributes:
        kind: of the question.
        list_name: of its choices; empty for others.
        likert: the form says that its choices are points of a scale.
        least, most: the ends of a number, or how many choices may be taken; None where unsaid.
        remarks: on what of the row was left out.
    """

    kind: Kind
    list_name: str = ""
    likert: bool = False
    least: int | None = None
    most: int | None = None
    remarks: tuple[str, ...] = ()


def asked_in(line: Line) -> Asked | str:
    """What a row asks, or why it cannot be asked here.

    Args:
        line: a row that opens or closes no group.
    """
    kind = " ".join(line.cell("type").split())
    chosen = None if _ELSEWHERE.match(kind) else _SELECT.fullmatch(kind)
    if _ELSEWHERE.match(kind) or line.cell("appearance").startswith("search("):
        return "its choices are in another file or sheet, which is not read"
    if chosen and "label" in line.cell("appearance").split():
        return "a row of labels over other questions is no question"
    if chosen:
        return _select(line, chosen)
    plain = _TYPES.get(kind.casefold())
    if plain is None:
        return _why_not(kind)
    return _number(line, kind.casefold()) if plain == "number" else _text(line)


def left_out_of(line: Line, *, kind: Kind | None = None) -> Iterator[str]:
    """What stands in the other columns of a row and is left out.

    Args:
        line: a question or the start of a group.
        kind: of the question; None for a group.
    """
    for column, what in _DROPPED.items():
        if line.cell(column) and line.cell(column).casefold() not in _NO:
            yield what
    looks = set(line.cell("appearance").split())
    for look in sorted(looks - (_USUAL_LOOKS[kind] if kind else {"field-list"})):
        yield f"the appearance '{shortened(look)}' is left out"
    if line.cell("parameters") and not line.cell("type").casefold().startswith("range"):
        yield "its parameters are left out"


def _select(line: Line, chosen: re.Match[str]) -> Asked:
    many = chosen["kind"].casefold() not in ("select1", "select_one", "select one")
    kind: Kind = "many" if many else "one"
    remarks = list(left_out_of(line, kind=kind))
    if chosen["other"]:
        remarks.append("the field behind or_other is left out; add an option 'other' if wanted")
    constraint = line.cell("constraint")
    least = most = None
    if constraint:
        ends = _two_ends(constraint, _CHOSEN) if many else None
        if ends is None:
            remarks.append(f"its constraint '{shortened(constraint)}' is left out")
        else:
            least, most = ends
    likert = "likert" in line.cell("appearance").split()
    return Asked(
        kind, chosen["list"], likert=likert, least=least, most=most, remarks=tuple(remarks)
    )


def _text(line: Line) -> Asked:
    remarks = list(left_out_of(line, kind="text"))
    if line.cell("constraint"):
        remarks.append(f"its constraint '{shortened(line.cell('constraint'))}' is left out")
    return Asked("text", remarks=tuple(remarks))


def _number(line: Line, kind: str) -> Asked | str:
    ends = _of_range(line) if kind == "range" else _two_ends(line.cell("constraint"), _ENDS)
    remedy = "a number takes both ends, such as . >= 0 and . <= 30"
    if isinstance(ends, str):
        return ends
    if ends is None:
        said = line.cell("constraint")
        return f"its constraint is '{shortened(said)}'; {remedy}" if said else f"no ends; {remedy}"
    least, most = ends
    if least is None or most is None:
        return f"its constraint '{shortened(line.cell('constraint'))}' has one end; {remedy}"
    if least >= most:
        return f"its numbers run from {least} to {most}; the second one has to be the larger one"
    remarks = tuple(left_out_of(line, kind="number"))
    return Asked("number", least=least, most=most, remarks=remarks)


def _of_range(line: Line) -> tuple[int, int] | str:
    """The ends of a slider; its usual ones are 0 and 10."""
    given = dict(re.findall(r"(start|end|step)\s*=\s*(\S+?)(?=[\s,;]|$)", line.cell("parameters")))
    said = [given.get("start", "0"), given.get("end", "10"), given.get("step", "1")]
    if not all(re.fullmatch(r"-?[0-9]{1,9}(\.0+)?", each) for each in said) or float(said[2]) != 1:
        return "a range is read in steps of 1 between whole numbers only"
    return int(float(said[0])), int(float(said[1]))


def _two_ends(constraint: str, part: re.Pattern[str]) -> tuple[int | None, int | None] | None:
    """The ends that a constraint sets and nothing else; None where it says anything more."""
    plain = constraint.strip()
    while plain.startswith("(") and plain.endswith(")") and "(" not in plain[1:-1]:
        plain = plain[1:-1].strip()
    least: int | None = None
    most: int | None = None
    for each in re.split(r"\s+and\s+", plain):
        found = part.fullmatch(_unwrapped(each))
        if found is None:
            return None
        sign, number = found[1], int(found[2])
        if sign in (">", ">=", "="):
            low = number + (sign == ">")
            least = low if least is None else max(least, low)
        if sign in ("<", "<=", "="):
            high = number - (sign == "<")
            most = high if most is None else min(most, high)
    return least, most


def _unwrapped(part: str) -> str:
    part = part.strip()
    return part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part


def _why_not(kind: str) -> str:
    name = re.sub(r"[\s-]+", "_", kind.casefold())
    for start in ("get_", "add_"):
        name = name.removeprefix(start)
    reason = _WHY_NOT.get(name) or _WHY_NOT.get(name.removesuffix("_prompt"))
    if name.startswith("rank"):
        reason = _WHY_NOT["rank"]
    if reason:
        return reason
    shown = shortened(kind) or "nothing"
    return f"its type is '{shown}'; select_one, select_multiple, integer and text are read"
