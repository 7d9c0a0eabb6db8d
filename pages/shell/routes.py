"""Staff addresses that are no Streamlit screens: sign-in, exports, invitations, previews."""

from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.clock import today
from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.exports.paper import CannotBePrinted, form_of_wave, write_paper
from data.exports.plan.formats import PLAN_FORMATS
from data.exports.portfolio import PORTFOLIO_FORMATS
from data.exports.resources.formats import RESOURCE_FORMATS
from data.exports.scan.formats import SCAN_FORMATS
from data.exports.slips import write_links_csv, write_slips
from data.services import (
    action_files,
    editions,
    family_files,
    invitations,
    portfolio_files,
    release,
    reports,
    resource_files,
    scan_answers,
    scan_files,
    start,
    waves,
)
from data.services.authority import permit
from data.services.errors import NotFound, WaveStateError
from data.settings import settings
from data.views import Kind, Slip, WaveView
from pages.respond.preview import preview, preview_wave
from pages.respond.rendering import HEADERS
from pages.shell import account_forms, signing
from pages.shell.posts import fields
from pages.shell.rendering import notice, staff_page, style_sheet
from pages.shell.security import is_loopback_name
from pages.shell.staff_only import signed_in_only
from pages.shell.way_back import START
from surveys.instrument import Edition

_SHOWN_CLOSING = timedelta(weeks=2)
_MOST_DIGITS = 4
Paper = Literal["letter", "a4"]


async def front(_request: Request) -> Response:
    """The bare address leads staff to the start; the Guard leads everybody else elsewhere."""
    return RedirectResponse(START, status_code=303)


