"""Whatever is written into the log of staff has words on the screen that shows it."""

import re
from pathlib import Path

from pages.admin import log

ROOT = Path(__file__).resolve().parents[3]
WRITES = re.compile(r'\b(?:record|record_in_each|note|_happening)\(\s*"([a-z]+[.-][a-z_.-]+)"')


def test_every_kind_of_entry_has_words() -> None:
    texts = [
        file.read_text(encoding="utf-8") for file in (ROOT / "data" / "services").rglob("*.py")
    ]
    written = {action for text in texts for action in WRITES.findall(text)}
    assert len(written) > 60
    assert written - set(log._SAID) == set()


def test_a_refusal_says_which_step_and_how_often_it_came_again() -> None:
    assert log._SAID["refused"] == "was refused"
    assert log._told("result.export") == "taking a result as a file"
    assert log._told(value=True) == "yes"
    assert log._told(3) == "3"
