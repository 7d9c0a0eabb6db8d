"""What is said of a redacted text: what was done, and never more."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOO_MUCH = re.compile(r"de-?identif|desidentific|hipaa[- ]compliant|fully anonym", re.IGNORECASE)
SAYING = [
    path
    for room in ("data", "pages")
    for ending in ("*.py", "*.yaml", "*.html", "*.txt")
    for path in sorted((ROOT / room).rglob(ending))
]


def test_nowhere_does_the_product_call_a_text_more_than_redacted() -> None:
    assert len(SAYING) > 100
    assert [path.name for path in SAYING if TOO_MUCH.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("claim", ["de-identified", "Deidentification", "desidentificado"])
def test_such_a_claim_would_be_found(claim: str) -> None:
    assert TOO_MUCH.search(f"This text is {claim}.")
