"""A codebook or a project of the REFI-QDA standard, read with patience and without silence.

Each peculiarity that is put right here was met in a file of a real program. What is not kept, or
is kept in another way, stands in the account.

Source:
    REFI-QDA standard 1.5, www.qdasoftware.org.
"""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date

from data.coded_project import Code, CodedProject, Coder
from data.imports.coding.codebook import check_sets, check_space, read_codes
from data.imports.coding.losses import Ids, Losses
from data.imports.coding.notes import Notes
from data.imports.coding.sessions import read_cases
from data.imports.coding.sources import UNKNOWN_CODER, Known, SourceReader, count_codings, moment
from data.imports.coding.texts import Found, Texts
from data.imports.coding.tree import Node, id_of

NO_DAY = date(2000, 1, 1)
"""The day of a file that tells none."""


def read_codebook(root: Node, *, own: str, name: str, losses: Losses) -> CodedProject:
    """The codes of a codebook file.

    Args:
        root: its element CodeBook.
        own: the id that the project gets.
        name: what it is called.
        losses: told of what is not kept.
    """
    check_space(root, losses=losses)
    check_sets(root, losses=losses)
    return CodedProject(own, name, NO_DAY, read_codes(root, losses=losses))


def read_project(
    root: Node, parts: Mapping[str, bytes], *, own: str, name: str, losses: Losses
) -> CodedProject:
    """A whole project.

    Args:
        root: its element Project.
        parts: what lies beside it, under the names in the container.
        own: the id that the project gets.
        name: what it is called where the file does not say.
        losses: told of what is not kept.
    """
    check_space(root, losses=losses)
    _check_head(root, losses=losses)
    codes = read_codes(root.first("CodeBook"), losses=losses)
    coders = _coders(root, losses=losses)
    texts = Texts(parts, losses=losses)
    notes = Notes(root, text_of=lambda node: _words(texts.of(node, quiet=True)))
    origin = root.get("origin")
    known = Known(frozenset(each.id for each in codes), frozenset(coders), origin)
    reader = SourceReader(known, texts=texts, notes=notes, losses=losses)
    sources = tuple(reader.read(root))
    cases = read_cases(root, sources={each.id for each in sources}, losses=losses)
    notes.check(losses=losses)
    texts.check()
    used = {each.coder for source in sources for each in source.codings}
    if UNKNOWN_CODER in used:
        coders[UNKNOWN_CODER] = Coder(UNKNOWN_CODER, UNKNOWN_CODER)
    return CodedProject(
        own,
        root.get("name").strip() or name,
        _day(root, losses=losses),
        _codable(codes, used={one.code for each in sources for one in each.codings}, losses=losses),
        tuple(coders.values()),
        sources,
        cases,
        about=tuple(root.said("Description").splitlines()),
    )


def _words(found: Found | None) -> str | None:
    return found.text if found is not None else None


def _codable(codes: tuple[Code, ...], *, used: Set[str], losses: Losses) -> tuple[Code, ...]:
    """A code that words are coded with is one that can be used."""
    wrong = {each.id for each in codes if not each.is_codable and each.id in used}
    why = "the file says that they are headings and codes words with them; they can be used now."
    losses.repaired("codes", where="CodeBook", why=why, count=len(wrong))
    return tuple(replace(each, is_codable=True) if each.id in wrong else each for each in codes)


def _check_head(root: Node, *, losses: Losses) -> None:
    check_sets(root, losses=losses)
    if root.get("basePath"):
        why = "it tells where on somebody's computer the project lay, and with it often a name."
        losses.lost("path of a folder", where="Project", why=why)
    for name, what in (("Links", "links"), ("Graphs", "graphs")):
        why = f"{what} between things are not kept here."
        losses.lost(what, where="Project", why=why, count=len(root.inside(name)))
    notes = root.first("Notes")
    if notes is not None:
        why = "only words of texts are coded here, and not those of notes."
        losses.lost("codings", where="Notes", why=why, count=count_codings(notes))


def _coders(root: Node, *, losses: Losses) -> dict[str, Coder]:
    """Who coded; whoever is named by an address gets a name that was made up."""
    ids = Ids(losses, what="coder", where="Users")
    found: dict[str, Coder] = {}
    for number, user in enumerate(root.inside("Users"), start=1):
        name = user.get("name").strip() or user.get("id").strip()
        if not name or "@" in name:
            why = "a coder has an address for a name, or none; there is 'coder' and a number now."
            losses.repaired("names of coders", where="Users", why=why)
            name = f"coder {number}"
        own = ids.one(id_of(user.get("guid")), number)
        found[own] = Coder(own, name)
    return found


def _day(root: Node, *, losses: Losses) -> date:
    given = root.get("modifiedDateTime") or root.get("creationDateTime")
    found = moment(given, losses=losses)
    return found.date() if found else NO_DAY
