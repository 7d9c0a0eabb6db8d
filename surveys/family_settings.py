"""How one study with family groups is run: what people are promised hangs on these settings."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from surveys.families_content import families_content
from surveys.families_parts import TIERS, LegalBasis, PayForm, Tier
from surveys.family_bindings import LIMITED
from surveys.instrument import Frozen, Language

RecordingMode = Literal["none", "notes", "audio"]

Name = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=80, strip_whitespace=True),
]
"""A name or a role, on one line."""

Contact = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=160, strip_whitespace=True),
]

Signed = Annotated[
    str,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=300, strip_whitespace=True),
]
"""A name of the list, an equals sign, and the account of that person, on one line."""

LONGEST_WAIT = 180
"""Days after which somebody who was never asked to a session is forgotten; nobody can set it."""

_EACH_ONCE = (
    "languages",
    "pay_forms",
    "facilitators",
    "also_in_room",
    "must_report",
    "staff_list",
)


def _usual(setting: str) -> Callable[[], int]:
    return lambda: families_content().structure.limit(setting).usual


class StudySettings(Frozen):
    """How a study is run. Numbers between two ends are filled from the shipped limits.

    Attributes:
        legal_basis: what the law says of what people tell us; a certificate only if somebody wrote
            down who decided, and when.
        recording_mode: "none" writes one page afterwards, "notes" takes notes by seat.
        contact_days: days from the end of session and pay to the end of contact details.
        audio_days: days from the session to the end of the sound.
        raw_days: days from redaction to the end of the first notes.
        redacted_days: days that redacted notes are kept.
        backup_days: days that copies may still hold what was erased.
        recontact_days: days that somebody may be asked about other things; 0 for not at all.
        withdraw_days: days after a session on which nothing leaves the team.
        seats_inside, sessions_inside: what stands behind a finding inside the team.
        people_outside: how many stand behind a finding that is public.
        card_floor: how many stand behind a total of the cards.
        quotes_per_seat: the most quotes of one seat.
        group_size: the most parents and caregivers in a room.
        pay_amount: what each person gets, in whole or hundredth parts of the currency; 0 for none.
        facilitators, also_in_room: who of us is there.
        must_report: those of them whom the law makes report harm.
        support_person: who is there for people on the day and after, in the room or on call.
        staff_list: everyone who runs the group or sees words with names in them.
        accounts: under which account somebody of that list signs in, as "name = account"; whoever
            is not named here signs in under the name of the list.
        preview: whether somebody with a card sees a quote before the team does.
        shown_first: whether a report is shown to those who took part before it leaves the team.
        questions_to: whom to ask, and how.
    """

    legal_basis: LegalBasis = "not_research"
    basis_decided_by: Name | None = None
    basis_decided_on: date | None = None
    languages: tuple[Language, ...] = Field(default=("en",), min_length=1)
    recording_mode: RecordingMode = "notes"
    contact_days: int = Field(default_factory=_usual("contact_days"))
    audio_days: int = Field(default_factory=_usual("audio_days"))
    raw_days: int = Field(default_factory=_usual("raw_days"))
    redacted_days: int = Field(default_factory=_usual("redacted_days"))
    backup_days: int = Field(default_factory=_usual("backup_days"))
    recontact_days: int = Field(default_factory=_usual("recontact_days"))
    withdraw_days: int = Field(default_factory=_usual("withdraw_days"))
    seats_inside: int = Field(default_factory=_usual("seats_inside"))
    sessions_inside: int = Field(default_factory=_usual("sessions_inside"))
    people_outside: int = Field(default_factory=_usual("people_outside"))
    card_floor: int = Field(default_factory=_usual("card_floor"))
    quotes_per_seat: int = Field(default_factory=_usual("quotes_per_seat"))
    group_size: int = Field(default_factory=_usual("group_size"))
    pay_amount: Decimal = Field(ge=0, le=1000, decimal_places=2)
    pay_currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    pay_forms: tuple[PayForm, ...] = ("cash", "gift_card")
    facilitators: tuple[Name, ...] = Field(min_length=1, max_length=4)
    also_in_room: tuple[Name, ...] = Field(default=(), max_length=6)
    must_report: tuple[Name, ...] = ()
    support_person: Name
    staff_list: tuple[Name, ...] = Field(min_length=1, max_length=30)
    accounts: tuple[Signed, ...] = Field(default=(), max_length=30)
    quote_tiers: tuple[Tier, ...] = ("never", "paraphrase", "inside")
    preview: bool = True
    public_report: bool = False
    shown_first: bool = False
    questions_to: Contact

    @property
    def signed(self) -> tuple[tuple[str, str], ...]:
        """Names of the list with the account of each, where that is called otherwise."""
        return tuple(_apart(each) for each in self.accounts)

    def accounts_of(self, names: Iterable[str]) -> frozenset[str]:
        """Under which accounts some people of the list sign in, as they are written."""
        known = dict(self.signed)
        return frozenset(known.get(name, name) for name in names)

    @field_validator("accounts")
    @classmethod
    def _name_and_account(cls, accounts: tuple[str, ...]) -> tuple[str, ...]:
        for each in accounts:
            if not all(_apart(each)):
                raise ValueError(f"accounts takes a name of the list = its account, not '{each}'")
        return tuple(" = ".join(_apart(each)) for each in accounts)

    @field_validator(*LIMITED)
    @classmethod
    def _within(cls, value: int, info: ValidationInfo) -> int:
        limit = families_content().structure.limit(info.field_name or "")
        if not limit.least <= value <= limit.most:
            told = f"{limit.id} takes {limit.least} to {limit.most} {limit.unit}, not {value}"
            raise ValueError(told)
        return value

    @field_validator("languages")
    @classmethod
    def _there(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        there = families_content().languages
        for language in languages:
            if language not in there:
                raise ValueError(f"languages takes {', '.join(there)}, not '{language}'")
        return languages

    @field_validator(*_EACH_ONCE)
    @classmethod
    def _each_once(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        return _once(names, info.field_name or "")

    @field_validator("quote_tiers")
    @classmethod
    def _tiers(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        if "never" not in tiers:
            raise ValueError(
                "quote_tiers has no 'never'; anybody may keep their words to themselves"
            )
        return tuple(tier for tier in TIERS if tier in tiers)

    @model_validator(mode="after")
    def _together(self) -> "StudySettings":
        if self.legal_basis == "certificate" and not (
            self.basis_decided_by and self.basis_decided_on
        ):
            raise ValueError(
                "legal_basis is 'certificate' and nobody is named who decided; "
                "give basis_decided_by and basis_decided_on"
            )
        if "public" in self.quote_tiers and not self.public_report:
            raise ValueError(
                "quote_tiers has 'public' and no report is public; "
                "set public_report or take 'public' out"
            )
        if self.pay_amount and not self.pay_forms:
            raise ValueError("pay_forms is empty and there is pay; give one form or more")
        room = (*self.facilitators, *self.also_in_room)
        present = (*room, self.support_person)
        _among(present, self.staff_list, "works on the group and is not listed", "staff_list")
        _once(tuple(name for name, _ in self.signed), "accounts")
        _once(tuple(account.casefold() for _, account in self.signed), "accounts")
        signed = (name for name, _ in self.signed)
        _among(signed, self.staff_list, "has an account and is not listed", "staff_list")
        _among(self.must_report, room, "must report and is not in the room", "the room")
        return self


def _apart(signed: str) -> tuple[str, str]:
    name, _, account = signed.partition("=")
    return name.strip(), account.strip()


def _once(names: tuple[str, ...], field: str) -> tuple[str, ...]:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{field} has '{name}' {names.count(name)} times; list it once")
    return names


def _among(names: Iterable[str], known: Iterable[str], what: str, where: str) -> None:
    known = tuple(known)
    for name in names:
        if name not in known:
            raise ValueError(f"'{name}' {what}; add them to {where}")
