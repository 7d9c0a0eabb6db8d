"""Pages for respondents: templates, and the headers that every page carries."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from data.settings import settings
from pages.parts.words import LANGUAGES, words

HERE = Path(__file__).parent
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, *, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in one language. What is not given is absent, never empty by accident."""
    said = words(language)
    base: dict[str, Any] = {
        "say": said.say,
        "language": said.language,
        "languages": (),
        "names": LANGUAGES,
        "demo": False,
        "preview": False,
        "style": style_address(),
        "product": said.say("product"),
    }
    html = _templates.get_template(template).render(base | values)
    headers = HEADERS | {"Content-Language": said.language}
    return HTMLResponse(html, status_code=status, headers=headers)


def message(name: str, *, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page with a heading, a sentence, and perhaps the box for a code."""
    defaults: dict[str, Any] = {"code_box": False, "again": None}
    return page("message.html", language=language, status=status, name=name, **defaults | values)


def style_sheet() -> Response:
    """The one style sheet; its address changes when it does, so it may be kept for long."""
    headers = HEADERS | {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(_style()[0], media_type="text/css", headers=headers)


def style_address() -> str:
    """Where the style sheet is, with a mark that changes when it does."""
    return f"/respond.css?{_style()[1]}"


def cookie_name() -> str:
    """The name under which the browser holds the link or code."""
    return "__Host-table" if settings().secure else "table"


@cache
def _style() -> tuple[bytes, str]:
    content = (HERE / "style.css").read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]
