"""What five words open: one's own quotes and choices, and an end to all of it."""

import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from data import sealed_pages
from data.family_views import Receipt, SeatEntry, SessionView
from data.services import family_ends, family_sessions, seats
from surveys.families_content import families_content
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group
from tests.pages.respond.families.parents import Parent, bytes_at, quoted

WORDS = 'We waited "eleven" weeks <b>for</b> treatment.'


@dataclass
class Seated:
    """Somebody with a seat and a quote of theirs."""

    group: Group
    receipt: Receipt
    quote: str

    @property
    def quotes(self) -> dict[str, bool]:
        """Their quotes as they are kept, and whether they said yes to them."""
        return {each.id: each.previewed for each in seats.with_card(self.receipt.card).quotes}


@pytest.fixture
def receipt(group: Group, session: SessionView) -> Receipt:
    """A seat of which all words may be used, once they were seen."""
    points = tuple(each.id for each in consent_text(group.plan.settings, "en"))
    entry = SeatEntry("en", points, "public", wants_preview=True)
    return seats.take_seat(session.id, entry, version=group.plan.version)


@pytest.fixture
def seated(group: Group, session: SessionView, receipt: Receipt) -> Seated:
    """The same, with a quote."""
    (seat,) = family_sessions.seats(group.team_id, session.id)
    return Seated(group, receipt, quoted(group, session, seat, WORDS))


@pytest.mark.parametrize(
    "typed",
    [
        lambda card: card,
        lambda card: card.upper(),
        lambda card: card.title().replace(" ", "-"),
        lambda card: f"  {card.replace(' ', ',  ')} ",
        lambda card: card.replace(" ", "\t"),
    ],
    ids=["as printed", "capitals", "dashes", "commas", "tabs"],
)
def test_the_words_open_the_seat_however_they_are_typed(
    typed, receipt: Receipt, parent: Parent
) -> None:
    screen = parent.open_card(typed(receipt.card))
    assert screen.heading == f"Seat {receipt.label}"
    assert parent.path == "/card"


@pytest.mark.parametrize(
    "typed",
    [
        lambda card: " ".join(reversed(card.split())),
        lambda card: " ".join(card.split()[:4]),
        lambda card: f"{card} more",
        lambda _: "<script>alert(1)</script>",
        lambda _: "é" * 5000,
    ],
    ids=["another order", "four", "six", "hostile", "long"],
)
def test_wrong_words_get_a_kind_page_and_stay_in_their_box(
    typed, receipt: Receipt, parent: Parent
) -> None:
    words = typed(receipt.card)
    screen = parent.open_card(words)
    assert (parent.status, screen.heading) == (422, "Open your word card")
    assert "We do not know these words." in screen.text
    assert screen.fields()["words"] == [words]


def test_no_words_are_asked_for_once_more(own_home: Path, parent: Parent) -> None:
    assert "Type the five words" in parent.open_card(" ").text
    assert parent.status == 422


def test_a_quote_is_agreed_to_as_it_stands(seated: Seated, parent: Parent) -> None:
    screen = parent.open_card(seated.receipt.card)
    assert screen.root.one("blockquote").text == WORDS
    assert seated.quotes == {seated.quote: False}
    screen = parent.press(f"agree:{seated.quote}")
    assert "You said yes to this quote." in screen.text
    assert seated.quotes == {seated.quote: True}
    actions = [each.get("value") for each in screen.form.all("button")]
    assert f"agree:{seated.quote}" not in actions
    assert f"remove:{seated.quote}" in actions


def test_a_quote_is_taken_back_and_a_reload_changes_nothing(seated: Seated, parent: Parent) -> None:
    parent.open_card(seated.receipt.card)
    fields = parent.screen.fields() | {"action": [f"remove:{seated.quote}"]}
    for _ in range(2):
        screen = parent.post("/card", fields)
        assert "This quote is taken back." in screen.text
        assert "There is no quote of yours right now." in screen.text
    assert seated.quotes == {}


def test_nobody_answers_for_a_quote_of_somebody_else(
    seated: Seated, session: SessionView, parent: Parent
) -> None:
    points = tuple(each.id for each in consent_text(seated.group.plan.settings, "en"))
    entry = SeatEntry("en", points, "never", wants_preview=False)
    other = seats.take_seat(session.id, entry, version=seated.group.plan.version)
    parent.open_card(other.card)
    assert WORDS not in parent.screen.text
    for action in ("agree", "remove"):
        parent.press(f"{action}:{seated.quote}")
    assert seated.quotes == {seated.quote: False}


