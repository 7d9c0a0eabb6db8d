"""The addresses that respondents reach: plain HTML, no script, each page acknowledged on disk."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.services import answering, invitations
from data.services.errors import (
    AnswersTooLong,
    NotKnown,
    StorageError,
    TooManyGuesses,
    WaveClosed,
)
from data.settings import settings
from data.tokens import is_link
from data.views import Ending, Form
from pages.parts.lanes import ANSWERS
from pages.parts.words import LANGUAGES
from pages.respond.posts import fields_of
from pages.respond.promising import promises
from pages.respond.reading import Fields, Read, read_page
from pages.respond.rendering import message, page, style_sheet
from pages.respond.troubles import ENDS, NothingOpen, OtherLinkOpen, ended, guarded
from pages.respond.turning import turn_of
from pages.respond.values import check_values, part_values, parts_asked, welcome_values
from pages.respond.visitor import (
    Held,
    forgetting,
    found_right,
    has_receipt,
    held_by,
    holding,
    language_of,
    receipt,
    tag_of,
    to,
)

_AROUND_A_LINK = " .,;:!?)>]\"'’”"


@guarded
async def join(request: Request) -> Response:
    """Open a link or a QR code: remember it in a cookie and go on without it in the address."""
    typed = request.path_params["secret"].strip(_AROUND_A_LINK)
    secret = invitations.plain_secret(typed)
    held = None if secret is None else await _held_if_known(request, secret)
    if held is None:
        return to("/answer/unknown", language=language_of(request))
    return holding(to("/answer"), held)


@guarded
async def code(request: Request) -> Response:
    """Type a code."""
    if request.method != "POST":
        return _code_page(request)
    typed = (await fields_of(request)).get("code", [""])[0].strip()
    secret = invitations.plain_secret(typed)
    if secret is not None and await _is_known(request, secret):
        return holding(to("/answer", language=language_of(request)), found_right(secret))
    return _code_page(request, typed=typed, error="code_wrong" if typed else "code_empty")


@guarded
async def welcome(request: Request) -> Response:
    """What this is, what is stored and who sees it, before the first question."""
    held = held_by(request)
    if held is None:
        return _message_page("start", request, code_box=True)
    fields, form = await _opened(request, held)
    if request.method != "POST":
        shown = replace(form, language=_greeting_language(request, form))
        values = welcome_values(shown, by="link" if is_link(held.secret) else "code")
        response = _form_page("welcome.html", held, shown, values)
        proven = found_right(held.secret)
        return response if held == proven else holding(response, proven)
    turn = turn_of(fields, form)
    await _keep(held, form, {}, language=turn.language, position=form.position)
    if turn.changes_language:
        return to("/answer", language=turn.language)
    return to(f"/answer/part/{min(form.position + 1, len(parts_asked(form)))}")


@guarded
async def part(request: Request) -> Response:
    """One page of questions; posting it keeps the answers, then turns the page."""
    held = _held(request)
    fields, form = await _opened(request, held)
    number = _number(request, form)
    if number is None:
        return to("/answer")
    if request.method != "POST":
        return _part_page(held, form, number)
    turn = turn_of(fields, form)
    form = replace(form, language=turn.language)
    parts = parts_asked(form)
    read = read_page(form.edition, parts[number - 1], turn.fields, language=form.language)
    target = number if read.wrong else turn.target(number, last=len(parts))
    place = (target or number) - 1
    try:
        await _keep(held, form, read.answers, language=form.language, position=place)
    except StorageError:
        return _part_page(held, form, number, read=read, not_kept="not_saved", status=503)
    except AnswersTooLong:
        return _part_page(held, form, number, read=read, not_kept="too_large", status=413)
    if read.wrong:
        return _part_page(held, form, number, read=read, status=422)
    return to("/answer/check" if target is None else f"/answer/part/{target}{turn.place}")


@guarded
async def check(request: Request) -> Response:
    """What is answered and what is not, with ways back."""
    held = _held(request)
    fields, form = await _opened(request, held)
    if request.method != "POST":
        return _form_page("check.html", held, form, check_values(form))
    return await _in_another_language(held, fields, form)


@guarded
async def send(request: Request) -> Response:
    """Seal the answers and burn the link, in one step; then say thank you."""
    held = _held(request)
    fields, form = await _opened(request, held)
    if turn_of(fields, form).changes_language:
        return await _in_another_language(held, fields, form)
    await ANSWERS.run(answering.send_form, held.secret, form, proven=held.proven)
    return to("/answer/thanks", language=form.language, receipt=receipt())


@guarded
async def thanks(request: Request) -> Response:
    """The last page. It says "received" only where the service says so, or the receipt does."""
    held, sent = held_by(request), has_receipt(request)
    if held is None:
        return ended("already", request) if sent else _lost(request)
    try:
        ending = await ANSWERS.run(answering.end_of_form, held.secret, proven=held.proven)
    except (NotKnown, WaveClosed, TooManyGuesses, StorageError) as unsure:
        if sent:
            return forgetting(message("thanks", language=language_of(request)))
        if isinstance(unsure, NotKnown):
            return forgetting(_lost(request))
        raise
    return to("/answer") if ending is None else forgetting(_thanks_page(request, ending))


@guarded
async def end(request: Request) -> Response:
    """A page that ends a visit; it knows nothing of anybody."""
    shown = ENDS[request.url.path.rsplit("/", 1)[1]]
    return _message_page(shown.name, request, status=shown.status, code_box=shown.code_box)


async def elsewhere(_request: Request) -> Response:
    """No page of ours."""
    return to("/answer")


async def style(_request: Request) -> Response:
    """The style sheet."""
    return style_sheet()


_BOTH = ["GET", "POST"]
routes: list[Route] = [
    Route("/join/{secret}", join),
    Route("/join/", elsewhere),
    Route("/code", code, methods=_BOTH),
    Route("/promises", promises),
    Route("/answer", welcome, methods=_BOTH),
    Route("/answer/part/{number}", part, methods=_BOTH),
    Route("/answer/check", check, methods=_BOTH),
    Route("/answer/send", send, methods=["POST"]),
    Route("/answer/thanks", thanks),
    *(Route(f"/answer/{name}", end) for name in ENDS),
    Route("/answer/{rest:path}", elsewhere, methods=_BOTH),
    Route("/respond.css", style),
]


def _held(request: Request) -> Held:
    held = held_by(request)
    if held is None:
        raise NothingOpen
    return held


async def _opened(request: Request, held: Held) -> tuple[Fields, answering.Opened]:
    """What was posted, nothing when a page is only asked for, and the form of the link."""
    fields = await fields_of(request) if request.method == "POST" else {}
    tag = fields.get("page", [None])[0]
    if tag is not None and tag != tag_of(held.secret):
        raise OtherLinkOpen
    form = await ANSWERS.run(answering.open_form, held.secret, proven=held.proven)
    return fields, form


async def _is_known(request: Request, secret: str) -> bool:
    """Whether there is this link or code; one that the browser has proven already is no guess."""
    proven = held_by(request) == Held(secret, proven=True)
    return await ANSWERS.run(invitations.find, secret, proven=proven) is not None


async def _held_if_known(request: Request, secret: str) -> Held | None:
    try:
        return found_right(secret) if await _is_known(request, secret) else None
    except (TooManyGuesses, StorageError):
        held = held_by(request)
        if held is not None and held.secret == secret:
            return held  # with its proof, if it has one
        return Held(secret)  # the next page says what is the matter, and can be tried again


async def _keep(
    held: Held,
    form: answering.Opened,
    answers: Mapping[str, object],
    *,
    language: str,
    position: int,
) -> None:
    """Put answers to those of the draft, which stay."""
    await ANSWERS.run(
        answering.keep_draft,
        held.secret,
        answers,
        language=language,
        position=position,
        proven=held.proven,
        form=form,
    )


async def _in_another_language(held: Held, fields: Fields, form: answering.Opened) -> Response:
    await _keep(held, form, {}, language=turn_of(fields, form).language, position=form.position)
    return to("/answer/check")


def _greeting_language(request: Request, form: Form) -> str:
    """The language that was chosen before, else the one that the browser likes best."""
    if form.draft or form.language != form.wave.languages[0]:
        return form.language
    return language_of(request, among=form.wave.languages)


def _number(request: Request, form: Form) -> int | None:
    """The number of a part of this form, None if the address names none."""
    text = request.path_params["number"]
    known = {str(number): number for number in range(1, len(parts_asked(form)) + 1)}
    return known.get(text)


def _thanks_page(request: Request, ending: Ending) -> Response:
    """With what the questionnaire says at its end, in the words that were asked."""
    language = language_of(request, among=ending.languages)
    return message("thanks", language=language, demo=ending.demo, outro=ending.outros[language])


def _lost(request: Request) -> Response:
    """Nobody knows here whether answers were sent, so the page does not say that they were."""
    return _message_page("lost", request, code_box=True)


def _part_page(
    held: Held,
    form: Form,
    number: int,
    *,
    read: Read | None = None,
    not_kept: str | None = None,
    status: int = 200,
) -> Response:
    values = part_values(form, number, read=read, not_kept=not_kept)
    return _form_page("part.html", held, form, values, status=status)


def _form_page(
    template: str, held: Held, form: Form, values: dict[str, Any], *, status: int = 200
) -> Response:
    marked = values | {"tag": tag_of(held.secret)}
    return page(template, language=form.language, status=status, **marked)


def _code_page(request: Request, *, typed: str = "", error: str | None = None) -> Response:
    return page(
        "code.html",
        language=language_of(request),
        status=422 if error else 200,
        error=error,
        typed=typed,
        languages=tuple(LANGUAGES),
        language_links="/code",
        for_staff=settings().staff_can_come,
    )


def _message_page(
    name: str, request: Request, *, status: int = 200, code_box: bool = False
) -> Response:
    return message(
        name,
        language=language_of(request),
        status=status,
        code_box=code_box,
        languages=tuple(LANGUAGES),
        language_links=request.url.path,
    )
