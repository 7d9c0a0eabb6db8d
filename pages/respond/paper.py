"""Typing in sheets of paper: the same form, twice, then what differs, for whoever holds the code.

Nobody signs in for that. A sheet is found by the code on it, under the same limit on guesses, and
the browser forgets the code as soon as a typing is complete.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.services import invitations, paper_entry
from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotKnown,
    OtherTyping,
    SheetNotSettled,
    SheetNotTyped,
    StorageError,
    WaveClosed,
)
from data.services.paper_entry import PaperForm
from data.tokens import is_link, plain_code
from pages.parts.lanes import ANSWERS
from pages.parts.words import LANGUAGES
from pages.respond.paper_values import (
    RULES,
    compare_values,
    sheet_values,
    typed_check_values,
    typed_part_values,
)
from pages.respond.posts import fields_of
from pages.respond.reading import Fields, Read, read_page
from pages.respond.rendering import message, page
from pages.respond.troubles import Handler, NothingOpen, guarded
from pages.respond.turning import turn_of
from pages.respond.values import parts_asked
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

_CHOSEN = "c."
_ENDS = {
    "once": ("paper_once", 200),
    "used": ("paper_used", 200),
    "closed": ("paper_closed", 410),
    "unknown": ("paper_unknown", 404),
}
_ENDED_BY: dict[type[Exception], str] = {
    AlreadyReceived: "used",
    WaveClosed: "closed",
    NotKnown: "unknown",
}


def typing(handler: Handler) -> Handler:
    """A handler for typing that answers with a plain page whatever happens."""

    @guarded
    @wraps(handler)
    async def guarding(request: Request) -> Response:
        try:
            return await handler(request)
        except NothingOpen:
            return to("/paper", language=language_of(request))
        except SheetNotTyped as missing:
            return to(f"/paper/part/{missing.part}")
        except OtherTyping:
            return forgetting(_message("paper_other", request, status=409))
        except tuple(_ENDED_BY) as happened:
            return _ended(_ENDED_BY[type(happened)], request)

    return guarding


@typing
async def code(request: Request) -> Response:
    """Type the code of a sheet, and read how sheets are treated."""
    if request.method != "POST":
        return _code_page(request)
    typed = (await fields_of(request)).get("code", [""])[0].strip()
    secret = plain_code(typed)
    if secret is not None and await _is_known(request, secret):
        return holding(to("/paper/sheet", language=language_of(request)), found_right(secret))
    return _code_page(request, typed=typed, error="code_wrong" if typed else "code_empty")


@typing
async def sheet(request: Request) -> Response:
    """Where a sheet stands: not typed yet, or typed once."""
    held, fields, opened = await _opened(request)
    form = opened.form
    if request.method != "POST":
        language = _language(request, opened)
        return _page("paper/sheet.html", held, opened, sheet_values(opened, language), language)
    language = turn_of(fields, form).language
    await _keep(held, opened, {}, language=language, position=form.position)
    return to(f"/paper/part/{min(form.position + 1, len(parts_asked(form)))}")


@typing
async def part(request: Request) -> Response:
    """One page of questions; posting it keeps what was typed, then turns the page."""
    held, fields, opened = await _opened(request)
    number = _number(request, opened)
    if number is None:
        return to("/paper/sheet")
    if request.method != "POST":
        return _part_page(held, opened, number)
    turn = turn_of(fields, opened.form)
    form = replace(opened.form, language=turn.language)
    opened = replace(opened, form=form)
    parts = parts_asked(form)
    read = read_page(form.edition, parts[number - 1], turn.fields, language=form.language)
    target = number if read.wrong else turn.target(number, last=len(parts))
    try:
        place = (target or number) - 1
        await _keep(held, opened, read.answers, language=form.language, position=place)
    except StorageError:
        return _part_page(held, opened, number, read=read, not_kept="not_saved", status=503)
    except AnswersTooLong:
        return _part_page(held, opened, number, read=read, not_kept="too_large", status=413)
    if read.wrong:
        return _part_page(held, opened, number, read=read, status=422)
    after = "/paper/check" if opened.typing == "first" else "/paper/compare"
    return to(after if target is None else f"/paper/part/{target}{turn.place}")


@typing
async def check(request: Request) -> Response:
    """What the first typing holds, part by part, before it is put away."""
    held, _, opened = await _opened(request)
    if opened.typing == "second":
        return to("/paper/sheet")
    return _page("paper/check.html", held, opened, typed_check_values(opened))


@typing
async def finish(request: Request) -> Response:
    """Put the first typing away; the browser forgets the code, so that nothing leads back."""
    held, _, opened = await _opened(request)
    await ANSWERS.run(paper_entry.finish_first, held.secret, proven=held.proven)
    return forgetting(to("/paper/once", language=opened.form.language))


@typing
async def compare(request: Request) -> Response:
    """What differs, and what the paper says; then the sheet is sent as every other one."""
    held, fields, opened = await _opened(request)
    if opened.typing == "first":
        return to("/paper/sheet")
    if request.method != "POST":
        return await _compare_page(held, opened, chosen={})
    chosen = {
        name.removeprefix(_CHOSEN): values[0]
        for name, values in fields.items()
        if name.startswith(_CHOSEN)
    }
    seen = fields.get("seen", [""])[0]
    try:
        await ANSWERS.run(paper_entry.send, held.secret, chosen, seen=seen, proven=held.proven)
    except SheetNotSettled as unsettled:
        return await _compare_page(held, opened, chosen=chosen, unsettled=unsettled)
    done = to("/paper/done", language=opened.form.language, receipt=receipt())
    return forgetting(done)


@typing
async def done(request: Request) -> Response:
    """The sheet is in. Only a receipt of ours makes this page say so."""
    if not has_receipt(request):
        return to("/paper", language=language_of(request))
    return _message("paper_done", request)


@typing
async def end(request: Request) -> Response:
    """A page that ends a typing; it knows nothing of any sheet."""
    name, status = _ENDS[request.url.path.rsplit("/", 1)[1]]
    return _message(name, request, status=status)


async def elsewhere(_request: Request) -> Response:
    """No page of ours."""
    return to("/paper")


_BOTH = ["GET", "POST"]
routes: list[Route] = [
    Route("/paper", code, methods=_BOTH),
    Route("/paper/sheet", sheet, methods=_BOTH),
    Route("/paper/part/{number}", part, methods=_BOTH),
    Route("/paper/check", check),
    Route("/paper/finish", finish, methods=["POST"]),
    Route("/paper/compare", compare, methods=_BOTH),
    Route("/paper/done", done),
    *(Route(f"/paper/{name}", end) for name in _ENDS),
    Route("/paper/{rest:path}", elsewhere, methods=_BOTH),
]


async def _opened(request: Request) -> tuple[Held, Fields, PaperForm]:
    """The code that the browser holds, what was posted, and the sheet.

    Raises:
        NothingOpen: it holds no code; a personal link is no sheet.
        OtherTyping: the page was made for another sheet, or for the other typing of this one.
    """
    held = held_by(request)
    if held is None or is_link(held.secret):
        raise NothingOpen
    fields = await fields_of(request) if request.method == "POST" else {}
    opened = await ANSWERS.run(paper_entry.open_sheet, held.secret, proven=held.proven)
    if request.method == "POST" and fields.get("page", [""])[0] != _tag(held, opened):
        raise OtherTyping
    return held, fields, opened


def _tag(held: Held, opened: PaperForm) -> str:
    """A mark of the sheet and the typing that a page was made for."""
    return tag_of(f"{held.secret} {opened.typing} typing")


async def _is_known(request: Request, secret: str) -> bool:
    proven = held_by(request) == Held(secret, proven=True)
    return await ANSWERS.run(invitations.find, secret, proven=proven) is not None


async def _keep(
    held: Held, opened: PaperForm, typed: Mapping[str, object], *, language: str, position: int
) -> None:
    await ANSWERS.run(
        paper_entry.keep_page,
        held.secret,
        typed,
        typing=opened.typing,
        language=language,
        position=position,
        proven=held.proven,
    )


def _number(request: Request, opened: PaperForm) -> int | None:
    """The number of a part of this sheet, None if the address names none."""
    text = request.path_params["number"]
    known = {str(number): number for number in range(1, len(parts_asked(opened.form)) + 1)}
    return known.get(text)


def _language(request: Request, opened: PaperForm) -> str:
    """The one that was asked for or chosen before, else the one that the browser likes best."""
    form = opened.form
    if form.draft and "language" not in request.query_params:
        return form.language
    return language_of(request, among=form.wave.languages)


def _page(
    template: str,
    held: Held,
    opened: PaperForm,
    values: dict[str, Any],
    language: str | None = None,
    *,
    status: int = 200,
) -> Response:
    marked = values | {"tag": _tag(held, opened)}
    return page(template, language=language or opened.form.language, status=status, **marked)


def _part_page(
    held: Held,
    opened: PaperForm,
    number: int,
    *,
    read: Read | None = None,
    not_kept: str | None = None,
    status: int = 200,
) -> Response:
    values = typed_part_values(opened, number, read=read, not_kept=not_kept)
    return _page("part.html", held, opened, values, status=status)


async def _compare_page(
    held: Held,
    opened: PaperForm,
    *,
    chosen: Mapping[str, str],
    unsettled: SheetNotSettled | None = None,
) -> Response:
    found = await ANSWERS.run(paper_entry.differences, held.secret, proven=held.proven)
    values = compare_values(
        opened,
        found,
        chosen=chosen,
        missing=unsettled.missing if unsettled else (),
        changed=unsettled is not None and unsettled.changed,
    )
    return _page("paper/compare.html", held, opened, values, status=422 if unsettled else 200)


def _code_page(request: Request, *, typed: str = "", error: str | None = None) -> Response:
    return page(
        "paper/code.html",
        language=language_of(request),
        status=422 if error else 200,
        error=error,
        typed=typed,
        rules=RULES,
        code_at="/paper",
        code_label="paper_label",
        languages=tuple(LANGUAGES),
        language_links="/paper",
    )


def _ended(name: str, request: Request) -> Response:
    """Go on to the page that ends a typing, and forget the code on the way."""
    return forgetting(to(f"/paper/{name}", language=language_of(request)))


def _message(name: str, request: Request, *, status: int = 200) -> Response:
    return message(
        name,
        language=language_of(request),
        status=status,
        code_box=True,
        code_at="/paper",
        code_label="paper_label",
        languages=tuple(LANGUAGES),
        language_links=request.url.path,
    )
