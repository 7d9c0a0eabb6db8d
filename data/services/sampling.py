"""The sample of sentences that a person reads before words are released: drawn here, and kept.

What counts is what chance drew, so the numbers of the drawn sentences stand with the transcript. A
sample is of these and of no others; who draws again before they have said what they found reads the
same ones, and more of them where more are wanted.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass

from data.family_views import TranscriptView
from data.redaction.audit import draw
from data.redaction.sentences import sentences
from data.services.authority import actor
from data.services.errors import FamilyStateError
from data.services.raw_readers import permit_raw
from data.services.teams import permit_within
from data.services.transcripts import row_of, save, text_hash, turns_within
from data.store.versioned import Row

_NONE = "No sentences of these words were drawn for you. Draw them, and read them one by one."


@dataclass(frozen=True, slots=True)
class Drawn:
    """Sentences to read.

    Attributes:
        texts: in the order of the words.
        whole: these are all there are.
    """

    texts: tuple[str, ...]
    whole: bool


def draw_sentences(
    team_id: str,
    transcript_id: str,
    size: int,
    *,
    seen: int,
    chance: random.Random | None = None,
) -> TranscriptView:
    """Let chance draw sentences for the one who acts.

    Args:
        size: how many are wanted; all of them where there are fewer.
        chance: where chance comes from; the operating system unless said otherwise.

    Raises:
        FamilyStateError: there is nothing to read, or leaks of an earlier sample are still there.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    there = len(_sentences(row))
    if not there:
        raise FamilyStateError("There are no words in this transcript.")
    _refuse_after_leaks(row)
    before = _mine(row) or ()
    others = [at for at in range(there) if at not in before]
    more = min(size, there) - len(before)
    numbers = sorted({*before, *(draw(others, size=more, chance=chance) if more > 0 else ())})
    mine = {actor().id: {"text": text_hash(row), "numbers": numbers}}
    evidence = {**row["evidence"], "drawn": {**row["evidence"].get("drawn", {}), **mine}}
    return save(row, {"evidence": evidence}, seen=seen)


def drawn(team_id: str, transcript_id: str) -> Drawn | None:
    """What was drawn for the one who acts; None where nothing was, or the words are others now."""
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    numbers = _mine(row)
    if numbers is None:
        return None
    texts = _sentences(row)
    return Drawn(tuple(texts[at] for at in numbers), len(numbers) == len(texts))


def record_sample(
    team_id: str, transcript_id: str, *, leaks: Collection[int], seen: int
) -> TranscriptView:
    """Keep what somebody found in the sentences that were drawn for them.

    Args:
        leaks: which of them still tell who somebody is, by their numbers from 1.

    Raises:
        FamilyStateError: no sentence was drawn, or not these; or an earlier sample of these very
            words has found leaks.
        ChangedMeanwhile: the words are others by now, so the sample says nothing of them.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    numbers = _mine(row)
    if numbers is None:
        raise FamilyStateError(_NONE)
    strangers = sorted(set(leaks) - set(range(1, len(numbers) + 1)))
    if strangers:
        raise FamilyStateError(
            f"{len(numbers)} sentences were drawn for you, and no sentence {strangers[0]}."
        )
    _refuse_after_leaks(row)
    found = {"text": text_hash(row), "by": actor().id, "sentences": len(numbers)}
    whole = len(numbers) == len(_sentences(row))
    others = {who: each for who, each in row["evidence"]["drawn"].items() if who != actor().id}
    sample = {**found, "leaks": len(set(leaks)), "whole": whole}
    evidence = {**row["evidence"], "sample": sample, "drawn": others}
    return save(row, {"evidence": evidence}, seen=seen)


def _mine(row: Row) -> tuple[int, ...] | None:
    """The numbers from 0 of the sentences of these very words that were drawn for the one who acts.

    None where there are none.
    """
    found = row["evidence"].get("drawn", {}).get(actor().id)
    if found is None or found["text"] != text_hash(row):
        return None
    return tuple(found["numbers"])


def _sentences(row: Row) -> list[str]:
    """All sentences, turn by turn."""
    return [
        turn.text[each.start : each.end]
        for turn in turns_within(row)
        for each in sentences(turn.text)
    ]


def _refuse_after_leaks(row: Row) -> None:
    """No other sample makes up for leaks that are still there."""
    before = row["evidence"].get("sample")
    if before is not None and before["leaks"] and before["text"] == text_hash(row):
        raise FamilyStateError(
            f"The last sample of these words has found leaks: {before['leaks']}. Take them out "
            "first; then another sample says how the words are."
        )
