"""Audit what was released: what could somebody who has seen every figure work out?"""

import hashlib
import json
from pathlib import Path

from data.services import release
from data.services.wave_views import load_for
from scoring.audit import Audited, audit
from scoring.report import DivergenceReport, checksum, from_dict, to_dict

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
    load_for("result.audit", wave_id)
    return audit(release.report(wave_id).report.release)


def audit_file(path: Path) -> Audited:
    """What anybody can work out of a result in a JSON file.

    Raises:
        NotAResult: the file holds none, or one that was changed.
        OSError: the file cannot be read.
    """
    release = _report_in(path).release
    try:
        return audit(release)
    except ValueError as error:
        raise NotAResult(f"{path}: {error} The file was changed.") from None


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
        report = from_dict(found["report"])
    except ValueError as error:
        raise NotAResult(
            f"{path}: {error} The file was changed, or is of another version."
        ) from None
    if found.get("report_sha256") not in _checksums(report):
        raise NotAResult(
            f"{path}: the report in it is not the one that was released (its checksum differs); "
            "audit the file as it was written."
        )
    return report


def _checksums(report: DivergenceReport) -> tuple[str, str]:
    """Of the report as it is written now, and as it was before there were comparisons."""
    plain = to_dict(report)
    for key in ("comparison", "change"):
        del plain[key]
    for item in plain["items"]:
        del item["apart"], item["pairs"]
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return checksum(report), hashlib.sha256(text.encode()).hexdigest()
