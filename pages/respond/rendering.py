"""Pages for respondents: templates, and the headers that every page carries."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from data.settings import settings
from pages.parts.words import language_name, words

HERE = Path(__file__).parent
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with no-referrer a form would post from "null"
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
    """A page in one language. What is not given is absent, never empty by accident.

    Its own words are in English where we have none in this language; `spoken` then names the
    language of the words that are not ours. `at` is where the pages of a form lie.
    """
    said = words(language)
    base: dict[str, Any] = {
        "say": said.say,
        "language": language,
        "lang": said.language,
        "spoken": None if said.language == language else language,
        "languages": (),
        "language_links": None,
        "language_name": language_name,
        "demo": False,
        "preview": False,
        "at": "/answer",
        "banner": None,
        "to_check": "to_check",
        "style": style_address(),
        "product": said.say("product"),
    }
    html = _templates.get_template(template).render(base | values)
    headers = HEADERS | {"Content-Language": language}
    return HTMLResponse(html, status_code=status, headers=headers)


def message(name: str, *, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page with a heading, a sentence or two, and perhaps a way on.

    `again` is where to try again, with the `fields` to post there or None to just go there.
    """
    more = words(language).sentences.get(f"{name}_more")
    defaults: dict[str, Any] = {
        "code_box": False,
        "again": None,
        "fields": None,
        "outro": None,
        "more": more,
    }
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
