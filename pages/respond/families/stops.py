"""The pages of a way through a form, and what somebody has said on them so far."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from starlette.responses import Response

from data.sealed_pages import Carried, PageGone
from data.services.errors import FamilyProblems
from pages.parts.lanes import Lane
from pages.respond.families.asking import Asked

START = "start"
LAST = "review"
_TOLD = "told"


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody said, on the page that says it back."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """What somebody said on one page, and that page to change it."""

    stop: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A page.

    Attributes:
        said: what is promised or explained before anything is asked.
        names: a list of people.
        more: a heading, and what can be unfolded under it.
        link: the words of a link, and where it leads in a window of its own.
        keeps: its answers go on to the next page; otherwise they only say which page that is.
        promised: its answers hang on what the plan promises.
        go: the words of the button that goes on.
    """

    id: str
    title: str
    hint: str | None = None
    said: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()
    asked: tuple[Asked, ...] = ()
    sections: tuple[Section, ...] = ()
    link: tuple[str, str] | None = None
    keeps: bool = True
    promised: bool = False
    go: str = "next"


@dataclass(frozen=True, slots=True)
class State:
    """What is carried from page to page.

    Attributes:
        at: the page that is shown.
        version: of the plan whose promises were on the screen.
        once: a secret that makes sending twice the same as sending once.
        looked_over: the last page was reached, so changing one thing leads back to it.
    """

    at: str
    version: int
    once: str = field(repr=False)
    language: str
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    looked_over: bool = False

    @property
    def stop_id(self) -> str:
        """The page that is shown, or that came before something that is only told."""
        return self.at.split(":")[-1]

    @property
    def told(self) -> str | None:
        """What is told before the next page, by the id of its words."""
        kind, _, rest = self.at.partition(":")
        return rest.split(":")[0] if kind == _TOLD else None

    def telling(self, screen: str) -> "State":
        """The same, with something told before the next page."""
        return replace(self, at=f"{_TOLD}:{screen}:{self.stop_id}")

    def keeping(self, stop: Stop, answers: Mapping[str, Any]) -> "State":
        """With the answers of a page; what was taken back is gone."""
        if not stop.keeps:
            return self
        now = {**self.answers, **answers}
        return replace(self, answers={each: value for each, value in now.items() if value})

    def carried(self) -> dict[str, Any]:
        """As it is sealed."""
        return asdict(self)


def state_of(carried: Carried) -> State:
    """What a page brought back, as it was sealed.

    Raises:
        PageGone: another version of the program sealed it.
    """
    try:
        return State(**carried.state)
    except TypeError:
        raise PageGone("This page was made by another version.") from None


@dataclass(frozen=True, slots=True)
class Course:
    """A way through a form, for one request.

    Attributes:
        address: where its pages are asked for and posted to.
        version: of the plan now.
        stops: the pages, given what was said so far.
        once: makes a new secret.
        screens: the screens that an answer leads to; the first counts.
        ends: those of them after which nothing follows.
        words: a screen's title and text.
        ask: whom to ask, and how.
        finish: what the last button does, given how many minutes ago its page was made.
        lane: where that is done, if it takes the processor for long.
    """

    address: str
    languages: tuple[str, ...]
    version: int
    product: Callable[[str], str]
    stops: Callable[[State], tuple[Stop, ...]]
    once: Callable[[], str]
    screens: Callable[[Stop, Mapping[str, Any]], tuple[str, ...]]
    ends: frozenset[str]
    words: Callable[[str, str], tuple[str, str]]
    ask: Callable[[str], str]
    finish: Callable[[State, int], Response]
    lane: Lane | None = None

    def stop(self, state: State) -> Stop:
        """The page of a state."""
        return next(each for each in self.stops(state) if each.id == state.stop_id)

    def beside(self, state: State, *, steps: int) -> State:
        """The page so many pages on, or back where it is below zero."""
        ids = [each.id for each in self.stops(state)]
        if steps > 0 and state.looked_over:
            return replace(state, at=LAST)
        place = min(max(ids.index(state.stop_id) + steps, 0), len(ids) - 1)
        return replace(state, at=ids[place])

    def begun(self, language: str) -> State:
        """Nothing said yet."""
        return State(START, self.version, self.once(), language)

    def renewed(self, state: State) -> State:
        """Back to the first page that hangs on the promises, without what hung on them."""
        stops = self.stops(state)
        gone = {each.id for stop in stops if stop.promised for each in stop.asked}
        left = {each: value for each, value in state.answers.items() if each not in gone}
        first = next(stop.id for stop in stops if stop.promised)
        return replace(state, at=first, version=self.version, answers=left, looked_over=False)

    def hangs_on_promises(self, state: State) -> bool:
        """The page of this state comes with or after the first that hangs on the promises."""
        stops = self.stops(state)
        ids = [stop.id for stop in stops]
        first = next(place for place, stop in enumerate(stops) if stop.promised)
        return state.stop_id not in ids or ids.index(state.stop_id) >= first

    def place_of(self, state: State, problems: FamilyProblems) -> str:
        """The first page with a question that needs another look."""
        wrong = {each.where for each in problems.problems}
        found = (stop.id for stop in self.stops(state) if wrong & {each.id for each in stop.asked})
        return next(found, START)
