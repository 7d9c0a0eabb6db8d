"""The form on paper goes out to staff of the team, in the languages of the wave."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from data.exports.paper import form_of_wave, write_paper
from data.services import editions
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import PAGE, ask
from tests.running import RunningApp

Make = Callable[..., Table]


@pytest.fixture(scope="module")
def token(shared_app: RunningApp) -> str:
    return shared_app.staff_token()


@pytest.mark.long
@pytest.mark.parametrize("state", ["draft", "open", "released"])
def test_a_form_is_what_the_service_writes_for_that_wave(
    state: str, shared_app: RunningApp, make_table: Make, token: str
) -> None:
    wave = make_table(state).wave
    form = form_of_wave(wave, editions.of_wave(wave.id))
    for language in wave.languages:
        address = f"/export/paper/{wave.id}/{language}.pdf"
        usual = ask(shared_app, address, token=token)
        assert (usual.status, usual.headers["content-type"]) == (200, "application/pdf")
        assert usual.headers["cache-control"] == "no-store"
        assert f'filename="paper-form-{language}.pdf"' in usual.headers["content-disposition"]
        assert usual.body == write_paper(form, language=language)
        large = ask(shared_app, f"{address}?size=large&paper=a4", token=token)
        assert large.body == write_paper(form, language=language, paper="a4", large=True)
        assert len(PdfReader(io.BytesIO(large.body)).pages) > 10


@pytest.mark.long
def test_a_stranger_is_shown_to_the_sign_in(shared_app: RunningApp, make_table: Make) -> None:
    wave = make_table("open").wave
    for given in (None, "made-up"):
        answer = ask(shared_app, f"/export/paper/{wave.id}/en.pdf", token=given, accept=PAGE)
        assert (answer.status, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.long
def test_a_wave_or_language_that_is_not_there_is_told(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    wave = make_table("open").wave
    for path in ("nothing/en.pdf", f"{wave.id}/fr.pdf", f"{wave.id}/x.pdf"):
        assert ask(shared_app, f"/export/paper/{path}", token=token).status == 404
