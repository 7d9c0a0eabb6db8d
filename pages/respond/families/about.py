"""The card with a few questions about somebody who sits in the room: every question may be skipped.

It is reached from the last page at the door, and by the sign of a session. Nothing leads from it to
a seat, so nobody can find it again, and it says so before anything is asked and before it is sent.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.family_views import SessionView, StudyView
from data.services import family_cards
from data.services.errors import FamilyStateError
from data.tokens import new_link
from pages.parts.words import words
from pages.respond.families import consenting
from pages.respond.families.asking import of_item
from pages.respond.families.intake import languages_of, section_of
from pages.respond.families.stops import LAST, START, Course, State, Stop
from pages.respond.families.troubles import for_families
from pages.respond.families.walking import values_of, walk
from pages.respond.rendering import page
from pages.respond.visitor import has_receipt, language_of, receipt, to
from surveys.families_content import families_content

SECTION = "demographics"


def address_of(session_id: str) -> str:
    """Where the card of a session is filled in."""
    return f"/seat/{session_id}/card"


@for_families
async def about_you(request: Request) -> Response:
    """The pages of the card."""
    opened = await run_in_threadpool(family_cards.open_cards, request.path_params["session"])
    return await walk(request, _course(*opened))


@for_families
async def in_the_box(request: Request) -> Response:
    """The card is in the box; this page knows nothing of it."""
    language = language_of(request)
    if not has_receipt(request):
        return to(address_of(request.path_params["session"]), language=language)
    answer = _end(language, "family_sent_title", ("family_about_sent", "family_sent_close"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _course(plan: StudyView, held: SessionView) -> Course:
    return Course(
        address=address_of(held.id),
        languages=languages_of(plan.settings),
        version=plan.version,
        product=lambda language: families_content().words(language).title,
        stops=partial(_stops, plan),
        once=new_link,
        screens=_no_screens,
        ends=frozenset(),
        words=lambda screen, _language: (screen, ""),
        ask=lambda language: consenting.point(plan.settings, "consent_questions", language),
        finish=partial(_send, held),
    )


def _no_screens(_stop: Stop, _answers: Mapping[str, Any]) -> tuple[str, ...]:
    return ()


def _stops(plan: StudyView, state: State) -> tuple[Stop, ...]:
    said, own = families_content().words(state.language), words(state.language)
    section = next(each for each in families_content().structure.intake if each.id == SECTION)
    start = Stop(
        id=START,
        title=said.sections[SECTION],
        hint=own.say("family_nothing_yet"),
        said=(
            said.section_notes[SECTION],
            consenting.point(plan.settings, "consent_card", state.language),
            own.say("family_about_back"),
        ),
        more=(consenting.never_asked(said),),
        promised=True,
        go="begin",
    )
    asked = Stop(
        id=SECTION,
        title=own.say("family_about_title"),
        asked=tuple(of_item(item, said) for item in section.items),
    )
    last = Stop(
        id=LAST,
        title=own.say("family_review_title"),
        said=(own.say("family_about_last"),),
        sections=(section_of(asked, state, own),),
        go="family_send",
    )
    return (start, asked, last)


def _send(held: SessionView, state: State, _minutes: int) -> Response:
    section = next(each for each in families_content().structure.intake if each.id == SECTION)
    answers = values_of(state, [item.id for item in section.items])
    if not answers:
        return _end(state.language, "family_sent_title", ("family_about_blank",))
    try:
        family_cards.give_card(held.id, answers, version=state.version, once=state.once)
    except FamilyStateError:
        return _end(state.language, "family_about_full_title", ("family_about_full",), status=409)
    return to(f"{address_of(held.id)}/done", language=state.language, receipt=receipt())


def _end(language: str, title: str, lines: tuple[str, ...], *, status: int = 200) -> Response:
    own = words(language)
    return page(
        "families/end.html",
        language=language,
        status=status,
        site=families_content().words(language).title,
        title=own.say(title),
        lines=tuple(own.say(each) for each in lines),
        again=None,
    )
