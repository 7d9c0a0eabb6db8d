"""Directories of resources: read, shown beside what was listed before, and then taken over.

Nothing of a file is kept before somebody accepts it. What people have said of a service stays when
a newer directory comes in; what a newer directory does not list any more is kept as gone.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.clock import today
from data.imports.directory.answer_pages import INCOMPLETE
from data.imports.directory.difference import Difference, changes
from data.imports.directory.issues import KINDS
from data.imports.directory.profiles import Profile, from_json, to_json
from data.imports.directory.reading import files_of, read_directory
from data.imports.directory.recognizing import recognized
from data.imports.directory.records import Directory, Issue
from data.imports.directory.report import report
from data.resource_views import ImportView, SetAsideView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.directory_rows import newer_rows
from data.services.errors import ChangedMeanwhile, NotFound, ResourceProblems
from data.services.first_proposals import proposed
from data.services.hidden_places import opened, still_hidden
from data.services.listing_bodies import OWN, record_of
from data.services.noticing import kept as kept_issues
from data.services.teams import team
from data.services.texts import folded, tidy
from data.store import directories as store
from data.tokens import new_id
from data.views import FieldProblem

LONGEST_SOURCE = 80
_MEANWHILE = (
    "Somebody has changed the map meanwhile: read in a directory, or hidden, opened or merged "
    "something. Nothing was changed; look at it once more."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A directory that was read and not taken over yet.

    Attributes:
        source: what the team calls the directory; a newer file of the same source replaces it.
        sha256: of all files, whatever order they came in.
        report: rows of each file and what became of them, issues by code.
        changes: against what this source lists now.
        is_known: the very same files were taken over last, and no more of them is found to be
            confidential than then; there is nothing to do.
        still_hidden: ids of sites that were confidential and that these files do not call so any
            more. They stay hidden; in the directory they are so already.
        seen: the number of the newest import that there was; 0 where there was none.
        replaces: this source lists something already, which these files take the place of.
    """

    team_id: str
    source: str
    names: tuple[str, ...]
    sha256: str
    directory: Directory
    report: Mapping[str, Any]
    changes: Difference
    is_known: bool
    still_hidden: frozenset[str]
    profile: Profile | None
    seen: int
    replaces: bool

    @property
    def is_partial(self) -> bool:
        """The files say themselves that they do not hold all of the list."""
        return any(issue.code == INCOMPLETE for issue in self.directory.issues)


