"""The gate for files that are kept as evidence: looked at from outside, never shown.

They are handed out again as downloads only, so what counts is that nobody is given a program or a
page by surprise. A file is what its first bytes say, and its name has to say the same. What may
follow those first bytes in a picture is not looked at: nothing here opens it.
"""

from pathlib import Path

from data.imports.containers import check_container
from data.imports.evidence_office import OfficeLook
from data.imports.evidence_pdf import what_runs
from data.imports.gate import Limits, admit
from data.imports.problems import Refused, counting_refusals

LARGEST = 5_000_000
LONGEST_SHOWN = 60
ENDINGS = (".pdf", ".docx", ".xlsx", ".csv", ".txt", ".png", ".jpg", ".jpeg")
_RIGHT = "give a PDF, a Word or Excel file without macros, a CSV or text file, a PNG or a JPEG"
_PLAIN = "save it again as .docx or .xlsx without macros, objects and outside parts, or as a PDF"
_STARTS = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
}
_MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


@counting_refusals
def admit_evidence(content: bytes, *, name: str) -> str:
    """Let a file in that is to be kept as it is.

    Args:
        content: all of it.
        name: as it came; its ending says what the file claims to be.

    Returns:
        What it is: the ending, such as "pdf".

    Raises:
        Refused: what came and what would be right; of a long name only a part is repeated.
    """
    shown, ending = _shown(name), Path(name).suffix.lower()
    if ending not in ENDINGS:
        said = f"its name ends in '{_shown(ending)[:12]}'" if ending else "its name has no ending"
        raise Refused(shown, said, right=_RIGHT)
    if len(content) > LARGEST:
        right = f"at most {LARGEST:,} bytes are kept; give a link to a larger one"
        raise Refused(shown, f"it has {len(content):,} bytes", right=right)
    if not content:
        raise Refused(shown, "it is empty", right=_RIGHT)
    if ending in (".csv", ".txt"):
        _check_text(content, shown=shown)
    elif not content.startswith(_STARTS[ending]):
        what = f"its name ends in '{ending}' and it is something else inside"
        raise Refused(shown, what, right="give it the ending of what it is")
    if ending == ".pdf" and (found := what_runs(content)):
        raise Refused(shown, f"it holds {found}", right="print it to a new PDF and give that")
    if ending in _MAIN_PART:
        _check_office(content, shown=shown, ending=ending)
    return ending.removeprefix(".")


def _check_text(content: bytes, *, shown: str) -> None:
    limits = Limits(LARGEST, line=LARGEST)
    try:
        admit(content, name=shown, kind="csv", limits=limits, windows_letters=True)
    except Refused as wrong:
        right = "save it as plain text in UTF-8, or give it the ending of what it is"
        raise Refused(shown, wrong.what, right=right) from None


def _check_office(content: bytes, *, shown: str, ending: str) -> None:
    look = OfficeLook()
    try:
        check_container(content, file=shown, look=look)
    except Refused as wrong:
        raise Refused(shown, wrong.what, right=_PLAIN) from None
    if _MAIN_PART[ending] not in look.seen:
        what = f"its name ends in '{ending}' and it is another kind of container"
        raise Refused(shown, what, right=_RIGHT)


def _shown(name: str) -> str:
    """A name that fits on a line: its beginning and its end, and nothing that cannot be seen."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    if len(plain) <= LONGEST_SHOWN:
        return plain
    return f"{plain[: LONGEST_SHOWN - 23]}...{plain[-20:]}"
