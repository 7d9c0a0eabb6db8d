"""The one way in for coded texts of other programs: what a file is, and whether it is taken."""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from data.coded_project import CodedProject, ProjectProblems
from data.imports.coding.codebook_table import read_codebook_table
from data.imports.coding.losses import Losses, Lost
from data.imports.coding.refi import NO_DAY, read_codebook, read_project
from data.imports.coding.taguette import read_taguette_project
from data.imports.coding.tree import Node, read_tree
from data.imports.containers import NotTaken, check_container
from data.imports.gate import Limits, admit
from data.imports.problems import Refused
from data.store.taguette_file import STARTS_WITH, NotTaguette, read_taguette_file

LARGEST = 60_000_000
ENDINGS = (".qdpx", ".qdc", ".csv", ".sqlite3", ".sqlite", ".db")
MAIN_PART = "project.qde"
_TABLE = Limits(5_000_000, lines=20_000)
_RIGHT = "give a .qdpx or .qdc file, or a codebook (.csv) or project (.sqlite3) of Taguette"
_SAVE_AGAIN = "export it again from the program that wrote it, without recordings and pictures"
_CONTAINER = b"PK\x03\x04"


def read_coded_file(file: Path | bytes, name: str = "") -> tuple[CodedProject, tuple[Lost, ...]]:
    """A project and the account of what is not in it, or is in it in another way.

    Args:
        file: where it lies, or all of its bytes.
        name: as it came; its ending says what the file claims to be. A path has its own.

    Raises:
        Refused: what came and what would be right.
        OSError: there is no such file.
    """
    content, called = _content(file, name)
    ending = PurePosixPath(called).suffix.lower()
    if ending not in ENDINGS:
        raise Refused(called, "its ending is none of those that are read", right=_RIGHT)
    if len(content) > LARGEST:
        raise Refused(called, "it is too large", right=f"at most {LARGEST:,} bytes are read")
    if not content:
        raise Refused(called, "it is empty", right=_RIGHT)
    losses = Losses()
    try:
        project = _read(content, called=called, ending=ending, losses=losses)
    except NotTaken as reason:
        raise Refused(called, str(reason), right=_SAVE_AGAIN) from None
    except NotTaguette as reason:
        right = "give a project that Taguette exported, or a codebook"
        raise Refused(called, str(reason), right=right) from None
    except ProjectProblems as reason:
        what = f"it contradicts itself: {reason.problems[0].rstrip('.')}"
        raise Refused(called, what, right=_SAVE_AGAIN) from None
    return project, losses.all()


def _content(file: Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(file, bytes):
        return file, _shown(name)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1), _shown(name or file.name)


def _shown(name: str) -> str:
    """A name that fits on a line, with nothing that cannot be seen."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return plain if len(plain) <= 80 else f"{plain[:50]}...{plain[-20:]}"


def _read(content: bytes, *, called: str, ending: str, losses: Losses) -> CodedProject:
    own = f"file-{hashlib.sha256(content).hexdigest()[:32]}"
    stem = PurePosixPath(called).stem or "(no name)"
    if ending == ".qdpx":
        root, parts = _opened(content, called=called, losses=losses)
        return read_project(root, parts, own=own, name=stem, losses=losses)
    if ending == ".qdc":
        root = read_tree(content, part=called)
        _check_root(root, "CodeBook", called=called)
        return read_codebook(root, own=own, name=stem, losses=losses)
    if ending == ".csv":
        table = admit(content, name=called, kind="csv", limits=_TABLE, windows_letters=True)
        return CodedProject(own, stem, NO_DAY, read_codebook_table(table, losses=losses))
    if not content.startswith(STARTS_WITH):
        what = f"its name ends in '{ending}' and it is no SQLite database"
        raise Refused(called, what, right="give it the ending of what it is")
    read = read_taguette_file(content)
    return read_taguette_project(read, own=own, name=stem, losses=losses)


def _opened(content: bytes, *, called: str, losses: Losses) -> tuple[Node, Mapping[str, bytes]]:
    """The project in a container, and everything that lies beside it."""
    if not content.startswith(_CONTAINER):
        what = "its name ends in '.qdpx' and it is no zip file"
        raise Refused(called, what, right="give it the ending of what it is")
    parts: dict[str, bytes] = {}
    try:
        check_container(content, file=called, look=parts.__setitem__)
    except Refused as reason:
        raise Refused(called, reason.what, right=_SAVE_AGAIN) from None
    main = _main_part(parts, called=called)
    if main != MAIN_PART:
        why = f"it is called otherwise than '{MAIN_PART}', as the format wants it."
        losses.repaired("name of the project in the container", where="container", why=why)
    root = read_tree(parts.pop(main), part="project")
    _check_root(root, "Project", called=called)
    folder = main.rpartition("/")[0]
    return root, {name.removeprefix(f"{folder}/" if folder else ""): parts[name] for name in parts}


def _main_part(parts: Mapping[str, bytes], *, called: str) -> str:
    """The project itself: by its name, else by the ending, the least deep one first."""
    if MAIN_PART in parts:
        return MAIN_PART
    others = [name for name in parts if name.lower().endswith(".qde")]
    if not others:
        raise Refused(called, "there is no project in it (no part ends in .qde)", right=_SAVE_AGAIN)
    return min(others, key=lambda name: (name.count("/"), name))


def _check_root(root: Node, wanted: str, *, called: str) -> None:
    if root.name != wanted:
        what = f"it begins with '{root.name[:40]}' and not with '{wanted}'"
        raise Refused(called, what, right=_RIGHT)
