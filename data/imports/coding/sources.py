"""Coded texts of a REFI-QDA project: places put right where programs count in other ways."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from data.coded_project import Coding, Source
from data.imports.coding.evidence import Marked
from data.imports.coding.losses import Ids, Losses
from data.imports.coding.notes import Notes
from data.imports.coding.placing import Why, place
from data.imports.coding.texts import Found, Texts
from data.imports.coding.tree import Node, id_of

UNKNOWN_CODER = "unknown"
_EMPTY = "they begin where they end, so no words belong to them."
_NO_PLACE: Mapping[Why, str] = {
    "outside": "their place is not in the text.",
    "in doubt": "the file may count characters in several ways, and nothing in it shows which; so "
    "nobody knows what words they are.",
    "other words": "the words at their place are not those that the file repeats.",
    "cut": "places in this text cut words, so the file counts in a way that is not known.",
}
_KINDS = {
    "PDFSource": "PDF documents",
    "PictureSource": "pictures",
    "AudioSource": "recordings",
    "VideoSource": "films",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What codings point at.

    Attributes:
        codes: ids of codes.
        coders: ids of coders.
        origin: the program that wrote the file.
    """

    codes: frozenset[str]
    coders: frozenset[str]
    origin: str


class SourceReader:
    """Reads one source after the other, and keeps what codings must not share."""

    def __init__(self, known: Known, *, texts: Texts, notes: Notes, losses: Losses) -> None:
        self._known, self._texts, self._notes, self._losses = known, texts, notes, losses
        self._ids = Ids(losses, what="text", where="Sources")
        self._codings = Ids(losses, what="coding", where="Sources")

    def read(self, root: Node) -> Iterator[Source]:
        """Every text that can be kept, with its codings."""
        for node in root.inside("Sources"):
            if node.name != "TextSource":
                self._not_kept(node)
            elif (text := self._texts.of(node)) is not None:
                yield self._source(node, text)
            else:
                why = "their text is not there."
                self._losses.lost("codings", where="Sources", why=why, count=count_codings(node))

    def _not_kept(self, node: Node) -> None:
        kind = _KINDS.get(node.name, f"elements {node.name[:40]}")
        self._losses.lost(kind, where="Sources", why="only plain texts are kept.")
        count = count_codings(node)
        self._losses.lost("codings", where=kind, why="only plain texts are kept.", count=count)

    def _source(self, node: Node, found: Found) -> Source:
        plain = _without_unfit(found.text, losses=self._losses)
        name = node.get("name").strip() or "(no name)"
        own = self._ids.one(id_of(node.get("guid")), name)
        self._check_extras(node)
        selected = self._of_selections(node, plain, own, mark=found.mark)
        codings = (*selected, *self._of_whole(node, plain, own))
        return Source(own, name, plain, codings)

    def _check_extras(self, node: Node) -> None:
        values = sum(1 for _ in node.all("VariableValue"))
        why = "facts are kept about sessions and not about single texts."
        self._losses.lost("facts about texts", where="Sources", why=why, count=values)
        if node.said("Description"):
            self._losses.lost("descriptions of texts", where="Sources", why="they are not kept.")

    def _of_selections(self, node: Node, text: str, own: str, *, mark: bool) -> Iterator[Coding]:
        selections = tuple(node.all("PlainTextSelection"))
        pairs = [(each, found) for each in selections if (found := _marked(each))]
        for each in selections:
            if _marked(each) is None:
                self._no_place(_NO_PLACE["outside"], count_codings(each))
        marked = [found for _, found in pairs]
        placed = place(text, marked, origin=self._known.origin, mark=mark)
        why = f"the file counts {placed.counting.told}; places were moved to the same words."
        count = placed.moved(marked)
        self._losses.repaired("places in texts", where="Sources", why=why, count=count)
        kept: dict[tuple[int, int], list[Node]] = {}
        for (selection, told), span in zip(pairs, placed.spans, strict=True):
            if isinstance(span, tuple):
                kept.setdefault(span, []).append(selection)
            elif told.start == told.end:
                self._no_place(_EMPTY, count_codings(selection))
            else:
                self._no_place(_NO_PLACE[span], count_codings(selection))
        for span, holders in kept.items():
            yield from self._of_span(span, holders, own)

    def _of_span(
        self, span: tuple[int, int], holders: Sequence[Node], own: str
    ) -> Iterator[Coding]:
        """Codings of the same words; a memo may lie on a mark of its own beside the coded one."""
        bare = [each for each in holders if not any(each.all("Coding", "CodeRef"))]
        coded = [each for each in holders if each not in bare]
        for holder in coded:
            for each in (*holder.all("Coding"), *self._without_coding(holder)):
                yield from self._coding(each, (holder, *bare), span=span, own=own)
        if not coded:
            why = "nothing was coded there."
            self._losses.lost("marked passages", where="Sources", why=why, count=len(bare))
            if self._notes.memo(*bare):
                self._losses.lost("memos", where="Sources", why=why)

    def _without_coding(self, holder: Node) -> Iterator[Node]:
        """Codes that stand at the words themselves, where the format wants a coding between."""
        for reference in holder.all("CodeRef"):
            why = "a code stands at the words without a coding between; it is one now."
            self._losses.repaired("codings", where="Sources", why=why)
            made = {"creationDateTime": holder.get("creationDateTime")}
            yield Node("Coding", holder.space, made, [reference])

    def _no_place(self, why: str, codings: int) -> None:
        self._losses.lost("marked passages", where="Sources", why=why)
        self._losses.lost("codings", where="Sources", why=why, count=codings)

    def _of_whole(self, node: Node, text: str, own: str) -> Iterator[Coding]:
        """Codes on a text as a whole become codes on all of its words."""
        for each in node.all("Coding"):
            if not text:
                self._losses.lost("codings", where="Sources", why="their text is empty.")
                continue
            why = "a code on a text as a whole is now one on all of its words."
            self._losses.repaired("codings", where="Sources", why=why)
            yield from self._coding(each, (each,), span=(0, len(text)), own=own)

    def _coding(
        self, node: Node, holders: Sequence[Node], *, span: tuple[int, int], own: str
    ) -> Iterator[Coding]:
        reference = node.first("CodeRef")
        code = id_of(reference.get("targetGUID")) if reference else None
        if code not in self._known.codes or code is None:
            why = "their code is not in the codebook of the file."
            self._losses.lost("codings", where="Sources", why=why)
            return
        coder = self._coder(node, holders[0])
        memo = self._notes.memo(*dict.fromkeys((node, *holders)))
        own_id = self._codings.one(id_of(node.get("guid")), own, *span, code, coder)
        made_on = moment(node.get("creationDateTime"), losses=self._losses)
        yield Coding(own_id, *span, code, coder, memo, made_on)

    def _coder(self, node: Node, holder: Node) -> str:
        for each in (node, holder):
            coder = id_of(each.get("creatingUser"))
            if coder is not None and coder in self._known.coders:
                return coder
        why = "the file does not say who made them; they are those of 'unknown'."
        self._losses.repaired("codings", where="Sources", why=why)
        return UNKNOWN_CODER


def moment(given: str, *, losses: Losses) -> datetime | None:
    """A time with its zone; UTC where none is told, which is said. None where it is no time."""
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given.strip())
    except ValueError:
        losses.lost("times", where="Project", why="they are no times as the format writes them.")
        return None
    if found.tzinfo is None:
        why = "the file does not say in which zone they are; they are taken as UTC."
        losses.repaired("times", where="Project", why=why)
        found = found.replace(tzinfo=UTC)
    return found


def _marked(selection: Node) -> Marked | None:
    """A place; None where it is no pair of numbers."""
    try:
        start = int(selection.get("startPosition")[:12])
        end = int(selection.get("endPosition")[:12])
    except ValueError:
        return None
    return Marked(start, end, selection.get("name"))


def count_codings(node: Node) -> int:
    """How many codings lie inside of an element, however deep."""
    return sum(count_codings(each) + (each.name == "Coding") for each in node.children)


def _without_unfit(text: str, *, losses: Losses) -> str:
    """A zero character is one in place of one, so that no place moves."""
    if count := text.count("\0"):
        why = "a zero character is no letter; there is a space in its place."
        losses.repaired("characters", where="Sources", why=why, count=count)
    return text.replace("\0", " ")
