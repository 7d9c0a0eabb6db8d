"""Every line of every page that a parent can come to is read as it stands there, and is easy.

The words themselves are measured where they lie. Here they are measured as they are shown, with
their blanks filled, with what went wrong, and with whatever a page adds to them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from data import sealed_pages
from data.family_views import SeatEntry
from data.services import contact_rows, families, family_sessions, intake, seats
from pages.parts.words import words
from surveys.families_content import families_content
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group, begun, seat_entry
from tests.pages.respond.families.parents import CONTACT, SUITS, Parent, opened, quoted
from tests.pages.respond.screens import Element, Screen
from tests.pages.respond.test_words import spanish_grade
from tests.surveys.families import LANGUAGES, stopped
from tests.surveys.reading_level import grade

GRADES: dict[str, Callable[[str], float]] = {
    "en": lambda text: grade([text]),
    "es": spanish_grade,
}
LONG_ENOUGH = 8
MOST_WORDS = 25
APART = ("p", "li", "legend", "label", "h1", "h2", "dt", "summary", "button", "a", "br", "strong")
NOT_OURS = ("dd", "blockquote", "style")
"""What somebody said themselves."""
TOO_MUCH = "x" * 2_000_000
NEVER_KEPT = (
    *("123-45-6789", "born March 3, 2019", "case 22-1187", "methadone", "heroin", "hepatitis"),
    *("my daughter is named Rosa", "call number 88412034"),
)
"""What a parent may type of what is not kept; each kind is told by a name of its own."""


def runs(element: Element) -> Iterator[str]:
    """Each piece of text of a page that stands by itself, but for what people typed."""
    said = ""
    for each in element.inside:
        if isinstance(each, str):
            said += each
            continue
        if each.tag in NOT_OURS or each.get("class") in ("names", "card", "hint over"):
            continue
        if each.tag in APART or any(each.all(*APART)):
            yield said
            said = ""
            yield from runs(each)
        else:
            said += f" {each.text} "
    yield said


class Reader(Parent):
    """Somebody who reads every line of every page.

    Attributes:
        read: the lines.
        headings: of all pages.
    """

    def __init__(self, language: str) -> None:
        super().__init__(prefers=language)
        self.language = language
        self.read: set[str] = set()
        self.headings: set[str] = set()

    def _arrive(self, answer: Any) -> Screen:
        screen = super()._arrive(answer)
        self.headings.add(screen.heading)
        plain = (" ".join(each.split()) for each in runs(screen.root.one("main")))
        self.read |= {each for each in plain if re.search(r"[^\W\d_]{2}", each)}
        return screen

    def sees(self, key: str) -> None:
        """This sentence of ours stands on the page."""
        assert words(self.language).say(key) in self.screen.text


def to_pay(reader: Reader, address: str, **answers: str) -> None:
    reader.go(address)
    reader.on()
    reader.on(**SUITS | answers)
    reader.on(staff_involved="no")


def who_it_suits(reader: Reader, address: str) -> None:
    reader.go(address)
    reader.on()
    reader.on()
    reader.sees("family_missing")
    for answers in ({"elig_adult": "no"}, {"elig_custody": "yes"}):
        reader.go(address)
        reader.on()
        reader.on(**SUITS | answers)
    for case in ("open_ok", "open_unsure"):
        reader.go(address)
        reader.on()
        reader.on(**SUITS | {"elig_case_now": case})
        reader.post(address, reader.screen.fields() | {"action": ["stop"]})
        reader.sees("family_stopped")
    reader.to_the_consent(address, involved="yes")


def what_needs_another_look(reader: Reader, address: str) -> None:
    to_pay(reader, address)
    reader.on(support_pay="check_first")
    reader.on()
    reader.on(support_time="never")
    reader.sees("family_not_a_choice")
    reader.on(support_time="morning")
    reader.on()
    reader.on(**CONTACT | {"contact_call_name": "x" * 41})
    assert "40" in " ".join(each.text for each in reader.screen.root.all("p"))
    for forbidden in NEVER_KEPT:
        reader.on(**CONTACT | {"contact_when": forbidden})
        assert reader.status == 422, forbidden
    reader.on(**CONTACT | {"contact_when": ""})
    reader.on()
    reader.sees("family_not_agreed")
    reader.through_the_consent()
    reader.on()


def the_whole_way(reader: Reader, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise intake.contact_rows.store.StorageError("no")

    address = f"/family/{group.plan.id}"
    reader.to_the_last_page(address)
    with monkeypatch.context() as patch:
        patch.setattr(contact_rows, "keep", fails)
        reader.on()
        reader.sees("family_trouble")
    reader.press()
    reader.sees("family_sent")
    reader.go(f"{address}/points")
    reader.go("/family/none")
    reader.sees("family_closed")
    reader.post(address, {"kept": "A" * 200})
    reader.sees("family_too_old")
    reader.go(address)
    reader.post(address, reader.screen.fields(), origin="http://evil.example")
    reader.sees("family_refused")
    reader.post(address, {"kept": TOO_MUCH})
    reader.sees("too_large")


def the_room(reader: Reader, group: Group) -> str:
    """Past the door; the words of the card."""
    session = opened(group)
    door = f"/seat/{session.id}"
    reader.to_the_seat(door, wants_preview="yes")
    last = reader.screen.fields() | {"action": ["next"]}
    reader.on()
    card = reader.card
    reader.go(next(reader.screen.root.one("main").all("a")).get("href"))
    reader.sees("family_seated")
    now = sealed_pages.seconds()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_pages, "seconds", lambda: now + 3600)
        reader.post(door, last)
    about_oneself(reader, f"{door}/card")
    (seat,) = family_sessions.seats(group.team_id, session.id)
    quoted(group, session, seat, "We waited for months.")
    return card


def about_oneself(reader: Reader, address: str) -> None:
    for race in ("", "Yakama", "Yakama"):
        reader.go(address)
        reader.on()
        reader.on(demo_tribe="x" * 500)
        reader.on(demo_tribe=race)
        reader.on()
    reader.sees("family_about_full")


def the_card(reader: Reader, card: str) -> None:
    reader.open_card("one two three four five")
    reader.sees("family_card_wrong")
    reader.open_card("")
    reader.sees("family_card_empty")
    reader.open_card(card)
    quote = next(
        each.get("value")
        for each in reader.screen.root.all("button")
        if "agree:" in each.get("value")
    )
    reader.press(quote)
    reader.sees("family_quote_yes")
    reader.press("tier", consent_quote="bogus")
    reader.sees("family_missing")
    reader.press("tier", consent_quote="public")
    reader.sees("family_tier_kept")
    reader.press(quote.replace("agree", "remove"))
    reader.sees("family_quote_gone")
    reader.press("withdraw")
    held = reader.screen.fields()
    reader.press("withdraw_now")
    reader.sees("family_gone")
    reader.post("/card", held | {"action": ["open"]})
    reader.sees("family_card_gone")


def what_stops_people(reader: Reader) -> None:
    """A room that is full, promises that changed, and a room where nothing is written down."""
    group = begun(group_size=5, languages=list(LANGUAGES))
    session = opened(group)
    for _ in range(5):
        seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
    reader.to_the_seat(f"/seat/{session.id}", wants_preview="no")
    reader.on()
    reader.sees("family_full")
    reader.to_the_last_page(f"/family/{group.plan.id}")
    changed = group.plan.settings.model_copy(update={"redacted_days": 365})
    about = (group.team_id, group.plan.id)
    families.change_study(*about, name=group.plan.name, settings=changed, seen=group.plan.version)
    reader.on()
    reader.sees("family_changed")
    plain = begun(
        recording_mode="none", quote_tiers=["never"], public_report=False, languages=["en", "es"]
    )
    held = opened(plain)
    points = tuple(each.id for each in consent_text(plain.plan.settings, "en"))
    entry = SeatEntry("en", points, "never", wants_preview=False)
    card = seats.take_seat(held.id, entry, version=plain.plan.version).card
    reader.go(f"/seat/{held.id}")
    reader.open_card(card)
    reader.sees("family_not_written")
    reader.press("withdraw")
    reader.sees("family_ends_counted")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_that_a_parent_comes_to_asks_for_eight_years_of_school_at_most(
    own_home: object, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = begun(
        languages=list(LANGUAGES),
        also_in_room=["B. Quist"],
        must_report=["A. Rivera"],
        recontact_days=60,
    )
    reader = Reader(language)
    who_it_suits(reader, f"/family/{group.plan.id}")
    what_needs_another_look(reader, f"/family/{group.plan.id}")
    the_whole_way(reader, group, monkeypatch)
    the_card(reader, the_room(reader, group))
    what_stops_people(reader)
    screens = families_content().words(language).screens
    assert {each.title for each in screens.values()} <= reader.headings
    long = {each: stopped(each) for each in reader.read if len(each.split()) >= LONG_ENOUGH}
    short = [stopped(each) for each in reader.read if len(each.split()) < LONG_ENOUGH]
    measured = {each: GRADES[language](text) for each, text in long.items()}
    assert len(measured) > 150
    assert {each: level for each, level in measured.items() if level > 8} == {}
    assert len(short) > 100
    assert GRADES[language](" ".join(short)) <= 8
    sentences = [each for text in long.values() for each in re.split(r"(?<=[.?!:;]) ", text)]
    assert [each for each in sentences if len(each.split()) > MOST_WORDS] == []
