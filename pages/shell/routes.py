"""Staff addresses that are no Streamlit screens: sign-in, exports, invitations, previews."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import wraps
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.exports.slips import write_links_csv, write_slips
from data.services import access, editions, invitations, release, start, waves
from data.services.errors import NotFound, SetUpError, SignInError, StorageError, WaveStateError
from data.settings import settings
from data.views import Kind, WaveView
from pages.parts.session import cookie_name
from pages.respond.preview import preview
from pages.respond.rendering import HEADERS
from pages.shell.rendering import staff_page

_LARGEST_POST = 16_000
Handler = Callable[[Request], Awaitable[Response]]


def _signed_in_only(handler: Handler) -> Handler:
    """Nothing here opens without a session, which is looked up on every request."""

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        token = request.cookies.get(cookie_name())
        try:
            if not await run_in_threadpool(access.signed_in, token):
                return RedirectResponse("/sign-in", status_code=303)
            return await handler(request)
        except NotFound as missing:
            return staff_page("notice.html", status=404, title="Not found", text=str(missing))
        except WaveStateError as wrong:
            return staff_page("notice.html", status=409, title="Not now", text=str(wrong))
        except StorageError as trouble:
            return staff_page("notice.html", status=503, title="Try again", text=str(trouble))

    return guarded


async def healthz(_request: Request) -> Response:
    """This process runs."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """This process runs and reaches its database."""
    if await run_in_threadpool(start.is_ready):
        return PlainTextResponse("ready")
    return PlainTextResponse("the database does not answer", status_code=503)


async def set_up(request: Request) -> Response:
    """Set the passphrase with the one-time code that the start printed."""
    if await run_in_threadpool(access.passphrase_is_set):
        return RedirectResponse("/sign-in", status_code=303)
    if request.method == "GET":
        return staff_page("set_up.html", error=None)
    fields = await _fields(request)
    if fields.get("passphrase") != fields.get("again"):
        return staff_page("set_up.html", status=422, error="The two passphrases are not the same.")
    try:
        token = await run_in_threadpool(
            access.set_passphrase, fields.get("code", ""), fields.get("passphrase", "")
        )
    except SetUpError as wrong:
        return staff_page("set_up.html", status=422, error=str(wrong))
    return _signed_in(token)


async def sign_in(request: Request) -> Response:
    """Sign in with the passphrase."""
    if not await run_in_threadpool(access.passphrase_is_set):
        return RedirectResponse("/set-up", status_code=303)
    if request.method == "GET":
        return staff_page("sign_in.html", error=None)
    fields = await _fields(request)
    try:
        token = await run_in_threadpool(access.sign_in, fields.get("passphrase", ""))
    except SignInError as wrong:
        return staff_page("sign_in.html", status=422, error=str(wrong))
    return _signed_in(token)


async def sign_out(request: Request) -> Response:
    """End the session in every tab."""
    if request.method == "GET" or not (await _fields(request)).get("sure"):
        return staff_page("sign_out.html")
    await run_in_threadpool(access.sign_out, request.cookies.get(cookie_name()))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@_signed_in_only
async def export(request: Request) -> Response:
    """The released result of a wave as a file."""
    chosen = FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(FORMATS)}.")
    view = await run_in_threadpool(release.report, request.path_params["wave_id"])
    content = await run_in_threadpool(chosen.write, content_of(view))
    name = f"common-table-{view.wave.id}.{chosen.extension}"
    return _file(content, media_type=chosen.media_type, name=name)


@_signed_in_only
async def invite(request: Request) -> Response:
    """Make links or codes: they leave in the answer to this post, and are kept nowhere."""
    wave = await run_in_threadpool(waves.wave, request.path_params["wave_id"])
    if request.method == "GET":
        return staff_page("invitations.html", wave=wave, error=None, kind="code")
    fields = await _fields(request)
    kind: Kind = "link" if fields.get("kind") == "link" else "code"
    make = invitations.reissue_unused if fields.get("again") else invitations.issue
    slips = await run_in_threadpool(make, wave.id, kind)
    if not slips:
        error = "Every seat has its link or code already. Make new ones if they are lost."
        return staff_page("invitations.html", status=409, wave=wave, error=error, kind=kind)
    if kind == "link":
        content = write_links_csv(
            slips, title=wave.title, closes_on=wave.closes_on, language=wave.languages[0]
        )
        return _file(content, media_type="text/csv; charset=utf-8", name="links.csv")
    paper = "a4" if fields.get("paper") == "a4" else "letter"
    content = await run_in_threadpool(_code_sheet, slips, wave, paper)
    return _file(content, media_type="application/pdf", name="codes.pdf")


@_signed_in_only
async def look(request: Request) -> Response:
    """The form as members will see it."""
    values = request.path_params
    edition = await run_in_threadpool(
        editions.edition, values["team_id"], values["instrument_id"], values["version"]
    )
    asked = request.query_params.get("language", "")
    language = asked if asked in edition.languages else edition.languages[0]
    path = request.url.path.rsplit("/", 1)[0]
    closes_on = date.fromisoformat("2030-01-31")
    part = values["part"]
    return preview(edition, language=language, part=part, path=path, closes_on=closes_on)


routes: list[Route] = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/set-up", set_up, methods=["GET", "POST"]),
    Route("/sign-in", sign_in, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["GET", "POST"]),
    Route("/export/{wave_id}.{format}", export),
    Route("/invitations/{wave_id}", invite, methods=["GET", "POST"]),
    Route("/preview/{team_id}/{instrument_id}/{version}/{part:int}", look),
]


def _code_sheet(slips: tuple[invitations.Slip, ...], wave: WaveView, paper: str) -> bytes:
    return write_slips(
        slips,
        title=wave.title,
        closes_on=wave.closes_on,
        public_url=settings().public_url,
        languages=wave.languages,
        demo=wave.demo,
        paper="a4" if paper == "a4" else "letter",
    )


def _signed_in(token: str) -> Response:
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        cookie_name(),
        token,
        httponly=True,
        samesite="strict",
        secure=settings().secure,
        path="/",
    )
    return response


def _file(content: bytes, *, media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": HEADERS["Referrer-Policy"],
    }
    return Response(content, media_type=media_type, headers=headers)


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a post from one of our own pages; empty when it came from elsewhere."""
    origin = request.headers.get("origin")
    own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not own or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return {}
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_POST:
            return {}
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}
