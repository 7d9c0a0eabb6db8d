"""What the tests of family groups share: studies, and texts with the places they stand at."""

import re
from collections.abc import Iterator
from typing import Any

from surveys.families_content import families_content
from surveys.family_settings import StudySettings

LANGUAGES = ("en", "es")
USUAL: dict[str, Any] = {
    "pay_amount": 40,
    "facilitators": ("Ana",),
    "also_in_room": ("Bo",),
    "must_report": ("Ana",),
    "support_person": "Cy",
    "staff_list": ("Ana", "Bo", "Cy", "Dan"),
    "questions_to": "Eve, 555-0100",
}


def study(**changes: Any) -> StudySettings:
    """A study with usual settings, but for these."""
    return StudySettings(**(USUAL | changes))


OPEN = study(
    legal_basis="research",
    recording_mode="audio",
    recontact_days=90,
    public_report=True,
    shown_first=True,
    quote_tiers=("never", "paraphrase", "inside", "public"),
)
"""A study that offers all there is to offer."""

BARE = study(
    recording_mode="none",
    pay_amount=0,
    also_in_room=(),
    must_report=(),
    preview=False,
)
"""A study that keeps next to nothing and pays nothing."""

CERTIFIED = study(
    legal_basis="certificate",
    basis_decided_by="Review board",
    basis_decided_on="2026-01-15",
    preview=False,
)
STUDIES = {"usual": study(), "open": OPEN, "bare": BARE, "certified": CERTIFIED}


def texts(plain: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its place."""
    if isinstance(plain, str):
        yield path, plain
    elif isinstance(plain, dict):
        for key, inside in plain.items():
            yield from texts(inside, f"{path}.{key}" if path else key)
    elif isinstance(plain, tuple | list):
        for place, inside in enumerate(plain):
            yield from texts(inside, f"{path}.{place}")


def said(language: str) -> dict[str, str]:
    """All words of one language by their place."""
    words = families_content().words(language)
    return dict(texts(words.model_dump(exclude={"language", "translation"}, exclude_none=True)))


def stopped(text: str) -> str:
    """A text with short words in its blanks and with a stop, so that a label is a sentence."""
    whole = re.sub(r"\{\w+\}", "five", text)
    return whole if whole[-1] in ".?!:" else f"{whole}."
