"""Released waves to show, made the way the release service makes them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.exports.content import content_of
from data.services import family_told, teams, waves
from data.services import release as releases
from data.services.authority import OPERATOR
from data.services.family_told import Pinned
from data.views import CommentsView, GroupView, Progress, ReportView, TeamSummary, WaveView
from pages.parts import links, session
from pages.parts.readings import Reading
from scoring.cube import Cube, count
from scoring.release import GroupShape, ItemShape, release
from scoring.report import DivergenceReport, checksum, divergence_report
from surveys.counting import CountedItem, counted_items
from surveys.instrument import Edition
from surveys.library import shipped_edition

NAMES = (
    {"en": "Child welfare", "es": "Bienestar infantil"},
    {"en": "Courts and legal partners", "es": "Tribunales y socios legales"},
    {"en": "Treatment", "es": "Tratamiento"},
)


@cache
def counted(items: tuple[CountedItem, ...], people: tuple[int, ...]) -> Cube:
    """Made-up answers: all alike on the first statement, two camps on the second."""
    random = np.random.default_rng(11)
    rows: list[tuple[int, int, int]] = []
    for group, size in enumerate(people):
        for place, item in enumerate(items):
            shares = random.dirichlet(np.ones(item.levels))
            levels = random.choice(item.levels, p=shares, size=size)
            for person, level in enumerate(levels):
                fixed = {0: item.levels - 1, 1: (person % 2) * (item.levels - 1)}
                rows.append((group, place, fixed.get(place, int(level))))
    return count(
        rows, levels=[item.levels for item in items], groups=len(people), people=list(people)
    )


def released_view(
    instrument: str = "values_open",
    *,
    people: Sequence[int] = (12, 7, 11),
    names: Sequence[Mapping[str, str]] = NAMES,
    edition: Edition | None = None,
    facts: Mapping[str, Mapping[str, int]] | None = None,
    public: bool = False,
    made: Callable[[DivergenceReport], DivergenceReport] = lambda report: report,
    **changes: Any,
) -> ReportView:
    chosen = edition or shipped_edition(instrument)
    items = counted_items(chosen.instrument)
    groups = [
        GroupShape(code=f"g{place}", sector=f"s{place}", broad=f"b{place}", invited=size + 2)
        for place, size in enumerate(people)
    ]
    report = divergence_report(
        release(
            counted(items, tuple(people)),
            items=[ItemShape(item.id, item.printed, ordinal=item.ordinal) for item in items],
            groups=groups,
            facts=facts,
            public=public,
        )
    )
    report = made(report)
    options: dict[str, Any] = {
        "id": "w1",
        "team_id": "t1",
        "team_name": "Bell County Table",
        "demo": False,
        "title": "Our Shared Values",
        "instrument_id": chosen.instrument.id,
        "instrument_version": chosen.instrument.version,
        "languages": ("en", "es"),
        "smallest_group": 5,
        "opened_on": date(2026, 11, 2),
        "closes_on": date(2026, 11, 20),
        "state": "released",
        "groups": tuple(
            GroupView(f"g{place}", dict(name), size + 2, ("An agency",))
            for place, (name, size) in enumerate(zip(names, people, strict=False))
        ),
        "invited": sum(people) + 2 * len(people),
        "facts": (),
    }
    wave = WaveView(**(options | changes))
    questions = {question.id: "shown" for question in chosen.instrument.open_questions}
    return ReportView(report, wave, chosen, questions, checksum(report))  # type: ignore[arg-type]


@pytest.fixture
def make_view() -> Callable[..., ReportView]:
    """A released wave; every part can be replaced."""
    return released_view


@pytest.fixture
def make_reading() -> Callable[..., Reading]:
    """A released wave as it is told in a language."""

    def make(instrument: str = "values_open", *, language: str = "en", **changes: Any) -> Reading:
        view = released_view(instrument, **changes)
        return Reading(content_of(view, language=language), language)

    return make


def screen() -> None:
    from pages.facilitator import results
    from pages.parts.session import signed_in

    with signed_in():
        results.page()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def show(
    monkeypatch: pytest.MonkeyPatch, make_view: Callable[..., ReportView]
) -> Callable[..., AppTest]:
    """The screen of one wave, with the services answering for it."""

    def run(
        *,
        signed_in: bool = True,
        named: bool = True,
        heard: Mapping[str, Sequence[Pinned]] = MappingProxyType({}),
        **changes: Any,
    ) -> AppTest:
        view = make_view(**changes)
        written = CommentsView("open", ("Keep **it** up", "![](http://evil.example)"), None, 10)
        who = OPERATOR if signed_in else None
        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: who)
        monkeypatch.setattr(links, "link", lambda *_, **__: None)
        monkeypatch.setattr(waves, "wave", lambda _: view.wave)
        monkeypatch.setattr(waves, "waves", lambda _: (view.wave,))
        monkeypatch.setattr(waves, "progress", lambda _: Progress(12, 36))
        monkeypatch.setattr(releases, "report", lambda _: view)
        monkeypatch.setattr(releases, "comments", lambda *_: written)
        monkeypatch.setattr(family_told, "pinned", lambda _, name, **__: heard.get(name, ()))
        summary = TeamSummary("t1", "Bell County Table", "Bell", False, 3, 36, 1)
        monkeypatch.setattr(teams, "teams", lambda: (summary,))
        app = AppTest.from_function(screen, default_timeout=60)
        if named:
            app.query_params["wave"] = "w1"
        return app.run()

    return run
