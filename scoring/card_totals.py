"""Which totals of cards without a name may be shown, so that no smaller one can be worked out.

An option is shown with its number only if the floor is reached by those who gave it, and by all who
gave another answer, unless nobody did. What is left over, once all that is shown is subtracted, is
a total as well: it is nobody, or at least the floor, and spread over two options or more. So it
holds even for somebody who knows how many answered a question, though no such number stands beside
it. Every possible table of few people proves it (`tests/scoring/test_card_totals.py`).

It does not hold for two results of which one counts the cards of the other again: cards are counted
once (`data.services.family_cards`). Nor does it keep people who gave one of the cards themselves
from leaving theirs out; to them a cell is one smaller.
"""

from collections.abc import Iterable, Mapping


def shown_totals(counts: Mapping[str, int], *, answered: int, floor: int) -> dict[str, int]:
    """The options of one question that may be shown, with how many gave each.

    Args:
        counts: how many cards gave each option; one card may give several.
        answered: how many cards gave an answer to the question.
        floor: how many cards stand behind a total, at least.

    Returns:
        In the order of `counts`; empty where nothing may be shown.

    Raises:
        ValueError: the floor is below two, or an option has more cards than answered.
    """
    if floor < 2:
        raise ValueError(f"a floor takes 2 or more, not {floor}.")
    if any(count > answered for count in counts.values()):
        raise ValueError(f"an option has more cards than the {answered} that answered.")
    kept = {
        option: count
        for option, count in counts.items()
        if floor <= count and floor < answered and _is_nobody_or_enough(answered - count, floor)
    }
    while kept and not _is_safe_rest((counts[each] for each in counts if each not in kept), floor):
        smallest = min(kept.values())
        kept = {option: count for option, count in kept.items() if count > smallest}
    return kept


def _is_nobody_or_enough(count: int, floor: int) -> bool:
    return count == 0 or count >= floor


def _is_safe_rest(left_out: Iterable[int], floor: int) -> bool:
    """What subtraction leaves is no few, no option alone, and not the most of each."""
    counts = tuple(left_out)
    rest, most = sum(counts), (floor - 1) * len(counts)
    if rest == 0:
        return True
    are_small = all(count < floor for count in counts)
    return rest >= floor and len(counts) > 1 and not (are_small and rest == most)
