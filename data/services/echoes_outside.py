"""What a team wrote elsewhere that may repeat somebody who takes their words back.

Codes, actions and findings are of no one session, and people sign them. So what may repeat is put
before people there as well: the newest version begins with a line that says so. Earlier versions,
which nobody reads, lose it at once, and so does what an action keeps of a theme: screens and files
read that anew.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from data.clock import today
from data.services.summaries import READ_AGAIN
from data.store import actions as actions_store
from data.store import families as studies_store
from data.store import gap_findings as findings_store
from data.store.family_rewriting import Outside, Rewritten
from data.store.versioned import Row

MayRepeat = Callable[[str], bool]
_CODE_FIELDS = ("label", "definition", "include", "exclude")
_ACTION_FIELDS = ("what", "reason", "check_shows", "notes")
_FINDING_FIELDS = ("words", "area", "cure")


def marked_outside(team_id: str, study_id: str, may_repeat: MayRepeat) -> Rewritten:
    """Codes, actions and findings that may repeat it, as they are to be kept.

    Args:
        study_id: the plan of the one who takes words back.
    """
    found = Rewritten()
    for kind, key, versions in _things(team_id, study_id):
        newest, *earlier = versions
        changed = tuple(
            {**{name: row[name] for name in key}, **gone}
            for row in earlier
            if (gone := _without(row, may_repeat))
        )
        marked = _marked(newest, may_repeat)
        kept = () if not marked else ({**newest, **marked, **_next(newest)},)
        # What was marked is an earlier version from now on, and loses it like the others.
        if kept:
            changed = (*changed, {**{k: newest[k] for k in key}, **_without(newest, may_repeat)})
        found = found.joined(Rewritten(outside={kind: changed}, new_outside={kind: kept}))
    return found


def _things(
    team_id: str, study_id: str
) -> Iterator[tuple[Outside, tuple[str, ...], Sequence[Row]]]:
    """Each thing with what names one of its versions, newest first."""
    codes = studies_store.codebook_versions(team_id, study_id)
    if codes:
        yield "codebook", ("study_id", "version"), codes
    for versions in actions_store.actions(team_id).values():
        yield "action", ("id", "version"), versions[::-1]
    for each in findings_store.findings(team_id).values():
        yield "finding", ("id", "version"), each.versions


def _without(row: Row, may_repeat: MayRepeat) -> Row:
    return _changed(row, lambda words: "" if may_repeat(words) else words)


def _marked(row: Row, may_repeat: MayRepeat) -> Row:
    return _changed(row, partial(_with_line, may_repeat))


def _with_line(may_repeat: MayRepeat, words: str) -> str:
    again = READ_AGAIN in words or not may_repeat(words)
    return words if again else f"{READ_AGAIN}\n{words}"


def _changed(row: Row, change: Callable[[str], str]) -> Row:
    """The columns that are others when each text is changed; a copy of a theme is kept nowhere."""
    if "codes" in row:
        codes = [_changed_code(each, change) for each in row["codes"]]
        return {"codes": codes} if codes != row["codes"] else {}
    fields = _ACTION_FIELDS if "what" in row else _FINDING_FIELDS
    done: Row = {name: new for name in fields if (new := change(row[name])) != row[name]}
    source = row.get("source")
    if source and source["words"] and change(source["words"]) != source["words"]:
        words = "" if source["kind"] == "theme" else change(source["words"])
        done["source"] = {**source, "words": words}
    return done


def _changed_code(code: Row, change: Callable[[str], str]) -> Row:
    """A code with other texts; what was looked at in it names strings of them, and ends too."""
    texts = {name: change(code[name]) for name in _CODE_FIELDS}
    same = all(code[name] == words for name, words in texts.items())
    return code if same else {**code, **texts, "cleared": []}


def _next(row: Row) -> Row:
    """What the program writes itself stands under no name."""
    own = {"version": row["version"] + 1, "saved_by": "", "saved_by_name": "", "saved_on": today()}
    return {name: value for name, value in own.items() if name in row}
