"""A page as a person without a script has it: what it says, what can be filled in and pressed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "img", "hr"}


@dataclass(slots=True)
class Element:
    """One element with what is in it."""

    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Element"]:
        """Those of these tags, anywhere inside, in order."""
        for each in self.inside:
            if isinstance(each, Element):
                if each.tag in tags or not tags:
                    yield each
                yield from each.all(*tags)

    def one(self, tag: str) -> "Element":
        """The first of this tag."""
        return next(self.all(tag))

    @property
    def text(self) -> str:
        """What can be read."""
        parts = (each if isinstance(each, str) else each.text for each in self.inside)
        return " ".join("".join(parts).split())

    def get(self, name: str) -> str:
        """An attribute, "" if it is not there."""
        return self.attributes.get(name, "")


class Screen(HTMLParser):
    """A parsed page; refuses a page whose elements do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.root = Element("document", {})
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert len(self._open) == 1, f"left open: {[each.tag for each in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute of <{tag}> is there twice"
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    @property
    def title(self) -> str:
        """The title of the window."""
        return self.root.one("title").text

    @property
    def heading(self) -> str:
        """The one heading of the first level."""
        (heading,) = self.root.all("h1")
        return heading.text

    @property
    def language(self) -> str:
        """The language the page says it is in."""
        return self.root.one("html").get("lang")

    @property
    def text(self) -> str:
        """All that can be read."""
        return self.root.one("body").text

    @property
    def fieldsets(self) -> list[Element]:
        """One a question."""
        return list(self.root.all("fieldset"))

    @property
    def form(self) -> Element:
        """The form that goes on."""
        return [form for form in self.root.all("form") if form.get("method") == "post"][-1]

    def address_of(self, action: str) -> str:
        """Where a button of the form posts to."""
        for button in self.root.all("button"):
            if button.get("value") == action and "formaction" in button.attributes:
                return button.get("formaction")
        return self.form.get("action")

    def fieldset(self, item: str) -> Element:
        """The question of an item."""
        return next(each for each in self.fieldsets if each.get("id") == f"q-{item}")

    def fields(self) -> dict[str, list[str]]:
        """What the form would post as it stands, without a button."""
        posted: dict[str, list[str]] = {}
        for each in self.form.all("input", "textarea"):
            kind = each.get("type")
            if kind in ("radio", "checkbox") and "checked" not in each.attributes:
                continue
            if each.tag == "textarea":
                value = "".join(part for part in each.inside if isinstance(part, str))
                posted.setdefault(each.get("name"), []).append(value.removeprefix("\n"))
            else:
                posted.setdefault(each.get("name"), []).append(each.get("value"))
        return posted

    def answers(self) -> Mapping[str, list[str]]:
        """What stands in the fields of the questions."""
        return {
            name.removeprefix("a."): [value for value in values if value]
            for name, values in self.fields().items()
            if name.startswith("a.") and any(values)
        }
