"""What people are promised under some settings, and which promise another setting would break.

The sentences are templates; `surveys.family_bindings` says which settings each of them hangs on.
A setting that becomes stricter (a shorter clock, a higher floor, fewer eyes) breaks nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from surveys.families_content import families_content
from surveys.families_parts import TIERS, ConsentPart
from surveys.families_words import FamiliesWording
from surveys.family_bindings import ALWAYS, LIMITED, depends_on, filled
from surveys.family_settings import LONGEST_WAIT, StudySettings

Value = str | int | bool | Decimal | date | tuple[str, ...] | None
"""What a setting can be."""


@dataclass(frozen=True, slots=True)
class ConsentPoint:
    """One point of a consent as somebody reads it.

    Attributes:
        id: of the point.
        text: with its blanks filled.
        settings: what the text hangs on; nothing for a promise that always holds.
    """

    id: str
    text: str
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToWhom:
    """Everyone who consented to what was said before: how many, and from when to when."""

    people: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A point of a consent that does not hold any more once a setting is changed.

    Attributes:
        point: its id; `consent_text` of the old settings has its words.
        setting: which change breaks it.
        was: the setting when people consented.
        becomes: what it is to be.
        to: to whom the promise was given.
    """

    point: str
    setting: str
    was: Value
    becomes: Value
    to: ToWhom


def consent_text(settings: StudySettings, language: str) -> tuple[ConsentPoint, ...]:
    """All points of the consent under these settings, in their order.

    Args:
        settings: of the study.
        language: where we have no words in it, they are in the first language there is.
    """
    content = families_content()
    words = content.words(language)
    said, values = _said(settings, words), switch_values(settings)
    points = (_point(part, words, said, values) for part in content.structure.consent)
    return tuple(point for point in points if point is not None)


def broken_promises(
    old: StudySettings, new: StudySettings, given_on: Iterable[date]
) -> tuple[BrokenPromise, ...]:
    """The promises of the old settings that would not hold under the new ones.

    Args:
        old: the settings under which people consented.
        new: what they are to become.
        given_on: a day for each person who consented under the old ones.

    Returns:
        In the order of the consent; empty where nobody consented yet.
    """
    days = sorted(given_on)
    if not days:
        return ()
    to = ToWhom(len(days), days[0], days[-1])
    loosened = [each for each in KEEPS if not _keeps(each, old, new)]
    return tuple(
        BrokenPromise(point.id, setting, _value(old, setting), _value(new, setting), to)
        for point in consent_text(old, "en")
        for setting in loosened
        if setting in point.settings and _says_otherwise(point, setting, old, new)
    )


def switch_values(settings: StudySettings) -> Mapping[str, str]:
    """What each switch of `surveys.family_bindings` is under these settings."""
    quotes = settings.quote_tiers != ("never",) and settings.recording_mode != "none"
    return {
        "legal_basis": settings.legal_basis,
        "recording_mode": settings.recording_mode,
        "written": _yes(settings.recording_mode != "none"),
        "quotes": _yes(quotes),
        "preview": _yes(settings.preview) if quotes else "unquoted",
        "paid": _yes(settings.pay_amount > 0),
        "others": _yes(settings.also_in_room),
        "reporters": _yes(settings.must_report),
        "recontact": _yes(settings.recontact_days),
        "public_report": _yes(settings.public_report),
        "shown_first": _yes(settings.shown_first),
    }


def _yes(claim: object) -> str:
    return "yes" if claim else "no"


def _point(
    part: ConsentPart,
    words: FamiliesWording,
    said: Mapping[str, str],
    values: Mapping[str, str],
) -> ConsentPoint | None:
    value = values[part.switch] if part.switch else ALWAYS
    if value in part.silent:
        return None
    template = words.consent[part.id][value]
    return ConsentPoint(part.id, filled(template, said), depends_on(part.switch, template))


