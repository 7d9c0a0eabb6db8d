"""What staff did, written down so that nobody can change it unseen; respondents never are.

Each entry holds the hash of the one before. Whoever can write to the database could still write
the whole chain anew; so its end is told to people as a short text, an anchor, at each close, export
and change of roles and at least once a day. Everything up to an anchor that somebody kept is
covered by it, what came after is not yet.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from data.clock import seconds
from data.services import anchors as anchor_texts
from data.services.anchors import Anchor, NotAnAnchor
from data.services.authority import actor
from data.services.door import door
from data.store import audit as store
from data.store.audit import Detail, EntryRecord, NewEntry, details_of

_A_DAY = 24 * 60 * 60

__all__ = [
    "AuditView",
    "NotAnAnchor",
    "Verification",
    "anchor",
    "entries",
    "keep_anchor",
    "keep_daily_anchor",
    "kept_anchors",
    "mine_within_a_day",
    "record",
    "record_in_each",
    "verify",
]


@dataclass(frozen=True, slots=True)
class AuditView:
    """One step of somebody on the staff.

    Attributes:
        at: in seconds since 1970.
        action: a fixed word, such as "wave.close".
        team_id: None for what is about no team.
        about: the id of what was acted on.
        where: the door they came by, such as "screen team" or "command backup"; empty in entries of
            earlier versions. Never the address of a machine.
    """

    number: int
    at: int
    actor: str
    actor_name: str
    action: str
    team_id: str | None
    about: str
    details: Mapping[str, Detail]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is wrong with the log, if anything.

    Attributes:
        entries: how many there are.
        problems: in words, none when all is well.
        first_wrong: the number of the first entry that is wrong or gone.
        covered: the last entry that an anchor vouches for; later ones could have been rewritten.
    """

    entries: int
    problems: tuple[str, ...] = ()
    first_wrong: int | None = None
    covered: int = 0

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


@dataclass(slots=True)
class _Check:
    """A walk along the chain; hashes are kept where an anchor asks for them."""

    wanted: frozenset[int]
    entries: int = 0
    last: int = 0
    hash: bytes = store.NO_HASH
    found: dict[int, bytes] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def step(self, record: EntryRecord) -> None:
        """Look at the next entry."""
        number = record.number
        if number < 1:  # they come by number, so these come first
            words = f"entry {number}: the log begins with entry 1, so somebody put this one in."
            self.wrong.append((number, words))
            return
        if number != self.last + 1:
            gone = f"entry {self.last + 1}"
            if number > self.last + 2:
                gone = f"entries {self.last + 1} to {number - 1}"
            self.wrong.append((self.last + 1, f"{gone}: missing; they should follow one another."))
        elif record.previous != self.hash:
            words = f"entry {number}: it does not follow entry {self.last} as that is now."
            self.wrong.append((number, words))
        if not record.fits():
            words = f"entry {number}: it was changed; its hash is that of something else."
            self.wrong.append((number, words))
        if number in self.wanted:
            self.found[number] = record.hash
        self.entries += 1
        self.last, self.hash = number, record.hash


def record(action: str, *, team_id: str | None = None, about: str = "", **details: Detail) -> None:
    """Write down what the one who acts is about to do, before it is done.

    A step that is then refused or breaks off stands in the log all the same: better one entry too
    many than a step that nobody can see.

    Args:
        about: the id of what was acted on.
        details: short and plain; never a fact about a respondent, a code or a passphrase.

    Raises:
        NotAllowed: nobody acts.
        ValueError: a respondent does; what they do is never written down.
    """
    store.append(_new(action, team_id=team_id, about=about, details=details))


def record_in_each(action: str, team_ids: Iterable[str], **details: Detail) -> None:
    """Write down one step that is about several teams, in the log of each of them.

    Raises:
        NotAllowed, ValueError: as `record`.
    """
    store.append_all([_new(action, team_id=each, about=each, details=details) for each in team_ids])


def entries(
    team_id: str | None = None, *, before: int | None = None, limit: int = 50
) -> tuple[AuditView, ...]:
    """A page of the log, newest first; the next page is `before` the last number of this one."""
    return tuple(_view(one) for one in store.page(team_id=team_id, before=before, limit=limit))


def mine_within_a_day(action: str, *, about: str) -> int:
    """How often the one who acts has begun a step within the last 24 hours.

    Args:
        about: the id of what it is about.
    """
    return store.count(actor().id, action, about=about, since=seconds() - _A_DAY)


def verify(anchors: Iterable[str] = ()) -> Verification:
    """Go along the whole chain and compare it with anchors that people kept.

    Raises:
        NotAnAnchor: a text is none.
    """
    known = [anchor_texts.parse(text) for text in anchors]
    check = _Check(wanted=frozenset(one.number for one in known))
    check.found[0] = store.NO_HASH
    for one in store.chain():
        check.step(one)
    covered = 0
    for one in sorted(known, key=lambda one: one.number):
        problem = _beside(one, check)
        if problem is None:
            covered = one.number
        else:
            check.wrong.append((min(one.number, check.last + 1), problem))
    return Verification(
        entries=check.entries,
        problems=tuple(words for _, words in check.wrong),
        first_wrong=min((number for number, _ in check.wrong), default=None),
        covered=covered,
    )


def anchor() -> str:
    """The end of the chain as a short text to keep: how many entries, and 128 bits of a hash."""
    head = store.head()
    return str(Anchor.of(head.number, head.hash))


def keep_anchor() -> str:
    """Add the anchor of this moment to the file of anchors in the home folder."""
    return anchor_texts.keep(anchor())


def keep_daily_anchor() -> str | None:
    """The same, unless one was kept today or nothing was written since the last; None then."""
    now = anchor()
    last = anchor_texts.last_kept()
    if last is not None and (last.day == anchor_texts.this_day() or last.text == now):
        return None
    return anchor_texts.keep(now)


def kept_anchors() -> tuple[str, ...]:
    """All anchors of the file, oldest first."""
    return tuple(one.text for one in anchor_texts.kept())


def _beside(known: Anchor, check: _Check) -> str | None:
    """What is wrong with the chain beside one anchor."""
    if known.number > check.last:
        return (
            f"anchor {known}: the log was cut off; it had {known.number} entries and ends with "
            f"entry {check.last} now."
        )
    stored = check.found.get(known.number)
    if stored is None:
        return f"anchor {known}: entry {known.number} is missing."
    if Anchor.of(known.number, stored) != known:
        return f"anchor {known}: it is not in this chain; entries up to {known.number} are others."
    return None


def _new(
    action: str, *, team_id: str | None, about: str, details: Mapping[str, Detail]
) -> NewEntry:
    who = actor()
    if who.kind == "respondent":
        raise ValueError("The log is about staff; what a respondent does is never written down.")
    return NewEntry(
        at=seconds(),
        actor=who.id,
        actor_name=who.name,
        action=action,
        team_id=team_id,
        about=about,
        details=details_of(details, where=door()),
    )


def _view(record: EntryRecord) -> AuditView:
    entry = record.entry
    details = _details(entry.details)
    where = str(details.pop(store.WHERE, ""))
    return AuditView(
        number=record.number,
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        action=entry.action,
        team_id=entry.team_id,
        about=entry.about,
        details=MappingProxyType(details),
        where=where,
    )


def _details(text: str) -> dict[str, Detail]:
    """Empty when somebody has changed the row to what is no JSON; verifying will say so."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
