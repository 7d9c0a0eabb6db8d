"""Figures of agreement in plain sentences, and why one is not there."""

from collections.abc import Mapping

from scoring.coders import CodeAgreement, KappaReason, Reason
from scoring.unitizing import Reason as NoStretches
from scoring.unitizing import SharedCharacters, Unitizing

_WHY: Mapping[Reason | KappaReason, str] = {
    "nothing_to_compare": "no sentence was read by two of you.",
    "not_used": "nobody gave it.",
    "one_value": "all of you gave it to every sentence.",
    "few_carry": "fewer than 10 sentences carry this code. Talk about them instead.",
    "no_difference": "you agree on every sentence, so there is no range to tell.",
    "nearly_one_value": "too few sentences carry it to tell a range.",
    "uneven": "not all of you read every sentence.",
}
_NO_STRETCHES: Mapping[NoStretches, str] = {
    "one_coder": "it takes two who have finished all of these sessions.",
    "nothing_marked": "nobody marked anything.",
    "no_room": "single letters fill all of the text.",
}


def counts_said(found: CodeAgreement, *, coders: int) -> str:
    """What two of them did with the same sentence, and how often that was the same."""
    pairs = found.pairs
    one = pairs.first_only + pairs.second_only
    of = "sentences" if coders == 2 else "times that two of you read the same sentence"
    told = f"Of {pairs.all:,} {of}: both gave it {pairs.both:,}, one {one:,}, neither "
    told += f"{pairs.neither:,}. The same: {_percent(pairs.same)}."
    if pairs.both or one:
        told += f" Where one gave it, the other did in {_percent(pairs.positive)}."
    return told


def alpha_said(found: CodeAgreement) -> str:
    """Krippendorff's alpha with its range, or why it is not told."""
    if found.alpha != found.alpha:
        return f"Alpha is not told: {_why(found.reason)}"
    if found.low != found.low:
        return f"Alpha {_figure(found.alpha)}; {_why(found.reason)}"
    span = f"{_figure(found.low)} to {_figure(found.high)}"
    return f"Alpha {_figure(found.alpha)}, likely {span}: {_reading(found.alpha)}."


def kappa_said(found: CodeAgreement, *, coders: int) -> str:
    """Cohen's kappa of two, or Fleiss' of more."""
    name = "Cohen's kappa" if coders == 2 else "Fleiss' kappa"
    if found.kappa != found.kappa:
        return f"{name} is not told: {_why(found.kappa_reason)}"
    return f"{name} {_figure(found.kappa)}."


def shared_said(found: SharedCharacters) -> str:
    """How much of what two of them marked both marked, letter by letter."""
    if found.share != found.share:
        return "Shared letters are not told: nobody who has finished everything marked any."
    return f"Shared letters: {_percent(found.share)}."


def stretches_said(found: Unitizing) -> str:
    """Alpha for exact words, or why it is not told."""
    if found.alpha != found.alpha:
        why = _NO_STRETCHES[found.reason] if found.reason else "it cannot be reckoned."
        return f"Alpha for exact words is not told: {why}"
    return f"Alpha for exact words {_figure(found.alpha)}."


def _why(reason: Reason | KappaReason | None) -> str:
    return _WHY[reason] if reason else "it cannot be reckoned."


def _reading(alpha: float) -> str:
    if alpha >= 0.8:
        return "it can be relied on"
    return "use it with care" if alpha >= 0.667 else "talk about it before you use it"


def _figure(value: float) -> str:
    """Two places, as such figures are written: .82, and -.05."""
    text = f"{value:.2f}"
    return text if abs(float(text)) >= 1 else text.replace("0.", ".", 1)


def _percent(share: float) -> str:
    return f"{share:.0%}"
