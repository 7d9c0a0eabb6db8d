"""Posts from our own staff pages, and from nowhere else."""

from urllib.parse import parse_qs

from starlette.requests import Request

from data.counted import count
from pages.shell.security import is_own_origin

_LARGEST = 16_000


class PostRefused(ValueError):
    """A post that did not come from a page of ours, or is larger than any of ours."""


async def fields(request: Request) -> dict[str, str]:
    """The fields of a post from one of our own pages.

    Raises:
        PostRefused: it came from elsewhere, or is too large; nothing was looked at.
    """
    if not is_own_origin(request.headers):
        count("post")
        raise PostRefused("This did not come from a page of Common Table. Nothing was done.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            count("post")
            raise PostRefused("This is more than a page of Common Table sends. Nothing was done.")
    found = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}
