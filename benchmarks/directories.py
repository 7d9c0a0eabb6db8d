"""How long a directory of many services takes: read, compared, looked at, taken over, read again.

The list is made up and has no ids, so every row is told apart by what it says; one name in ten
comes twice. It is read as a table with a profile into a new SQLite database in a folder that is
deleted. Processor time of this process is what may be quoted. It exits with 0 whatever the times
are, and with 3 when a row is lost or the same file again would change something.
"""

import argparse
import csv
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_FULL, _QUICK = 50_000, 2_000
_HEAD = ("Program", "Agency", "Street", "City", "State", "ZIP", "Phone", "Medicaid", "Beds", "Seen")
_FIELDS = (
    *("service.name", "organization.name", "site.address_1", "site.city", "site.state_province"),
    *("site.postal_code", "service.phone", "fact.accepts_medicaid", "capacity.maximum", "as_of"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One step.

    Attributes:
        cpu: user and system time of this process, in seconds.
        wall: the clock on the wall, in seconds.
        load: of the machine when it ended.
    """

    step: str
    cpu: float
    wall: float
    load: float


def made(services: int, *, changed: bool = False) -> bytes:
    """A list of so many services; where it is changed, one in a hundred has another telephone."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows(_row(number, changed=changed) for number in range(services))
    return text.getvalue().encode()


def _row(number: int, *, changed: bool) -> tuple[str, ...]:
    named = number - 1 if number % 10 == 1 else number
    agency, site = named // 8, named // 3
    last = number + 5_000_000 if changed and number % 100 == 7 else number
    return (
        f"Recovery support {named}",
        f"Agency {agency}",
        f"{site % 900 + 1} Main Street",
        f"Town {site % 400}",
        "KY",
        f"{40_000 + site % 2_000}",
        f"606-{last // 10_000 % 900 + 100}-{last % 10_000:04d}",
        ("yes", "no", "")[number % 3],
        ("12 beds", "", "", "unlimited")[number % 4],
        "2026-01-31",
    )


def _timed(step: str, errand: Callable[[], Any], lines: list[Line]) -> Any:
    began, used = time.perf_counter(), time.process_time()
    found = errand()
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    lines.append(Line(step, cpu, wall, os.getloadavg()[0]))
    print(f"{step:<44} {cpu:7.1f} s of CPU  {wall:7.1f} s  load {lines[-1].load:.1f}", flush=True)
    return found


def run(services: int) -> tuple[list[Line], list[str]]:
    """All steps, and what went wrong."""
    from data.imports.directory.profiles import Profile
    from data.imports.directory.reading import read_directory
    from data.services import directories, listings, sameness, shown, start, teams
    from data.views import AgencyEntry

    lines: list[Line] = []
    profile = Profile("list", {"*": dict(zip(_HEAD, _FIELDS, strict=True))})
    first, newer = {"list.csv": made(services)}, {"list.csv": made(services, changed=True)}
    start.migrate()
    roster = tuple(AgencyEntry(f"Agency {n}", "court", 6) for n in range(2))
    team_id = teams.create_team("Benchmark", "", roster).id
    _timed("read the file", lambda: read_directory(first, profile=profile), lines)

    def read(files: dict[str, bytes]) -> Any:
        return directories.read(team_id, files, source="list", profile=profile)

    reading = _timed("read and compare with nothing", lambda: read(first), lines)
    _timed("what may be shown of it", lambda: shown.preview(reading), lines)
    _timed("take it over", lambda: directories.accept(reading), lines)
    again = _timed("read the same file again", lambda: read(first), lines)
    changed = _timed("read a newer file", lambda: read(newer), lines)
    _timed("take the newer file over", lambda: directories.accept(changed), lines)
    found = _timed("all services with what is known", lambda: listings.services(team_id), lines)
    _timed("what may be listed twice", lambda: sameness.same_pairs(team_id), lines)
    wrong = list(_wrong(reading, again, changed, listed=len(found), services=services))
    return lines, wrong


def _wrong(reading: Any, again: Any, changed: Any, *, listed: int, services: int) -> Iterator[str]:
    (counts,) = reading.report["files"].values()
    fates = sum(counts[fate] for fate in ("imported", "merged", "held", "excluded"))
    if fates != services or counts["imported"] != services:
        yield f"of {services:,} rows {counts} were told"
    if not again.is_known or (again.changes.added, again.changes.gone) != ((), ()):
        yield "the same file again would change something"
    expected = len(range(7, services, 100))
    if len(changed.changes.changed) != expected:
        yield f"{len(changed.changes.changed):,} changes were told, and there are {expected:,}"
    if listed != services:
        yield f"{listed:,} services are on the map"


def main() -> int:
    """Run it in a home of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a small run that shows it works")
    parser.add_argument("--services", type=int, help=f"how many; {_FULL:,} unless given")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON too")
    arguments = parser.parse_args()
    services = arguments.services or (_QUICK if arguments.quick else _FULL)
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMMON_TABLE_HOME"] = home
        os.environ["COMMON_TABLE_DATABASE_URL"] = f"sqlite:///{home}/common.sqlite3"
        os.environ.setdefault("COMMON_TABLE_PUBLIC_URL", "http://127.0.0.1:8501")
        print(f"{services:,} services in one table without ids")
        from data.services.authority import OPERATOR, acting

        with acting(OPERATOR):
            lines, wrong = run(services)
    if arguments.json:
        told = {"services": services, "lines": [asdict(line) for line in lines]}
        arguments.json.write_text(json.dumps(told, indent=2), encoding="utf-8")
    for each in wrong:
        print(f"wrong: {each}", file=sys.stderr)
    return 3 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
