"""Looking for bytes where they should not be: in files, in containers, and under every key."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import select

from data.services import family_files
from data.settings import settings
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import FamilyQuote, FamilyTurn


def holding(words: bytes, *folders: Path) -> list[Path]:
    """The files in which these bytes lie."""
    files = (each for folder in folders for each in folder.rglob("*") if each.is_file())
    return [each for each in files if words in each.read_bytes()]


def unpacked(content: bytes) -> bytes:
    """A file with everything that is packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return content + b"".join(unpacked(packed.read(name)) for name in packed.namelist())


def exports(team_id: str, study_id: str) -> bytes:
    """Everything that can be taken away of a plan now, unpacked."""
    taken = (family_files.take(team_id, study_id, key).content for key in team_formats())
    return b"".join(unpacked(each) for each in taken)


def team_formats() -> tuple[str, ...]:
    """The formats of the team; pages for those who took part leave only once days are over."""
    found = family_files.FAMILY_FORMATS.values()
    return tuple(each.key for each in found if not each.for_participants)


def sealed_of(seat_id: str) -> dict[tuple[str, str], bytes]:
    """What is kept of a seat as it was sealed, by whose key opens it and its place."""
    turn, quote = table_of(FamilyTurn), table_of(FamilyQuote)
    found: dict[tuple[str, str], bytes] = {}
    with within(EVERYTHING), store.reading() as connection:
        mine = select(turn).where(turn.c.seat_id == seat_id)
        for row in connection.execute(mine).mappings():
            owner = seat_id if row["stage"] == "clean" else f"{seat_id}.raw"
            place = f"turn/{row['transcript_id']}/{row['stage']}/{row['number']}"
            found[owner, place] = row["sealed"]
        for row in connection.execute(select(quote).where(quote.c.seat_id == seat_id)).mappings():
            found[seat_id, f"quote/{row['id']}"] = row["sealed"]
    return found


def keys() -> Iterator[bytes]:
    """Every key of words that is left, and every part of one."""
    folder = settings().keys / "words"
    for file in folder.iterdir() if folder.is_dir() else ():
        yield file.read_bytes()[:32].ljust(32, b"\0")


def opened(sealed: dict[tuple[str, str], bytes]) -> list[tuple[str, str]]:
    """What of it opens under any key that is left."""
    return [name for name, each in sealed.items() if any(_opens(key, name, each) for key in keys())]


def _opens(key: bytes, name: tuple[str, str], sealed: bytes) -> bool:
    bound = f"common table words/{name[0]}/{name[1]}".encode()
    try:
        ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], bound)
    except InvalidTag:
        return False
    return True