def read(
    team_id: str, files: Mapping[str, bytes] | Path, *, source: str, profile: Profile | None = None
) -> Reading:
    """Read a directory and compare it with what its source lists now; nothing is kept.

    Args:
        files: name to content, of one or several files; or a file, a folder or a zip.
        source: what the team calls this directory.
        profile: how columns are read that follow no standard.

    Raises:
        ResourceProblems: the source has no name, or one that is too long.
        InputProblems: a file cannot be read; where, what came, and what would be right.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    named = _source(source)
    content = files_of(files)
    known, gone = listed(team_id, source=named), listed(team_id, source=named, gone=True)
    came = read_directory(content, profile=profile, name=named)
    came = recognized(came, old=known, gone=gone)
    still = still_hidden(store.listings(team_id, source=named), came)
    found = _with_hidden(came, still, file=", ".join(content))
    before = imports(team_id)
    checksum = _checksum(content, profile=profile)
    changed = changes(known, found)
    newest = next((each for each in before if each.source == named), None)
    made = Reading(
        team_id=team_id,
        source=named,
        names=tuple(content),
        sha256=checksum,
        directory=found,
        report=report(found),
        changes=changed,
        is_known=newest is not None
        and _sha256(team_id, newest.id) == checksum
        and {s.id for s in found.sites if s.hidden} <= {s.id for s in known.sites if s.hidden},
        still_hidden=still,
        profile=profile,
        seen=before[0].number if before else 0,
        replaces=newest is not None,
    )
    return replace(made, changes=replace(changed, gone=())) if made.is_partial else made


def accept(reading: Reading, *, no_longer_hidden: Collection[str] = ()) -> ImportView | None:
    """Take a directory over; None where there is nothing to do.

    What was noticed in its files is kept with it, as it may be shown.

    Args:
        no_longer_hidden: of `still_hidden` those of which a person says that anybody may know
            where they are.

    Raises:
        ResourceProblems: no service is in it; to take that over would make all that there is gone.
        ChangedMeanwhile: somebody has read in a directory, hidden, opened or merged something.
    """
    from data.services.shown import preview  # it shows readings of this module

    permit("resources.run", team_id=reading.team_id)
    open_now = reading.still_hidden & frozenset(no_longer_hidden)
    if reading.is_known and not open_now:
        return None
    _need_services(reading.directory)
    every = store.listings(reading.team_id)
    reading = _with_hidden_meanwhile(reading, every)
    issues = preview(reading).issues
    if open_now:
        reading = replace(reading, directory=_with_open(reading.directory, open_now))
    import_id = new_id()
    said = {"no_longer_hidden": len(open_now)} if open_now else {}
    audit_log.record("resources.import", team_id=reading.team_id, about=import_id, **said)
    rows = opened(_rows(reading, every, import_id=import_id), open_now)
    kept = store.accept(
        _row_of(reading, import_id, {"noticed": kept_issues(issues)}),
        listed=rows,
        set_aside=tuple(_set_aside(reading.directory)),
        proposed=tuple(proposed(reading, rows)),
        after=reading.seen,
        marks=store.marks(every),
    )
    if not kept:
        raise ChangedMeanwhile(_MEANWHILE)
    return imported(reading.team_id, import_id)


def _row_of(reading: Reading, import_id: str, noticed: Mapping[str, Any]) -> dict[str, Any]:
    """The import itself: which files it was, what was noticed in them, and who took it over."""
    made_up = {"made_up": reading.directory.made_up}
    return {
        "id": import_id,
        "team_id": reading.team_id,
        "source": reading.source,
        "names": list(reading.names),
        "sha256": reading.sha256,
        "report": {**reading.report, **noticed, **made_up},
        "profile": _kept(reading.profile),
        **_saved(),
    }


def _with_hidden(found: Directory, still: frozenset[str], *, file: str) -> Directory:
    """The same with these sites hidden, each of which is told and none of them named."""
    if not still:
        return found
    code, came = "confidential_before", "a place that was confidential"
    told = Issue(code, KINDS[code].severity, file, 0, "", came, KINDS[code].right)
    sites = tuple(replace(s, hidden=True) if s.id in still else s for s in found.sites)
    return replace(found, sites=sites, issues=(*found.issues, *[told] * len(still)))


def _with_hidden_meanwhile(reading: Reading, every: Iterable[Mapping[str, Any]]) -> Reading:
    """The same with what a person has hidden since it was read."""
    rows = [row for row in every if row["source"] == reading.source]
    late = still_hidden(rows, reading.directory)
    sites = (replace(s, hidden=True) if s.id in late else s for s in reading.directory.sites)
    return replace(reading, directory=replace(reading.directory, sites=tuple(sites)))


def _with_open(found: Directory, no_longer_hidden: frozenset[str]) -> Directory:
    """The same without hiding these."""
    sites = (replace(s, hidden=False) if s.id in no_longer_hidden else s for s in found.sites)
    return replace(found, sites=tuple(sites))


def _need_services(found: Directory) -> None:
    if not found.services:
        what = "No service was found in these files."
        right = "Look at what the report says of each file, and give the one with services."
        raise ResourceProblems((FieldProblem("files", what, right),))


def imports(team_id: str) -> tuple[ImportView, ...]:
    """Every directory that was read in, newest first."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    return tuple(
        ImportView(
            id=row["id"],
            number=row["number"],
            source=row["source"],
            names=tuple(row["names"]),
            report=row["report"],
            profile=from_json(json.dumps(row["profile"])) if row["profile"] else None,
            saved_by_name=row["saved_by_name"],
            saved_on=row["saved_on"],
        )
        for row in store.imports(team_id)
    )


