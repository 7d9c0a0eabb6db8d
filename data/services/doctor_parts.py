"""The check of `doctor` of how long ago somebody looked at the parts of others.

Two days stand in `data/parts/`, each written by a target of the Makefile: `make upgrade` chooses
the newest version of every part, `make audit` asks whether a hole is known in any and writes its
day only where none is. Nothing is asked over the network here.
"""

from datetime import date
from pathlib import Path

from data.clock import today
from data.services.findings import Finding, change, days_ago, fine

MOST_DAYS_SINCE_CHOSEN = 90
MOST_DAYS_SINCE_ASKED = 30
FOLDER = Path(__file__).parents[1] / "parts"
_NEWER = "install a newer version of Common Table"


def parts_of_others() -> Finding:
    """They were chosen, and looked at for known holes, as lately as deploy/README.md asks."""
    chosen, asked = _day("chosen"), _day("asked")
    if chosen is None:
        return change(f"{FOLDER / 'chosen.txt'} holds no day; {_NEWER}.")
    told = f"their versions were chosen on {chosen}, {_ago(chosen)}"
    never = "nobody has asked since whether a hole is known in them"
    looked = never if asked is None else f"no hole was known on {asked}, {_ago(asked)}"
    if _days(chosen) > MOST_DAYS_SINCE_CHOSEN:
        right = f"{_NEWER}, or run `make upgrade` and `make test` in its folder"
        return change(f"{told}; at most {MOST_DAYS_SINCE_CHOSEN} are allowed: {right}.")
    if _days(asked or chosen) > MOST_DAYS_SINCE_ASKED:
        right = f"run `make audit` in its folder, or {_NEWER}"
        return change(f"{told}; {looked}; at most {MOST_DAYS_SINCE_ASKED} are allowed: {right}.")
    return fine(f"{told}; {looked}.")


def _day(name: str) -> date | None:
    """The day in a file; None where there is none, or something else."""
    try:
        return date.fromisoformat((FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip())
    except (FileNotFoundError, ValueError):
        return None


def _days(day: date) -> int:
    return max(0, (today() - day).days)


def _ago(day: date) -> str:
    return days_ago(_days(day))
