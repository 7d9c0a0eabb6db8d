"""Runs of words that two texts share, however they are written and whatever stands between them."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from data.redaction.words import is_common, without_accents, words

LONG_RUN = 5
"""So many words in a row are somebody's own words, and no longer their sense in other words."""
TAKEN_BACK = "[taken back]"
"""What stands where somebody took their words back."""
Run = tuple[str, ...]
TELLING_RUN = 4
"""So many words in a row may come from somebody, so that a person looks at them."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def shared_run(text: str, said: str, *, size: int) -> str:
    """The first so many words of a text that stand in a row in what was said, too.

    Returns:
        As the text writes them, one space between; empty where there are none.
    """
    theirs = {each for each, _ in _runs(said, size)}
    return next((" ".join(own) for each, own in _runs(text, size) if each in theirs), "")


def own_words(text: str, said: str) -> str:
    """Words of somebody in a text that was to be in other words; empty where there are none.

    Of something short that was said, fewer words are enough; three are never too few.
    """
    fewest = min(LONG_RUN, len(_words(said)), len(_words(text)))
    return shared_run(text, said, size=max(fewest, TELLING_RUN - 1))


def echoes(text: str, said: str) -> bool:
    """Whether a text may hold what somebody said: four words in a row, or three with a rare one.

    All of something short that was said, three words at least, is enough, however common they are.
    """
    if own_words(text, said) or shared_run(text, said, size=TELLING_RUN):
        return True
    theirs = {each for each, _ in _runs(said, TELLING_RUN - 1)}
    shared = (own for each, own in _runs(text, TELLING_RUN - 1) if each in theirs)
    return any(not is_common(word) for own in shared for word in words(" ".join(own)))


def telling_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Runs that whoever says them again has from somebody: five words, or four with a rare one.

    People who talk about one thing share shorter ones all the time.
    """
    rare = (
        run
        for run, own in _runs(text, TELLING_RUN)
        if any(not is_common(word) for word in words(" ".join(own)))
    )
    return frozenset((*rare, *(run for run, _ in _runs(text, LONG_RUN))))


def short_runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words, however they are written; without a shared one nothing is shared."""
    return frozenset(run for run, _ in _runs(text, TELLING_RUN - 1))


def own_runs(said: Iterable[str], *, asked: Iterable[str] = ()) -> frozenset[Run]:
    """Runs that are somebody's own words: five, or all of something shorter; three are the fewest.

    Args:
        asked: what whoever ran the session said; what repeats that is nobody's own.
    """
    theirs = {
        run
        for text in said
        for run, _ in _runs(text, max(TELLING_RUN - 1, min(LONG_RUN, len(_words(text)))))
    }
    sizes = {len(run) for run in theirs}
    return frozenset(
        theirs - {run for text in asked for size in sizes for run, _ in _runs(text, size)}
    )


def without_runs(text: str, runs: Collection[Run]) -> str:
    """A text in which every stretch of words that such runs cover is taken back; else as it was."""
    found = list(_WORD.finditer(text))
    folded = [_folded(each[0]) for each in found]
    covered: set[int] = set()
    for size in {len(run) for run in runs}:
        for start in range(len(folded) - size + 1):
            if tuple(folded[start : start + size]) in runs:
                covered.update(range(start, start + size))
    done, at = "", 0
    for number in sorted(covered):
        if number - 1 not in covered:
            done += text[at : found[number].start()] + TAKEN_BACK
        at = found[number].end()
    return done + text[at:]


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text)


def _runs(text: str, size: int) -> Iterator[tuple[tuple[str, ...], Sequence[str]]]:
    own = _words(text)
    folded = [_folded(word) for word in own]
    for start in range(len(own) - size + 1):
        yield tuple(folded[start : start + size]), own[start : start + size]


def _folded(word: str) -> str:
    return without_accents(word.casefold().replace("’", "'"))
