"""What the button asked for that was pressed on a page of a form."""

from dataclasses import dataclass

from data.views import Form
from pages.respond.reading import PREFIX, Fields


@dataclass(frozen=True, slots=True)
class Turn:
    """Where to go, and what to read.

    Attributes:
        action: "next", "back", "begin", "clear:ITEM" or "language:LANGUAGE".
        language: of the page to come.
        fields: what was posted, less what is to be cleared.
    """

    action: str
    language: str
    fields: Fields

    @property
    def changes_language(self) -> bool:
        """The button was one of a language."""
        return self.action.startswith("language:")

    @property
    def place(self) -> str:
        """Where on the next page to be: at the question that was cleared."""
        return f"#q-{self.action.removeprefix('clear:')}" if self._clears else ""

    @property
    def _clears(self) -> bool:
        return self.action.startswith("clear:")

    def target(self, number: int, *, last: int) -> int | None:
        """The page to turn to; None for looking over the answers."""
        if self.action == "back":
            return max(1, number - 1)
        if self._clears or self.changes_language:
            return number
        return number + 1 if number < last else None


def turn_of(fields: Fields, form: Form) -> Turn:
    """The button among what was posted; without one it goes on."""
    action = fields.get("action", ["next"])[0]
    kind, _, value = action.partition(":")
    asked = value if kind == "language" else fields.get("language", [""])[0]
    language = asked if asked in form.wave.languages else form.language
    cleared = PREFIX + value if kind == "clear" else None
    left = {name: values for name, values in fields.items() if name != cleared}
    return Turn(action=action, language=language, fields=left)
