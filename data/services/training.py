"""What training would help: what agencies don't know that others do, and values that lie apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.scan_views import BoardView, ItemView
from data.services import release, waves
from data.services.authority import permit
from data.services.scans import board, scans
from data.services.teams import team
from surveys.checklist import KNOWN

_DONE = ("released", "archived")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A statement that some agencies don't know about, and who could tell them.

    Attributes:
        learn, teach: agencies by name; nobody teaches what nobody knows.
    """

    item: ItemView
    learn: tuple[str, ...]
    teach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement of the values questionnaire on which the team is spread out."""

    statement: str


@dataclass(frozen=True, slots=True)
class TrainingView:
    """What training would help.

    Attributes:
        board: of the newest scan; None where there is none.
        unknowns: those with most to learn first.
        apart: of the newest released wave of values that whoever asks may see; the widest first.
        wave_title: of that wave; empty where there is none.
    """

    board: BoardView | None
    unknowns: tuple[Unknown, ...]
    apart: tuple[Apart, ...]
    wave_title: str


def training(team_id: str) -> TrainingView:
    """What training would help a team, drawn from its newest scan and its newest released values.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("scan.see", team_id=team_id)
    rounds = scans(team_id)
    newest = board(rounds[0].id) if rounds else None
    title, apart = _apart(team_id)
    unknowns = tuple(_unknowns(newest)) if newest else ()
    most_first = sorted(unknowns, key=lambda each: -len(each.learn))
    return TrainingView(newest, tuple(most_first), apart, title)


def _unknowns(whole: BoardView) -> Iterator[Unknown]:
    for item in whole.items:
        learn = [each.agency_code for each in item.answers if each.status == "unknown"]
        if not learn:
            continue
        teach = [
            each.agency_code
            for each in item.answers
            if each.status in KNOWN and each.agency_code not in item.stale
        ]
        names = whole.agencies
        yield Unknown(
            item, tuple(names[code] for code in learn), tuple(names[code] for code in teach)
        )


def _apart(team_id: str) -> tuple[str, tuple[Apart, ...]]:
    done = [wave for wave in waves.waves(team_id) if wave.state in _DONE]
    for wave in done:  # newest first
        try:
            view = release.report(wave.id)
        except (release.ResultHeld, release.ReportChanged):  # the screen of the result says so
            continue
        if view.edition.instrument.kind != "values":
            continue
        wording = view.edition.wording("en")
        return wave.title, tuple(Apart(wording.items[item].text) for item in view.report.spread_out)
    return "", ()
