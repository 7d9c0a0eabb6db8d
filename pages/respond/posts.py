"""What a form of ours posted; what comes from elsewhere is refused."""

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from data.counted import count
from data.services.errors import AnswersTooLong
from data.settings import settings

LARGEST_POST = 256_000
_MOST_FIELDS = 1000


class PostRefused(ValueError):
    """A post that did not come from a page of ours."""


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The fields of a post from one of our own pages, kept with the request.

    Raises:
        PostRefused: it came from elsewhere, or is not of the form that our pages send.
        AnswersTooLong: it is larger than any of ours.
    """
    if not _is_ours(request):
        count("form post")
        raise PostRefused
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_POST:
            raise AnswersTooLong
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        count("form post")
        raise PostRefused from None
    request.state.fields = fields
    return fields


def _is_ours(request: Request) -> bool:
    own = {request.headers.get("host"), urlsplit(settings().public_url).netloc}
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site in ("same-origin", "none") and (origin is None or _host_of(origin) in own)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address at all, such as one that ends within brackets
        return ""