async def healthz(_request: Request) -> Response:
    """This process runs."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """This process runs, reaches its database and the folder in which keys of open waves are."""
    missing = await run_in_threadpool(start.why_not_ready)
    if missing is None:
        return PlainTextResponse("ready")
    return PlainTextResponse(missing, status_code=503)


async def style(_request: Request) -> Response:
    """The look of the staff pages that are no Streamlit screens."""
    return style_sheet()


@signed_in_only
async def export(request: Request) -> Response:
    """The released result of a wave as a file."""
    chosen = FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(FORMATS)}.")
    view = await run_in_threadpool(
        lambda: release.for_export(request.path_params["wave_id"], as_what=chosen.key)
    )
    content = await run_in_threadpool(lambda: chosen.write(content_of(view)))
    name = f"common-table-{view.wave.id}.{chosen.extension}"
    return _file(content, media_type=chosen.media_type, name=name)


@signed_in_only
async def export_paper(request: Request) -> Response:
    """The form of a wave to print, with nothing filled in."""
    values, asked = request.path_params, request.query_params
    wave, edition = await run_in_threadpool(_wave_and_edition, values["wave_id"])
    language: str = values["language"]
    if language not in wave.languages:
        raise NotFound(f"This wave has no such language. It has: {', '.join(wave.languages)}.")
    paper: Paper = "a4" if asked.get("paper") == "a4" else "letter"
    form, large = form_of_wave(wave, edition), asked.get("size") == "large"
    try:
        content = await run_in_threadpool(
            lambda: write_paper(form, language=language, paper=paper, large=large)
        )
    except CannotBePrinted as why:
        return notice("This form cannot be printed", str(why), status=409)
    return _file(content, media_type="application/pdf", name=f"paper-form-{language}.pdf")


@signed_in_only
async def export_resources(request: Request) -> Response:
    """The resource map of a team as a file."""
    chosen = RESOURCE_FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(RESOURCE_FORMATS)}.")
    found = await run_in_threadpool(
        lambda: resource_files.for_export(request.path_params["team_id"], as_what=chosen.key)
    )
    content = await run_in_threadpool(lambda: chosen.write(found))
    name = f"{chosen.key}.{chosen.extension}"
    return _file(content, media_type=chosen.media_type, name=name)


@signed_in_only
async def export_families(request: Request) -> Response:
    """A family group as a file, with what may be shown of it at this moment."""
    values, asked = request.path_params, request.query_params
    how = {"public": asked.get("for") == "everybody", "language": asked.get("language", "en")}
    taken = await run_in_threadpool(
        lambda: family_files.take(values["team_id"], values["study_id"], values["format"], **how)
    )
    return _file(taken.content, media_type=taken.media_type, name=taken.name)


@signed_in_only
async def export_scan(request: Request) -> Response:
    """All scans of a team as a file."""
    chosen = SCAN_FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(SCAN_FORMATS)}.")
    found = await run_in_threadpool(
        lambda: scan_files.for_export(request.path_params["team_id"], as_what=chosen.key)
    )
    content = await run_in_threadpool(lambda: chosen.write(found))
    return _file(content, media_type=chosen.media_type, name=f"scan.{chosen.extension}")


@signed_in_only
async def export_plan(request: Request) -> Response:
    """The action plan of a team as a file."""
    chosen = PLAN_FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(PLAN_FORMATS)}.")
    found = await run_in_threadpool(
        lambda: action_files.for_export(request.path_params["team_id"], as_what=chosen.key)
    )
    content = await run_in_threadpool(lambda: chosen.write(found))
    return _file(content, media_type=chosen.media_type, name=f"plan.{chosen.extension}")


@signed_in_only
async def export_portfolio(request: Request) -> Response:
    """The teams of the one who asks, side by side, as a file."""
    chosen = PORTFOLIO_FORMATS.get(request.path_params["format"])
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(PORTFOLIO_FORMATS)}.")
    found = await run_in_threadpool(lambda: portfolio_files.for_export(as_what=chosen.key))
    content = await run_in_threadpool(lambda: chosen.write(found))
    return _file(content, media_type=chosen.media_type, name=f"portfolio.{chosen.extension}")


@signed_in_only
async def export_report(request: Request) -> Response:
    """A report that was made before, if the one who asks may have all of it now."""
    values = request.path_params
    taken = await run_in_threadpool(lambda: reports.take(values["team_id"], values["report_id"]))
    return _file(taken.content, media_type=taken.media_type, name=taken.name)


@signed_in_only
async def evidence(request: Request) -> Response:
    """A file that stands behind an answer, to keep and never to show: nobody looked inside."""
    found = await run_in_threadpool(scan_answers.evidence_file, request.path_params["file_id"])
    ending = found.name.rpartition(".")[2].lower()
    name = f"evidence.{ending}" if ending.isalnum() else "evidence"
    return _file(found.content, media_type="application/octet-stream", name=name)


@signed_in_only
async def invite(request: Request) -> Response:
    """Make links or codes: they leave in the answer to this post, and are kept nowhere."""
    wave = await run_in_threadpool(waves.wave, request.path_params["wave_id"])
    permit("invitations.issue", team_id=wave.team_id)
    if wave.state != "open":
        raise WaveStateError(_not_open(wave))
    if request.method != "POST":
        return _invitations(wave)
    sent = await fields(request)
    kind: Kind = "link" if sent.get("kind") == "link" else "code"
    paper: Paper = "a4" if sent.get("paper") == "a4" else "letter"
    if sent.get("again") == "ask":
        return staff_page("replace.html", wave=wave, kind=kind, paper=paper)
    make = invitations.reissue_unused if sent.get("again") == "yes" else invitations.issue
    slips = await run_in_threadpool(make, wave.id, kind)
    if not slips:
        return _invitations(wave, error=_ALL_OUT, kind=kind, paper=paper)
    return await run_in_threadpool(_slips, slips, wave, kind=kind, paper=paper)


@signed_in_only
async def look(request: Request) -> Response:
    """The form of a questionnaire, with everything that a wave may ask."""
    values = request.path_params
    edition = await run_in_threadpool(
        editions.edition, values["team_id"], values["instrument_id"], values["version"]
    )
    asked = request.query_params.get("language", "")
    return preview(
        edition,
        language=asked if asked in edition.languages else edition.languages[0],
        part=_part(values["part"]),
        path=request.url.path.rsplit("/", 1)[0],
        closes_on=today() + _SHOWN_CLOSING,
    )


@signed_in_only
async def look_at_wave(request: Request) -> Response:
    """The form of a wave as its members see it, or will once it opens."""
    values = request.path_params
    wave, edition = await run_in_threadpool(_wave_and_edition, values["wave_id"])
    asked = request.query_params.get("language", "")
    return preview_wave(
        edition,
        wave,
        language=asked if asked in wave.languages else wave.languages[0],
        part=_part(values["part"]),
        path=request.url.path.rsplit("/", 1)[0],
    )


routes: list[Route] = [
    Route("/", front),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/staff.css", style),
    *signing.routes,
    *account_forms.routes,
    Route("/export/portfolio.{format}", export_portfolio),
    Route("/export/{wave_id}.{format}", export),
    Route("/export/paper/{wave_id}/{language}.pdf", export_paper),
    Route("/export/scan/{team_id}.{format}", export_scan),
    Route("/export/plan/{team_id}.{format}", export_plan),
    Route("/export/resources/{team_id}.{format}", export_resources),
    Route("/export/families/{team_id}/{study_id}.{format}", export_families),
    Route("/export/report/{team_id}/{report_id}", export_report),
    Route("/evidence/{file_id}", evidence),
    Route("/invitations/{wave_id}", invite, methods=["GET", "POST"]),
    Route("/preview/wave/{wave_id}/{part}", look_at_wave),
    Route("/preview/{team_id}/{instrument_id}/{version}/{part}", look),
]

_ALL_OUT = "Every seat has its link or code already. If they are lost, you can replace them below."


def _wave_and_edition(wave_id: str) -> tuple[WaveView, Edition]:
    return waves.wave(wave_id), editions.of_wave(wave_id)


def _part(text: str) -> int:
    """The number of a page of a form."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise NotFound("A form has no such page.")
    return int(text)


def _not_open(wave: WaveView) -> str:
    if wave.state == "draft":
        return "People can be invited once the wave is open. It is still a draft."
    return "This wave is closed, so nobody can be invited any more."


def _invitations(
    wave: WaveView, *, error: str | None = None, kind: Kind = "code", paper: Paper = "letter"
) -> Response:
    status = 200 if error is None else 409
    address = settings().public_url
    return staff_page(
        "invitations.html",
        status=status,
        wave=wave,
        error=error,
        kind=kind,
        paper=paper,
        address=address,
        local=is_loopback_name(urlsplit(address).netloc),
    )


def _slips(slips: tuple[Slip, ...], wave: WaveView, *, kind: Kind, paper: Paper) -> Response:
    if kind == "link":
        content = write_links_csv(
            slips, title=wave.title, closes_on=wave.closes_on, language=wave.languages[0]
        )
        return _file(content, media_type="text/csv; charset=utf-8", name="links.csv")
    content = write_slips(
        slips,
        title=wave.title,
        closes_on=wave.closes_on,
        public_url=settings().public_url,
        languages=wave.languages,
        demo=wave.demo,
        paper=paper,
    )
    return _file(content, media_type="application/pdf", name="codes.pdf")


def _file(content: bytes, *, media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": HEADERS["Referrer-Policy"],
    }
    return Response(content, media_type=media_type, headers=headers)
