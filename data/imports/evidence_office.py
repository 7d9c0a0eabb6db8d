"""What a Word or Excel file holds that runs, opens or fetches something by itself.

Looked at are the names of its parts, their kinds, and what they point at outside. Not seen are
fields and formulas that ask another program for something; the programs ask people before that.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

from data.imports.containers import NotTaken
from data.imports.markup import check_markup

_RUNS = re.compile(r"vbaproject|vbadata|activex|embeddings/|macrosheets|\.bin$", re.IGNORECASE)
_HARMLESS = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_KINDS = re.compile(r"macroenabled|vbaproject|activex|oleobject|macrosheet", re.IGNORECASE)
_TALKS = re.compile(rb"<(?:\w+:)?(ddeLink|oleLink)\b")
_LINK = "/hyperlink"


class OfficeLook:
    """Goes along the parts of one file, and keeps the names of those it has seen."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __call__(self, part: str, inside: bytes) -> None:
        """Look at one part.

        Raises:
            NotTaken: what it would do.
        """
        self.seen.add(part)
        shown = part if len(part) <= 60 else f"{part[:57]}..."
        if _RUNS.search(part) and not _HARMLESS.search(part):
            raise NotTaken(f"its part '{shown}' can run or open by itself")
        if "externallinks/" in part.lower() and _TALKS.search(inside):
            raise NotTaken(f"its part '{shown}' asks another program for something")
        if part.lower().endswith(".rels") or part.lower() == "[content_types].xml":
            check_markup(inside, part=shown)
            _Marks(shown).through(inside)


class _Marks:
    """One way through a part that says what others are, or point at."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def through(self, inside: bytes) -> None:
        """To its end; that it is XML was looked at before."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(inside, True)  # noqa: FBT003 - expat takes no name here

    def _start(self, _name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "")
        if _KINDS.search(kind) or _KINDS.search(attributes.get("ContentType", "")):
            raise NotTaken(f"its part '{self._shown}' names something that runs by itself")
        outside = attributes.get("TargetMode", "").lower() == "external"
        if outside and not kind.endswith(_LINK):
            raise NotTaken(f"its part '{self._shown}' fetches something from elsewhere")
