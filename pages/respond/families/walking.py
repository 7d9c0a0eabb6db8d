"""From page to page of a form: each post carries what was said so far, sealed, and nothing waits.

Nothing is stored on the way, so the back button, a second visit and a page left open do no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data import sealed_pages
from data.services.errors import FamilyProblems
from pages.parts.words import words
from pages.respond.families.asking import (
    PREFIX,
    Problem,
    kept_too_long,
    marks_of,
    marks_posted,
    read,
    shown,
)
from pages.respond.families.stops import LAST, START, Course, State, Stop, state_of
from pages.respond.posts import fields_of
from pages.respond.rendering import page
from pages.respond.visitor import language_of
from surveys.families_content import families_content

KEPT = "kept"


async def walk(request: Request, course: Course) -> Response:
    """The first page, or the one that follows from what was posted."""
    if request.method != "POST":
        return await _first(request, course)
    fields = await fields_of(request)
    carried = sealed_pages.unseal(fields.get(KEPT, [""])[0], place=course.address)
    state = state_of(carried)
    if state.version != course.version:
        renewed = course.renewed(state)
        if course.hangs_on_promises(state):
            return _page(course, renewed, notice="family_changed", status=409)
        state = replace(renewed, at=state.at)
    kind, _, value = fields.get("action", ["next"])[0].partition(":")
    if kind in ("language", "clear"):
        return _again(course, state, fields, kind, value)
    if kind == "stop":
        own = words(state.language)
        return _end(
            course, state.language, own.say("family_stopped_title"), own.say("family_stopped")
        )
    if state.told is not None:
        steps = 0 if kind == "back" else 1
        return _page(course, course.beside(state, steps=steps))
    run = run_in_threadpool if course.lane is None else course.lane.run
    return await run(_turn, course, state, fields, (kind, value), carried.minutes)


def _turn(
    course: Course,
    state: State,
    fields: Mapping[str, Sequence[str]],
    action: tuple[str, str],
    minutes: int,
) -> Response:
    stop = course.stop(state)
    came = read(stop.asked, fields)
    kept = state.keeping(stop, {**came.answers, **came.too_long})
    kind, value = action
    if kind == "back":
        return _page(course, course.beside(replace(kept, looked_over=False), steps=-1))
    if kind == "to" and state.looked_over and value in [each.id for each in course.stops(kept)]:
        return _page(course, replace(kept, at=value))
    if came.problems:
        return _page(course, state, fields=fields, problems=came.problems, status=422)
    for screen in course.screens(stop, came.answers):
        if screen in course.ends:
            return _end(course, state.language, *course.words(screen, state.language))
        return _page(course, kept.telling(screen))
    if stop.id != LAST:
        return _page(course, course.beside(kept, steps=1))
    return _finish(course, kept, minutes)


def _finish(course: Course, state: State, minutes: int) -> Response:
    try:
        return course.finish(state, minutes)
    except FamilyProblems as told:
        if "version" in [each.where for each in told.problems]:
            return _page(course, course.renewed(state), notice="family_changed", status=409)
        back = replace(state, at=course.place_of(state, told))
        problems = {each.where: Problem(each.what, each.right) for each in told.problems}
        return _page(course, back, problems=problems, status=422)


async def _first(request: Request, course: Course) -> Response:
    language = language_of(request, among=course.languages)
    return await run_in_threadpool(_page, course, course.begun(language))


def _again(
    course: Course, state: State, fields: Mapping[str, Sequence[str]], kind: str, value: str
) -> Response:
    """The same page in another language, or without one answer; what was typed stays."""
    if kind == "language" and value in course.languages:
        state = replace(state, language=value)
    left = {name: came for name, came in fields.items() if name != f"{PREFIX}{value}"}
    if state.told is not None:
        left = None
    return _page(course, state, fields=left)


def _page(
    course: Course,
    state: State,
    *,
    fields: Mapping[str, Sequence[str]] | None = None,
    problems: Mapping[str, Problem] | None = None,
    notice: str | None = None,
    status: int = 200,
) -> Response:
    if state.at == LAST:
        state = replace(state, looked_over=True)
    stop, number, total = _place(course, state)
    marks = marks_of(state.answers) if fields is None else marks_posted(fields)
    if fields is None and problems is None:
        problems = kept_too_long(stop.asked, state.answers)
    questions = shown(stop.asked, marks, problems or {}, state.language)
    return page(
        "families/stop.html",
        language=state.language,
        status=status,
        languages=course.languages,
        kept=sealed_pages.seal(state.carried(), place=course.address),
        address=course.address,
        site=course.product(state.language),
        warning=families_content().words(state.language).warning,
        stop=stop,
        number=number,
        total=total,
        notice=notice,
        questions=questions,
        errors=[each for each in questions if each.error],
        ask=course.ask(state.language),
        is_first=stop.id == START,
        is_told=state.told is not None,
    )


def _place(course: Course, state: State) -> tuple[Stop, int, int]:
    """The page, its number and how many there are; what is only told has no number."""
    stops = course.stops(state)
    if state.told is not None:
        title, text = course.words(state.told, state.language)
        return Stop(state.at, title, said=(text,)), 0, len(stops)
    number = next(place for place, each in enumerate(stops) if each.id == state.stop_id)
    return stops[number], number + 1, len(stops)


def _end(course: Course, language: str, title: str, text: str) -> Response:
    """Nothing follows, and nothing of what was said goes anywhere."""
    return page(
        "families/end.html",
        language=language,
        site=course.product(language),
        title=title,
        lines=(text, course.ask(language)),
        again=course.address,
        again_words="family_from_start",
    )


def values_of(state: State, asked: Sequence[str]) -> dict[str, Any]:
    """The answers to these questions, where there are any."""
    return {each: state.answers[each] for each in asked if each in state.answers}