def is_made_up(team_id: str) -> bool:
    """A file that was brought in says of itself that its data was invented."""
    team(team_id)
    permit("resources.see", team_id=team_id)
    return store.is_made_up(team_id)


def imported(team_id: str, import_id: str) -> ImportView:
    """One directory that was read in.

    Raises:
        NotFound: this team has read in no such directory.
    """
    found = next((each for each in imports(team_id) if each.id == import_id), None)
    if found is None:
        raise NotFound("This directory is not there any more. Reload the page.")
    return found


def rows_set_aside(team_id: str, import_id: str) -> tuple[SetAsideView, ...]:
    """The rows of a directory that became no listing of their own, and why.

    Raises:
        NotFound: this team has read in no such directory.
    """
    imported(team_id, import_id)
    return tuple(
        SetAsideView(**{name: row[name] for name in ("file", "line", "fate", "reason", "content")})
        for row in store.rows_set_aside(import_id)
    )


def listed(team_id: str, *, source: str, gone: bool = False) -> Directory:
    """What a source lists now, without what is gone; or only what is gone."""
    rows = [row for row in store.listings(team_id, source=source) if row["gone"] == gone]
    of_kind = {
        kind: [row["body"] for row in rows if row["kind"] == kind]
        for kind in ("organization", "service", "site")
    }
    services = [record_of("service", body) for body in of_kind["service"]]
    links = [
        (service.id, site)
        for service, body in zip(services, of_kind["service"], strict=True)
        for site in body["site_ids"]
    ]
    return Directory(
        organizations=tuple(record_of("organization", body) for body in of_kind["organization"]),
        services=tuple(services),
        sites=tuple(record_of("site", body) for body in of_kind["site"]),
        links=tuple(links),
        issues=(),
        files=(),
    )


def _source(source: str) -> str:
    clean = tidy(source)
    if folded(clean) == folded(OWN):
        right = "Give the list another name."
        raise ResourceProblems((FieldProblem("source", f"{OWN} is no file.", right),))
    if clean and len(clean) <= LONGEST_SOURCE:
        return clean
    what = f"It has {len(clean)} characters." if clean else "It is not said what this list is."
    right = f"Call it by a name of at most {LONGEST_SOURCE} characters, such as 211 directory."
    raise ResourceProblems((FieldProblem("source", what, right),))


def _checksum(files: Mapping[str, bytes], *, profile: Profile | None) -> str:
    made = hashlib.sha256(json.dumps(_kept(profile), sort_keys=True).encode())
    for content in sorted(hashlib.sha256(each).digest() for each in files.values()):
        made.update(content)
    return made.hexdigest()


def _sha256(team_id: str, import_id: str) -> str:
    return next(row["sha256"] for row in store.imports(team_id) if row["id"] == import_id)


def rows_of(reading: Reading) -> list[dict[str, Any]]:
    """All rows of the source as they would be from now on."""
    return _rows(reading, store.listings(reading.team_id), import_id="")


def _rows(
    reading: Reading, every: Sequence[Mapping[str, Any]], *, import_id: str
) -> list[dict[str, Any]]:
    return newer_rows(
        reading.directory,
        every,
        team_id=reading.team_id,
        source=reading.source,
        import_id=import_id,
        days=store.import_days(reading.team_id),
        is_partial=reading.is_partial,
    )


def _set_aside(directory: Directory) -> Iterator[dict[str, Any]]:
    for file in directory.files:
        for each in file.set_aside:
            yield {
                "file": file.name,
                "line": each.row,
                "fate": each.outcome,
                "reason": each.reason,
                "content": dict(each.cells),
            }


def _kept(profile: Profile | None) -> dict[str, Any] | None:
    return json.loads(to_json(profile)) if profile else None


def _saved() -> dict[str, Any]:
    return {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
