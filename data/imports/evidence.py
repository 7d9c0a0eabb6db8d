"""The gate for files that are kept as evidence: looked at from outside, never parsed, never shown.

They are handed out again as downloads only, so what counts is that nobody is given a program or a
page by surprise. A file is what its first bytes say, and its name has to say the same.
"""

import re
from pathlib import Path

from data.imports.containers import NotTaken, check_container
from data.imports.gate import Limits, admit
from data.imports.problems import Refused

LARGEST = 5_000_000
ENDINGS = (".pdf", ".docx", ".xlsx", ".csv", ".txt", ".png", ".jpg", ".jpeg")
_RIGHT = "give a PDF, a Word or Excel file without macros, a CSV or text file, a PNG or a JPEG"
_STARTS = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
}
_MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_RUNS_IN_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_RUNS_IN_OFFICE = re.compile(r"vbaproject|activex|embeddings/|macrosheets|\.bin$", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_FETCHES = re.compile(rb"(attachedTemplate|oleObject|frame|subDocument)\"[^>]*External", re.DOTALL)


def admit_evidence(content: bytes, *, name: str) -> str:
    """Let a file in that is to be kept as it is.

    Args:
        content: all of it.
        name: as it came; its ending says what the file claims to be.

    Returns:
        What it is: the ending, such as "pdf".

    Raises:
        Refused: what came and what would be right.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        said = f"its name ends in '{ending[:12]}'" if ending else "its name has no ending"
        raise Refused(name, said, right=_RIGHT)
    if len(content) > LARGEST:
        right = f"at most {LARGEST:,} bytes are kept; give a link to a larger one"
        raise Refused(name, f"it has {len(content):,} bytes", right=right)
    if not content:
        raise Refused(name, "it is empty", right=_RIGHT)
    if ending in (".csv", ".txt"):
        limits = Limits(LARGEST, line=LARGEST)
        admit(content, name=name, kind="csv", limits=limits, windows_letters=True)
    elif not content.startswith(_STARTS[ending]):
        what = f"its name ends in '{ending}' and it is something else inside"
        raise Refused(name, what, right="give it the ending of what it is")
    if ending == ".pdf" and (found := _RUNS_IN_PDF.search(content)):
        what = f"it holds something that runs or opens by itself ({found[1].decode()})"
        raise Refused(name, what, right="print it to a new PDF and give that")
    if ending in _MAIN_PART:
        _check_office(content, name=name, main=_MAIN_PART[ending])
    return ending.removeprefix(".")


def _check_office(content: bytes, *, name: str, main: str) -> None:
    seen: set[str] = set()

    def look(part: str, inside: bytes) -> None:
        seen.add(part)
        if _RUNS_IN_OFFICE.search(part) and not _HARMLESS_BIN.search(part):
            raise NotTaken(f"its part '{part}' can run or open by itself")
        if part.endswith(".rels") and _FETCHES.search(inside):
            raise NotTaken(f"its part '{part}' fetches something from elsewhere")

    check_container(content, file=name, look=look)
    if main not in seen:
        ending = "." + name.rpartition(".")[2]
        what = f"its name ends in '{ending}' and it is another kind of container"
        raise Refused(name, what, right=_RIGHT)
