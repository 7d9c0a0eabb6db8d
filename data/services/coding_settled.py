"""What people agree on after they compared how they coded: a reading of its own, for itself.

Everybody's own codes stay as they were: what each read with their own eyes is what agreement is
reckoned from. What they settle counts beside these, or against them, wherever codes are counted. It
can be taken back, and settled anew; every step says who took it and how each had read before.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from data.family_views import TurnView
from data.services import audit_log, report_keeping
from data.services.authority import actor
from data.services.coding import check_code, coders, units
from data.services.errors import ChangedMeanwhile, FamilyStateError
from data.services.teams import permit_within
from data.services.transcripts import row_of, turns_within
from data.store import family_words as store
from data.store.versioned import Row
from data.tokens import new_id

_MEANWHILE = "Somebody has settled this meanwhile, or the words have changed. Look at it again."
_TWO = "Two who have finished coding these words settle what they differ on. You see it then."


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a transcript.

    Attributes:
        version: of the words that were looked at.
        number: of the turn.
        start, end: in code points of the turn, the end exclusive.
    """

    transcript_id: str
    version: int
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of settling.

    Attributes:
        gave: the code belongs there; False: it does not; None: what was settled is taken back.
        by: the name of who took the step.
        read: how each had read it, by name.
    """

    gave: bool | None
    by: str
    read: Mapping[str, bool]

    @property
    def prevailed(self) -> tuple[str, ...]:
        """Whose reading it became."""
        return tuple(name for name, gave in self.read.items() if gave is self.gave)

    @property
    def gave_way(self) -> tuple[str, ...]:
        """Who had read it otherwise."""
        return tuple(name for name, gave in self.read.items() if gave is not self.gave)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled of a code on a sentence; the newest step counts."""

    id: str
    place: Place
    code: str
    steps: tuple[Step, ...]

    @property
    def gave(self) -> bool | None:
        """What counts now; None where it was taken back."""
        return self.steps[-1].gave


def settled(team_id: str, transcript_id: str) -> tuple[Settled, ...]:
    """What was settled of a transcript, in the order of the words; nothing before one finished."""
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    if actor().id not in coders(team_id, transcript_id):
        return ()
    found = store.codings(team_id, (transcript_id,))
    return tuple(_view(each, row) for each in found if each["coder"] == store.AGREED)


def settle(team_id: str, place: Place, code: str, *, gave: bool | None, before: int) -> None:
    """Settle whether a code belongs on a sentence, or take back what was settled.

    Args:
        gave: True where it belongs, False where it does not, None to take back.
        before: how many steps were looked at.

    Raises:
        FamilyStateError: fewer than two have finished, or one has not oneself; there is no such
            sentence or code; or there is nothing to take back.
        ChangedMeanwhile: somebody else was faster, or the words are others by now.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, place.transcript_id)
    names = coders(team_id, place.transcript_id)
    if actor().id not in names or len(names) < 2:
        raise FamilyStateError(_TWO)
    if row["version"] != place.version:
        raise ChangedMeanwhile(_MEANWHILE)
    turn = _turn(team_id, place)
    check_code(team_id, row, code)
    known = _known(team_id, place, code)
    steps = [] if known is None else known["settled"]
    if gave is None and (not steps or steps[-1]["gave"] is None):
        raise FamilyStateError("Nothing was settled here, so there is nothing to take back.")
    step = Step(gave, actor().name, _read(team_id, place, code, names))
    audit_log.record("families.agree", team_id=team_id, about=place.transcript_id)
    fresh = known or _fresh(team_id, place, code, turn.seat_id)
    made = {**fresh, "settled": [*steps, asdict(step)]}
    if len(steps) != before or not store.settle_coding(made, seen=place.version, before=before):
        raise ChangedMeanwhile(_MEANWHILE)
    rested = gave is not True and store.let_go(team_id, made["id"])
    was_against = bool(steps) and steps[-1]["gave"] is False
    if rested or was_against or gave is False:  # what rests on codes of people counts anew
        report_keeping.forget(team_id)


def _turn(team_id: str, place: Place) -> TurnView:
    """The turn of a sentence, if there is such a sentence."""
    for turn in turns_within(row_of(team_id, place.transcript_id)):
        if turn.number == place.number:
            for each in units((turn,))[turn.number]:
                if (each.start, each.end) == (place.start, place.end):
                    return turn
    raise FamilyStateError("There is no such sentence.")


def _known(team_id: str, place: Place, code: str) -> Row | None:
    wanted = (store.AGREED, code, place.number, place.start, place.end)
    columns = ("coder", "code", "number", "start", "stop")
    rows = store.codings(team_id, (place.transcript_id,))
    return next((row for row in rows if tuple(row[name] for name in columns) == wanted), None)


def _read(team_id: str, place: Place, code: str, names: Mapping[str, str]) -> dict[str, bool]:
    """How each had read it who has finished and coded anything, by name; no name is there twice."""
    rows = store.codings(team_id, (place.transcript_id,))
    gave = {row["coder"] for row in _there(team_id, place, code)}
    told: dict[str, bool] = {}
    for account, name in names.items():
        if account in {row["coder"] for row in rows}:
            told[name if name not in told else f"{name} ({len(told) + 1})"] = account in gave
    return told


def _fresh(team_id: str, place: Place, code: str, seat_id: str | None) -> Row:
    """A row that is settled for the first time.

    It names the kind of help and of agency that all say who gave the code and named one.
    """
    mine = _there(team_id, place, code)
    named = {name: {row[name] for row in mine} - {""} for name in ("category", "sector")}
    return {
        "team_id": team_id,
        "id": new_id(),
        "transcript_id": place.transcript_id,
        "number": place.number,
        "start": place.start,
        "stop": place.end,
        "seat_id": seat_id,
        "code": code,
        "coder": store.AGREED,
        "coder_name": store.AGREED,
        "memo": None,
        **{name: next(iter(each)) if len(each) == 1 else "" for name, each in named.items()},
    }


def _there(team_id: str, place: Place, code: str) -> list[Row]:
    """The codes of people, of one kind, that touch a sentence."""
    return [
        row
        for row in store.codings(team_id, (place.transcript_id,))
        if (row["number"], row["code"]) == (place.number, code)
        and row["coder"] != store.AGREED
        and row["start"] < place.end
        and place.start < row["stop"]
    ]


def _view(found: Row, row: Row) -> Settled:
    place = Place(row["id"], row["version"], found["number"], found["start"], found["stop"])
    steps = tuple(Step(**each) for each in found["settled"])
    return Settled(found["id"], place, found["code"], steps)
