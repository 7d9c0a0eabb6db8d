"""How long the portfolio of many teams takes, how much memory, and how both grow.

Each number of teams has a home and a process of its own, so that memory is that of one run. The
teams are put into the database as services would leave them, 30 people each; their results went
through the door. Times are processor times of this process; PostgreSQL's own are not in them. It
measures and asserts nothing; it exits with 1 when it could not run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.services.authority import Actor

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 300, 1_000)
PEOPLE = 30
_CONSULTANT = "consultant"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status."""
    asked = _parser().parse_args(arguments)
    if asked.one is not None:
        print(json.dumps(_measured(asked.one, postgresql=asked.postgresql)))
        return 0
    found: list[dict[str, Any]] = []
    for database in ("sqlite", "postgresql") if asked.both else (_named(asked.postgresql),):
        for teams in asked.teams:
            figures = _in_its_own_process(teams, postgresql=database == "postgresql")
            if figures is None:
                return 1
            found.append({"database": database, **figures})
            print(_line(found[-1]), flush=True)
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="The portfolio of many teams.")
    parser.add_argument("--teams", type=int, nargs="+", default=SIZES, help="how many, each alone")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--both", action="store_true", help="SQLite, then PostgreSQL")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser


def _named(postgresql: bool) -> str:  # noqa: FBT001 - a flag of the command line
    return "postgresql" if postgresql else "sqlite"


def _in_its_own_process(teams: int, *, postgresql: bool) -> dict[str, Any] | None:
    command = [sys.executable, "-m", "benchmarks.portfolio", "--one", str(teams)]
    command += ["--postgresql"] if postgresql else []
    quiet = os.environ | {"STREAMLIT_LOGGER_LEVEL": "error"}
    done = subprocess.run(
        command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, text=True, check=False
    )
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def _measured(number: int, *, postgresql: bool) -> dict[str, Any]:
    from benchmarks.preparing import own_home

    with own_home(address="http://127.0.0.1", postgresql=postgresql):
        return _with_teams(number)


def _with_teams(number: int) -> dict[str, Any]:
    from benchmarks.many_teams import fill, many
    from data.clock import today
    from data.services import start
    from data.services.access import set_up
    from data.services.authority import Actor, acting
    from data.store import access as access_store

    set_up(start.prepare() or "", _CONSULTANT, "seven quiet herons measure the river")
    known = access_store.account_named(_CONSULTANT)
    if known is None:
        raise RuntimeError("benchmark: the account that was just made is not there.")
    role = {"account_id": known.id, "role": "consultant", "given_by": "operator"}
    role |= {"given_on": today(), "code_hash": None, "code_until": None}
    teams = list(many(number, people=PEOPLE))
    fill(teams, member=lambda team_id: {"team_id": team_id, **role})
    who = Actor(known.id, _CONSULTANT, "person", teams={each.id: "consultant" for each in teams})
    del teams
    with acting(who):
        figures = _of_the_consultant(who)
    return {"teams": number, "people": number * PEOPLE, **figures, **_of_the_night()}


def _of_the_consultant(who: "Actor") -> dict[str, float]:
    """The first look reads every result, later ones only what is new."""
    from data.exports.portfolio import PORTFOLIO_FORMATS
    from data.services import portfolio, portfolio_files

    before = _memory()
    figures = {"first_look_s": _seconds(portfolio.portfolio)}
    figures["memory_after_first_look_mb"] = _memory() - before
    figures["later_look_s"] = min(_seconds(portfolio.portfolio) for _ in range(3))
    figures["page_first_s"] = _seconds(lambda: _page(who))
    figures["page_s"] = min(_seconds(lambda: _page(who)) for _ in range(3))
    for key, chosen in PORTFOLIO_FORMATS.items():
        taken: list[Any] = []
        figures[f"{key}_read_s"] = _seconds(
            lambda key=key, taken=taken: taken.append(portfolio_files.for_export(as_what=key))
        )
        written: list[bytes] = []
        figures[f"{key}_write_s"] = _seconds(
            lambda chosen=chosen, taken=taken, written=written: written.append(
                chosen.write(taken[0])
            )
        )
        figures[f"{key}_kb"] = len(written[0]) / 1024
    figures["memory_mb"] = _memory() - before
    return figures


def _page(who: "Actor") -> None:
    """The script of the screen, run once as Streamlit runs it; no browser and no line.

    Raises:
        RuntimeError: the screen did not show the teams, so its time would say nothing.
    """
    from streamlit.testing.v1 import AppTest

    shown = AppTest.from_function(_script, default_timeout=600, args=(who,)).run()
    said = [each.value for each in shown.main if each.type == "markdown"]
    wanted = f"{len(who.teams):,} teams."
    if shown.exception or wanted not in said:
        errors = [each.value for each in (*shown.exception, *shown.error)]
        raise RuntimeError(f"benchmark: the screen did not say {wanted!r}: {errors or said}")


def _script(who: "Actor") -> None:
    """What Streamlit runs: the screen, for whoever acts here, with links that lead nowhere."""
    from unittest import mock

    from data.services.authority import acting
    from pages.consultant import portfolio as screen
    from pages.parts import links

    with (
        acting(who),
        mock.patch.object(screen, "require_sign_in"),
        mock.patch.object(links, "link"),
        mock.patch.object(links, "back"),
    ):
        screen.page()


def _of_the_night() -> dict[str, float]:
    """Every result into a folder, then the same again with nothing to do."""
    from data.cli import main as command

    with tempfile.TemporaryDirectory() as folder:
        line = ["export-all", f"{folder}/night", "--format", "xlsx"]
        figures: dict[str, float] = {}
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
            said, sys.stdout = sys.stdout, nowhere
            try:
                figures["night_s"] = _seconds(lambda: command(line))
                figures["next_night_s"] = _seconds(lambda: command(line))
            finally:
                sys.stdout = said
        files = list(Path(folder, "night").glob("*.xlsx"))
        figures["night_files"] = len(files)
        figures["night_mb"] = sum(file.stat().st_size for file in files) / 2**20
    figures["highest_memory_mb"] = _highest_memory()
    return figures


def _seconds(work: Callable[[], Any]) -> float:
    """Processor time of this process, which other work on the machine changes little."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _memory() -> float:
    """What this process holds, in MB."""
    import psutil

    return psutil.Process().memory_info().rss / 2**20


def _highest_memory() -> float:
    """The most that this process ever held, in MB; the making of the teams is in it."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(figures: dict[str, Any]) -> str:
    told = (
        f"{name} {value:,.2f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in figures.items()
    )
    return "  ".join(told)


if __name__ == "__main__":
    sys.exit(main())
