"""A quote is let through when every condition holds, and in no other case."""

import itertools
from dataclasses import replace
from typing import Any, get_args

import pytest

from scoring.quote_gate import (
    MOST_QUOTES,
    Quote,
    ReaderAnswer,
    Refusal,
    Scope,
    Tier,
    TranscriptState,
    WordsState,
    refusals,
)

GOOD = Quote(
    tier="public",
    scope="public",
    transcript="released",
    cell_is_shown=True,
    other_quotes=0,
    answers=("no", "no", "no"),
    preview_is_asked=True,
    is_previewed=True,
    words="hold",
)
ALLOWED: set[tuple[Tier, Scope]] = {
    ("paraphrase", "paraphrase"),
    ("team", "paraphrase"),
    ("team", "team"),
    ("public", "paraphrase"),
    ("public", "team"),
    ("public", "public"),
}


def every_quote(words: WordsState = "hold") -> list[Quote]:
    answers = itertools.product((*get_args(ReaderAnswer), None), repeat=3)
    return [
        Quote(*parts, words)
        for parts in itertools.product(
            get_args(Tier),
            get_args(Scope),
            get_args(TranscriptState),
            (True, False),
            range(4),
            list(answers),
            (True, False),
            (True, False),
        )
    ]


def test_of_all_quotes_there_can_be_only_those_pass_of_which_everything_holds() -> None:
    every = every_quote()
    passed = [quote for quote in every if not refusals(quote)]
    assert len(every) == 4 * 3 * 4 * 2 * 4 * 64 * 4
    assert len(passed) == len(ALLOWED) * 1 * 1 * MOST_QUOTES * 1 * 3
    for quote in passed:
        assert (quote.tier, quote.scope) in ALLOWED
        assert quote.transcript == "released"
        assert quote.cell_is_shown
        assert quote.other_quotes < 2
        assert quote.answers == ("no", "no", "no")
        assert quote.is_previewed or not quote.preview_is_asked


def test_every_reason_depends_on_its_own_condition_alone() -> None:
    for quote in every_quote():
        holds: dict[Refusal, bool] = {
            "not_allowed": (quote.tier, quote.scope) in ALLOWED,
            "not_as_said": quote.words != "not_as_said",
            "others_words": quote.words != "others_words",
            "transcript_not_released": quote.transcript == "released",
            "theme_below_floor": quote.cell_is_shown,
            "two_quotes_already": quote.other_quotes in (0, 1),
            "not_read": all(each is not None for each in quote.answers),
            "reader_objects": all(each in ("no", None) for each in quote.answers),
            "not_previewed": quote.is_previewed or not quote.preview_is_asked,
        }
        assert refusals(quote) == tuple(reason for reason, kept in holds.items() if not kept)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tier": "never"}, "not_allowed"),
        ({"tier": "paraphrase"}, "not_allowed"),
        ({"tier": "team"}, "not_allowed"),
        ({"words": "not_as_said"}, "not_as_said"),
        ({"words": "others_words"}, "others_words"),
        ({"transcript": "redacted"}, "transcript_not_released"),
        ({"cell_is_shown": False}, "theme_below_floor"),
        ({"other_quotes": 2}, "two_quotes_already"),
        ({"answers": ("no", None, "no")}, "not_read"),
        ({"answers": ("no", "no", "not_sure")}, "reader_objects"),
        ({"answers": ("yes", "no", "no")}, "reader_objects"),
        ({"is_previewed": False}, "not_previewed"),
    ],
)
def test_one_failing_condition_is_enough(change: dict[str, Any], reason: Refusal) -> None:
    assert refusals(GOOD) == ()
    assert refusals(replace(GOOD, **change)) == (reason,)


@pytest.mark.parametrize("words", ["not_as_said", "others_words"])
def test_words_that_do_not_hold_refuse_whatever_else_holds(words: WordsState) -> None:
    assert all(words in refusals(quote) for quote in every_quote(words))


def test_whoever_said_never_is_not_even_paraphrased() -> None:
    assert refusals(replace(GOOD, tier="never", scope="paraphrase")) == ("not_allowed",)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tier": "open"}, r"a tier \(never, paraphrase, team, public\), not 'open'"),
        ({"words": "said"}, r"words \(hold, not_as_said, others_words\), not 'said'"),
        ({"scope": "never"}, r"a scope \(paraphrase, team, public\), not 'never'"),
        ({"transcript": "done"}, r"a state \(raw, redacting, redacted, released\), not 'done'"),
        ({"answers": ("no", "no", "No")}, r"an answer \(no, yes, not_sure, None\), not 'No'"),
        ({"answers": ("no", "no")}, "3 answers, not 2"),
        ({"answers": ()}, "3 answers, not 0"),
        ({"other_quotes": -1}, "0 or more other quotes, not -1"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        refusals(replace(GOOD, **change))
