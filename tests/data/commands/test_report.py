"""`common-table report`: the same report as on the screen, to a file."""

import io
from pathlib import Path

import docx
import pypdf
import pytest

from data.commands import report as command
from data.exports.report.formats import REPORT_FORMATS
from data.exports.report.gather import titles
from data.services import audit_log, reports, waves
from data.services.report_sources import LANGUAGES
from tests.data.conftest import Round


@pytest.fixture
def released(opened: Round) -> Round:
    from data.services import release

    opened.send_all()
    waves.close_wave(opened.wave.id)
    release.release_wave(opened.wave.id)
    return opened


def test_every_kind_of_file_and_language_is_offered_and_no_other() -> None:
    assert tuple(REPORT_FORMATS) == command.FORMATS
    assert command.LANGUAGES == LANGUAGES


def test_the_report_of_a_team_is_written_with_the_parts_that_were_asked_for(
    released: Round, run, tmp_path: Path
) -> None:
    file = tmp_path / "report.docx"
    options = ("--parts", "summary, limits", "--language", "es", "-o", str(file))
    said = run("report", released.team.name, *options)
    assert (said.status, said.problems) == (0, [])
    made = docx.Document(str(file))
    heads = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert heads == [titles("es")["summary"], titles("es")["limits"]]
    whole = reports.write(
        released.wave.id, parts=("summary", "limits"), format_key="docx", language="es"
    )
    assert file.read_bytes() == whole
    log = [(each.action, each.about) for each in audit_log.entries(released.team.id)]
    assert log.count(("report.make", released.wave.id)) == 2


def test_without_a_choice_it_has_the_parts_that_a_screen_would_have_chosen(
    released: Round, run, tmp_path: Path
) -> None:
    file = tmp_path / "report.pdf"
    assert run("report", released.wave.id, "--format", "pdf", "-o", str(file)).status == 0
    words = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages)
    choices = reports.part_choices(released.wave.id)
    assert any(each.usual for each in choices)
    for each in choices:
        if each.usual:
            assert each.title.split()[0] in words
    (log,) = [each for each in audit_log.entries(released.team.id) if each.action == "report.make"]
    assert not {"every", "themes"} & {part.strip() for part in log.details["parts"].split(",")}


def test_what_cannot_be_is_said_in_one_line(released: Round, run) -> None:
    said = run("report", released.wave.id, "--parts", "secrets")
    assert said.status == 1
    assert said.problems[0].startswith("parts: choose at least one of summary")
    assert run("report", "nobody").status == 1
    assert run("report", released.wave.id, "--format", "odt").status == 2
