"""Asking to take part: what a parent can do alone on a phone, with nothing stored before the end.

What only says whether the group is the right one goes nowhere: not into a database, and not even
on to the next page.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.family_views import StudyView
from data.services import intake
from data.tokens import new_link
from pages.charts.words import Words
from pages.parts.words import LANGUAGES, words
from pages.respond.families import consenting
from pages.respond.families.asking import Asked, of_item, told
from pages.respond.families.stops import LAST, START, Course, Row, Section, State, Stop
from pages.respond.families.troubles import for_families
from pages.respond.families.walking import values_of, walk
from pages.respond.rendering import page
from pages.respond.visitor import has_receipt, language_of, receipt, to
from surveys.families_content import families_content
from surveys.families_words import FamiliesWording
from surveys.family_promises import consent_text
from surveys.family_settings import StudySettings

ENDS = frozenset({"custody", "not_this_group"})
INVOLVED = "staff_involved"
_PAY = "support_pay"
_NEEDED = ("contact_call_name", "contact_how", "contact_route")


@for_families
async def asking_to_come(request: Request) -> Response:
    """The pages of the intake."""
    plan = await run_in_threadpool(intake.open_intake, request.path_params["plan"])
    return await walk(request, _course(plan))


@for_families
async def all_points(request: Request) -> Response:
    """The whole consent to read or to print; nothing is asked."""
    plan = await run_in_threadpool(intake.open_intake, request.path_params["plan"])
    language = language_of(request, among=languages_of(plan.settings))
    said = families_content().words(language)
    return page(
        "families/points.html",
        language=language,
        languages=languages_of(plan.settings),
        language_links=request.url.path,
        site=said.title,
        title=said.consent_title,
        intro=said.consent_intro,
        points=[each.text for each in consent_text(plan.settings, language)],
    )


@for_families
async def sent(request: Request) -> Response:
    """What happens next; it knows nothing of anybody."""
    plan = await run_in_threadpool(intake.open_intake, request.path_params["plan"])
    languages = languages_of(plan.settings)
    language = language_of(request, among=languages)
    if not has_receipt(request):
        return to(f"/family/{plan.id}", language=language)
    said, own = families_content().words(language), words(language)
    keys = ("family_sent_next", "family_sent_alone", "family_sent_close")
    return page(
        "families/end.html",
        language=language,
        site=said.title,
        title=own.say("family_sent_title"),
        lines=(own.say("family_sent"), *map(own.say, keys), _ask(plan.settings, language)),
        again=None,
    )


def languages_of(settings: StudySettings) -> tuple[str, ...]:
    """The languages of a plan of which we have words."""
    return tuple(each for each in settings.languages if each in LANGUAGES) or tuple(LANGUAGES)[:1]


def _course(plan: StudyView) -> Course:
    return Course(
        address=f"/family/{plan.id}",
        languages=languages_of(plan.settings),
        version=plan.version,
        product=lambda language: families_content().words(language).title,
        stops=partial(_stops, plan),
        once=new_link,
        screens=_screens,
        ends=ENDS,
        words=screen_words,
        ask=partial(_ask, plan.settings),
        finish=partial(_send, plan),
    )


def screen_words(screen: str, language: str) -> tuple[str, str]:
    """The title and the text of a screen."""
    own = families_content().words(language).screens[screen]
    return own.title, own.text


def _ask(settings: StudySettings, language: str) -> str:
    return consenting.point(settings, "consent_questions", language)


def _screens(stop: Stop, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What the answers of a page lead to; what ends comes first, and being held before all."""
    asked = {each.id for each in stop.asked}
    found = [
        item.screens[answers[item.id]]
        for item in families_content().structure.items
        if item.id in asked and isinstance(answers.get(item.id), str)
        if answers[item.id] in item.screens
    ]
    order = ("custody", "not_this_group")
    return tuple(sorted(found, key=lambda each: order.index(each) if each in order else 9))


def _stops(plan: StudyView, state: State) -> tuple[Stop, ...]:
    said, own = families_content().words(state.language), words(state.language)
    settings = plan.settings
    before = (_start(settings, said, own), *_whether(settings, said, own))
    asked = (*_pay(settings, said), *_needs(settings, said))
    all_of_them = (
        own.say("family_all_points"),
        f"/family/{plan.id}/points?language={said.language}",
    )
    points = consenting.consent_stops(
        settings, said, own, intro=said.consent_intro, link=all_of_them
    )
    stops = (*before, *asked, *points, _choices(settings, said, own))
    return (*stops, _review(stops, settings, state, own))


