"""Which instruments a team may choose, and the one that a wave was opened with."""

import hashlib
from datetime import date
from functools import lru_cache

from pydantic import ValidationError

from data.imports.questionnaires import read_questionnaire
from data.services import audit_log
from data.services.authority import out_of_reach, permit
from data.services.errors import EditionTaken, NotFound
from data.services.wave_views import load_for
from data.store import editions as store
from data.store.editions import FrozenRecord
from data.store.people import team as stored_team
from data.store.waves import WaveRecord
from data.views import EditionView
from surveys.instrument import Edition
from surveys.library import shipped
from surveys.problems import InstrumentProblems
from surveys.publish import canonical, checksum

__all__ = [
    "EditionTaken",
    "EditionView",
    "InstrumentProblems",
    "NotFound",
    "edition",
    "edition_of",
    "editions",
    "frozen",
    "import_licensed",
    "of_wave",
]


def editions(team_id: str) -> tuple[EditionView, ...]:
    """What came with the product, then what this team imported.

    Raises:
        NotFound: there is no such team.
    """
    _check_team(team_id)
    permit("questionnaire.see", team_id=team_id)
    own = tuple(_view(one, shipped=False) for one in _imported(team_id))
    return tuple(_view(one, shipped=True) for one in shipped()) + own


def edition(team_id: str, instrument_id: str, version: str | None = None) -> Edition:
    """A whole instrument with its wordings; the last version unless one is named.

    Raises:
        NotFound: this team has none of that id and version.
    """
    permit("questionnaire.see", team_id=team_id)
    known = [
        one
        for one in (*shipped(), *_imported(team_id))
        if one.instrument.id == instrument_id and version in (None, one.instrument.version)
    ]
    if not known:
        named = instrument_id if version is None else f"{instrument_id} {version}"
        raise NotFound(f"This team has no questionnaire '{named}'.")
    return max(known, key=lambda one: _numbers(one.instrument.version))


def import_licensed(
    team_id: str,
    content: bytes,
    filename: str,
    *,
    owner: str,
    permission: str,
    expires: date | None,
    wording_may_be_exported: bool = False,
) -> EditionView:
    """Bring an instrument that somebody else owns into one team's workspace.

    Raises:
        InstrumentProblems: all that is wrong with the file.
        EditionTaken: another instrument has this id and version.
        NotFound: there is no such team.
    """
    _check_team(team_id)
    permit("questionnaire.import", team_id=team_id)
    imported = read_questionnaire(
        content,
        filename,
        owner=owner,
        permission=permission,
        expires=expires,
        wording_may_be_exported=wording_may_be_exported,
    )
    asked = imported.instrument
    audit_log.record("questionnaire.import", team_id=team_id, about=f"{asked.id} {asked.version}")
    own = any(one.instrument.id == asked.id for one in shipped())
    if own or not store.add_team_edition(
        team_id, frozen(imported), instrument_id=asked.id, version=asked.version
    ):
        raise EditionTaken(
            f"There is a questionnaire '{asked.id}' already"
            f"{'' if own else f' with the version {asked.version}'}. "
            f"Give this one another {'id' if own else 'version'}."
        )
    return _view(imported, shipped=False)


def edition_of(wave: WaveRecord) -> Edition:
    """The instrument of a wave: as it was frozen or, in a draft, as it is now."""
    if wave.checksum is None:
        return edition(wave.team_id, wave.instrument_id, wave.instrument_version)
    return _thawed(wave.checksum)


def of_wave(wave_id: str) -> Edition:
    """The instrument of a wave, by the wave's id.

    Raises:
        NotFound: there is no such wave.
    """
    return edition_of(load_for("wave.preview", wave_id))


def frozen(whole: Edition) -> FrozenRecord:
    """An edition as it is kept."""
    return FrozenRecord(checksum=checksum(whole), body=canonical(whole))


@lru_cache(maxsize=64)
def _thawed(name: str) -> Edition:
    body = store.frozen_body(name)
    if body is None:
        raise NotFound(f"The questionnaire {name[:12]} is not in the database.")
    if hashlib.sha256(body.encode()).hexdigest() != name:
        raise RuntimeError(f"questionnaire {name[:12]}: the stored wording was changed.")
    try:
        return Edition.model_validate_json(body)
    except ValidationError:  # its message quotes wording that may not get into a log
        raise RuntimeError(f"questionnaire {name[:12]}: another version stored it.") from None


def _imported(team_id: str) -> tuple[Edition, ...]:
    return tuple(_thawed(name) for name in store.team_checksums(team_id))


def _check_team(team_id: str) -> None:
    if stored_team(team_id) is None:
        out_of_reach("team.see", "team", team_id)
        raise NotFound("This team is not here. It may have been deleted.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _view(one: Edition, *, shipped: bool) -> EditionView:
    asked = one.instrument
    return EditionView(
        instrument_id=asked.id,
        version=asked.version,
        kind=asked.kind,
        titles={language: wording.title for language, wording in one.wordings.items()},
        languages=one.languages,
        minutes=asked.minutes,
        statements=len(asked.items),
        facts={
            fact.id: fact.use == "whole_group_only"
            for fact in asked.facts
            if fact.source == "respondent"
        },
        shipped=shipped,
        license=asked.license,
        owner=asked.owner,
        permission=asked.permission,
        expires=asked.expires,
        wording_may_be_exported=asked.wording_may_be_exported,
    )
