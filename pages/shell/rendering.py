"""The few staff pages that are plain HTML, in the look of the respondents' pages."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from pages.respond.rendering import HEADERS, style_address

_HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def staff_page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A staff page in English."""
    styles = (style_address(), f"/staff.css?{_style()[1]}")
    html = _templates.get_template(template).render(styles=styles, **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def notice(title: str, text: str, *, status: int) -> Response:
    """A page with a heading and a sentence."""
    return staff_page("notice.html", status=status, title=title, text=text)


def refused(text: str) -> Response:
    """A post that was not looked at."""
    return notice("Not from here", text, status=403)


def wait() -> Response:
    """So many ask for something slow that this one was not looked at."""
    told = "Many people sign in just now. Wait a minute, then try again."
    return notice("Please wait a minute", told, status=503)


def style_sheet() -> Response:
    """What staff pages have and respondents' pages have not; kept until its address changes."""
    headers = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_style()[0], media_type="text/css", headers=headers)


@cache
def _style() -> tuple[bytes, str]:
    content = (_HERE / "staff.css").read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]
