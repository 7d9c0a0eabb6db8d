"""Audit what was released: what could somebody who has seen every figure work out?"""

import json
from pathlib import Path

from data.services import release
from scoring.audit import Audited, audit
from scoring.report import DivergenceReport, from_dict

_MOST_BYTES = 200_000_000


class NotAResult(Exception):
    """A file that is no result of `common-table score` or of an export; says why."""


def audit_wave(wave_id: str) -> Audited:
    """What anybody can work out of the released result of a wave.

    Screens and files show this result and nothing else, so every figure is looked at.

    Raises:
        WaveStateError: the wave has not been released.
        ReportChanged: what is stored is not what was released.
        NotFound: there is no such wave.
    """
    return audit(release.report(wave_id).report.release)


def audit_file(path: Path) -> Audited:
    """What anybody can work out of a result in a JSON file.

    Raises:
        NotAResult: the file holds none.
        OSError: the file cannot be read.
    """
    return audit(_report_in(path).release)


def _report_in(path: Path) -> DivergenceReport:
    wanted = "a JSON file written by `common-table score`, or exported from a round, would be right"
    if path.stat().st_size > _MOST_BYTES:
        raise NotAResult(f"{path}: this is larger than any result; {wanted}.")
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise NotAResult(f"{path}: this is no JSON; {wanted}.") from None
    if not isinstance(found, dict) or not isinstance(found.get("report"), dict):
        raise NotAResult(f"{path}: this JSON holds no report; {wanted}.")
    try:
        return from_dict(found["report"])
    except ValueError as error:
        raise NotAResult(
            f"{path}: {error} The file was changed, or is of another version."
        ) from None
