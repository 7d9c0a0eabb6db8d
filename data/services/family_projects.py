"""Codes and released words of a plan, gathered for programs that code.

Only transcripts that were released are in it, and of them only what those people said who let
their words be used. Whoever coded goes by a letter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from data.coded_project import (
    Case,
    CodedProject,
    CodeMatrix,
    Coder,
    CodesBeside,
    Coding,
    Source,
    Variable,
)
from data.family_views import CodingView, SeatView, SessionView, StudyView, TranscriptView, TurnView
from data.services import coding, family_notes
from data.services.authority import permit
from data.services.coding import CodeEntry, codebook
from data.services.coding_help import by_help, kind_name
from data.services.families import study
from data.services.family_codes import codes_of
from data.services.family_days import inside_notes
from data.services.family_said import (
    ABOUT,
    FEWER,
    FLOOR,
    KINDS,
    RULES,
    Language,
    tongue_of,
    withheld,
)
from data.services.family_sessions import seats_of, sessions
from data.services.said_again import heard, said_again
from data.services.transcripts import row_of, spoken_by, transcript_of, turns, turns_within
from data.store.family_words import AGREED
from surveys.families_content import families_content
from surveys.resource_map import resource_words

FEWEST = 3
_QUOTED = ("inside", "public")


@dataclass(slots=True)
class _Gathered:
    """What is put together, and what was left out of it.

    Attributes:
        staying: everything that was said and is not in it.
        repeats: of each transcript, turns in which somebody else says some of that again.
    """

    team_id: str
    seats: Mapping[str, SeatView]
    staying: tuple[str, ...] = ()
    repeats: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    coders: dict[str, Coder] = field(default_factory=dict)
    withheld: Counter[str] = field(default_factory=Counter)
    days: list[date] = field(default_factory=list)

    def lets(self, seat_id: str | None) -> bool:
        """Whoever sits there, or ran it, lets their words in a released transcript be used."""
        seat = self.seats.get(seat_id or "")
        return seat_id is None or (seat is not None and seat.quote_tier in _QUOTED)

    def coder(self, account: str) -> str:
        """The name under which whoever coded goes: a letter; what was settled goes by its own."""
        if account == AGREED:
            self.coders.setdefault(account, Coder(AGREED, AGREED))
        elif account not in self.coders:
            name = f"coder_{_letters(len(self.coders.keys() - {AGREED}))}"
            self.coders[account] = Coder(name, name)
        return self.coders[account].id


def project_of(team_id: str, study_id: str, *, language: str = "en") -> CodedProject:
    """Codes, released words, and how they were coded.

    Args:
        language: of what is not people's own words.
    """
    tongue = tongue_of(language)
    plan = study(team_id, study_id)
    permit("families.export", team_id=team_id)
    book = codebook(team_id, study_id)
    held = sessions(team_id, study_id)
    written = {each.id: transcript_of(team_id, each.id) for each in held}
    gathered = _gathered(plan, [each for each in written.values() if each is not None])
    codes, kept_back = codes_of(plan, book.codes, staying=gathered.staying, language=tongue)
    gathered.withheld.update(kept_back)
    cases = tuple(_case(team_id, each, written[each.id], gathered) for each in held)
    ids = {each.id: key for key, each in written.items() if each is not None}
    said = [(ids[key], each) for key in ids for each in coding.counted(team_id, key).codings]
    if marked := sum(bool(each.category or each.sector) for _, each in said):
        gathered.withheld["help"] += marked
    return CodedProject(
        id=plan.id,
        name=plan.name,
        as_of=max(gathered.days),
        codes=codes,
        coders=tuple(gathered.coders.values()),
        sources=tuple(gathered.sources),
        cases=cases,
        matrix=_matrix(
            held,
            book.codes,
            [each for _, each in said],
            gathered=gathered,
            ids=ids,
            floor=max(FEWEST, plan.settings.seats_inside),
            tongue=tongue,
        ),
        beside=_beside(plan, book.codes, said, tongue),
        about=(*ABOUT[tongue], _rules(tongue), *inside_notes(plan, tongue)),
        withheld=tuple(withheld(kind, count, tongue) for kind, count in gathered.withheld.items()),
        language=tongue,
    )


def _gathered(plan: StudyView, written: Sequence[TranscriptView]) -> _Gathered:
    """What is known of all transcripts before any source is made."""
    seats = {each.id: each for each in seats_of(plan.team_id, plan.id)}
    made = _Gathered(plan.team_id, seats, days=[plan.saved_on])
    made.staying = tuple(_staying(written, made))
    made.repeats = _repeats(written, made)
    return made


def _case(
    team_id: str, held: SessionView, found: TranscriptView | None, gathered: _Gathered
) -> Case:
    sources: tuple[str, ...] = ()
    if found is not None and found.state != "released":
        gathered.withheld["not_released"] += 1
    elif found is not None:
        said = turns(team_id, found.id)
        codings = coding.counted(team_id, found.id)
        more = {"hidden": codings.hidden, "against": codings.against}
        gathered.withheld.update({what: count for what, count in more.items() if count})
        gathered.sources.append(_source(held, found.id, said, codings.codings, gathered=gathered))
        gathered.days.append(found.saved_on)
        sources = (found.id,)
    facts = {"month": held.entry.month, "language": held.entry.language, "form": held.entry.form}
    return Case(
        held.id, held.entry.name, sources, tuple(Variable(name, of) for name, of in facts.items())
    )


def _rules(tongue: Language) -> str:
    rules = families_content().words(tongue).codebook_rules.values()
    return RULES[tongue].format(rules=" ".join(rules))


def _beside(
    plan: StudyView,
    codes: Sequence[CodeEntry],
    said: Sequence[tuple[str, CodingView]],
    tongue: Language,
) -> tuple[CodesBeside, ...]:
    """Codes by kind of help and by kind of agency."""
    found = by_help(plan, codes, said)
    categories = resource_words(tongue).categories
    names = (lambda each: categories[each].title, lambda each: kind_name(each, tongue))
    made = []
    for what, each, name in zip(KINDS[tongue], found, names, strict=True):
        floor = FLOOR[tongue].format(people=each.floor.people, sessions=each.floor.sessions)
        told = {code.id: tuple(map(name, each.of(code.id))) for code in codes}
        shown = {code: kinds for code, kinds in told.items() if kinds}
        made.append(CodesBeside(what, floor, tuple(map(name, each.columns)), shown))
    return tuple(made)


def _staying(written: Iterable[TranscriptView], gathered: _Gathered) -> Iterator[str]:
    """Everything that was said and is not in it, as it was said too while that is kept."""
    for found in written:
        row = row_of(gathered.team_id, found.id)
        for seat in {
            turn.seat_id
            for turn in turns_within(row)
            if found.state != "released" or not gathered.lets(turn.seat_id)
        }:
            yield from spoken_by(row, seat)


def _repeats(written: Iterable[TranscriptView], gathered: _Gathered) -> dict[str, frozenset[int]]:
    """Of each released transcript, turns in which others say again what is not in the project."""
    there = {each.id: each for each in written}
    rows = {key: row_of(gathered.team_id, key) for key in there}
    said = {
        key: heard(rows[key], partial(_stays, gathered, released=each.state == "released"))
        for key, each in there.items()
    }
    return {
        key: said_again(
            rows[key],
            said[key],
            elsewhere=(each for other, each in said.items() if other != key),
            is_theirs=partial(_stays, gathered, released=True),
        )
        for key, each in there.items()
        if each.state == "released"
    }


def _stays(gathered: _Gathered, seat_id: str, *, released: bool) -> bool:
    """What a seat said in a transcript is not in the project."""
    return not released or not gathered.lets(seat_id)


def _source(
    held: SessionView,
    source_id: str,
    said: Sequence[TurnView],
    codings: Iterable[CodingView],
    *,
    gathered: _Gathered,
) -> Source:
    """One text of all turns, with the codes where their words now stand."""
    text, starts = "", {}
    for turn in said:
        if not gathered.lets(turn.seat_id):
            gathered.withheld["turns"] += 1
            continue
        if turn.number in gathered.repeats[source_id]:
            gathered.withheld["turns_again"] += 1
            continue
        # No number of a seat: whoever was in the room could put together all that one person said.
        text += "Facilitator: " if turn.label is None else "Participant: "
        gathered.withheld["seat_numbers"] += turn.label is not None
        starts[turn.number] = len(text)
        text += f"{turn.text}\n"
    mine = [each for each in codings if each.number in starts]
    of = (gathered.team_id, source_id)
    notes, kept_back = family_notes.notes_of(*of, mine, staying=gathered.staying)
    gathered.withheld.update(kept_back.values())
    kept = [
        Coding(
            id=each.id,
            start=starts[each.number] + each.start,
            end=starts[each.number] + each.end,
            code=each.code,
            coder=gathered.coder(each.coder),
            memo=notes.get(each.id, ""),
        )
        for each in mine
    ]
    return Source(source_id, held.entry.name, text, tuple(kept))


def _matrix(
    held: Sequence[SessionView],
    codes: Iterable[CodeEntry],
    codings: Iterable[CodingView],
    *,
    gathered: _Gathered,
    ids: Mapping[str, str],
    floor: int,
    tongue: Language,
) -> CodeMatrix:
    """How many people of each session spoke of each code, where they are enough."""
    people: dict[tuple[str, str], set[str]] = {}
    for each in codings:
        if each.seat_id is not None and each.seat_id in gathered.seats:
            key = (each.code, ids[each.transcript_id])
            people.setdefault(key, set()).add(each.seat_id)
    cells = {
        code.id: tuple(
            _cell(len(people.get((code.id, each.id), ())), floor, tongue) for each in held
        )
        for code in codes
    }
    return CodeMatrix(tuple(each.id for each in held), cells)


def _cell(people: int, floor: int, tongue: Language) -> int | str:
    return people if people >= floor else FEWER[tongue].format(floor=floor)


def _letters(number: int) -> str:
    """a to z, then aa, ab and so on."""
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)
