"""Every service of family groups, one by one: strangers find nothing, others in a team are told."""

import importlib
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import data.services
from data.clock import today
from data.family_views import Counts, SessionEntry
from data.services import authority, family_sessions, family_themes, transcripts
from data.services.authority import acting
from data.services.coding_settled import Place
from data.services.errors import NotAllowed, NotFound
from data.services.family_themes import ThemeEntry
from tests.data.services.families.groups import (
    Group,
    begun,
    facilitator,
    held,
    released,
    settings,
    written,
)

MODULES = (
    *("contact_book", "intake", "seats", "families", "family_sessions", "family_ends"),
    *("transcripts", "redacting", "coding", "coding_agreement", "code_matrix", "summaries"),
    *("family_themes", "said_against_seen", "family_projects", "family_files", "family_told"),
    *("family_standing", "family_statements", "family_supports", "family_cards", "asked_again"),
    *("family_days", "family_theme_readers", "coding_settled", "coding_help", "family_notes"),
    "family_copies",
)
INNER = {
    "family_themes.themes_within",
    "family_themes.quotes_within",
    "family_sessions.seat_rows",
    "family_sessions.sat_before",
    "family_ends.withdraw_seat",
    "family_ends.ended_on",
    "family_ends.record_cards",
    "family_days.taken_back",
    "family_days.stays",
    "family_days.stays_from_participants",
    "family_days.inside_notes",
    "transcripts.row_of",
    "transcripts.spoken_by",
    "coding.counted",
    "coding.settled_against",
    "family_themes.counted_supports",
    "coding.check_code",
    "family_notes.notes_of",
}
"""For other services, which ask before they call them; no screen does."""
QUIET = {
    "family_told.pinned",
    "family_statements.offered",
    "family_statements.statement_said",
    "said_against_seen.gaps_by_kind",
    "family_standing.who_sees_words",
}
"""They give whoever may not see nothing, or what everybody may read."""
FOR_MEMBERS = {
    "families.studies",
    "families.study",
    "contact_book.how_many",
    "asked_again.how_many_again",
    "family_ends.destructions",
    "family_copies.copies",
    "family_themes.shown_themes",
    "said_against_seen.said_against_seen",
    "family_files.findings_of",
    "family_cards.standing",
}
FOR_FACILITATORS = {
    "families.begin_study",
    "families.change_study",
    "families.move_study",
    "families.say_shown",
    "family_sessions.say_sound",
    "family_ends.sound_is_erased",
    "family_sessions.add_session",
    "family_sessions.change_session",
    "family_sessions.open_session",
    "family_sessions.pause_session",
    "family_sessions.close_session",
    "family_ends.withdraw_by_number",
    "family_ends.destroy_contacts",
    "contact_book.open_book",
    "contact_book.set_status",
    "contact_book.remove_contact",
    "contact_book.take_back_being_asked",
    "asked_again.open_list",
    "asked_again.forget",
    "family_ends.destroy_asked_again",
    "transcripts.remove_transcript",
    "transcripts.release",
    "family_cards.type_card",
    "family_cards.count_cards",
}


def services() -> Iterator[str]:
    """Every public function of these modules that takes the id of a team."""
    for name in MODULES:
        module = importlib.import_module(f"data.services.{name}")
        for own, each in vars(module).items():
            ours = inspect.isfunction(each) and each.__module__ == module.__name__
            if ours and not own.startswith("_") and "team_id" in inspect.signature(each).parameters:
                yield f"{name}.{own}"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    made = begun()
    released(made, written(made, held(made, people=2, name="One")))
    return made


