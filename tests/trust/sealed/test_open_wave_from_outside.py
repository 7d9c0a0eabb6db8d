"""While a wave is open, no address, screen or command tells more than how many have answered.

One wave is answered twice: by other people, with other answers, to the same number. In between its
tables are put back. Everything that can be asked is asked each time, and is the same to the byte.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import delete, update

from data.cli import _parser, main
from data.exports.formats import FORMATS
from data.services import answering, waves
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from pages.shell.application import routes
from pages.shell.screens import ADDRESSES, OF_FAMILIES, OF_MEETINGS, OF_RESOURCES, OF_SCANS
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import Seats, open_wave
from tests.pages.shell.talking import ask, open_screen, post
from tests.running import RunningApp

ANSWERED = 6
SCREENS = ("start", "team", "wave", "results", "measures", "questionnaires", "people", "accounts")
SCREENS += (*OF_SCANS, *OF_RESOURCES, *OF_FAMILIES, *OF_MEETINGS)
GROWING = ("log", "account")
"""They tell what this very test does, in lines of their own; what kinds of lines is compared."""
MOMENT = re.compile(r":small\[No[^\]]*\]|Since .*? UTC, last used .*? UTC")
COMMANDS = (
    "wave list",
    "scan list",
    "audit {wave_id}",
    "instrument list",
    "account list",
    "audit-log list",
    "audit-log verify",
    "backup {new_file}",
    "doctor",
    "promises",
)
CHANGING = {
    "wave close": "closes it",
    "migrate": "changes the tables",
    "demo": "fills an empty database",
    "restore": "makes another database",
    "account create": "makes an account",
    "account reset": "changes an account",
    "account disable": "changes an account",
    "account appoint": "gives a role",
    "directory import": "reads a file of somebody else's",
    "families export": "is written into the log, and a family group has no respondents of a wave",
    "families import": "reads a file of somebody else's",
    "report": "takes a result that is out, and is written into the log",
    "export": "takes a result that is out, and is written into the log",
    "export-all": "takes results that are out, and is written into the log",
    "portfolio export": "is written into the log, and holds only results that are out",
    "paper": "prints the form with nothing filled in",
    "plan export": "is written into the log, and a plan has no respondents",
    "scan export": "is written into the log, and a scan has no respondents",
    "teams import": "reads a file of somebody else's",
    "score": "reads a file of somebody else's",
    "instrument check": "reads folders",
    "pepper": "gives up the old secret, of which no answer knows",
    "instrument draft": "reads a file of somebody else's",
    "instrument from-xlsform": "reads a file of somebody else's",
}
NOT_ASKED = ("/join", "/answer", "/code", "/paper")
NOT_POSTED = re.compile(r"/(sign-|set-up|invited|account)")  # they sign in and out, and count tries


def _addresses(wave_id: str, team_id: str) -> Iterator[str]:
    """Every address of staff, with this wave wherever one is named."""
    given = {"wave_id": wave_id, "team_id": team_id, "version": "1.0.0"}
    given |= {"instrument_id": "every_kind"}
    for route in routes:
        if route.path.startswith(NOT_ASKED):
            continue
        for part in range(3) if "{part" in route.path else (0,):
            for kind in (*FORMATS, "txt") if "{format}" in route.path else ("",):
                known = given | {"part": str(part), "format": kind}
                yield re.sub(r"{(\w+)(:\w+)?}", lambda m, k=known: k.get(m[1], "x"), route.path)


def _shown(app: RunningApp, seats: Seats, *, unused: str, used: str) -> dict[str, object]:
    """What every address says to staff, to strangers, and to people with a link."""
    app.staff_token()  # so that somebody has signed in elsewhere before, each time
    wave, token = seats.wave, app.staff_token()
    said: dict[str, object] = {}
    for path in _addresses(wave.id, wave.team_id):
        for who in (token, None):
            answer = ask(app, path, token=who)
            said[f"GET {path} {who is None}"] = (answer.status, answer.body)
        if not NOT_POSTED.match(path):
            for again in ("", "ask", "yes"):
                sent = post(app, path, token=token, kind="code", again=again)
                said[f"POST {path} {again}"] = (sent.status, sent.body)
    for link, name in ((unused, "unused"), (used, "used")):
        answer = ask(app, "/answer", cookie=f"table={link}")
        said[f"a link that is {name}"] = (answer.status, answer.body)
    return said | _screens(app, token, f"team={wave.team_id}", f"wave={wave.id}")


def _screens(app: RunningApp, token: str, *queries: str) -> dict[str, object]:
    said: dict[str, object] = {}
    for name in (*SCREENS, *GROWING):
        for query in queries:
            with open_screen(app, token=token) as screen:
                screen.run(name, query)
                shown = list(screen.shown)
                for fragment in dict.fromkeys(screen.fragments):
                    screen.run_fragment(fragment)
                    shown += screen.shown
                kinds = _kinds(repr(shown)) if name in GROWING else _without_marks(repr(shown))
                said[f"{name}?{query}"] = kinds
    return said


def _kinds(shown: str) -> list[str]:
    """Every text on a screen once, without moments."""
    texts = re.findall(r'(?:body|label): "((?:[^"\\]|\\.)*)"', shown.replace("\\n", "\n"))
    return sorted({MOMENT.sub("a moment", text) for text in texts})


def _without_marks(shown: str) -> str:
    """Streamlit marks widgets by run; a mark says nothing of what is shown."""
    return re.sub(r"[0-9a-f]{32,}|[0-9a-f-]{36}", "mark", shown)


def _put_back(wave_id: str) -> None:
    """As if nobody had answered."""
    ballot, draft, invitation = (table_of(model) for model in (Ballot, Draft, Invitation))
    with store.writing() as connection:
        for table in (ballot, draft):
            connection.execute(delete(table).where(table.c.wave_id == wave_id))
        mine = update(invitation).where(invitation.c.wave_id == wave_id)
        connection.execute(mine.values(used=False))


def _answer(seats: Seats, places: range, sheet: Mapping[str, object]) -> None:
    for place in places:
        answering.keep_draft(seats.secrets[place], sheet, language="en", position=1)
        answering.keep_answers(seats.secrets[place], sheet)
    answering.keep_draft(seats.secrets[places.stop], sheet, language="en", position=1)


ONE = {"form": 0, "main": 1, "wish": "no", "causes": ["one"], "tenure": "long"}
OTHER = {"form": 1, "main": "dk", "worry": "much " * 60, "share": 99, "tenure": "short"}


@pytest.fixture
def seats(shared_app: RunningApp) -> Seats:
    """An open wave, with nobody in it."""
    return open_wave(questionnaires.edition(), kind="link")


@pytest.mark.long
def test_every_address_and_screen_is_the_same_to_the_byte_whatever_was_answered_by_whom(
    shared_app: RunningApp, seats: Seats
) -> None:
    links = {"unused": seats.secrets[-1], "used": seats.secrets[5]}
    _answer(seats, range(ANSWERED), ONE)
    first = _shown(shared_app, seats, **links)
    _put_back(seats.wave.id)
    _answer(seats, range(5, 5 + ANSWERED), OTHER)
    second = _shown(shared_app, seats, **links)
    assert {asked for asked in first if first[asked] != second[asked]} == set()
    assert f"{ANSWERED} of {len(seats.secrets)}" in str(second[f"wave?wave={seats.wave.id}"])
    assert waves.progress(seats.wave.id).answered == ANSWERED


@pytest.mark.long
def test_one_answer_more_is_seen_on_screens_that_count_and_nowhere_else(
    shared_app: RunningApp, seats: Seats
) -> None:
    """So what is compared above is looked at in earnest."""
    links = {"unused": seats.secrets[-1], "used": seats.secrets[0]}
    _answer(seats, range(ANSWERED), ONE)
    first = _shown(shared_app, seats, **links)
    _put_back(seats.wave.id)
    _answer(seats, range(ANSWERED + 1), ONE)
    second = _shown(shared_app, seats, **links)
    changed = {asked for asked in first if _says_more(asked, first[asked], second[asked])}
    assert f"wave?wave={seats.wave.id}" in changed
    counting = {"start", "team", "wave", "results", "meeting-projector"}
    assert {asked.partition("?")[0] for asked in changed} <= counting


def _says_more(asked: str, before: object, after: object) -> bool:
    """Whether it says otherwise; of a log only what is new: old lines leave its first page."""
    if asked.partition("?")[0] not in GROWING:
        return before != after
    return not set(cast("list[str]", after)) <= set(cast("list[str]", before))


def _told_by_commands(wave_id: str, folder: Path, capsys) -> dict[str, tuple[int, str]]:
    """The exit status and the words of every command that may look at a wave."""
    folder.mkdir()
    said: dict[str, tuple[int, str]] = {}
    for words in COMMANDS:
        capsys.readouterr()
        status = main(words.format(wave_id=wave_id, new_file=folder / "backup").split())
        told = capsys.readouterr()
        plain = f"{told.out}{told.err}"
        for mine in (folder, folder.parent / "first"):  # doctor names the newest backup it knows
            plain = plain.replace(str(mine), "a folder")
        said[words] = (status, re.sub(r"[\d,]+ MB free", "room on the disk", plain))
    return said


def test_every_command_says_the_same_whatever_was_answered_by_whom(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seats = open_wave(questionnaires.edition())
    _answer(seats, range(ANSWERED), ONE)
    first = _told_by_commands(seats.wave.id, tmp_path / "first", capsys)
    _put_back(seats.wave.id)
    _answer(seats, range(5, 5 + ANSWERED), OTHER)
    second = _told_by_commands(seats.wave.id, tmp_path / "second", capsys)
    assert first == second
    assert seats.wave.id in first["wave list"][1]


def _leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[str]:
    own = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not own:
        yield " ".join(words)
    for action in own:
        for name, leaf in action.choices.items():
            yield from _leaves(leaf, (*words, name))


def test_no_screen_is_forgotten_above() -> None:
    assert {*SCREENS, *GROWING} == ADDRESSES


def test_no_command_is_forgotten_above() -> None:
    asked = {re.sub(r" {\w+}", "", words) for words in COMMANDS}
    assert set(_leaves(_parser())) - asked - set(CHANGING) == set()
