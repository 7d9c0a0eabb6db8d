"""Statements of the values questionnaire that themes of families stand beside.

A statement is named by its questionnaire and its own id, such as `values_open.q1`. A theme beside
it changes no figure of the questionnaire.
"""

from collections.abc import Iterator, Mapping

from data.exports.labels import statements
from data.services.editions import edition_of
from data.store import waves as store
from surveys.instrument import Edition
from surveys.library import shipped_edition

USUAL = "values_open"
"""What a team is offered that has asked no questionnaire of its own yet."""


def offered(team_id: str, *, language: str = "en") -> Mapping[str, str]:
    """The statements that a theme may stand beside, by name: those of the newest questionnaire."""
    newest = next(_asked(team_id), None) or shipped_edition(USUAL)
    return _named(newest, language)


def statement_said(team_id: str, name: str, *, language: str = "en") -> str:
    """The words of a statement; empty where its questionnaire is not the team's any more."""
    for edition in (*_asked(team_id), shipped_edition(USUAL)):
        said = _named(edition, language).get(name)
        if said is not None:
            return said
    return ""


def _asked(team_id: str) -> Iterator[Edition]:
    """The values questionnaires that the team has asked, the newest first."""
    for wave in store.waves(team_id):
        if wave.checksum is not None:
            edition = edition_of(wave)
            if edition.instrument.kind == "values":
                yield edition


def _named(edition: Edition, language: str) -> Mapping[str, str]:
    of = edition.instrument.id
    told = statements(edition, language=language).items()
    return {f"{of}.{item}": said.text for item, said in told if said.ordinal}
