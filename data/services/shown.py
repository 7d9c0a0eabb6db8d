"""What of a map of resources may stand on a screen: nothing that tells where a hidden site is.

A confidential address is nobody's to read: whoever brings in a list and whoever looks at a service
see that there is such a place, and no more.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from data.imports.directory.confidential import is_confidential
from data.imports.directory.difference import Difference
from data.imports.directory.records import FileAccount, Issue
from data.resource_views import CallView, ImportView, SetAsideView
from data.services import calls as calling
from data.services import gap_findings
from data.services.authority import may, permit
from data.services.directories import Reading, imported, rows_of, rows_set_aside
from data.services.gap_findings import FindingView
from data.services.noticing import Noticed, of_report
from data.services.place_words import is_about_a_place
from data.services.read_again import as_shown
from data.services.resource_hiding import HIDDEN, Hiding, hiding
from data.services.teams import team
from data.store import directories as store

_CODES = re.compile(
    r"coordinates|zip|longitude|confidential|disputed_letters|letters_garbled|digits_as_power|"
    r"cells_merged"
)
"""Issues that repeat an address, coordinates, or a whole line of a file."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What may be shown of a directory that was read and not taken over yet.

    Attributes:
        issues: all of them; in those about a hidden site nothing is repeated.
        examples: what stands first in each column of each table that nobody could read, or that a
            profile read, by the name of the file.
        changes: what the files would change, in services as they may be shown.
        still_hidden: what is offered at each place that was confidential and that the files do not
            call so any more, by the id of the site.
    """

    issues: tuple[Issue, ...]
    examples: Mapping[str, Mapping[str, str]]
    changes: Difference
    still_hidden: Mapping[str, str]


def preview(reading: Reading) -> Preview:
    """What may be shown of a directory that was read.

    Raises:
        NotAllowed: the one who acts does not run the team.
    """
    team(reading.team_id)
    permit("resources.run", team_id=reading.team_id)
    others = (row for row in store.listings(reading.team_id) if row["source"] != reading.source)
    hidden = hiding([*rows_of(reading), *others])
    secret = {
        (each.file, each.row)
        for each in reading.directory.issues
        if each.code == "confidential_address"
    }
    secret |= {
        (file.name, row.line)
        for file in reading.directory.files
        for row in _rows(file)
        if hidden.is_about_a_hidden_site(row, source=reading.source)
    }
    return Preview(
        issues=tuple(
            _issue(each, hidden, is_secret=(each.file, each.row) in secret, any_secret=bool(secret))
            for each in reading.directory.issues
        ),
        examples={
            file.name: _example(file, hidden, source=reading.source, secret=secret)
            for file in reading.directory.files
            if file.first_rows or (file.set_aside and not file.dialect)
        },
        changes=_changes(reading.changes, hidden),
        still_hidden={each: _offered(each, reading, hidden) for each in reading.still_hidden},
    )


def noticed(team_id: str, made: ImportView) -> tuple[Noticed, ...]:
    """What was noticed in the files of a directory that was taken over, as it may be shown now.

    Raises:
        NotAllowed: the one who acts does not see the team's map.
    """
    hidden = hiding(store.listings(team_id))
    return tuple(hidden.clean(each) for each in of_report(imported(team_id, made.id).report))


def set_aside(team_id: str, made: ImportView) -> tuple[SetAsideView, ...]:
    """Rows of a directory that became no listing of their own, as they may be shown.

    Raises:
        NotFound: this team has read in no such directory.
    """
    hidden = hiding(store.listings(team_id))
    rows = rows_set_aside(team_id, made.id)
    return tuple(hidden.set_aside(row, source=made.source) for row in rows)


def calls(team_id: str, listing_id: str | None = None) -> tuple[CallView, ...]:
    """The calls of a team, or those to one service, as they may be shown, the newest first."""
    found = calling.calls(team_id, listing_id)
    return hiding(store.listings(team_id)).clean(found) if found else found


def findings(team_id: str) -> tuple[FindingView, ...]:
    """The findings of a team as they may be shown; what is signed is what was written.

    What waits for somebody who reads it again is shown to whoever may change it.
    """
    found = gap_findings.findings(team_id)
    if not may("resources.run", team_id=team_id):
        found = as_shown(found)
    return hiding(store.listings(team_id)).clean(found) if found else found


def _changes(found: Difference, hidden: Hiding) -> Difference:
    return Difference(
        added=tuple(hidden.record("service", each) for each in found.added),
        gone=tuple(hidden.record("service", each) for each in found.gone),
        changed=tuple(
            replace(
                each,
                old=hidden.record("service", each.old),
                new=hidden.record("service", each.new),
            )
            for each in found.changed
        ),
        same=found.same,
    )


def _offered(site: str, reading: Reading, hidden: Hiding) -> str:
    """The names of the services at a place."""
    names = {each.id: each.name for each in reading.directory.services}
    found = [names[service] for service, place in reading.directory.links if place == site]
    return hidden.text("; ".join(sorted(found)), is_name=True) or "A place without a service"


def _issue(issue: Issue, hidden: Hiding, *, is_secret: bool, any_secret: bool) -> Issue:
    """An issue without what tells; a place is repeated only where no place is hidden at all.

    A row of addresses does not say itself whether its site is hidden, so all of them are silent.
    """
    about_place = is_about_a_place(issue.column) or _CODES.search(issue.code)
    if is_secret or (any_secret and about_place) or is_confidential(issue.came):
        right = HIDDEN if issue.code == "disputed_letters" else issue.right
        return replace(issue, came=issue.came and HIDDEN, right=right)
    return replace(issue, came=hidden.text(issue.came), right=hidden.text(issue.right))


def _rows(file: FileAccount) -> Iterable[SetAsideView]:
    for row in file.set_aside:
        yield SetAsideView(file.name, row.row, row.outcome, row.reason, row.cells)


def _example(
    file: FileAccount, hidden: Hiding, *, source: str, secret: Container[tuple[str, int]]
) -> Mapping[str, str]:
    """What stands first in each column of the rows that may be shown; no cells if there is none."""
    rows = [
        *(SetAsideView(file.name, row, "", "", cells) for row, cells in file.first_rows.items()),
        *_rows(file),
    ]
    found: dict[str, str] = {}
    for row in rows:
        is_secret = (row.file, row.line) in secret
        if not is_secret and not hidden.is_about_a_hidden_site(row, source=source):
            found |= {name: cell for name, cell in row.content.items() if not found.get(name)}
    return found or dict.fromkeys(rows[0].content, HIDDEN)
