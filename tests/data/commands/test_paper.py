"""Forms on paper from the command line."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from data.cli import main
from data.clock import today
from data.services import teams, waves
from data.views import AgencyEntry


def pages(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def test_the_form_of_an_instrument_needs_no_database(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert main(["paper", "values_open", "--language", "es", "-o", str(out)]) == 0
    assert PdfReader(out).trailer["/Root"]["/Lang"] == "es"  # pyright: ignore[reportIndexIssue]
    large = tmp_path / "large.pdf"
    assert main(["paper", "values_open", "--large", "--paper", "a4", "-o", str(large)]) == 0
    assert pages(large.read_bytes()) > pages(out.read_bytes())
    assert not home.exists()


def test_the_form_of_a_wave_is_the_one_that_its_page_hands_out(
    sqlite_database: str, tmp_path: Path
) -> None:
    team = teams.create_team("River county", "", (AgencyEntry("Court", "court", 12),))
    day = today() + timedelta(days=9)
    wave = waves.draft_wave(team.id, "capacity_open", languages=("es",), closes_on=day)
    out = tmp_path / "form.pdf"
    assert main(["paper", wave.id, "--language", "es", "-o", str(out)]) == 0
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert f"{day.day} de" in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing_like_it"], "there is no wave or instrument 'nothing_like_it'. Instruments: "),
        (["values_open", "--language", "fr"], "is in en, es, not in 'fr'"),
        (["values_open", "-o", "/nowhere/at/all.pdf"], "/nowhere/at/all.pdf: No such file"),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_line(
    words: list[str], said: str, sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", *words]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
