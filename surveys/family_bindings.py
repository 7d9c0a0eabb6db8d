"""Which settings of a study the sentences of a consent hang on.

A sentence hangs on a setting in two ways: a switch picks its text, or a blank in it is filled. So
what a sentence promises can be read off its text, and nobody has to keep a list beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ALWAYS = "always"
"""Under what the text of a point without a switch stands."""

_BLANK = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Switch:
    """What picks a text.

    Attributes:
        settings: what it hangs on.
        values: what it can be.
    """

    settings: tuple[str, ...]
    values: tuple[str, ...]


_YES_NO = ("yes", "no")
_WRITTEN = "recording_mode"

SWITCHES: Mapping[str, Switch] = {
    "legal_basis": Switch(("legal_basis",), ("certificate", "research", "not_research")),
    "recording_mode": Switch((_WRITTEN,), ("none", "notes", "audio")),
    "written": Switch((_WRITTEN,), _YES_NO),
    "quotes": Switch(("quote_tiers", _WRITTEN), _YES_NO),
    "preview": Switch(("preview", "quote_tiers", _WRITTEN), ("yes", "no", "unquoted")),
    "paid": Switch(("pay_amount",), _YES_NO),
    "others": Switch(("also_in_room",), _YES_NO),
    "reporters": Switch(("must_report",), _YES_NO),
    "recontact": Switch(("recontact_days",), _YES_NO),
    "public_report": Switch(("public_report",), _YES_NO),
    "shown_first": Switch(("shown_first",), _YES_NO),
}

BLANKS: Mapping[str, tuple[str, ...]] = {
    "contact_days": ("contact_days",),
    "wait_days": (),
    "audio_days": ("audio_days",),
    "raw_days": ("raw_days",),
    "redacted_days": ("redacted_days",),
    "backup_days": ("backup_days",),
    "recontact_days": ("recontact_days",),
    "withdraw_days": ("withdraw_days",),
    "seats_inside": ("seats_inside",),
    "sessions_inside": ("sessions_inside",),
    "people_outside": ("people_outside",),
    "card_floor": ("card_floor",),
    "quotes_per_seat": ("quotes_per_seat",),
    "group_size": ("group_size",),
    "pay": ("pay_amount", "pay_currency"),
    "pay_forms": ("pay_forms",),
    "quote_tiers": ("quote_tiers",),
    "facilitators": ("facilitators",),
    "also_in_room": ("also_in_room",),
    "must_report": ("must_report",),
    "staff_list": ("staff_list",),
    "staff_count": ("staff_list",),
    "support_person": ("support_person",),
    "questions_to": ("questions_to",),
}
"""Each blank, and the settings that fill it; none for what nobody can set."""

LIMITED = (
    "contact_days",
    "audio_days",
    "raw_days",
    "redacted_days",
    "backup_days",
    "recontact_days",
    "withdraw_days",
    "seats_inside",
    "sessions_inside",
    "people_outside",
    "card_floor",
    "quotes_per_seat",
    "group_size",
)
"""The settings that are numbers between two ends."""

CLOCKS = ("contact_days", "audio_days", "raw_days", "redacted_days", "backup_days")
"""Those that say how long something is kept; they may only be set shorter than they usually are."""

UNBOUND: Mapping[str, str] = {
    "accounts": "they say who of the list signs in how; the sentence names the list itself",
    "basis_decided_by": "it is written down for a review; no sentence names who decided",
    "basis_decided_on": "it is written down for a review; no sentence tells the day",
    "languages": "it says in which languages the same sentences are shown",
}
"""Settings that no sentence hangs on, and why."""


def blanks(text: str) -> tuple[str, ...]:
    """The names of the blanks of a text, each once, in their order."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def filled(text: str, said: Mapping[str, str]) -> str:
    """A text with its blanks filled; what fills a blank is never looked at for blanks.

    Raises:
        KeyError: nothing is there for one of its blanks.
    """
    return _BLANK.sub(lambda found: said[found.group(1)], text)


def depends_on(switch: str | None, text: str) -> tuple[str, ...]:
    """The settings that a text hangs on: those of its switch, then those of its blanks.

    Args:
        switch: a name of `SWITCHES`, None for a text without one.
        text: with its blanks unfilled.
    """
    by_switch = SWITCHES[switch].settings if switch else ()
    by_blank = (setting for blank in blanks(text) for setting in BLANKS[blank])
    return tuple(dict.fromkeys((*by_switch, *by_blank)))
