"""Every released result in a folder: what is there already, what is missing, what is left out.

The folder holds a list of its files with their checksums. A file is written when the list does not
know it as it would be written now, or when what lies there is not what the list says. Nothing in
the folder is ever deleted but what a run that was cut off has left half written.
"""

import errno
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from data.clock import seconds
from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.services import release
from data.services.authority import permit
from data.services.errors import NotFound, ReportChanged, ResultHeld, WaveStateError
from data.services.portfolio_results import on_hold
from data.store import portfolio as store
from data.store.portfolio import WaveRow

try:
    import fcntl
except ImportError:  # a system without such locks; two runs there write the same files twice
    fcntl = None

MANIFEST = "manifest.json"
UNREADABLE = (ReportChanged, NotFound, ResultHeld, WaveStateError)
"""What can be wrong with one result, while all others can be written."""
_LOCK = ".lock"
_HALF_WRITTEN = ".common-table.*"
_A_DAY = 86_400
_OUT = ("released", "archived")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,120}\.[a-z.]{1,20}")
_LONGEST_SLUG = 40


class FolderInUse(Exception):
    """Another run writes into this folder at this moment."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that belongs into the folder.

    Attributes:
        made_of: a checksum of all that the file is made of.
    """

    name: str
    wave_id: str
    team: str
    title: str
    format: str
    made_of: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the folder, as its list has it."""

    name: str
    wave_id: str
    team: str
    title: str
    format: str
    made_of: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A wave of which nothing is written; `why` is its state, or "on_hold"."""

    wave_id: str
    team: str
    title: str
    why: str

    @property
    def said(self) -> str:
        """In a line."""
        return f"{self.team}, {self.title}: {_WHY[self.why]}"


@dataclass(slots=True)
class Night:
    """One run.

    Attributes:
        planned: all files that belong into the folder, in the formats that were asked for.
        left_out: waves without a result that may be written.
        filed: the list of the folder by name; grows as files are written.
        new: how many were written in this run.
    """

    folder: Path
    planned: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]
    filed: dict[str, Filed]
    new: int = 0
    _gone: set[str] = field(default_factory=set)

    @property
    def unchanged(self) -> int:
        """Files that were there as they should be."""
        return sum(1 for each in self.planned if self._is_there(each)) - self.new

    @property
    def strays(self) -> tuple[str, ...]:
        """Files of waves that are not there any more."""
        return tuple(sorted(self._gone))

    def missing(self) -> Iterator[Planned]:
        """What has to be written, one after the other."""
        yield from [each for each in self.planned if not self._is_there(each)]

    def content(self, planned: Planned) -> bytes:
        """The bytes of a file; the log says that the result was taken.

        Raises:
            ReportChanged, NotFound, ResultHeld, WaveStateError: the result cannot be written now.
        """
        view = release.for_export(planned.wave_id, as_what=planned.format)
        return FORMATS[planned.format].write(content_of(view))

    def written(self, planned: Planned, content: bytes) -> None:
        """Put a file that lies on the disk on the list."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.filed[planned.name] = Filed(**asdict(planned), sha256=sha256)
        self.new += 1

    def manifest(self) -> bytes:
        """The list as it is stored; the same folder has the same list, whatever the day."""
        files = [
            {**asdict(each), "gone": name in self._gone}
            for name, each in sorted(self.filed.items())
        ]
        plain = {"files": files, "left_out": [asdict(each) for each in self.left_out]}
        return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()

    def _is_there(self, planned: Planned) -> bool:
        known = self.filed.get(planned.name)
        if known is None or known.made_of != planned.made_of:
            return False
        try:
            content = (self.folder / planned.name).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == known.sha256


def night(folder: Path, *, formats: tuple[str, ...]) -> Night:
    """What a run has to do in a folder.

    Raises:
        NotAllowed: this is for whoever holds the machine.
    """
    permit("result.export")
    filed = _filed(folder / MANIFEST)
    teams, held = {team.id: team.name for team in store.teams()}, on_hold()
    waves = [wave for wave in store.waves() if wave.team_id in teams]
    out = [wave for wave in waves if wave.state in _OUT and wave.id not in held]
    named = {(each.wave_id, each.format): each.name for each in filed.values()}
    planned = tuple(
        _planned(wave, teams[wave.team_id], key, named=named) for wave in out for key in formats
    )
    left_out = tuple(
        LeftOut(wave.id, teams[wave.team_id], wave.title, _why(wave))
        for wave in waves
        if wave.state not in _OUT or wave.id in held
    )
    here = {wave.id for wave in waves}
    gone = {name for name, each in filed.items() if each.wave_id not in here}
    return Night(folder, planned, left_out, filed, _gone=gone)


@contextmanager
def one_run(folder: Path) -> Iterator[None]:
    """While this block runs no other run writes into the folder.

    Raises:
        FolderInUse: one does already.
        OSError: the folder cannot be used.
    """
    with (folder / _LOCK).open("a", encoding="utf-8") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FolderInUse(
                    f"{folder}: another run writes here at this moment. Nothing was done."
                ) from None
        for part in folder.glob(_HALF_WRITTEN):
            if seconds() - part.stat().st_mtime > _A_DAY:  # whoever wrote it is long gone
                part.unlink(missing_ok=True)
        yield


def is_full(error: OSError) -> bool:
    """Whether it makes no sense to write anything more."""
    return error.errno in _FULL


def _filed(file: Path) -> dict[str, Filed]:
    """The list of a folder; one that cannot be understood is none, and everything is new."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        rows = [_row(each) for each in plain["files"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return {row.name: row for row in rows if _NAME.fullmatch(row.name)}


def _row(plain: Mapping[str, Any]) -> Filed:
    return Filed(**{name: str(plain[name]) for name in Filed.__slots__})


def _planned(
    wave: WaveRow, team: str, key: str, *, named: Mapping[tuple[str, str], str]
) -> Planned:
    """A file keeps the name that it had at first, also when its team is called otherwise now."""
    first = f"{_slug(team)}-{wave.number}-{_slug(wave.id)}.{FORMATS[key].extension}"
    made_of = json.dumps([wave.sha256, wave.checksum, team, wave.title, key, _version()])
    return Planned(
        name=named.get((wave.id, key), first),
        wave_id=wave.id,
        team=team,
        title=wave.title,
        format=key,
        made_of=hashlib.sha256(made_of.encode()).hexdigest(),
    )


def _slug(text: str) -> str:
    """Letters and digits that every file system takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "team"


def _why(wave: WaveRow) -> str:
    return "on_hold" if wave.state in _OUT else wave.state


def _version() -> str:
    try:
        return version("common-table")
    except PackageNotFoundError:
        return ""


_WHY = {
    "on_hold": "its result is on hold",
    "draft": "it is a draft",
    "open": "it is open",
    "closing": "it is being closed",
    "closed": "it is closed and not released",
}
