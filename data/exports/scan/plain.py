"""The scans of a team as plain lists and tables, with statuses as codes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from data.exports.scan.summaries import number_or_none, why_hidden
from data.exports.scan.words import item_words, read_me, section_title
from data.scan_views import AnswerView, ItemView, SectionView
from data.services.scan_files import ScanExport, ScanRound

_STAYS_HERE = ("saved_by", "owner_id", "account_id")
"""Ids of accounts say nothing outside of this installation."""


def as_plain(content: ScanExport) -> dict[str, Any]:
    """What the file holds."""
    agencies = [asdict(agency) for agency in content.team.agencies]
    return {
        "kind": "environmental_scan",
        "team": {"id": content.team.id, "name": content.team.name, "agencies": agencies},
        "made_up_data": content.team.demo,
        "validated": False,
        "as_of": content.as_of.isoformat(),
        "about": list(read_me(content)),
        "rounds": [_round(each) for each in content.rounds],
        "raters": [_plain(asdict(each)) for each in content.raters],
        "outcomes": [_plain(asdict(each)) for each in content.outcomes],
        "worksheets": [_worksheet(each) for each in content.worksheets],
    }


def _round(each: ScanRound) -> dict[str, Any]:
    scan = each.board.scan
    checklist = scan.edition.checklist
    return {
        "id": scan.id,
        "number": scan.number,
        "title": scan.title,
        "checklist": {
            "id": checklist.id,
            "version": checklist.version,
            "license": checklist.license,
            "validated": checklist.validated,
            "stale_after_months": checklist.stale_after_months,
            "hidden_under": checklist.hidden_under,
        },
        "earlier_id": scan.earlier_id,
        "opened_on": _value(scan.opened_on),
        "closed_on": _value(scan.closed_on),
        "agencies": dict(each.board.agencies),
        "items": _items(each),
        "history": _rows(each.answers),
        "decisions": _rows(each.decisions),
        "sign_offs": _rows(each.sign_offs),
        "plans": _rows(each.plans),
        "files": _rows(each.files),
        "own_items": _rows(each.own_items),
        "sections": [_section(each, section) for section in each.board.sections],
        "agreement": _agreement(each),
    }


def _items(each: ScanRound) -> list[dict[str, Any]]:
    words = item_words(each)
    return [
        {
            "id": item.id,
            "section": item.section,
            "statement": words[item.id].text,
            "own": item.own,
            "weight": item.weight,
            "model": item.model,
            "who_knows": list(item.who_knows),
            "asked": item.asked,
            "standing": item.standing,
            "conflicts": list(item.conflicts),
            "settled": item.settled,
            "decision": item.decision.number if item.decision else None,
            "answers": [_answer(answer, item) for answer in item.answers],
            "files": [file.id for file in item.files],
        }
        for item in each.board.items
    ]


def _answer(answer: AnswerView, item: ItemView) -> dict[str, Any]:
    return _plain(asdict(answer)) | {"stale": answer.agency_code in item.stale}


def _section(each: ScanRound, section: SectionView) -> dict[str, Any]:
    under = each.board.scan.edition.checklist.hidden_under
    told = section.summary
    return {
        "id": section.id,
        "title": section_title(each, section.id),
        "own": section.own,
        **asdict(told),
        "why_not_told": why_hidden(told, under=under),
    }


def _agreement(each: ScanRound) -> dict[str, Any]:
    said, unsure = each.board.agreement, each.board.dont_know
    return {
        "alpha": number_or_none(said.alpha),
        "low": number_or_none(said.low),
        "high": number_or_none(said.high),
        "reason": said.reason,
        "units": said.units,
        "differing": said.differing,
        "answers": said.answers,
        "raters": said.raters,
        "dont_know_share": number_or_none(unsure.share),
        "dont_know": unsure.dont_know,
        "asked": unsure.asked,
    }


def _worksheet(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a version holds: parts that differ from the proposal."""
    rest = {name: value for name, value in row.items() if name != "body"}
    return _plain(rest) | {"changes": json.loads(row["body"])}


def _rows(several: Iterable[Any]) -> list[dict[str, Any]]:
    return [_plain(asdict(each)) for each in several]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items() if name not in _STAYS_HERE}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    return value
