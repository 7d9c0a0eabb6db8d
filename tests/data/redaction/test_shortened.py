"""A shortening holds words that were said, in their order, and marks where some are left out."""

import random

import pytest

from data.redaction.shortened import beyond

SAID = "My name is [name], and they never called me back. It’s far, to [town 2], for us all."


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "They never called me back.",
        "they NEVER called me back",
        "My name is [name] … called me back.",
        "My name is [Name] ... it's far [...] for us all",
        "… never called me … to [town 2] …",
        "[…] far, to [town 2]",
    ],
)
def test_words_that_were_said_are_left_out_where_a_mark_says_so(text: str) -> None:
    assert beyond(text, SAID) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("My name is Rosalinda, and they never called me back.", "Rosalinda"),
        ("My name is [Rosalinda], and they never called me back.", "[Rosalinda]"),
        ("My name is … Rosalinda.", "Rosalinda"),
        ("Far, to [town 3].", "[town 3]"),
        ("They beat the doors down.", "beat the doors down"),
        ("My name is called back.", "My name is called back"),
        ("They called me back.", "They called me back"),
        ("Called me … they never", "they never"),
        ("never called … called me", "called me"),
        ("N e v e r", "N e v e r"),
        ("…", "…"),
        ("?!", "?!"),
    ],
)
def test_what_was_not_said_like_this_is_told(text: str, left: str) -> None:
    assert beyond(text, SAID) == left


def test_of_nothing_that_was_said_nothing_is_a_shortening() -> None:
    assert beyond("They never called.", "") == "They never called"


def test_whatever_is_left_out_holds_with_marks_and_a_word_more_never_does() -> None:
    draw = random.Random(7)
    said = [draw.choice(["ab", "cd", "ef", "gh"]) for _ in range(12)]
    for _ in range(300):
        kept = [draw.random() < 0.6 for _ in said]
        text = " ".join(word if keep else "…" for word, keep in zip(said, kept, strict=True))
        assert (beyond(text, " ".join(said)) == "") == any(kept)
        at = draw.randrange(len(said))
        more = [*text.split()[:at], "xy", *text.split()[at:]]
        assert beyond(" ".join(more), " ".join(said)) == "xy"