def arguments(group: Group) -> Mapping[str, Any]:
    """What fits each parameter, by its name."""
    team_id, plan, session = group.team_id, group.plan, group.sessions[0]
    found = transcripts.transcript_of(team_id, session.id)
    assert found is not None
    entry = ThemeEntry("Waits are long.", "got_in_way")
    theme = family_themes.save_theme(team_id, plan.id, "", entry, seen=0)
    labels = [each.label for each in family_sessions.seats(team_id, session.id)]
    return {
        "team_id": team_id,
        "study_id": plan.id,
        "session_id": session.id,
        "transcript_id": found.id,
        "theme_id": theme,
        "coding_id": "x",
        "quote_id": "x",
        "contact_id": "x",
        "person_id": "x",
        "seat_id": "x",
        "owner": session.id,
        "day": today(),
        "name": "N",
        "seen": 1,
        "settings": settings(),
        "version": 1,
        "state": "ended",
        "notice_read": True,
        "counts": Counts(),
        "sound": "none",
        "label": labels[0],
        "status": "new",
        "session_name": "One",
        "said": (),
        "sentences": 1,
        "leaks": 0,
        "whole": False,
        "size": 1,
        "decided": {},
        "strings": (),
        "string": "bus",
        "replacement": "[ride]",
        "number": 1,
        "start": 0,
        "end": 2,
        "code": "x",
        "memo": "",
        "codes": (),
        "question": "guide_barriers",
        "words": "w",
        "scope": "team",
        "labels": labels,
        "coding": None,
        "answers": ("no",) * 3,
        "format_key": "html",
        "chance": None,
        "language": "en",
        "report": None,
        "about": theme,
        "source": "x",
        "card": {},
        "place": Place(found.id, found.version, 1, 0, 2),
        "gave": True,
        "before": 0,
        "category": "",
        "sector": "",
    }


def call(name: str, given: Mapping[str, Any]) -> object:
    module, _, own = name.partition(".")
    function = getattr(importlib.import_module(f"data.services.{module}"), own)
    positional, named = [], {}
    for key, each in inspect.signature(function).parameters.items():
        if each.default is not each.empty and key not in ("seen",):
            continue
        value = given[key]
        if own in ("add_session", "change_session") and key == "entry":
            value = SessionEntry("Two", "2026-11", "en", "in_person")
        if each.kind is each.KEYWORD_ONLY:
            named[key] = value
        else:
            positional.append(value)
    return function(*positional, **named)


def test_strangers_find_nothing_and_others_are_told(group: Group) -> None:
    given = dict(arguments(group))
    given["entry"] = ThemeEntry("Waits are long.", "got_in_way")
    strangers = begun()
    outside = facilitator(strangers.team_id, "Outside")
    names = [each for each in services() if each not in INNER | QUIET]
    assert len(names) > 55
    assert not (FOR_MEMBERS | FOR_FACILITATORS) - set(names)
    wrong: list[str] = []
    for name in names:
        expected = {
            "outside": NotFound,
            "member": None if name in FOR_MEMBERS else NotAllowed,
            "consultant": NotAllowed if name in FOR_FACILITATORS else None,
        }
        for role, error in expected.items():
            who = outside if role == "outside" else facilitator(group.team_id, role, role)
            if error is not None:
                with acting(who):
                    told = refusal(name, given)
                if told is not error:
                    wrong.append(f"{name} for {role}: {told}")
    assert wrong == []


def refusal(name: str, given: Mapping[str, Any]) -> type[BaseException] | None:
    try:
        call(name, given)
    except (NotFound, NotAllowed) as error:
        return type(error)
    return None


def test_what_members_may_see_they_see(group: Group) -> None:
    given = arguments(group)
    with acting(facilitator(group.team_id, "Member", "member")):
        for name in sorted(FOR_MEMBERS):
            call(name, given)


def test_nobody_at_all_is_refused_everywhere(group: Group) -> None:
    given = dict(arguments(group))
    given["entry"] = ThemeEntry("Waits are long.", "got_in_way")
    token = authority._acting.set(None)
    try:
        for name in (each for each in services() if each not in INNER | QUIET):
            assert refusal(name, given) in (NotFound, NotAllowed), name
    finally:
        authority._acting.reset(token)


def test_no_screen_calls_what_asks_nobody() -> None:
    folder = Path(data.services.__file__).parents[2] / "pages"
    names = {each.partition(".")[2] for each in INNER} - {"counted"}
    calls = re.compile(rf"\b({'|'.join(sorted(names))})\(")
    found = {
        f"{file.name}: {hit[0]}"
        for file in (folder / "families").rglob("*.py")
        for hit in calls.finditer(file.read_text())
    }
    assert found == set()
    inner = re.compile(r"\bcoding\.counted\(")
    assert [f.name for f in folder.rglob("*.py") if inner.search(f.read_text())] == []
