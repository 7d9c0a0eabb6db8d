"""The notes of a REFI-QDA project: which belong to codings, and which are left over."""

from collections.abc import Callable, Iterator

from data.imports.coding.losses import Losses
from data.imports.coding.tree import Node, id_of


class Notes:
    """The texts of notes, handed out by their ids; what nobody asked for is a loss."""

    def __init__(self, root: Node, *, text_of: Callable[[Node], str | None]) -> None:
        self._texts: dict[str, str] = {}
        self._used: set[str] = set()
        self._unread = 0
        for note in root.inside("Notes"):
            text, own = text_of(note), id_of(note.get("guid"))
            if text is None or own is None:
                self._unread += 1
            else:
                self._texts[own] = text.strip()

    def memo(self, *holders: Node) -> str:
        """What was noted at some elements: their notes, and their descriptions."""
        return "\n\n".join(dict.fromkeys(text for each in holders for text in self._of(each)))

    def _of(self, holder: Node) -> Iterator[str]:
        for reference in holder.all("NoteRef"):
            wanted = id_of(reference.get("targetGUID")) or ""
            if text := self._texts.get(wanted, ""):
                self._used.add(wanted)
                yield text
        if told := holder.said("Description"):
            yield told

    def check(self, *, losses: Losses) -> None:
        """Say what no coding asked for."""
        why = "notes are kept where they belong to coded words, and these do not."
        losses.lost("notes", where="Notes", why=why, count=len(set(self._texts) - self._used))
        why = "they have no text in the file that can be read."
        losses.lost("notes", where="Notes", why=why, count=self._unread)
