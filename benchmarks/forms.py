"""Read a form of ours as a browser does, and fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random

_ASIDE = ("back", "clear:", "language:")
_NO_FIELDS = ("button", "reset", "image", "file")


@dataclass(slots=True)
class Field:
    """All inputs of one name.

    Attributes:
        kind: the input's type, "textarea" or "select".
        values: what may be chosen, or the one value that a hidden or text field has.
        chosen: those of them that are ticked already.
    """

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PageForm:
    """One form of a page.

    Attributes:
        action: where it goes, "" for the page itself.
        method: "get" or "post".
        buttons: name and value of each submit button, in order.
    """

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """Fields that a person fills in."""
        return sum(each.kind != "hidden" for each in self.fields.values())

    @property
    def onward(self) -> dict[str, list[str]]:
        """What the button sends that goes on; nothing when it has no name."""
        for name, value in self.buttons:
            if name and not value.startswith(_ASIDE):
                return {name: [value]}
        return {}

    @property
    def chosen(self) -> dict[str, list[str]]:
        """What is ticked on the page, by name."""
        return {each.name: each.chosen for each in self.fields.values() if each.chosen}


def forms_of(page: str) -> list[PageForm]:
    """The forms of an HTML page, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


def main_form(page: str) -> PageForm | None:
    """The form that goes on: of those that post, the one that asks most, the last of equals."""
    posting = [each for each in forms_of(page) if each.method == "post"]
    return max(reversed(posting), key=lambda each: each.questions, default=None)


def filled(form: PageForm, choices: Random, *, words: str = "") -> dict[str, list[str]]:
    """What a browser would send after somebody answered everything there is to choose.

    Args:
        choices: decides what is chosen.
        words: what they write into fields for text.

    Returns:
        Values by name, hidden fields among them; buttons are not.
    """
    return {each.name: _answer(each, choices, words) for each in form.fields.values()}


def _answer(asked: Field, choices: Random, words: str) -> list[str]:
    if asked.kind == "hidden":
        return list(asked.values)
    if asked.kind in ("radio", "checkbox"):
        return [choices.choice(asked.values)]
    return [words]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            method = given.get("method", "get").lower()
            self.forms.append(PageForm(action=given.get("action", ""), method=method))
        elif self._inside:
            self._note(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def _note(self, tag: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text" if tag == "input" else "submit").lower()
        if tag == "textarea":
            self._add(given, kind="text")
        elif tag in ("input", "button") and kind == "submit":
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", "")))
        elif tag == "input" and kind not in _NO_FIELDS and "disabled" not in given:
            self._add(given, kind=kind)

    def _add(self, given: Mapping[str, str], *, kind: str) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if not name:
            return
        known = self.forms[-1].fields.setdefault(name, Field(name=name, kind=kind))
        known.values.append(value)
        if "checked" in given:
            known.chosen.append(value)
