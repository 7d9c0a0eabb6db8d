"""The box of cards with a few questions about those who came: sealed, counted once, then gone.

A card holds answers to several questions at once, which in a small group is as good as a name. So
it is sealed under a key of the box as soon as it comes, every card equally long, and nothing beside
it says whose it is, of which session, or when it came. Counters that go up with each card would
hold less, but whoever looks at them before and after a person has that person's whole card; a
sealed box tells nothing until all are in it. It is opened once, after the last session. What stays
are totals that may be shown; answers in people's own words are answers like any other then, and
words that few wrote are gone with the cards.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from data import sealed_words
from data.sealed_words import WordsGone
from data.services import free_lines
from data.services.errors import FamilyProblems
from data.services.texts import folded, tidy
from data.store import family_cards as store
from data.store.versioned import Row
from data.views import FieldProblem
from scoring.card_totals import shown_totals
from surveys.families_content import families_content
from surveys.families_parts import IntakeItem
from surveys.family_settings import StudySettings

LENGTH = 2048
"""Bytes of every card before it is sealed; the longest answers take less."""
_AROUND = " .,;:!?'\"()"


def questions() -> tuple[IntakeItem, ...]:
    """What the cards ask."""
    return tuple(each for each in families_content().structure.items if each.store == "card")


def owner(study_id: str) -> str:
    """Under whose key the cards of a plan are sealed."""
    return f"{study_id}.cards"


def floor_of(settings: StudySettings) -> int:
    """How many stand behind a total: as was promised of cards, and of a report that is public."""
    outside = settings.people_outside if settings.public_report else 0
    return max(settings.card_floor, outside)


def checked(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are some, of the questions that are asked.

    Raises:
        FamilyProblems: somebody wrote more than fits, or something that is never kept.
    """
    found = {item.id: _answer(item, answers.get(item.id)) for item in questions()}
    lines = [item for item in questions() if item.kind == "short_text"]
    problems = [
        FieldProblem(item.id, "too_long", str(item.longest))
        for item in lines
        if len(found[item.id]) > item.longest
    ]
    problems += [
        FieldProblem(item.id, "forbidden", kind)
        for item in lines
        if (kind := free_lines.forbidden(item.id, found[item.id]))
    ]
    if problems:
        raise FamilyProblems(tuple(problems))
    return {each: value for each, value in found.items() if value}


def put(row: Row, answers: Mapping[str, Any], *, most: int) -> bool:
    """Seal a card and put it in the box; see `data.store.family_cards.add_card`.

    Args:
        row: its `team_id`, `study_id` and `id`.
        answers: as `checked` has them.
        most: how many cards the box holds.
    """
    study_id = row["study_id"]
    sealed_words.new_key(owner(study_id))
    text = json.dumps(dict(answers), ensure_ascii=False)
    padded = text + " " * (LENGTH - len(text.encode()))
    sealed = sealed_words.seal(padded, owner=owner(study_id), place=_place(row["id"]))
    kept = store.add_card({**row, "sealed": sealed}, most=most)
    if not kept and store.totals(row["team_id"], study_id) is not None:
        sealed_words.destroy(owner(study_id))  # they were counted meanwhile
    return kept


def counted(rows: Iterable[Row], *, floor: int) -> dict[str, list[list[Any]]]:
    """What the cards of a plan come to, question by question; a damaged card counts nowhere."""
    cards = [card for card in map(_opened, rows) if card is not None]
    return {item.id: _totals(item, cards, floor=floor) for item in questions()}


def end(team_id: str, study_id: str) -> bool:
    """Destroy the cards of a plan, key first; whether there was anything to destroy."""
    there = sealed_words.opens(owner(study_id))
    sealed_words.destroy(owner(study_id))
    gone = store.remove_cards(team_id, study_id)
    if there or gone:
        store.rewrite_cards()
    return there or bool(gone)


def _totals(item: IntakeItem, cards: Iterable[Mapping[str, Any]], *, floor: int) -> list[list[Any]]:
    said = [_several(card[item.id]) for card in cards if card.get(item.id)]
    counts = Counter(each for one in said for each in one)
    names = item.answers if item.kind != "short_text" else sorted(counts)
    shown = shown_totals({each: counts[each] for each in names}, answered=len(said), floor=floor)
    return [[each, count] for each, count in shown.items()]


def _several(answer: Any) -> set[str]:
    """The answers of a card to one question; own words are alike however they are written."""
    if isinstance(answer, str):
        return {folded(answer).strip(_AROUND) or folded(answer)}
    return set(answer)


def _answer(item: IntakeItem, given: Any) -> Any:
    if item.kind == "short_text":
        return tidy(given) if isinstance(given, str) else ""
    if item.kind == "multi":
        return [each for each in item.answers if each in (given or ())]
    return given if given in item.answers else ""


def _opened(row: Row) -> Mapping[str, Any] | None:
    try:
        place = _place(row["id"])
        return json.loads(
            sealed_words.unseal(row["sealed"], owner=owner(row["study_id"]), place=place)
        )
    except WordsGone:
        return None


def _place(card_id: str) -> str:
    return f"card/{card_id}"
