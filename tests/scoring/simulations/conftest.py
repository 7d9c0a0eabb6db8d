"""Simulations tell what they found, so that it can be compared with what is written down."""

import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Writes a table to the screen, although the test passes."""

    def written(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"{text}\n")

    return written
