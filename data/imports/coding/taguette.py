"""A project of Taguette: documents as plain texts, tags as codes, highlights as codings."""

from collections.abc import Iterator
from datetime import date

from data.coded_project import CodedProject, Coder, Coding, Source
from data.imports.coding.codebook_table import codes_of_paths
from data.imports.coding.documents import Document, read_document
from data.imports.coding.losses import Ids, Losses
from data.imports.coding.refi import NO_DAY
from data.imports.coding.sources import UNKNOWN_CODER
from data.store.taguette_file import TaguetteDocument, TaguetteHighlight, TaguetteProject


def read_taguette_project(
    file: TaguetteProject, *, own: str, name: str, losses: Losses
) -> CodedProject:
    """The project as texts, codes and codings; who coded is not in such a file.

    Args:
        file: as it was read from the database.
        own: the id that the project gets.
        name: what it is called where the file does not say.
        losses: told of what is not kept.
    """
    why = "only the first project of a file is read."
    losses.lost("projects", where="database", why=why, count=file.others)
    codes = codes_of_paths(
        [(tag.path.strip(), tag.description) for tag in file.tags], losses=losses
    )
    by_path = {tag.path.strip(): tag.id for tag in file.tags}
    in_order = dict.fromkeys(tag.path.strip() for tag in file.tags)
    numbers = {by_path[path]: code.id for path, code in zip(in_order, codes, strict=True)}
    reader = _Documents(numbers, losses=losses)
    sources = tuple(reader.read(each) for each in file.documents)
    coders = (Coder(UNKNOWN_CODER, UNKNOWN_CODER),) if any(one.codings for one in sources) else ()
    if coders:
        why = "such a file does not say who coded; the codings are those of 'unknown'."
        losses.lost("names of coders", where="database", why=why)
    about = tuple(file.description.splitlines())
    called = file.name.strip() or name
    return CodedProject(own, called, _day(file.created), codes, coders, sources, about=about)


class _Documents:
    """Reads one document after the other, and keeps what they must not share."""

    def __init__(self, codes: dict[int, str], *, losses: Losses) -> None:
        self._codes, self._losses = codes, losses
        self._ids = Ids(losses, what="text", where="documents")
        self._codings = Ids(losses, what="coding", where="highlights")

    def read(self, file: TaguetteDocument) -> Source:
        """A document as a text."""
        document = read_document(file.contents.replace("\0", " "))
        own = self._ids.one(None, file.id, file.name)
        if "<img" in file.contents:
            self._losses.lost("pictures", where="documents", why="only plain texts are kept.")
        codings = tuple(
            coding for each in file.highlights for coding in self._of(each, document, own)
        )
        return Source(own, file.name.strip() or "(no name)", document.text, codings)

    def _of(self, each: TaguetteHighlight, document: Document, own: str) -> Iterator[Coding]:
        span = self._span(each, document)
        if span is None:
            return
        if not each.tags:
            why = "nothing was coded there."
            self._losses.lost("marked passages", where="highlights", why=why)
        for tag in each.tags:
            if tag in self._codes:
                own_id = self._codings.one(None, own, each.id, tag)
                yield Coding(own_id, *span, self._codes[tag], UNKNOWN_CODER)
            else:
                why = "their code is not in the file."
                self._losses.lost("codings", where="highlights", why=why)

    def _span(self, each: TaguetteHighlight, document: Document) -> tuple[int, int] | None:
        """The place of some words; none that does not hold the words which the file repeats."""
        if each.start == each.end:
            why = "they begin where they end, so no words belong to them."
        else:
            start, end = document.start(each.start), document.end(each.end)
            if start is not None and end is not None and start < end:
                words = document.text[start:end]
                if _plain(words) == _plain(read_document(each.snippet).text):
                    return start, end
                why = "the words at their place are not those that the file repeats."
            else:
                why = "their place is not in the text."
        self._losses.lost("marked passages", where="highlights", why=why)
        self._losses.lost("codings", where="highlights", why=why, count=len(each.tags))
        return None


def _plain(words: str) -> str:
    """Words without space and marks that nobody sees, for comparing."""
    return "".join(words.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return NO_DAY
