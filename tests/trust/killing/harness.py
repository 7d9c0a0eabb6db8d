"""Kill something again and again while people answer; then count what is there."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.trust.killing.questionnaire import Wave, kept
from tests.trust.killing.writers import Crowd

WRITERS = 12


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        kills: of them `inside` with somebody in the middle of a page.
        lost: told that their answers were received, and they are not there.
        doubled: there more than once.
        half: links that are used without a sheet, or drafts that are left of used ones.
        again: pages that had to be sent again.
        already: people who learnt from a page sent again that it had come through before.
    """

    kills: int
    acknowledged: int
    stored: int
    lost: int
    doubled: int
    half: int
    again: int
    already: int
    troubles: list[str]

    @property
    def good(self) -> bool:
        """Nothing was lost, doubled or half done, and everybody came to an end."""
        return not (self.lost or self.doubled or self.half or self.troubles)

    def line(self, what: str) -> str:
        """One line of the table in data/README.md."""
        return (
            f"| {what} | {self.kills} | {self.acknowledged} | {self.stored} | {self.lost} "
            f"| {self.doubled} | {self.half} | {self.again} | {self.already} |"
        )


def run_under_fire(
    wave: Wave,
    *,
    port: int,
    kill: Callable[[], None],
    revive: Callable[[], None],
    kills: int,
    pause: tuple[float, float],
    seed: int,
) -> Outcome:
    """Everybody answers; meanwhile it is killed so often, or until the last has answered.

    Args:
        pause: the shortest and longest time between being ready and the next kill, in seconds.
    """
    crowd, choices = Crowd(port), Random(seed)
    crowd.line_up((secret, f"words of {place}") for place, secret in enumerate(wave.secrets))
    crowd.up.set()
    threads = crowd.start(WRITERS)
    done = 0
    while done < kills and not crowd.done.wait(choices.uniform(*pause)):
        crowd.up.clear()
        kill()
        revive()
        crowd.up.set()
        done += 1
    for thread in threads:
        thread.join()
    return _counted(wave, crowd, kills=done)


def _counted(wave: Wave, crowd: Crowd, *, kills: int) -> Outcome:
    there = kept(wave)
    return Outcome(
        kills=kills,
        acknowledged=len(crowd.told),
        stored=there.words.total(),
        lost=sum(words not in there.words for words in crowd.told),
        doubled=sum(count - 1 for count in there.words.values()),
        half=abs(there.used - there.words.total()) + there.drafts,
        again=crowd.again.total(),
        already=sum(told == "already received" for told in crowd.told.values()),
        troubles=[*crowd.troubles, *map(str, crowd.odd.items())],
    )


def wanted(name: str, usual: int) -> int:
    """How many the environment asks for."""
    return int(os.environ.get(name, usual))
