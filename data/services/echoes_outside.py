"""What a team wrote elsewhere that may repeat somebody who takes their words back.

Codes, actions and findings are of no one session, and people sign them. So what may repeat is put
before people there as well: the newest version begins with a line that says so, and evidence and
what agencies said of a finding do too. Earlier versions, which nobody reads, lose it at once, and
so does what an action keeps of a theme: screens and files read that anew. Of the words themselves
nothing is left in any of these; where they stood it says that they were taken back.
"""

from collections.abc import Callable, Collection
from functools import partial

from data.clock import today
from data.redaction.runs import Run, without_runs
from data.services.outside_texts import Thing, changed, things
from data.services.read_again import marked
from data.services.written_together import written_together
from data.store.family_outside import Outside
from data.store.family_rewriting import Rewritten
from data.store.versioned import Row

MayRepeat = Callable[[str], bool]


def marked_outside(
    team_id: str, study_id: str, may_repeat: MayRepeat, *, runs: Collection[Run]
) -> Rewritten:
    """Codes, actions, findings and what a team wrote together, as they are to be kept.

    Args:
        study_id: the plan of the one who takes words back.
        runs: of their words, of which nothing is left.
    """

    def mark(words: str) -> str:
        return marked(words, without=runs) if may_repeat(words) else words

    def emptied(words: str) -> str:
        return "" if may_repeat(words) else words

    found = Rewritten()
    for thing in things(team_id, study_id):
        if thing.has_versions:
            found = found.joined(_versions(thing, mark, emptied))
        elif new := _in_place(thing, mark, emptied):
            row = {**thing.key(thing.rows[0]), **new}
            found = found.joined(Rewritten(outside={thing.kind: (row,)}))
    return found.joined(_together(team_id, may_repeat, mark, runs))


def _together(
    team_id: str, may_repeat: MayRepeat, mark: Callable[[str], str], runs: Collection[Run]
) -> Rewritten:
    """The scan, guides, principles, worksheets and notes of meetings.

    People stand by these under their names, so nobody's version is made for them: each is changed
    where it lies. Earlier versions are shown, so they keep the rest of their sentences.
    """
    rows: dict[Outside, list[Row]] = {}
    for each in written_together(team_id):
        change = mark if each.is_now else partial(without_runs, runs=runs)
        new = each.changed(
            lambda words, change=change: change(words) if may_repeat(words) else words
        )
        if new:
            rows.setdefault(each.table, []).append({**each.key, **new})
    return Rewritten(outside={kind: tuple(found) for kind, found in rows.items()})


def _versions(thing: Thing, mark: Callable[[str], str], without: Callable[[str], str]) -> Rewritten:
    newest, *earlier = thing.rows
    lost = [(row, _lost(thing, row, without)) for row in earlier]
    kept = {**changed(thing.kind, newest, mark), **_copy(thing, newest, without)}
    if kept:  # what was marked is an earlier version from now on, and loses it like the others
        lost.append((newest, _lost(thing, newest, without)))
    rows = tuple({**thing.key(row), **gone} for row, gone in lost if gone)
    fresh = ({**newest, **kept, **_next(newest)},) if kept else ()
    return Rewritten(outside={thing.kind: rows}, new_outside={thing.kind: fresh})


def _lost(thing: Thing, row: Row, without: Callable[[str], str]) -> Row:
    return {**changed(thing.kind, row, without), **_copy(thing, row, without)}


def _copy(thing: Thing, row: Row, without: Callable[[str], str]) -> Row:
    """What an action keeps of a theme, empty where it may repeat; it is kept nowhere then."""
    source = row["source"] if thing.kind == "action" else {"kind": ""}
    if source["kind"] != "theme" or not source["words"] or without(source["words"]):
        return {}
    return {"source": {**source, "words": ""}}


def _in_place(thing: Thing, mark: Callable[[str], str], without: Callable[[str], str]) -> Row:
    """Evidence and what an agency said have no versions; a link that repeats is taken out."""
    (row,) = thing.rows
    new = changed(thing.kind, row, mark)
    if "link" in new:
        new = {**new, "link": without(row["link"]), "words": marked(row["words"])}
    return new


def _next(row: Row) -> Row:
    """What the program writes itself stands under no name."""
    own = {"version": row["version"] + 1, "saved_by": "", "saved_by_name": "", "saved_on": today()}
    return {name: value for name, value in own.items() if name in row}
