"""The screen that somebody asked for without being signed in, and comes to afterwards.

It travels in the addresses of the plain pages of the sign-in and is kept nowhere. What comes back
in an address is not believed: its path must be that of a screen of ours, and the rest is written
anew, so that nothing leads away from here.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request

START = "/start"
_NAME = "next"
_SCREEN = re.compile(r"/([a-z-]{1,40})(?:\?([^#]*))?", re.ASCII)
_LONGEST, _MOST_VALUES = 2_000, 20


def screen_of(asked: str) -> str:
    """The address of the screen that was asked for, written anew; the start where it is none."""
    found = _SCREEN.fullmatch(asked) if len(asked) <= _LONGEST else None
    if found is None or not _is_a_screen(found[1]):
        return START
    try:
        values = parse_qsl(found[2] or "", max_num_fields=_MOST_VALUES)
    except ValueError:
        return START
    return address_of(found[1], dict(values))


def address_of(name: str, values: Mapping[str, str]) -> str:
    """The address of a screen about what the values say."""
    return f"/{name}?{urlencode(values)}" if values else f"/{name}"


def with_way(page: str, way: str) -> str:
    """A plain page on the way to a screen; there is nothing to carry to the start."""
    return page if way == START else f"{page}?{_NAME}={quote(way, safe='')}"


def way_of(request: Request) -> str:
    """Where a request to one of the plain pages is on its way to."""
    return screen_of(request.query_params.get(_NAME, ""))


def _is_a_screen(name: str) -> bool:
    from pages.shell.screens import ADDRESSES  # screens stand on the shell, so not before

    return name in ADDRESSES
