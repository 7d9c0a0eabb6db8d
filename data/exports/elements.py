"""XML and HTML written from plain values: every text is escaped, nothing is ever pasted in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element; a child that is a text stands as it is typed.

    Attributes:
        name: with its prefix, if it has one.
        attributes: one whose value is None is left out.
        children: elements and texts, in their order.
    """

    name: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    children: "tuple[Element | str, ...]" = ()

    def written(self) -> str:
        """As it stands in a file."""
        given = {name: value for name, value in self.attributes.items() if value is not None}
        values = "".join(f' {name}="{escaped_value(value)}"' for name, value in given.items())
        if not self.children:
            return f"<{self.name}{values}/>"
        return f"<{self.name}{values}>{inside(self.children)}</{self.name}>"


def inside(children: tuple[Element | str, ...]) -> str:
    """Elements and texts one behind the other."""
    return "".join(escaped(each) if isinstance(each, str) else each.written() for each in children)


def escaped(text: str) -> str:
    """A text between marks; characters that XML cannot hold are left out."""
    return fitting(text).translate(_IN_TEXT)


def fitting(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _UNFIT.sub("", text)


def marked(text: str) -> str:
    """A text between marks with every character in its place, for where places are counted."""
    return text.translate(_IN_TEXT)


def escaped_value(text: str) -> str:
    """A text as the value of an attribute, with its line breaks."""
    return fitting(text).translate(_IN_VALUE)


def holder(name: str, *children: Element | None) -> Element | None:
    """An element that holds others; None where there are none, since an empty one is invalid."""
    kept = tuple(each for each in children if each is not None)
    return Element(name, children=kept) if kept else None


def texted(name: str, text: str) -> Element | None:
    """An element that holds a text; None where the text is empty."""
    return Element(name, children=(text,)) if text else None
