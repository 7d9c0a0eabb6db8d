"""Files as other programs write them, each with the one peculiarity that is asked for."""

import io
import zipfile
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

SPACE = "urn:QDA-XML:project:1.0"
TEXT = "They cut the bus.\nNobody came back.\n"


def own(name: str) -> str:
    """A UUID for a name."""
    return str(uuid5(NAMESPACE_URL, name))


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A container of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return file.getvalue()


def selection(start: object, end: object, inside: str = "", more: str = "") -> str:
    """Marked words; coded with Bus by Ana where nothing else is given."""
    return (
        f'<PlainTextSelection guid="{own(f"s{start}-{end}")}" startPosition="{start}" '
        f'endPosition="{end}" {more}>{inside or coding()}</PlainTextSelection>'
    )


def coding(code: str = "bus", inside: str = "", more: str | None = None) -> str:
    """A code on the words around it."""
    who = f'creatingUser="{own("ana")}"' if more is None else more
    number = own(f"coding {code}{inside}{who}")
    reference = f'<CodeRef targetGUID="{own(code)}"/>'
    return f'<Coding guid="{number}" {who}>{reference}{inside}</Coding>'


def source(inside: str = "", *, attributes: str | None = None, content: str = "") -> str:
    """A text; beside the project where nothing else is given."""
    where = f'plainTextPath="internal://{own("text")}.txt"' if attributes is None else attributes
    return f'<TextSource guid="{own("text")}" name="One" {where}>{content}{inside}</TextSource>'


CODES = (
    f'<CodeBook><Codes><Code guid="{own("bus")}" name="Bus" isCodable="true"/>'
    f'<Code guid="{own("head")}" name="Head" isCodable="false"/></Codes></CodeBook>'
)
USERS = f'<Users><User guid="{own("ana")}" name="coder_a"/></Users>'


def project(
    sources: str = "",
    *,
    codes: str = CODES,
    users: str = USERS,
    more: str = "",
    space: str = SPACE,
    attributes: str = "",
) -> str:
    """A project around some sources."""
    inside = f"<Sources>{sources}</Sources>" if sources else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{space}" name="Theirs" '
        f"{attributes}>{users}{codes}{inside}{more}</Project>"
    )


def qdpx(
    written: str,
    *,
    text: bytes | str = TEXT,
    main: str = "project.qde",
    folder: str = "sources/",
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A project in its container, with the one text that it names."""
    parts: dict[str, bytes | str] = {main: written, f"{folder}{own('text')}.txt": text}
    return packed(parts | dict(more or {}))
