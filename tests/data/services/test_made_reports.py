"""Reports are made beside, told truthfully however far they came, and fetched by whoever may."""

import io
import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import timedelta

import docx
import pptx
import pypdf
import pytest

from data import sealed_words
from data.clock import at_day, seconds, today
from data.exports.report import formats
from data.services import actions as plan
from data.services import (
    audit_log,
    gap_findings,
    release,
    report_keeping,
    report_work,
    reports,
    teams,
    waves,
)
from data.services.authority import Actor, acting
from data.services.errors import NotAllowed, NotFound, ResultHeld, StorageError, WaveStateError
from data.services.gap_findings import FindingEntry
from data.services.report_work import LEASE, Job
from data.store import reports as store
from tests.data.conftest import Maker, Round
from tests.data.services.planning import entry, hide
from tests.data.services.reporting import PARTS, begin, finish_all, released


@pytest.fixture
def wave_id(opened: Round) -> str:
    return released(opened)


@pytest.fixture
def team_id(opened: Round) -> str:
    return opened.team.id


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Reports that were begun and that nobody works on, as if their process had ended."""
    begun: list[Job] = []
    monkeypatch.setattr(report_work, "start", begun.append)
    return begun


def somebody(team_id: str, role: str) -> Actor:
    return Actor(id="a1", name="Ana", kind="person", teams={team_id: role})  # type: ignore[dict-item]


def words_of(content: bytes) -> str:
    """All words in the tables of a Word file."""
    tables = docx.Document(io.BytesIO(content)).tables
    return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def actions(team_id: str) -> list[tuple[str, str]]:
    return [(each.action, each.about) for each in audit_log.entries(team_id)]


def test_what_is_begun_is_made_beside_and_taken_in_every_kind_of_file(
    wave_id: str, team_id: str
) -> None:
    begun = begin(wave_id, "docx", "pptx", "pdf")
    assert [each.format for each in begun] == ["docx", "pptx", "pdf"]
    finish_all()
    made = {each.format: each for each in reports.made(wave_id)}
    assert {each.state for each in made.values()} == {"ready"}
    assert {each.done for each in made.values()} == {len(PARTS) + 1}
    files = {key: reports.take(team_id, each.id) for key, each in made.items()}
    assert docx.Document(io.BytesIO(files["docx"].content)).paragraphs[0].text
    assert len(list(pptx.Presentation(io.BytesIO(files["pptx"].content)).slides)) > 3
    assert len(pypdf.PdfReader(io.BytesIO(files["pdf"].content)).pages) > 1
    assert files["docx"].name == f"report-{wave_id}-en.docx"
    for key, file in files.items():
        assert file.media_type == formats.REPORT_FORMATS[key].media_type
    assert audit_log.kept_anchors()[-1] == audit_log.anchor()
    log = actions(team_id)
    assert log.count(("report.take", wave_id)) == 3
    assert log.count(("report.make", wave_id)) == 1
    assert ("result.export", wave_id) in log


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_file_is_the_one_that_a_command_writes_at_once(
    wave_id: str, team_id: str, language: str
) -> None:
    (begun,) = begin(wave_id, "docx", language=language)
    finish_all()
    kept = reports.take(team_id, begun.id).content
    assert kept == reports.write(wave_id, parts=PARTS, format_key="docx", language=language)


def test_parts_come_in_their_own_order_and_unknown_choices_are_named(wave_id: str) -> None:
    (begun,) = begin(wave_id, parts=("method", "agree", "summary"))
    assert begun.parts == PARTS
    finish_all()
    for wrong in ({"parts": ()}, {"parts": ("summary", "secrets")}):
        with pytest.raises(ValueError, match="parts: choose at least one of summary"):
            begin(wave_id, **wrong)
    with pytest.raises(ValueError, match="format: choose at least one of docx, pptx, pdf"):
        begin(wave_id, "xls")
    with pytest.raises(ValueError, match="language: choose one of en, es, not 'fr'"):
        begin(wave_id, language="fr")


def test_how_far_it_is_is_told_and_one_that_is_being_made_is_not_begun_twice(
    wave_id: str, team_id: str, left: list[Job]
) -> None:
    (first,) = begin(wave_id)
    store.step(team_id, (first.id,), seen=seconds(), done=2)
    (again,) = begin(wave_id)
    assert (again.id, again.state, again.done, again.total) == (first.id, "making", 2, 4)
    assert len(left) == 1
    with pytest.raises(WaveStateError, match="not ready"):
        reports.take(team_id, first.id)
    report_work.make(left[0])
    (ready,) = reports.made(wave_id)
    assert (ready.state, ready.done) == ("ready", 4)


def test_other_parts_than_those_that_are_being_made_are_not_taken_for_the_same(
    wave_id: str, left: list[Job]
) -> None:
    (mine,) = begin(wave_id, parts=("summary",))
    with pytest.raises(WaveStateError, match="with other parts is being made"):
        begin(wave_id, "pdf", "docx", parts=("agree", "method"))
    assert [each.id for each in reports.made(wave_id)] == [mine.id]
    assert len(left) == 1


def test_a_kept_report_is_not_given_out_once_an_address_in_it_is_confidential(
    wave_id: str, team_id: str
) -> None:
    found = FindingEntry("domestic_violence", "G", "To 12 Willow Bend Road nobody goes.")
    team = teams.team(team_id)
    ref = f"finding:{gap_findings.save(team_id, found)}"
    plan.begin(team_id, entry(team), ref=ref)
    begin(wave_id, parts=("summary", "plan"))
    begin(wave_id, "pdf", parts=("summary",))
    finish_all()
    word, pdf = reports.made(wave_id)
    assert "Willow Bend" in words_of(reports.take(team_id, word.id).content)
    hide(team)
    with pytest.raises(WaveStateError, match="which addresses are confidential"):
        reports.take(team_id, word.id)
    assert reports.take(team_id, pdf.id).content
    begin(wave_id, parts=("summary", "plan"))
    finish_all()
    newer = next(each for each in reports.made(wave_id) if each.format == "docx")
    assert "Willow Bend" not in words_of(reports.take(team_id, newer.id).content)


def test_a_report_speaks_only_languages_that_its_questions_have(make_round: Maker) -> None:
    made = make_round(languages=("en",))
    wave_id = released(made)
    assert reports.languages(wave_id) == ("en",)
    with pytest.raises(ValueError, match="the questions of this round are in en only"):
        begin(wave_id, language="es")
    with pytest.raises(ValueError, match="the questions of this round are in en only"):
        reports.write(wave_id, parts=("summary",), format_key="docx", language="es")


def test_a_report_whose_process_ended_is_told_as_cut_off_and_can_be_begun_again(
    wave_id: str, team_id: str, left: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    (lost,) = begin(wave_id)
    now = seconds()
    monkeypatch.setattr(reports, "seconds", lambda: now + LEASE)
    assert [each.state for each in reports.made(wave_id)] == ["making"]
    monkeypatch.setattr(reports, "seconds", lambda: now + LEASE + 2)
    assert [each.state for each in reports.made(wave_id)] == ["cut_off"]
    with pytest.raises(WaveStateError, match="not ready"):
        reports.take(team_id, lost.id)
    (fresh,) = begin(wave_id)
    assert fresh.id != lost.id
    assert [(each.id, each.state) for each in reports.made(wave_id)] == [(fresh.id, "making")]
    report_work.make(left[0])  # it was only slow; its place is taken
    assert [(each.id, each.state) for each in reports.made(wave_id)] == [(fresh.id, "making")]


def test_whoever_works_says_so_all_the_time(
    wave_id: str, left: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(wave_id)
    beaten = threading.Event()
    step = store.step

    def noticed(team_id: str, ids: tuple[str, ...], **values: int) -> None:
        step(team_id, ids, **values)
        if "done" not in values:
            beaten.set()

    monkeypatch.setattr(store, "step", noticed)
    monkeypatch.setattr(report_work, "BEAT", 0.01)
    slow = replace(
        formats.REPORT_FORMATS["docx"], write=lambda _: b"slow" if beaten.wait(30) else b"never"
    )
    monkeypatch.setitem(formats.REPORT_FORMATS, "docx", slow)
    report_work.make(left[0])
    (made,) = reports.made(wave_id)
    assert reports.take(made.team_id, made.id).content == b"slow"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("secret words"), "Something went wrong on our side"),
        (StorageError("The database does not answer."), "The database does not answer."),
        (sealed_words.WordsGone("gone"), "What families said has changed meanwhile."),
    ],
)
def test_what_goes_wrong_is_told_in_plain_words_and_nothing_is_kept(
    wave_id: str, team_id: str, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(_document: object) -> bytes:
        raise error

    broken = replace(formats.REPORT_FORMATS["docx"], write=fail)
    monkeypatch.setitem(formats.REPORT_FORMATS, "docx", broken)
    (begun,) = begin(wave_id)
    finish_all()
    (view,) = reports.made(wave_id)
    assert (view.state, view.problem.startswith(told)) == ("failed", True)
    assert "secret" not in view.problem
    with pytest.raises(WaveStateError, match=told.split(".")[0]):
        reports.take(team_id, begun.id)


def test_a_newer_file_takes_the_place_of_one_of_its_kind_and_of_no_other(
    wave_id: str, left: list[Job]
) -> None:
    begin(wave_id, "docx")
    begin(wave_id, "pptx")
    begin(wave_id, "docx", language="es")
    for job in left:
        report_work.make(job)
    before = {each.id for each in reports.made(wave_id)}
    (newer,) = begin(wave_id, "docx")
    assert {each.id for each in reports.made(wave_id)} == before | {newer.id}
    report_work.make(left[-1])
    after = {each.id: each for each in reports.made(wave_id)}
    assert len(after) == 3
    assert newer.id in after
    assert sorted((each.format, each.language) for each in after.values()) == [
        ("docx", "en"),
        ("docx", "es"),
        ("pptx", "en"),
    ]


def test_several_clicks_at_once_begin_one(wave_id: str, left: list[Job]) -> None:
    together = threading.Barrier(4)

    def click() -> None:
        together.wait()
        begin(wave_id)

    clicks = [threading.Thread(target=copy_context().run, args=(click,)) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert len(left) == 1
    assert len(reports.made(wave_id)) == 1


def test_members_and_strangers_get_no_report_and_a_lost_role_ends_at_once(
    wave_id: str, team_id: str
) -> None:
    with acting(somebody(team_id, "consultant")):
        (begun,) = begin(wave_id)
    finish_all()
    errands: tuple[Callable[[], object], ...] = (
        lambda: begin(wave_id),
        lambda: reports.made(wave_id),
        lambda: reports.part_choices(wave_id),
        lambda: reports.take(team_id, begun.id),
        lambda: reports.write(wave_id, parts=PARTS, format_key="pdf"),
    )
    for errand in errands:
        with acting(somebody(team_id, "member")), pytest.raises(NotAllowed):
            errand()
        with acting(somebody("another", "facilitator")), pytest.raises(NotFound):
            errand()
    with acting(somebody(team_id, "consultant")):
        assert reports.take(team_id, begun.id).content
    with pytest.raises(NotFound, match="not here any more"):
        reports.take(team_id, "0123456789abcdef")


def test_a_result_on_hold_gives_no_report_to_whoever_does_not_run_the_team(
    opened: Round,
) -> None:
    opened.send_all()
    waves.close_wave(opened.wave.id)
    release.release_wave(opened.wave.id)
    (begun,) = begin(opened.wave.id)
    finish_all()
    with acting(somebody(opened.team.id, "consultant")):
        for errand in (
            lambda: begin(opened.wave.id),
            lambda: reports.take(opened.team.id, begun.id),
            lambda: reports.part_choices(opened.wave.id),
            lambda: reports.made(opened.wave.id),
        ):
            with pytest.raises(ResultHeld):
                errand()
    assert reports.take(opened.team.id, begun.id).content


def test_before_the_release_there_is_nothing_to_report(opened: Round) -> None:
    for errand in (begin, reports.made, reports.part_choices):
        with pytest.raises(WaveStateError):
            errand(opened.wave.id)


def test_files_are_kept_for_their_days_and_no_longer(wave_id: str) -> None:
    begin(wave_id)
    finish_all()
    with at_day(today() + timedelta(days=reports.KEEP_DAYS)):
        assert report_keeping.remove_old() == 0
    with at_day(today() + timedelta(days=reports.KEEP_DAYS + 1)):
        assert report_keeping.remove_old() == 1
    assert reports.made(wave_id) == ()


def test_reports_end_with_their_team(make_round: Maker) -> None:
    other = make_round(name="Other county")
    mine = make_round(name="My county")
    for each in (other, mine):
        begin(released(each))
    finish_all()
    teams.delete_team(mine.team.id, confirm_name="My county")
    assert store.listed(mine.team.id) == ()
    assert len(store.listed(other.team.id)) == 1


def test_parts_that_have_nothing_to_say_cannot_be_chosen_and_say_why(wave_id: str) -> None:
    choices = {each.key: each for each in reports.part_choices(wave_id)}
    assert choices["summary"].usual
    assert choices["summary"].why_not == ""
    assert choices["scan"].why_not == "No scan was begun yet."
    assert choices["gaps"].why_not == "No directory of resources was brought in yet."
    assert choices["themes"].why_not == "No family group is planned yet."
    assert choices["change"].why_not == "There is no earlier round to set beside this one."
    none = "This questionnaire has no parts of readiness and no gates."
    assert choices["readiness"].why_not == none
    assert not choices["every"].usual
    assert choices["every"].why_not == ""
    assert not any(each.usual and each.why_not for each in choices.values())
