"""The settings of a plan as fields, and what was entered in them.

Nothing here is in a form of Streamlit's, which tells a value only once it is sent: the sentences
below the fields change with every one of them.
"""

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from pages.families.reading import WORDS
from pages.families.settings_words import BASES, PAY_FORMS, RECORDING, SETTINGS, TIERS
from pages.parts.days import day_in, day_input
from pages.parts.frame import small
from pages.parts.words import language_name
from surveys.families_content import families_content
from surveys.families_parts import Limit
from surveys.family_bindings import CLOCKS, LIMITED
from surveys.family_settings import StudySettings

LONGEST_LIST = 2_600
_OTHER_DAYS = ("withdraw_days", "recontact_days")
_NEVER = "never"


def fields(known: StudySettings | None, *, form: str) -> Mapping[str, Any]:
    """Draw every setting, filled with what is known; returns what stands in the fields now.

    Args:
        known: of the plan as it was opened; None for a new one, with the usual numbers.
        form: names the fields, so that those of two plans are kept apart.

    Raises:
        NotADay: what was typed as a day is none.
    """
    entered: dict[str, Any] = {}
    for tab, part in zip(st.tabs(list(_PARTS)), _PARTS.values(), strict=True):
        with tab:
            entered |= part(known, form)
    return entered


def _people(known: StudySettings | None, form: str) -> dict[str, Any]:
    small("One name or role on each line.")
    leads = _names("facilitators", known, form)
    also = _names("also_in_room", known, form)
    must = _names("must_report", known, form)
    small("Write those as above. It is read aloud before the first question.")
    support = _text("support_person", known, form)
    present = [*leads, *also, *([support] if support else [])]
    others = [each for each in known.staff_list if each not in present] if known else []
    typed = st.text_area(
        "Who else sees words with names in them",
        "\n".join(others),
        max_chars=LONGEST_LIST,
        key=f"others-{form}",
    )
    small("Families see all of these names before they say yes, to tell if one is in their case.")
    accounts = _names("accounts", known, form)
    small(
        "One on each line: a name of those above, =, the name of their account. Whoever is not "
        "here signs in under the very name above. Others read no words with names in them, "
        "whatever their role; so say only what is so. It can be said later, too."
    )
    everyone = dict.fromkeys([*present, *_lines(typed)])
    kept = [each for each in known.staff_list if each in everyone] if known else []
    return {
        "facilitators": leads,
        "also_in_room": also,
        "must_report": must,
        "support_person": support,
        "staff_list": list(dict.fromkeys([*kept, *everyone])),
        "accounts": accounts,
        "questions_to": _text("questions_to", known, form),
    }


def _law(known: StudySettings | None, form: str) -> dict[str, Any]:
    basis = _radio("legal_basis", BASES, known.legal_basis if known else "not_research", form)
    for each, words in WORDS.legal_bases.items():
        if each == basis:
            small(words.meaning)
    who = _text("basis_decided_by", known, form)
    day = known.basis_decided_on if known else None
    typed = day_input(SETTINGS["basis_decided_on"], day, key=f"basis_decided_on-{form}")
    return {
        "legal_basis": basis,
        "basis_decided_by": who or None,
        "basis_decided_on": day_in(typed, label=SETTINGS["basis_decided_on"]),
    }


def _words(known: StudySettings | None, form: str) -> dict[str, Any]:
    there = families_content().languages
    languages = st.multiselect(
        SETTINGS["languages"],
        list(there),
        default=list(known.languages if known else there),
        format_func=language_name,
        key=f"languages-{form}",
    )
    mode = _radio("recording_mode", RECORDING, known.recording_mode if known else "notes", form)
    st.markdown("**How words may be used.** Anybody may keep theirs to themselves. Offer also:")
    usual = ("paraphrase", "inside")
    chosen = known.quote_tiers if known else usual
    tiers = [
        tier
        for tier, label in TIERS.items()
        if tier != _NEVER
        and st.checkbox(_capital(label), value=tier in chosen, key=f"tier-{tier}-{form}")
    ]
    return {
        "languages": languages,
        "recording_mode": mode,
        "quote_tiers": [_NEVER, *tiers],
        **{
            setting: st.checkbox(
                SETTINGS[setting],
                value=bool(getattr(known, setting, setting == "preview")),
                key=f"{setting}-{form}",
            )
            for setting in ("preview", "public_report", "shown_first")
        },
    }


def _pay(known: StudySettings | None, form: str) -> dict[str, Any]:
    amount = st.number_input(
        SETTINGS["pay_amount"],
        min_value=0.0,
        max_value=1000.0,
        value=float(known.pay_amount) if known else 50.0,
        step=5.0,
        key=f"pay_amount-{form}",
    )
    small("0 for none. Pay everybody who comes, also those who leave early.")
    currency = known.pay_currency if known else "USD"
    default = known.pay_forms if known else ("cash", "gift_card")
    return {
        "pay_amount": f"{amount:.2f}",
        "pay_currency": st.text_input(
            SETTINGS["pay_currency"], currency, max_chars=3, key=f"pay_currency-{form}"
        ),
        "pay_forms": st.multiselect(
            SETTINGS["pay_forms"],
            list(PAY_FORMS),
            default=list(default),
            format_func=PAY_FORMS.__getitem__,
            key=f"pay_forms-{form}",
        ),
    }


def _clocks(known: StudySettings | None, form: str) -> dict[str, Any]:
    small(
        "In days. The program itself destroys contacts and notes by these clocks. Sound, and "
        "safety copies that you keep elsewhere, are yours to erase in time."
    )
    small(
        "People are asked whether you may ask them again only where the last of these is not 0. "
        "Somebody is left to ask only where it is more than the days that contacts are kept."
    )
    return {each: _number(each, known, form) for each in (*CLOCKS, *_OTHER_DAYS)}


def _floors(known: StudySettings | None, form: str) -> dict[str, Any]:
    small("How many must stand behind something before it is shown. It can only be set stricter.")
    rest = [each for each in LIMITED if each not in CLOCKS and each not in _OTHER_DAYS]
    return {each: _number(each, known, form) for each in rest}


_PARTS = {
    "People": _people,
    "Law": _law,
    "Words": _words,
    "Pay": _pay,
    "Clocks": _clocks,
    "Limits": _floors,
}


def _names(setting: str, known: StudySettings | None, form: str) -> list[str]:
    now = "\n".join(getattr(known, setting)) if known else ""
    typed = st.text_area(
        SETTINGS[setting], now, max_chars=LONGEST_LIST, height=80, key=f"{setting}-{form}"
    )
    return _lines(typed)


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _text(setting: str, known: StudySettings | None, form: str) -> str:
    now = getattr(known, setting, None) or ""
    return st.text_input(SETTINGS[setting], now, max_chars=160, key=f"{setting}-{form}").strip()


def _radio(setting: str, options: Mapping[str, str], now: str, form: str) -> str:
    keys = list(options)
    chosen = st.radio(
        SETTINGS[setting],
        keys,
        index=keys.index(now),
        format_func=options.__getitem__,
        key=f"{setting}-{form}",
    )
    return cast("str", chosen)


def _number(setting: str, known: StudySettings | None, form: str) -> int:
    limit: Limit = families_content().structure.limit(setting)
    return int(
        st.number_input(
            _label(limit),
            min_value=limit.least,
            max_value=limit.most,
            value=getattr(known, setting) if known else limit.usual,
            step=1,
            key=f"{setting}-{form}",
        )
    )


def _label(limit: Limit) -> str:
    return f"{WORDS.limits[limit.id]} ({limit.least} to {limit.most})"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