def _said(settings: StudySettings, words: FamiliesWording) -> Mapping[str, str]:
    limit = families_content().structure.limit
    numbers = {
        each: words.counted(limit(each).unit, cast("int", getattr(settings, each)))
        for each in LIMITED
    }
    return numbers | {
        "wait_days": words.counted("days", LONGEST_WAIT),
        "group_size": str(settings.group_size),
        "pay": money(settings.pay_amount, settings.pay_currency),
        "pay_forms": ", ".join(words.pay_forms[form] for form in settings.pay_forms),
        "quote_tiers": "; ".join(words.tiers[tier].label for tier in settings.quote_tiers),
        "facilitators": ", ".join(settings.facilitators),
        "also_in_room": ", ".join(settings.also_in_room),
        "must_report": ", ".join(settings.must_report),
        "staff_list": ", ".join(settings.staff_list),
        "staff_count": words.counted("people", len(settings.staff_list)),
        "support_person": settings.support_person,
        "questions_to": settings.questions_to,
    }


def money(amount: Decimal, currency: str) -> str:
    """An amount as it is written: cents only where there are any, dollars with their sign."""
    number = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"${number}" if currency == "USD" else f"{number} {currency}"


def _says_otherwise(
    point: ConsentPoint, setting: str, old: StudySettings, new: StudySettings
) -> bool:
    """Whether this one change alone would change what the point says."""
    changed = old.model_copy(update={setting: getattr(new, setting)})
    now = {each.id: each.text for each in consent_text(changed, "en")}
    return now.get(point.id) != point.text


def _value(settings: StudySettings, setting: str) -> Value:
    return cast("Value", getattr(settings, setting))


def _keeps(setting: str, old: StudySettings, new: StudySettings) -> bool:
    return KEEPS[setting](getattr(old, setting), getattr(new, setting))


def _no_more(was: Any, becomes: Any) -> bool:
    return bool(becomes <= was)


def _no_less(was: Any, becomes: Any) -> bool:
    return bool(becomes >= was)


def _none_added(was: Any, becomes: Any) -> bool:
    return set(becomes) <= set(was)


def _none_gone(was: Any, becomes: Any) -> bool:
    return set(becomes) >= set(was)


def _as_careful(was: Any, becomes: Any) -> bool:
    """Ways to use words may go from the most open end; a more careful one that goes is missed."""
    most = max(TIERS.index(tier) for tier in becomes)
    return all(tier in becomes or TIERS.index(tier) > most for tier in was)


def _the_same(was: Any, becomes: Any) -> bool:
    return bool(becomes == was)


def _no_more_recorded(was: Any, becomes: Any) -> bool:
    order = ("none", "notes", "audio")
    return order.index(becomes) <= order.index(was)


def _as_protected(was: Any, becomes: Any) -> bool:
    """Research that gets a certificate protects more; every other change is another consent."""
    return was == becomes or (was, becomes) == ("research", "certificate")


KEEPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "legal_basis": _as_protected,
    "recording_mode": _no_more_recorded,
    **dict.fromkeys(
        ("contact_days", "audio_days", "raw_days", "redacted_days", "backup_days"), _no_more
    ),
    "recontact_days": _no_more,
    "withdraw_days": _no_less,
    "seats_inside": _no_less,
    "sessions_inside": _no_less,
    "people_outside": _no_less,
    "card_floor": _no_less,
    "quotes_per_seat": _no_more,
    "group_size": _no_more,
    "pay_amount": _no_less,
    "pay_currency": _the_same,
    "pay_forms": _none_gone,
    "facilitators": _none_added,
    "also_in_room": _none_added,
    "must_report": _none_added,
    "staff_list": _none_added,
    "quote_tiers": _as_careful,
    "preview": _no_less,
    "public_report": _no_more,
    "shown_first": _no_less,
    "support_person": _the_same,
    "questions_to": _the_same,
}
"""Each setting that a promise hangs on, and whether another value keeps what the old one said."""
