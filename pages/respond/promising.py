"""The page of promises, for everybody: it asks nothing, keeps nothing and knows nobody."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.services.promises import LIMITS, in_force, sentences
from pages.parts.words import LANGUAGES
from pages.respond.rendering import page
from pages.respond.troubles import guarded
from pages.respond.visitor import language_of


@guarded
async def promises(request: Request) -> Response:
    """What is promised under the settings in force, what does not hold, and what nobody can."""
    language = language_of(request)
    said = sentences(language)
    return page(
        "promises.html",
        language=language,
        promises=await run_in_threadpool(in_force),
        limits=LIMITS,
        languages=tuple(LANGUAGES),
        language_links=request.url.path,
        promise=said["promise"],
        broken=said["broken"],
        limit=said["limit"],
    )
