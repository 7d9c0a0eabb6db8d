"""The product talks to nobody: not to send, not to look up, not even to ask for a letter type.

Python's own sockets are watched from inside of every process and refused at once. PostgreSQL's
library opens its sockets by itself; for those, and for any other, the system is asked which
connections the processes hold.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, Request

from data.clock import today
from data.exports.formats import FORMATS
from data.services import invitations, teams, waves
from data.services.answering import keep_answers
from data.views import AgencyEntry
from surveys.library import shipped_edition
from tests.hostile import watching_sockets
from tests.hostile.sockets import sockets_that_left, watch_sockets
from tests.pages.shell.talking import ask, post
from tests.running import RunningApp, running_app, settled

ROOT = Path(__file__).resolve().parents[2]
SHEET = {
    item.id: 2 for item in shipped_edition("values_open").instrument.items if item.kind == "scale"
}


@dataclass
class Watched:
    """The app in processes whose sockets are watched."""

    app: RunningApp
    notes: Path

    @property
    def lines(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines()

    def far_connections(self) -> list[str]:
        """Connections of the server to another machine, as the system knows them."""
        server = psutil.Process(self.app.server.pid)
        return [
            str(each.raddr)
            for process in (server, *server.children(recursive=True))
            for each in process.net_connections("inet")
            if each.raddr and not watching_sockets.is_here(each.raddr.ip)
        ]


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where processes write that are started from now on."""
    return watch_sockets(tmp_path / "watch", monkeypatch)


@pytest.fixture
def watched(notes: Path, database: str, tmp_path: Path) -> Iterator[Watched]:
    with running_app(tmp_path) as running:
        yield Watched(running, notes)


def child(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A process that is watched."""
    command = [sys.executable, "-c", code, *words]
    environment = {**os.environ, "PYTHONPATH": f"{os.environ['PYTHONPATH']}:{ROOT}"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import socket; socket.getaddrinfo('evil.example', 80)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import urllib.request as u; u.urlopen('http://192.0.2.1/', timeout=1)",
        "import asyncio as a; a.run(a.open_connection('192.0.2.1', 80))",
    ],
)
def test_the_watch_sees_whatever_would_leave(code: str, notes: Path) -> None:
    assert child(code).returncode == 1
    assert sockets_that_left(notes)


def test_the_watch_lets_this_machine_talk_to_itself(notes: Path) -> None:
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "socket.create_connection(s.getsockname()); socket.getaddrinfo('localhost', 80)"
    )
    done = child(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in notes.read_text().splitlines()] == ["watching"]


@pytest.mark.long
@pytest.mark.browser
def test_from_the_first_screen_to_the_files_of_a_result_nobody_else_is_asked_for_anything(
    watched: Watched, new_desk: Callable[..., Page], new_phone: Callable[..., Page]
) -> None:
    app, asked = watched.app, list[str]()

    def note(request: Request) -> None:
        if not request.url.startswith((app.address, "data:", "blob:")):
            asked.append(request.url)

    desk, phone = new_desk(accept_downloads=True), new_phone()
    for page in (desk, phone):
        page.context.on("request", note)
    far = walk(watched, desk, phone)
    assert asked == []
    assert far == []
    assert f"watching {app.server.pid}" in watched.lines
    assert sockets_that_left(watched.notes) == []


def walk(watched: Watched, desk: Page, phone: Page) -> list[str]:
    """All that staff and respondents do; the far connections that were seen on the way."""
    app = watched.app
    app.sign_in(desk)
    roster = [AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 7)]
    team = teams.create_team("River county table", "River county", roster)
    last = today() + timedelta(days=9)
    wave = waves.draft_wave(team.id, "values_open", languages=("en", "es"), closes_on=last).id
    far = look(watched, desk, f"/team?team={team.id}", "/questionnaires", "/account", "/start")
    waves.open_wave(wave)
    slips = invitations.issue(wave, "link")
    answer(app, phone, slips[0].secret)
    for slip in slips[1:]:
        keep_answers(slip.secret, SHEET | {"open_talk_about": "more"})
    far += look(watched, desk, f"/wave?wave={wave}")
    close_and_release(desk)
    far += look(watched, desk, f"/results?wave={wave}", f"/measures?wave={wave}")
    token = app.staff_token()
    for form in FORMATS:
        assert ask(app, f"/export/{wave}.{form}", token=token).status == 200
    other = waves.draft_wave(team.id, "values_open", languages=("en", "es"), closes_on=last).id
    waves.open_wave(other)
    made = post(app, f"/invitations/{other}", token=token, kind="code", paper="letter")
    assert made.body.startswith(b"%PDF-")
    return far + watched.far_connections()


def look(watched: Watched, desk: Page, *paths: str) -> list[str]:
    far: list[str] = []
    for path in paths:
        desk.goto(f"{watched.app.address}{path}")
        settled(desk)
        desk.get_by_role("heading", level=1).first.wait_for()
        far += watched.far_connections()
    return far


def answer(app: RunningApp, phone: Page, secret: str) -> None:
    """From the link to the thanks, without an answer: every page is shown all the same."""
    phone.goto(f"{app.address}/join/{secret}")
    for _ in range(20):
        if phone.url.partition("?")[0].endswith("/answer/thanks"):
            return
        with phone.expect_navigation():
            phone.locator("button.main").last.click()
    pytest.fail(f"the thanks were never reached; the last page was {phone.url}")


def close_and_release(desk: Page) -> None:
    desk.get_by_role("button", name="Close the wave now").click()
    desk.get_by_role("dialog").get_by_role("button", name="Close it for good").click()
    desk.get_by_role("button", name="Release the result").click()
    desk.locator(".js-plotly-plot .main-svg").first.wait_for()


def test_a_file_is_scored_without_asking_anybody(notes: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = "".join(f"{'AB'[n % 2]},{1 + n % 4}\n" for n in range(24))
    file.write_text(f"agency,{next(iter(SHEET))}\n{rows}")
    words = ("score", str(file), "--instrument", "values_open", "--by", "agency")
    out = tmp_path / "out.xlsx"
    code = "import sys; from data.cli import main; sys.exit(main(sys.argv[1:]))"
    done = child(code, *words, "--format", "xlsx", "-o", str(out))
    assert (done.returncode, out.is_file()) == (0, True), done.stderr
    assert {line.split()[0] for line in notes.read_text().splitlines()} == {"watching"}
