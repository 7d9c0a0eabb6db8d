"""The report as JSON: the figures by name, and the exact report with its checksum."""

import json
from typing import Any

from data.exports.about import about
from data.exports.comparing import (
    apart_plain,
    change_plain,
    item_pairs_plain,
    pairs_plain,
    span_plain,
    team_plain,
)
from data.exports.content import ReportContent
from data.exports.readiness import readiness_plain
from data.exports.tables import why_in_words
from scoring.report import ReportedItem, checksum, to_dict


def write_json(content: ReportContent) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed.

    `report_sha256` is of the report in this file. `released_sha256` is of what was released, as
    screens and other files name it: the same, unless the report is told without its means.
    """
    return f"{json.dumps(as_plain(content), ensure_ascii=False, indent=2)}\n".encode()


def as_plain(content: ReportContent) -> dict[str, Any]:
    """What the file holds, as plain lists and tables."""
    release, instrument = content.report.release, content.edition.instrument
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "public": release.public,
        "people": release.people,
        "groups": _groups(content),
        "withheld": _withheld(content),
        "items": [_item(content, item) for item in content.report.items],
        "team": team_plain(content),
        "pairs": pairs_plain(content),
        "change": change_plain(content),
        "readiness": readiness_plain(content),
        "title": content.title,
        "made_up_data": content.demo,
        "validated": instrument.validated,
        "smallest_group": release.smallest_group,
        "invited": release.invited,
        "agreed": list(content.report.agreed),
        "spread_out": list(content.report.spread_out),
        "about": list(about(content)),
        "warnings": list(content.warnings),
        "report": to_dict(content.report),
        "report_sha256": checksum(content.report),
        "released_sha256": content.sha256,
    }


def _groups(content: ReportContent) -> list[dict[str, Any]]:
    """The groups that are shown, and after each merged one those that it is made of."""
    groups: list[dict[str, Any]] = []
    shown = content.report.release.groups_shown
    for group in content.report.release.groups:
        name = content.released_group_name(group)
        groups.append({"name": name, "people": group.people, "shown": shown})
        if len(group.members) > 1:
            groups += [
                {"name": content.group_name(member), "people": None, "shown": False, "into": name}
                for member in group.members
            ]
    return groups


def _withheld(content: ReportContent) -> list[dict[str, Any]]:
    return [
        {
            "what": withheld.what,
            "subject": withheld.subject,
            "name": content.names.get(withheld.subject, withheld.subject),
            "why": withheld.why,
            "into": content.names.get(withheld.into, withheld.into) if withheld.into else None,
            "sentence": why_in_words(content, place),
        }
        for place, withheld in enumerate(content.report.release.withheld)
    ]


def _item(content: ReportContent, item: ReportedItem) -> dict[str, Any]:
    figure, measures = item.team, item.measures
    counts = figure.counts if figure else None
    return {
        "id": item.id,
        "people": figure.people if figure else None,
        "counts": None if counts is None else list(counts),
        "side_share": measures.side_share if measures else None,
        "typical_gap": measures.typical_gap if measures else None,
        "consensus": measures.consensus if measures else None,
        "mean": measures.mean if measures else None,
        "side_interval": span_plain(measures.side_interval if measures else None),
        "non_response": span_plain(measures.non_response if measures else None),
        "gap_interval": span_plain(measures.gap_interval if measures else None),
        **apart_plain(item.apart),
        "number": content.statements[item.id].number,
        "statement": content.statements[item.id].text,
        "label": measures.label if measures else None,
        "spread": measures.spread if measures else None,
        "groups": _figures(content, item),
        "pairs": item_pairs_plain(content, item),
    }


def _figures(content: ReportContent, item: ReportedItem) -> list[dict[str, Any]] | None:
    """What is shown of each group, in the order of "groups"; None where groups are not shown."""
    if item.groups is None:
        return None
    return [
        {
            "name": content.released_group_name(group),
            "people": figure.people,
            "counts": None if figure.counts is None else list(figure.counts),
            "mean": figure.mean,
            "mean_is": figure.mean_edge,
        }
        for group, figure in zip(content.report.release.groups, item.groups, strict=True)
    ]
