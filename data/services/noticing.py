"""What was noticed in the files of a directory, kept so that it can be read again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.imports.directory.issue_titles import TITLES
from data.imports.directory.issues import KINDS
from data.imports.directory.records import Issue, Severity

MOST_KEPT = 500
"""Of each code; more of them are only counted."""
_ORDER: Sequence[Severity] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Noticed:
    """One kind of problem in the files of a directory.

    Attributes:
        title: in words.
        right: what would be right, or what is done about it.
        count: of all, those that are not kept one by one too.
        examples: in the order of the files.
    """

    code: str
    severity: Severity
    title: str
    right: str
    count: int
    examples: tuple[Issue, ...]


def kept(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """The first of each code, ready for JSON."""
    times: Counter[str] = Counter()
    found: list[dict[str, Any]] = []
    for each in issues:
        times[each.code] += 1
        if times[each.code] <= MOST_KEPT:
            names = ("code", "file", "row", "column", "came", "right")
            found.append({name: getattr(each, name) for name in names})
    return found


def of_report(report: Mapping[str, Any]) -> tuple[Noticed, ...]:
    """What a report that was kept tells, the gravest first; one of before has counts alone."""
    issues = (
        Issue(severity=KINDS[each["code"]].severity, **each)
        for each in report.get("noticed", ())
        if each["code"] in KINDS
    )
    return by_kind(report["issues"], issues)


def by_kind(counts: Mapping[str, int], issues: Iterable[Issue]) -> tuple[Noticed, ...]:
    """Issues by their kind, the gravest first and of those the most frequent.

    Args:
        counts: of all, by code.
        issues: as they may be shown.
    """
    examples: dict[str, list[Issue]] = {}
    for each in issues:
        examples.setdefault(each.code, []).append(each)
    found = (
        Noticed(
            code=code,
            severity=KINDS[code].severity,
            title=TITLES[code],
            right=KINDS[code].right,
            count=count,
            examples=tuple(examples.get(code, ())),
        )
        for code, count in counts.items()
        if code in KINDS
    )
    return tuple(sorted(found, key=lambda n: (_ORDER.index(n.severity), -n.count, n.code)))