def _start(settings: StudySettings, said: FamiliesWording, own: Words) -> Stop:
    told_first = ("consent_purpose", "consent_choice", "consent_room", "consent_not_told")
    points = tuple(consenting.point(settings, each, said.language) for each in told_first)
    return Stop(
        id=START,
        title=said.title,
        hint=own.say("family_nothing_yet"),
        said=(said.intake_intro, *points),
        more=(consenting.never_asked(said),),
        go="begin",
    )


def _whether(settings: StudySettings, said: FamiliesWording, own: Words) -> tuple[Stop, Stop]:
    section = families_content().structure.intake[0]
    nowhere = tuple(
        of_item(item, said, needed=True) for item in section.items if item.store == "nowhere"
    )
    involved = of_item(families_content().structure.item(INVOLVED), said, needed=True)
    return (
        Stop(
            id=section.id,
            title=said.sections[section.id],
            hint=own.say("family_kept_nowhere"),
            asked=nowhere,
            keeps=False,
        ),
        Stop(
            id=INVOLVED,
            title=own.say("family_staff_title"),
            names=settings.staff_list,
            asked=(involved,),
            promised=True,
        ),
    )


def _pay(settings: StudySettings, said: FamiliesWording) -> tuple[Stop, ...]:
    """What is paid and what that may change, before anybody says yes to it."""
    if not settings.pay_amount:
        return ()
    item = of_item(families_content().structure.item(_PAY), said)
    offered = (*settings.pay_forms, "check_first", "none")
    options = tuple(option for option in item.options if option.value in offered)
    told_first = ("consent_pay", "consent_pay_effect")
    return (
        Stop(
            id="pay",
            title=said.sections["pay"],
            said=tuple(consenting.point(settings, each, said.language) for each in told_first),
            asked=(Asked(item.id, item.text, item.control, options, help=item.help),),
            promised=True,
        ),
    )


def _needs(settings: StudySettings, said: FamiliesWording) -> tuple[Stop, ...]:
    contact = (said.section_notes["contact"], _kept_until(settings, said))
    return tuple(
        Stop(
            id=section.id,
            title=said.sections[section.id],
            said=contact if section.id == "contact" else (),
            asked=tuple(_contact_item(item, said) for item in section.items),
        )
        for section in families_content().structure.intake
        if section.id in ("supports", "contact")
    )


def _contact_item(item: Any, said: FamiliesWording) -> Asked:
    asked = of_item(item, said, needed=item.id in _NEEDED)
    if item.id != "contact_route":
        return asked
    unless = ("contact_how", "through_person")
    return Asked(
        asked.id,
        asked.text,
        "line",
        (),
        asked.help,
        needed=True,
        unless=unless,
        longest=asked.longest,
    )


def _choices(settings: StudySettings, said: FamiliesWording, own: Words) -> Stop:
    asked = (
        *consenting.recontact(settings, said, own),
        consenting.joining(said),
    )
    title = own.say("family_choices_title")
    told = own.say("family_quotes_in_the_room")
    said_first = (told,) if any(consenting.quote_choice(settings, said)) else ()
    return Stop(id="choices", title=title, said=said_first, asked=asked, promised=True)


def _review(stops: tuple[Stop, ...], settings: StudySettings, state: State, own: Words) -> Stop:
    """What is kept, where and until when, with ways to change it."""
    said = families_content().words(state.language)
    shown = (each for each in stops if each.keeps and each.asked)
    sections = tuple(section_of(each, state, own) for each in shown if "consent" not in each.id)
    kept = (own.say("family_kept_where"), _kept_until(settings, said), own.say("family_kept_not"))
    return Stop(
        id=LAST,
        title=own.say("family_review_title"),
        said=(*kept, own.say("family_kept_change")),
        sections=sections,
        go="family_send",
    )


def section_of(stop: Stop, state: State, own: Words) -> Section:
    """What was said on a page."""
    rows = (
        Row(each.text, told(each, state.answers.get(each.id)) or own.say("family_blank"))
        for each in stop.asked
    )
    return Section(stop.id, stop.title, tuple(rows))


def _kept_until(settings: StudySettings, said: FamiliesWording) -> str:
    return consenting.point(settings, "consent_contact", said.language)


def _send(plan: StudyView, state: State, _minutes: int) -> Response:
    given = intake.Given(
        language=state.language,
        answers=values_of(state, [item.id for item in intake.contact_items()]),
        consent=consenting.agreed(plan.settings, state),
        version=state.version,
    )
    intake.ask_to_come(plan.id, given, once=state.once)
    return to(f"/family/{plan.id}/sent", language=state.language, receipt=receipt())
