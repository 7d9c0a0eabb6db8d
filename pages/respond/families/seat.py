"""Taking a seat in the room: the consent once more, a few choices, and a word card.

The words of the card are drawn with the first page and travel sealed. So whoever loses the line
while the last page is sent gets the same card again, and no second seat.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.family_views import Receipt, SeatEntry, SessionView, StudyView
from data.services import family_cards, seats
from data.services.cards import new_card
from data.settings import settings
from pages.charts.words import Words
from pages.parts.lanes import SEATS
from pages.parts.words import words
from pages.respond.families import consenting
from pages.respond.families.about import address_of
from pages.respond.families.asking import Asked, yes_or_no
from pages.respond.families.intake import languages_of, section_of
from pages.respond.families.stops import LAST, START, Course, State, Stop
from pages.respond.families.troubles import for_families
from pages.respond.families.walking import walk
from pages.respond.rendering import page
from pages.respond.visitor import language_of
from surveys.families_content import families_content
from surveys.families_words import FamiliesWording
from surveys.family_promises import switch_values
from surveys.family_settings import StudySettings

SHOWN_FOR = 20
"""For so many minutes a page that is sent again shows its card again; afterwards nobody can."""
PREVIEW = "wants_preview"


@for_families
async def taking_a_seat(request: Request) -> Response:
    """The pages at the door."""
    opened = await run_in_threadpool(seats.open_seats, request.path_params["session"])
    return await walk(request, _course(*opened))


@for_families
async def seated(request: Request) -> Response:
    """After the card was copied: nothing of it is left here, nor in what the browser kept."""
    language = language_of(request)
    own = words(language)
    session_id = request.path_params["session"]
    offers = await run_in_threadpool(family_cards.takes_cards, session_id)
    offer = (own.say("family_about_offer"),) if offers else ()
    answer = page(
        "families/end.html",
        language=language,
        site=families_content().words(language).title,
        title=own.say("family_seated_title"),
        lines=(own.say("family_seated"), *offer, own.say("family_sent_close")),
        first=(address_of(session_id), "family_about_go") if offers else None,
        again="/card",
        again_words="family_card_title",
    )
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _course(plan: StudyView, held: SessionView) -> Course:
    return Course(
        address=f"/seat/{held.id}",
        languages=languages_of(plan.settings),
        version=plan.version,
        product=lambda language: families_content().words(language).title,
        stops=partial(_stops, plan, held),
        once=new_card,
        screens=_no_screens,
        ends=frozenset(),
        words=lambda screen, _language: (screen, ""),
        ask=lambda language: consenting.point(plan.settings, "consent_questions", language),
        finish=partial(_sit_down, plan, held),
        lane=SEATS,
    )


def _no_screens(_stop: Stop, _answers: Mapping[str, Any]) -> tuple[str, ...]:
    return ()


def _stops(plan: StudyView, held: SessionView, state: State) -> tuple[Stop, ...]:
    said, own = families_content().words(state.language), words(state.language)
    stops = (
        _start(plan.settings, held, said, own),
        *consenting.consent_stops(plan.settings, said, own, intro=own.say("family_door_consent")),
        _choices(plan.settings, said, own),
    )
    shown = (each for each in stops if each.asked and not each.id.startswith("consent"))
    last = Stop(
        id=LAST,
        title=own.say("family_seat_review"),
        said=(own.say("family_seat_next"),),
        sections=tuple(section_of(each, state, own) for each in shown),
        go="family_take_seat",
    )
    return (*stops, last)


def _start(plan: StudySettings, held: SessionView, said: FamiliesWording, own: Words) -> Stop:
    return Stop(
        id=START,
        title=own.say("family_seat_title"),
        hint=own.say("family_seat_session", name=held.entry.name),
        said=(own.say("family_seat_what"), _about_card(plan, said, own)[0], *_readers(held, own)),
        more=(consenting.never_asked(said),),
        go="begin",
    )


def _readers(held: SessionView, own: Words) -> tuple[str, ...]:
    """Who alone reads what is said here while names are in it, where some were named."""
    names = ", ".join(held.entry.readers)
    return (own.say("family_seat_readers", names=names),) if names else ()


def _about_card(plan: StudySettings, said: FamiliesWording, own: Words) -> tuple[str, str]:
    """What a card is, and what it is for; where nothing is written down it opens no words."""
    picked = switch_values(plan)
    if picked["written"] == "no":
        return own.say("family_card_none"), said.card["keep"]
    if picked["quotes"] == "no":
        return said.card["what"], own.say("family_card_unquoted")
    return said.card["what"], said.card["use"]


def _choices(plan: StudySettings, said: FamiliesWording, own: Words) -> Stop:
    asked: list[Asked] = list(consenting.quote_choice(plan, said))
    if switch_values(plan)["preview"] == "yes":
        asked.append(yes_or_no(PREVIEW, own.say("family_preview_ask"), said))
    if plan.recording_mode == "audio":
        record = said.choices[consenting.RECORD]
        asked.append(yes_or_no(consenting.RECORD, record, said, help=own.say("family_record_help")))
    asked.append(consenting.joining(said))
    title = own.say("family_choices_title")
    return Stop(id="choices", title=title, asked=tuple(asked), promised=True)


def _sit_down(plan: StudyView, held: SessionView, state: State, minutes: int) -> Response:
    if minutes >= SHOWN_FOR and seats.has_seat(held.id, state.once):
        return _shown_before(state.language)
    record = state.answers.get(consenting.RECORD)
    entry = SeatEntry(
        language=state.language,
        consent=consenting.agreed(plan.settings, state),
        quote_tier=consenting.tier(state),
        wants_preview=state.answers.get(PREVIEW) == "yes",
        may_record=None if record is None else record == "yes",
    )
    receipt = seats.take_seat(held.id, entry, version=state.version, card=state.once)
    return _card_page(plan.settings, held, receipt, state.language)


def _card_page(plan: StudySettings, held: SessionView, receipt: Receipt, language: str) -> Response:
    said = families_content().words(language)
    return page(
        "families/receipt.html",
        language=language,
        site=said.title,
        label=receipt.label,
        card=receipt.card.split(),
        card_title=said.card_title,
        about=tuple(dict.fromkeys((*_about_card(plan, said, words(language)), said.card["keep"]))),
        lost=consenting.point(plan, "consent_lost_card", language),
        address=f"{settings().public_url}/card",
        done=f"/seat/{held.id}/done",
    )


def _shown_before(language: str) -> Response:
    own = words(language)
    return page(
        "families/end.html",
        language=language,
        site=families_content().words(language).title,
        title=own.say("family_shown_title"),
        lines=(own.say("family_shown"), families_content().words(language).card["lost"]),
        again="/card",
        again_words="family_card_title",
    )
