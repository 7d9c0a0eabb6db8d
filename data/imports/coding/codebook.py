"""The codes of a REFI-QDA file, whichever program wrote it."""

import re

from data.coded_project import Code
from data.imports.coding.losses import Ids, Losses
from data.imports.coding.tree import Node, id_of

_SHORT_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_USED = re.compile(r"(?:^|\n\n|  )(Include|Exclude): ")
_STANDARD = re.compile(r"urn:QDA-XML:(codebook|project):1\.0")


def check_space(root: Node, *, losses: Losses) -> None:
    """Say so when a file writes the name of the standard in another way."""
    if not _STANDARD.fullmatch(root.space):
        why = f"it is '{root.space[:60]}' and not that of the standard; it was read all the same."
        losses.repaired("name of the format", where=root.name, why=why)


def read_codes(book: Node | None, *, losses: Losses) -> tuple[Code, ...]:
    """Parents and children, in their order; ids are those of the file.

    Args:
        book: the element that holds Codes; None where there is none.
        losses: told of what is not kept.
    """
    if book is None:
        return ()
    codes: list[Code] = []
    ids = Ids(losses, what="code", where="CodeBook")
    for each in book.inside("Codes"):
        _read_code(each, parent=None, into=codes, ids=ids, losses=losses)
    return tuple(codes)


def check_sets(root: Node, *, losses: Losses) -> None:
    """Sets group codes or texts for work; they are not kept."""
    sets = root.first("Sets")
    if sets is not None and not sets.children:
        why = "an empty list of sets is not valid; there was nothing in it."
        losses.repaired("list of sets", where=root.name, why=why)
    elif sets is not None:
        why = "sets of codes and texts are not kept here."
        losses.lost("sets", where=root.name, why=why, count=len(sets.children))


def described(text: str) -> tuple[str, str, str]:
    """Definition, when to use it and when not, from the one text that the format has."""
    told = {"": "", "Include": "", "Exclude": ""}
    pieces = _USED.split(text)
    told[""] = pieces[0]
    for key, words in zip(pieces[1::2], pieces[2::2], strict=True):
        told[key] = f"{told[key]}\n\n{words}" if told[key] else words
    return told[""], told["Include"], told["Exclude"]


def _read_code(
    node: Node, *, parent: str | None, into: list[Code], ids: Ids, losses: Losses
) -> None:
    if node.name != "Code":
        losses.lost(f"element {node.name[:40]}", where="CodeBook", why="it is no code.")
        return
    name = node.get("name").strip()
    if not name:
        losses.repaired("code", where="CodeBook", why="it has no name; it is called '(no name)'.")
    own = ids.one(id_of(node.get("guid")), parent, name)
    definition, include, exclude = described(node.said("Description"))
    into.append(
        Code(
            own,
            name or "(no name)",
            parent=parent,
            definition=definition,
            include=include,
            exclude=exclude,
            colour=_colour(node.get("color"), losses=losses),
            is_codable=node.get("isCodable").strip().lower() not in ("false", "0"),
        )
    )
    for below in node.all("Code"):
        _read_code(below, parent=own, into=into, ids=ids, losses=losses)


def _colour(given: str, *, losses: Losses) -> str:
    plain = given.strip()
    if _SHORT_COLOUR.fullmatch(plain):
        return "#" + "".join(sign * 2 for sign in plain[1:])
    if plain and not _COLOUR.fullmatch(plain):
        losses.lost("colours of codes", where="CodeBook", why="they are no colours of the format.")
        return ""
    return plain
