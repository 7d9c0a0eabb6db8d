"""The addresses that respondents reach: plain HTML, no script, each page acknowledged on disk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.services import answering, invitations
from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotKnown,
    StorageError,
    TooManyGuesses,
    WaveClosed,
)
from data.settings import settings
from data.views import Form
from pages.parts.words import LANGUAGES, words, written_date
from pages.respond.parts import Part, answered_in, parts_of, questions
from pages.respond.reading import Fields, Read, read_page
from pages.respond.rendering import cookie_name, message, page, style_sheet

LARGEST_POST = 256_000
Handler = Callable[[Request], Awaitable[Response]]


class _PostRefused(ValueError):
    """A post that did not come from our own page, or is larger than any of ours."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    """The page for what can happen, and whether it ends the visit."""

    name: str
    status: int
    last: bool = False
    code_box: bool = False
    again: bool = False


_TROUBLES: dict[type[Exception], _Trouble] = {
    AlreadyReceived: _Trouble("already", 200, last=True),
    WaveClosed: _Trouble("closed", 410, last=True),
    NotKnown: _Trouble("link_wrong", 404, last=True, code_box=True),
    TooManyGuesses: _Trouble("wait", 429, again=True),
    AnswersTooLong: _Trouble("too_large", 413, again=True),
    _PostRefused: _Trouble("trouble", 403, again=True),
    StorageError: _Trouble("trouble", 503, again=True),
}


def _guarded(handler: Handler) -> Handler:
    """Whatever goes wrong, the person gets a plain page in their language."""

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except tuple(_TROUBLES) as happened:
            trouble = _TROUBLES[type(happened)]
        shown = message(
            trouble.name,
            language=_language(request),
            status=trouble.status,
            code_box=trouble.code_box,
            again="/answer" if trouble.again else None,
        )
        return _goodbye(shown) if trouble.last else shown

    return guarded


@_guarded
async def join(request: Request) -> Response:
    """Open a link or a QR code: remember it in a cookie and go on without it in the address."""
    secret = request.path_params["secret"]
    if await run_in_threadpool(invitations.find, secret) is None:
        raise NotKnown
    return _remembered(secret)


@_guarded
async def code(request: Request) -> Response:
    """Type a code."""
    language = _language(request)
    if request.method == "GET":
        return page("code.html", language=language, error=None, languages=tuple(LANGUAGES))
    typed = (await _fields(request)).get("code", [""])[0].strip()
    if typed and await run_in_threadpool(invitations.find, typed) is not None:
        return _remembered(typed)
    error = "code_wrong" if typed else "code_empty"
    values = {"error": error, "languages": tuple(LANGUAGES)}
    return page("code.html", language=language, status=422, **values)


@_guarded
async def welcome(request: Request) -> Response:
    """What this is, what is stored and who sees it, before the first question."""
    secret = _secret(request)
    if secret is None:
        return message("start", language=_language(request), code_box=True)
    form = await run_in_threadpool(answering.open_form, secret)
    if request.method == "GET":
        return _welcome(form)
    action = (await _fields(request)).get("action", ["begin"])[0]
    language = _asked_language(action, form) or form.language
    await _keep(secret, form, form.draft, language=language, position=form.position)
    if action.startswith("language:"):
        return _to("/answer")
    return _to(f"/answer/part/{min(form.position, len(_parts(form)) - 1) + 1}")


@_guarded
async def part(request: Request) -> Response:
    """One page of questions; posting it keeps the answers, then turns the page."""
    secret, form = await _opened(request)
    parts = _parts(form)
    number = request.path_params["number"]
    if not 1 <= number <= len(parts):
        return _to("/answer")
    if request.method == "GET":
        return _part(form, number)
    fields = await _fields(request)
    action = fields.get("action", ["next"])[0]
    language = _asked_language(action, form) or form.language
    read = read_page(form.edition.instrument, parts[number - 1], fields, words=words(form.language))
    if action.startswith("clear:"):
        read.answers[action.removeprefix("clear:")] = None
    sheet = {
        **form.draft,
        **{key: value for key, value in read.answers.items() if key in _ids(parts)},
    }
    target = _target(action, number=number, parts=parts)
    position = (target or len(parts)) - 1
    try:
        await _keep(secret, form, sheet, language=language, position=position)
    except StorageError:
        return _part(form, number, read=read, not_saved=True, status=503)
    if read.errors:
        return _part(form, number, read=read, status=422)
    return _to("/answer/check" if target is None else f"/answer/part/{target}")


@_guarded
async def check(request: Request) -> Response:
    """What is answered and what is not, with ways back."""
    _, form = await _opened(request)
    return _check(form)


@_guarded
async def send(request: Request) -> Response:
    """Seal the answers and burn the link, in one step; then say thank you."""
    secret, form = await _opened(request)
    await _fields(request)
    receipt = await run_in_threadpool(
        answering.keep_answers, secret, form.draft, language=form.language
    )
    name = "thanks" if receipt.status == "received" else "already"
    outro = form.edition.wording(form.language).outro if name == "thanks" else None
    return _goodbye(message(name, language=form.language, demo=form.wave.demo, outro=outro))


async def style(_request: Request) -> Response:
    """The style sheet."""
    return style_sheet()


routes: list[Route] = [
    Route("/join/{secret}", join),
    Route("/code", code, methods=["GET", "POST"]),
    Route("/answer", welcome, methods=["GET", "POST"]),
    Route("/answer/part/{number:int}", part, methods=["GET", "POST"]),
    Route("/answer/check", check),
    Route("/answer/send", send, methods=["POST"]),
    Route("/respond.css", style),
]


def welcome_values(form: Form) -> dict[str, Any]:
    """What the first page says about a form."""
    wording = form.edition.wording(form.language)
    return {
        "title": wording.title,
        "intro": wording.intro,
        "note": wording.note,
        "group": form.group.named(form.language),
        "minutes": form.edition.instrument.minutes,
        "closes": written_date(form.wave.closes_on, form.language),
        "smallest": form.wave.smallest_group,
        "resumed": bool(form.draft),
        **_frame(form),
    }


def part_values(
    form: Form, number: int, *, read: Read | None = None, not_saved: bool = False
) -> dict[str, Any]:
    """What one page of questions is made of."""
    parts = _parts(form)
    shown = parts[number - 1]
    sheet: dict[str, object] = {**form.draft}
    if read is not None:
        sheet.update(read.answers)
        sheet.update(read.typed)
    asked = questions(
        form.edition,
        shown,
        language=form.language,
        sheet=sheet,
        errors=read.errors if read else None,
    )
    return {
        "title": form.edition.wording(form.language).title,
        "number": number,
        "total": len(parts),
        "part": shown,
        "questions": asked,
        "anchored": _anchored(asked),
        "errors": [question for question in asked if question.error],
        "not_saved": not_saved,
        "facts_note": form.edition.wording(form.language).facts_note,
        **_frame(form),
    }


def _welcome(form: Form) -> Response:
    return page("welcome.html", language=form.language, **welcome_values(form))


def _part(
    form: Form,
    number: int,
    *,
    read: Read | None = None,
    not_saved: bool = False,
    status: int = 200,
) -> Response:
    values = part_values(form, number, read=read, not_saved=not_saved)
    return page("part.html", language=form.language, status=status, **values)


def _check(form: Form) -> Response:
    rows = [
        {"number": number, "answered": answered_in(each, form.draft), "total": len(each.asked)}
        for number, each in enumerate(_parts(form), start=1)
    ]
    title = form.edition.wording(form.language).title
    return page("check.html", language=form.language, title=title, rows=rows, **_frame(form))


def _frame(form: Form) -> dict[str, Any]:
    return {"languages": form.wave.languages, "demo": form.wave.demo}


def _anchored(asked: Any) -> tuple[Any, ...]:
    """The choices whose meaning is spelled out once a page."""
    for question in asked:
        if any(choice.anchor for choice in question.choices):
            return tuple(choice for choice in question.choices if choice.anchor)
    return ()


def _parts(form: Form) -> tuple[Part, ...]:
    return parts_of(form.edition.instrument, facts=form.wave.facts)


def _ids(parts: tuple[Part, ...]) -> set[str]:
    return {asked.id for each in parts for asked in each.asked}


def _target(action: str, *, number: int, parts: tuple[Part, ...]) -> int | None:
    """The page to turn to; None for looking over the answers."""
    if action == "back":
        return max(1, number - 1)
    if action.startswith(("clear:", "language:")):
        return number
    return number + 1 if number < len(parts) else None


async def _opened(request: Request) -> tuple[str, Form]:
    secret = _secret(request)
    if secret is None:
        raise NotKnown
    return secret, await run_in_threadpool(answering.open_form, secret)


async def _keep(secret: str, form: Form, sheet: Any, *, language: str, position: int) -> None:
    del form
    await run_in_threadpool(
        answering.keep_draft, secret, sheet, language=language, position=position
    )


def _secret(request: Request) -> str | None:
    return request.cookies.get(cookie_name()) or None


def _asked_language(action: str, form: Form) -> str | None:
    wanted = action.removeprefix("language:") if action.startswith("language:") else None
    return wanted if wanted in form.wave.languages else None


def _language(request: Request) -> str:
    """The language of a page that belongs to no form yet."""
    asked = request.query_params.get("language", "")
    if asked in LANGUAGES:
        return asked
    preferred = request.headers.get("accept-language", "en")
    for each in preferred.split(","):
        language = each.split(";")[0].split("-")[0].strip().lower()
        if language in LANGUAGES:
            return language
    return "en"


async def _fields(request: Request) -> Fields:
    """The fields of a post from one of our own pages.

    Raises:
        _PostRefused: it came from elsewhere, or is not of the form that our pages send.
        AnswersTooLong: it is larger than any of ours.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise _PostRefused
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise _PostRefused
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_POST:
            raise AnswersTooLong
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        raise _PostRefused from None


def _remembered(secret: str) -> Response:
    response = _to("/answer")
    response.set_cookie(
        cookie_name(),
        secret,
        httponly=True,
        samesite="lax",
        secure=settings().secure,
        path="/",
    )
    return response


def _goodbye(response: Response) -> Response:
    """A last page: the browser forgets the link, and whatever it kept of these pages."""
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _to(address: str) -> Response:
    return RedirectResponse(
        address,
        status_code=303,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
    )
