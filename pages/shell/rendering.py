"""The few staff pages that are plain HTML, in the look of the respondents' pages."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from pages.respond.rendering import HEADERS, style_address

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def staff_page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A staff page in English."""
    html = _templates.get_template(template).render(style=style_address(), **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)
