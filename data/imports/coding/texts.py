"""The texts of a REFI-QDA project, from its XML or from the parts beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.imports.coding.losses import Losses
from data.imports.coding.tree import Node
from data.imports.gate import Limits, admit
from data.imports.problems import Refused

INTERNAL = "internal://"
_FOLDER = "sources/"
_MARK_AT_START = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Found:
    """A text, and whether there was a byte order mark at its start, which is not in it."""

    text: str
    mark: bool = False


class Texts:
    """What lies beside the project in its container, found by the paths that elements give."""

    def __init__(self, parts: Mapping[str, bytes], *, losses: Losses) -> None:
        self._parts = {name.lower(): content for name, content in parts.items()}
        self._losses = losses
        self._used: set[str] = set()

    def of(self, node: Node, *, quiet: bool = False) -> Found | None:
        """The text of an element; None where there is none, which is said.

        Args:
            node: a source or a note.
            quiet: whether whoever asks says what is missing.
        """
        inside, path = node.first("PlainTextContent"), node.get("plainTextPath")
        if path and (text := self._beside(path, quiet=quiet)) is not None:
            return text
        if inside is not None:
            return self._plain(inside.text)
        if not path and not quiet:
            other = node.get("richTextPath")
            why = (
                "only a document with formatting is in the file, and no plain text."
                if other
                else "there is no text for it in the file."
            )
            self._losses.lost("texts", where=node.name, why=why)
        return None

    def _beside(self, path: str, *, quiet: bool) -> Found | None:
        """The text of a part; nothing outside of the container is ever looked at."""
        name = path.removeprefix(INTERNAL).removeprefix("/")
        plain = name.lower().removeprefix(_FOLDER)
        content = self._parts.get(f"{_FOLDER}{plain}")
        if content is None:
            if not quiet:
                why = "its text lies outside of the file, or is missing from it."
                self._losses.lost("texts", where="sources", why=why)
            return None
        self._used.add(f"{_FOLDER}{plain}")
        return self._decoded(content, quiet=quiet)

    def _decoded(self, content: bytes, *, quiet: bool) -> Found | None:
        limits = Limits(len(content) + 1, line=len(content) + 1, lines=len(content) + 1)
        try:
            text = admit(content, name="a text", kind="csv", limits=limits).text
        except Refused:
            if not quiet:
                why = "it is not UTF-8 text, as the format wants it."
                self._losses.lost("texts", where="sources", why=why)
            return None
        mark = content.startswith(_MARK_AT_START.encode())
        self._tell_marks(int(mark), where="sources")
        return Found(text, mark)

    def _plain(self, text: str) -> Found:
        mark = text.startswith(_MARK_AT_START)
        self._tell_marks(int(mark), where="PlainTextContent")
        return Found(text.removeprefix(_MARK_AT_START), mark)

    def _tell_marks(self, count: int, *, where: str) -> None:
        why = "a text begins with a byte order mark, which is none of its letters."
        self._losses.repaired("byte order marks", where=where, why=why, count=count)

    def check(self) -> None:
        """Say what lies in the container and was not read."""
        beside = {name for name in self._parts if name.startswith(_FOLDER)}
        why = "no text of the project is in them: documents, pictures, recordings or copies."
        self._losses.lost(
            "files in the container", where="sources", why=why, count=len(beside - self._used)
        )
