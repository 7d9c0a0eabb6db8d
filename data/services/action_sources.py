"""What an action can come from: a released statement, a scan item, a finding, a theme.

The words are kept as they were on the day. A statement whose words may not leave the team is kept
by its number. What families said is shown for as long as it may be, and in its words of now; and a
finding never tells where a hidden place is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from data.action_views import Source, SourceKind
from data.exports.content import content_of
from data.scan_views import BoardView, ItemView
from data.services import families, holds, release, scans, shown
from data.services.authority import may, permit
from data.services.errors import NotAllowed, NotFound, ReportChanged, WaveStateError
from data.services.family_own_words import tellable
from data.services.family_themes import shown_themes
from data.services.resource_hiding import hiding
from data.services.teams import team
from data.store import directories as listings_store
from data.store import waves as waves_store
from data.store.waves import WaveRecord
from data.views import ReportView
from surveys.resource_map import resource_words

RELEASED = ("released", "archived")
NOT_NOW = (WaveStateError, ReportChanged, NotFound, NotAllowed)
"""Why a result cannot be shown to the one who acts, for whatever reason."""
_GONE = "What this action would come from is not here, or not shown. Choose it anew."


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that an action can come from.

    Attributes:
        ref: as in the address of the form, such as "scan:cert_body_known".
        words: what it says.
    """

    ref: str
    words: str


def source(team_id: str, ref: str) -> Source:
    """What an address names, as it is now.

    Args:
        ref: "statement:WAVE:ITEM", "scan:ITEM", "finding:ID" or "theme:ID"; empty for nothing.

    Raises:
        NotFound: the team has no such thing, or it is not released.
    """
    team(team_id)
    permit("actions.see", team_id=team_id)
    kind, _, rest = ref.partition(":")
    if not ref:
        return Source()
    find = _FINDERS.get(kind)
    found = find(team_id, rest) if find is not None else None
    if found is None:
        raise NotFound(_GONE)
    return found


def candidates(team_id: str) -> Mapping[SourceKind, tuple[Candidate, ...]]:
    """Everything that an action of this team can come from, by kind; newest results first."""
    team(team_id)
    permit("actions.see", team_id=team_id)
    return {
        "statement": tuple(_statements(team_id)),
        "scan": tuple(_scan_items(team_id)),
        "finding": tuple(
            Candidate(f"finding:{each.id}", f"{each.entry.gap}: {each.entry.words}")
            for each in shown.findings(team_id)
            if each.is_read
        ),
        "theme": tuple(
            Candidate(f"theme:{theme}", said.words) for theme, said in _themes(team_id).items()
        ),
    }


def as_shown(team_id: str, *, for_all: bool = False) -> Callable[[Source], Source]:
    """What turns a source as it was kept into one that may be shown now.

    Args:
        for_all: as a file may say it that leaves the team: whoever acts, a statement of a result
            that is still held has no words, and no theme has, since what families said leaves
            with files of its own, which ask whether it may.
    """
    themes = cache(lambda: _themes(team_id))
    hidden = cache(lambda: hiding(listings_store.listings(team_id)))
    held = cache(lambda wave_id: holds.hidden_until(wave_id) is not None)
    prepares = not for_all and may("result.preview", team_id=team_id)

    def show(kept: Source) -> Source:
        if kept.kind == "theme" and for_all:
            return replace(kept, words="", where="")
        if kept.kind == "theme":
            return themes().get(kept.ids["theme"], replace(kept, words="", where=""))
        if kept.kind == "finding":
            return replace(kept, words=hidden().text(kept.words))
        if kept.kind == "statement" and not prepares and held(kept.ids["wave"]):
            return replace(kept, words="", where="")
        return kept

    return show


def released_waves(team_id: str) -> tuple[WaveRecord, ...]:
    """The rounds of a team that have a released result, the newest first."""
    return tuple(each for each in waves_store.waves(team_id) if each.state in RELEASED)


def result(wave_id: str) -> ReportView | None:
    """The released result of a round; None where it cannot be shown to the one who acts now."""
    try:
        return release.report(wave_id)
    except NOT_NOW:
        return None


def result_for_all(wave_id: str) -> ReportView | None:
    """The same, once the whole team sees it; until then None for facilitators too."""
    return None if holds.hidden_until(wave_id) is not None else result(wave_id)


def _statement(team_id: str, rest: str) -> Source | None:
    wave_id, _, item = rest.partition(":")
    view = result(wave_id)
    if view is None or view.wave.team_id != team_id:
        return None
    if item not in {each.id for each in view.report.items}:
        return None
    words = content_of(view, language="en").statements[item].text
    return Source("statement", {"wave": wave_id, "item": item}, words, view.wave.title)


def _statements(team_id: str) -> Iterator[Candidate]:
    """Of the newest released round of each questionnaire."""
    asked: set[str] = set()
    for record in released_waves(team_id):
        if record.instrument_id in asked or (view := result(record.id)) is None:
            continue
        asked.add(record.instrument_id)
        words = content_of(view, language="en").statements
        for each in view.report.items:
            yield Candidate(f"statement:{record.id}:{each.id}", words[each.id].text)


def _scan_item(team_id: str, rest: str) -> Source | None:
    board = _newest_board(team_id)
    item = board.item(rest) if board is not None else None
    if board is None or item is None:
        return None
    ids = {"scan": board.scan.id, "item": item.id}
    return Source("scan", ids, _item_words(board, item), board.scan.title)


def _scan_items(team_id: str) -> Iterator[Candidate]:
    board = _newest_board(team_id)
    if board is not None:
        for item in board.items:
            yield Candidate(f"scan:{item.id}", _item_words(board, item))


def _newest_board(team_id: str) -> BoardView | None:
    rounds = scans.scans(team_id)
    return scans.board(rounds[0].id) if rounds else None


def _item_words(board: BoardView, item: ItemView) -> str:
    if item.own:
        return board.own_words[item.id].text
    return board.scan.edition.wording("en").items[item.id].text


def _finding(team_id: str, rest: str) -> Source | None:
    every = (each for each in shown.findings(team_id) if each.is_read)
    found = next((each for each in every if each.id == rest), None)
    if found is None:
        return None
    words = resource_words("en")
    where = f"{words.categories[found.entry.category].title}, {words.gap_name(found.entry.gap)}"
    return Source("finding", {"finding": found.id}, found.entry.words, where)


def _theme(team_id: str, rest: str) -> Source | None:
    return _themes(team_id).get(rest)


def _themes(team_id: str) -> dict[str, Source]:
    """The themes that may be shown inside the team, by id."""
    found: dict[str, Source] = {}
    for plan in families.studies(team_id):
        _, views = shown_themes(team_id, plan.id)
        for theme in tellable(plan, views):
            ids = {"plan": plan.id, "theme": theme}
            found[theme] = Source("theme", ids, views[theme].entry.words, plan.name)
    return found


_FINDERS: Mapping[str, Callable[[str, str], Source | None]] = {
    "statement": _statement,
    "scan": _scan_item,
    "finding": _finding,
    "theme": _theme,
}
