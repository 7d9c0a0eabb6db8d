"""A released round, and reports of it that are begun and waited for."""

import threading

from data.services import holds, release, reports, waves
from tests.data.conftest import Round

PARTS = ("summary", "agree", "method")


def released(made: Round) -> str:
    """The wave of a round that everybody answered, released; whole teams see it."""
    made.send_all()
    waves.close_wave(made.wave.id)
    release.release_wave(made.wave.id)
    holds.show_now(made.wave.id, based_on=holds.hold(made.wave.id).version)
    return made.wave.id


def finish_all() -> None:
    """Wait for every report that is being made in this process."""
    for each in threading.enumerate():
        if each.name.startswith("report"):
            each.join()


def begin(wave_id: str, *kinds: str, **choices: object) -> tuple[reports.MadeView, ...]:
    options = {"parts": PARTS, "formats": kinds or ("docx",)} | choices
    return reports.begin(wave_id, **options)  # type: ignore[arg-type]
