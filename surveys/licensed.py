"""Licensed editions: wording that somebody else owns, imported into one team's workspace.

The file is YAML or CSV (see `licensed_table`). YAML:

    id: county_inventory
    version: 1.0.0
    title: {en: "..."}
    scale:
      points: [{value: 1, label: {en: "..."}}, ...]
      no_answer: [{code: dk, label: {en: "..."}}]
    items:
      - {id: q1, type: scale, domain: community, reverse: true, text: {en: "..."}}
      - {id: q2, type: choose, at_most: 3, text: {en: "..."},
         options: [{id: a, label: {en: "..."}}, ...]}
      - {id: q3, type: percent, text: {en: "..."}}

A problem quotes ids and numbers of such a file and never its wording, which may not be written into
a log.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from surveys.instrument import Edition
from surveys.licensed_checks import of_structure, of_texts
from surveys.licensed_edition import edition_of
from surveys.licensed_file import LicensedFile, licensed_stand_ins
from surveys.licensed_table import read_table
from surveys.misfits import Taken, take
from surveys.problems import InstrumentProblems, Problem, Source, problem
from surveys.yaml_reader import read_yaml

_WHERE_A_DAY_ENDS_LAST = timezone(timedelta(hours=-12))


def read_licensed(
    content: bytes,
    filename: str,
    *,
    owner: str,
    permission: str,
    expires: date | None,
    wording_may_be_exported: bool = False,
) -> Edition:
    """An edition from a file, with the permission that the importer states.

    Args:
        content: of the file; at most 1 MB of UTF-8 text.
        filename: its ending, .csv or .yaml, says how it is read.
        owner: who owns the wording.
        permission: where the permission is written down.
        expires: the last day on which it may be used; None for no end.
        wording_may_be_exported: whether the permission covers copies of the wording in files.

    Raises:
        InstrumentProblems: everything that is wrong with the file or the permission.
    """
    source = _source(content, filename)
    taken = take(LicensedFile, source, licensed_stand_ins())
    problems = [
        *_permission(filename, owner=owner, permission=permission, expires=expires),
        *_of_file(source, taken),
    ]
    if problems or taken.model is None:
        raise InstrumentProblems(problems)
    terms = {
        "owner": owner.strip(),
        "permission": permission.strip(),
        "expires": expires,
        "wording_may_be_exported": wording_may_be_exported,
    }
    return edition_of(taken.model, terms)


def _source(content: bytes, filename: str) -> Source:
    if filename.lower().endswith(".csv"):
        return Source(filename, read_table(content), unit="row", quotes=False)
    return Source(filename, read_yaml(content), quotes=False)


def _permission(
    file: str, *, owner: str, permission: str, expires: date | None
) -> Iterator[Problem]:
    if not owner.strip():
        yield problem("I050", file, where="owner", what="nobody is named")
    if not permission.strip():
        what = "no letter or contract is named"
        yield problem("I050", file, where="permission", what=what)
    if expires is not None and expires < datetime.now(_WHERE_A_DAY_ENDS_LAST).date():
        what = f"the permission ended on {expires.isoformat()}"
        yield problem("I050", file, where="expires", what=what)


def _of_file(source: Source, taken: Taken[LicensedFile]) -> list[Problem]:
    problems = list(taken.problems)
    if taken.model is not None:
        if not source.reading.faults:  # a row that was not taken may hold the text
            problems += of_texts(taken.model, source, unread=taken.unread)
        problems += of_structure(taken.model, source, unread=taken.unread)
    return sorted(problems, key=lambda each: each.line)
