"""The report to hand out: chosen, made beside while one may leave, come back to, and fetched."""

import io
import threading
from collections.abc import Callable, Iterator

import docx
import pytest
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from data.services import report_work, reports
from data.services.report_work import LEASE, Job
from tests.pages.looking import Guide
from tests.pages.meeting.conftest import Show, opened_wave, released_wave
from tests.pages.results.looking import everything
from tests.pages.shell.talking import ask
from tests.running import RunningApp, settled

REPORT = "pages.meeting.report"


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """A report that is still being made would write into the next test's database."""
    yield
    for each in threading.enumerate():
        if each.name.startswith("report"):
            each.join()


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Reports that were begun and that nobody works on."""
    begun: list[Job] = []
    monkeypatch.setattr(report_work, "start", begun.append)
    return begun


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception


def box(app: AppTest, label: str) -> object:
    return next(each for each in app.checkbox if each.label == label)


def words_on(app: AppTest) -> str:
    return everything(app).replace("\\", "")


def test_parts_without_content_are_gray_and_say_why(show: Show) -> None:
    wave = released_wave(days=0)
    app = show(REPORT, wave=wave.id)
    scan = box(app, "What our scan knows")
    assert (scan.disabled, scan.value) == (True, False)  # type: ignore[attr-defined]
    assert "No scan was begun yet." in words_on(app)
    short = box(app, "In short")
    assert (short.disabled, short.value) == (False, True)  # type: ignore[attr-defined]


def test_what_is_chosen_is_begun_and_how_far_it_is_is_told(show: Show, left: list[Job]) -> None:
    wave = released_wave(days=0)
    app = show(REPORT, wave=wave.id)
    box(app, "How this was made").uncheck()  # type: ignore[attr-defined]
    box(app, "PDF, to hand out").uncheck()  # type: ignore[attr-defined]
    app.selectbox[0].set_value("es")
    press(app, "Make the report")
    (job,) = left
    assert "method" not in job.parts
    assert "summary" in job.parts
    assert (job.language, list(job.formats.values())) == ("es", ["docx"])
    assert "goes on when you leave" in words_on(app)
    assert "You can make another report once this is finished." in words_on(app)
    assert not app.checkbox
    (view,) = reports.made(wave.id)
    assert view.state == "making"


def test_without_a_part_or_a_kind_of_file_nothing_is_made(show: Show, left: list[Job]) -> None:
    wave = released_wave(days=0)
    app = show(REPORT, wave=wave.id)
    for label in ("Word, to edit", "PDF, to hand out"):
        box(app, label).uncheck()  # type: ignore[attr-defined]
    press(app, "Make the report")
    assert "Nothing was made." in words_on(app)
    assert left == []


def test_what_is_ready_failed_or_was_cut_off_says_so(
    show: Show, left: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = released_wave(days=0)
    kinds = {"docx": "ready", "pptx": "failed", "pdf": "lost"}
    for kind in kinds:
        reports.begin(wave.id, parts=("summary",), formats=(kind,))
    report_work.make(left[0])
    report_work._fail(left[1], "No <b>room</b>.")
    now = reports.seconds()
    monkeypatch.setattr(reports, "seconds", lambda: now + LEASE + 2)
    app = show(REPORT, wave=wave.id)
    said = words_on(app)
    (link,) = app.get("link_button")
    assert link.proto.label.replace("\\", "") == "Word, English"  # type: ignore[attr-defined]
    assert link.proto.url.startswith(f"/export/report/{wave.team_id}/")  # type: ignore[attr-defined]
    assert "Made by at the machine, today." in said
    assert "PowerPoint, English: No <b>room</b>." in said
    assert "PDF, English: the program was stopped before it was ready." in said
    assert "goes on when you leave" not in said


def test_members_and_others_while_it_is_held_see_no_way_to_a_report(show: Show) -> None:
    wave = released_wave()
    app = show(REPORT, role="consultant", team=wave.team_id, wave=wave.id)
    assert "The whole team sees this result from" in words_on(app)
    assert not app.button
    app = show(REPORT, role="member", team=wave.team_id, wave=wave.id)
    assert not app.button
    assert not app.checkbox


def test_before_the_release_it_says_when_there_will_be_one(show: Show) -> None:
    app = show(REPORT, wave=opened_wave().id)
    assert "There is a report once the result is released." in words_on(app)
    assert not app.checkbox


@pytest.mark.browser
@pytest.mark.long
def test_a_report_is_made_left_come_back_to_and_fetched(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    wave = released_wave()
    page = new_desk()
    shared_app.sign_in(page)
    page.goto(f"{shared_app.address}/meeting?team={wave.team_id}")
    page.get_by_role("link", name="Report to hand out").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the report").click()
    page.get_by_text("This goes on when you leave this page.").wait_for()
    page.get_by_role("link", name="See the results").click()
    page.get_by_role("link", name="A report to hand out").click()
    link = page.get_by_role("link", name="Word, English")
    link.wait_for()
    page.get_by_role("link", name="PDF, English").wait_for()
    settled(page)
    with page.expect_download() as fetching:
        link.click()
    made = docx.Document(str(fetching.value.path()))
    assert made.paragraphs[0].style.name == "Title"
    address = link.get_attribute("href") or ""
    token = shared_app.staff_token()
    answer = ask(shared_app, address, token=token)
    assert answer.status == 200
    assert docx.Document(io.BytesIO(answer.body)).paragraphs[0].text == made.paragraphs[0].text
    assert ask(shared_app, address, token=None).status == 303


@pytest.mark.browser
@pytest.mark.long
def test_it_looks_right_at_both_widths(
    shared_app: RunningApp, new_desk: Callable[..., Page]
) -> None:
    wave = released_wave()
    reports.begin(wave.id, parts=("summary",), formats=("docx", "pptx"))
    for each in threading.enumerate():
        if each.name.startswith("report"):
            each.join()
    page = new_desk()
    shared_app.sign_in(page)
    guide = Guide(page, shared_app)
    guide.go(f"/meeting-report?wave={wave.id}").get_by_text("Make a report").wait_for()
    guide.look("report")
    assert guide.tour.complaints == []
    assert guide.tour.asked == {shared_app.address.split("/")[2]}
    for look in guide.tour.looks.values():
        assert look.violations == []
        assert look.levels[0] == 1
        assert all(b - a <= 1 for a, b in zip(look.levels, look.levels[1:], strict=False))
        assert look.sideways <= 0
        assert "Report to hand out" in look.words