def test_the_way_words_may_be_used_is_chosen_anew(receipt: Receipt, parent: Parent) -> None:
    screen = parent.open_card(receipt.card)
    assert screen.answers() == {"consent_quote": ["public"]}
    screen = parent.press("tier", consent_quote="never")
    assert "Your choice is kept." in screen.text
    assert screen.answers() == {"consent_quote": ["never"]}
    assert seats.with_card(receipt.card).quote_tier == "never"
    parent.press("tier", consent_quote="everywhere")
    assert parent.status == 422
    assert seats.with_card(receipt.card).quote_tier == "never"


def test_taking_all_back_says_first_what_ends_and_what_cannot_be_called_back(
    seated: Seated, parent: Parent
) -> None:
    parent.open_card(seated.receipt.card)
    screen = parent.press("withdraw")
    assert screen.heading == "Take back all that you said?"
    lists = [each.text for each in screen.root.one("main").all("ul")]
    assert "Your words in the notes" in lists[0]
    assert "What others have read" in lists[1]
    assert "Safety copies" in lists[1]
    assert seated.quotes == {seated.quote: False}
    assert parent.press("open").heading == f"Seat {seated.receipt.label}"
    assert seated.quotes == {seated.quote: False}


def test_after_taking_all_back_the_seat_is_gone_and_its_card_opens_nothing(
    seated: Seated, session: SessionView, own_home: Path, parent: Parent
) -> None:
    team_id = seated.group.team_id
    (seat,) = family_sessions.seats(team_id, session.id)
    parent.open_card(seated.receipt.card)
    parent.press("withdraw")
    last = parent.screen.fields() | {"action": ["withdraw_now"]}
    assert parent.post("/card", last).heading == "It is done"
    assert parent.answer.headers["clear-site-data"] == '"cache"'
    assert family_sessions.seats(team_id, session.id) == ()
    assert seat.id.encode() not in bytes_at(own_home)
    (record,) = family_ends.destructions(team_id, seated.group.plan.id)
    assert record.what == "seat"
    assert "This card does not open any more." in parent.post("/card", last).text
    assert "We do not know these words." in parent.open_card(seated.receipt.card).text


def test_the_page_at_the_end_says_nothing_to_those_who_took_nothing_back(
    own_home: Path, parent: Parent
) -> None:
    assert parent.go("/card/taken-back").heading == "Open your word card"


def test_the_words_are_in_no_page_address_cookie_or_log(
    seated: Seated, parent: Parent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    card = seated.receipt.card
    pages = [parent.open_card(card)]
    pages += [parent.press(f"agree:{seated.quote}"), parent.press("tier", consent_quote="inside")]
    pages += [parent.press("withdraw"), parent.press("withdraw_now")]
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for place in (*(each.html for each in pages), logged, *parent.went):
        assert card not in place
        assert card.replace(" ", "+") not in place
    assert {each.split("?")[0].split("8501")[1] for each in parent.went} == {
        "/card",
        "/card/taken-back",
    }
    assert dict(parent.client.cookies) == {}
    assert parent.answer.headers["cache-control"] == "no-store"


def test_a_card_that_was_left_open_closes_by_itself(
    seated: Seated, parent: Parent, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent.open_card(seated.receipt.card)
    now = sealed_pages.seconds()
    monkeypatch.setattr(sealed_pages, "seconds", lambda: now + 3600 + 60)
    assert parent.press("withdraw_now").heading == "This page was open for too long"
    assert seated.quotes == {seated.quote: False}


def test_the_page_of_a_form_is_no_card(receipt: Receipt, door: str, parent: Parent) -> None:
    parent.go(door)
    parent.post("/card", parent.screen.fields() | {"action": ["withdraw_now"]})
    assert parent.status == 410


def test_what_another_site_posts_is_refused(seated: Seated, parent: Parent) -> None:
    parent.open_card(seated.receipt.card)
    fields = parent.screen.fields() | {"action": ["withdraw_now"]}
    parent.post("/card", fields, origin="http://evil.example")
    assert parent.status == 403
    assert seated.quotes == {seated.quote: False}


def test_all_of_it_is_there_in_spanish(receipt: Receipt, parent: Parent) -> None:
    parent.open_card(receipt.card)
    screen = parent.press("language:es")
    assert (screen.language, screen.heading) == ("es", f"Asiento {receipt.label}")
    assert families_content().words("es").tiers["never"].meaning in screen.text
    parent.press("withdraw")
    assert parent.screen.heading == "¿Retirar todo lo que dijo?"
    assert parent.press("language:en").heading == "Take back all that you said?"
    assert parent.press("language:es").heading == "¿Retirar todo lo que dijo?"
    assert parent.press("withdraw_now").heading == "Ya está hecho"
