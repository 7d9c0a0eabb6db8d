"""The words of family groups in one language, keyed by the ids of their parts."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from surveys.families_parts import LegalBasis, PayForm, Tier
from surveys.instrument import Frozen, Language, Text

Counted = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]


class ItemWords(Frozen):
    """A question of the intake; `staff_note` is for whoever plans the session."""

    text: Text
    help: Text | None = None
    options: dict[str, Text] = Field(default_factory=dict)
    staff_note: Text | None = None


class ScreenWords(Frozen):
    """What is said after an answer that leads elsewhere."""

    title: Text
    text: Text


class LabelWords(Frozen):
    """What something is called and what it means."""

    label: Text
    meaning: Text


class DimensionWords(Frozen):
    """What a way to fall short is called and what it is about."""

    label: Text
    definition: Text


class UnitWords(Frozen):
    """One of something, and many with the blank {count}."""

    one: Counted
    many: Counted


class NoticeWords(Frozen):
    """What is read aloud before the first question; `tick` is what the facilitator signs for."""

    title: Text
    text: Text
    tick: Text


class StepWords(Frozen):
    """A step of the session that is no question, and what the facilitator does."""

    title: Text
    do: Text


class QuestionWords(Frozen):
    """A question of the guide, what follows it up, and what is done meanwhile."""

    text: Text
    probes: tuple[Text, ...] = ()
    activity: Text | None = None


class IncidentWords(Frozen):
    """What is said, if anything, and what is done."""

    do: Text
    say: Text | None = None


class CodeWords(Frozen):
    """What a code means, what is in it, and what is left out, where anything is."""

    label: Text
    definition: Text
    include: Text
    exclude: Text


class FamiliesWording(Frozen):
    """All words of family groups in one language.

    Attributes:
        group: what a study is called.
        session: what a meeting of it is called.
        note: says that it was not validated and is no legal advice.
        warning: stands beside every box that takes a few words.
        consent: point to the texts of its switch, "always" where it has none; blanks in braces.
        advice: what whoever plans the sessions should think of.
        units: how a number of something is said.
    """

    language: Language
    translation: Literal["reviewed", "first"] = "reviewed"
    title: Text
    group: Text
    session: Text
    note: Text
    warning: Text
    intake_intro: Text
    sections: dict[str, Text]
    section_notes: dict[str, Text]
    items: dict[str, ItemWords]
    answers: dict[Literal["yes", "no"], Text]
    never_intro: Text
    never: dict[str, Text]
    screens: dict[str, ScreenWords]
    consent_title: Text
    consent_intro: Text
    consent: dict[str, dict[str, Text]]
    choices: dict[str, Text]
    tiers: dict[Tier, LabelWords]
    pay_forms: dict[PayForm, Text]
    units: dict[Literal["days", "years", "people", "sessions", "quotes"], UnitWords]
    advice: dict[str, Text]
    opening: Text
    closing: Text
    notice: NoticeWords
    run_sheet: dict[str, StepWords]
    questions: dict[str, QuestionWords]
    incident_title: Text
    incident_intro: Text
    incident: dict[str, IncidentWords]
    card_title: Text
    card: dict[str, Text]
    limits: dict[str, Text]
    legal_bases: dict[LegalBasis, LabelWords]
    dimensions: dict[str, DimensionWords]
    valence: dict[str, Text]
    codebook_rules: dict[str, Text]
    codes: dict[str, CodeWords]

    def counted(self, unit: Literal["days", "people", "sessions", "quotes"], count: int) -> str:
        """A number of something as it is said; days that make whole years as years.

        Args:
            unit: of what.
            count: how many.
        """
        said, number = self.units[unit], count
        if unit == "days" and count and count % 365 == 0:
            said, number = self.units["years"], count // 365
        return said.one if number == 1 else said.many.replace("{count}", str(number))

    def step(self, step_id: str) -> str:
        """What stands on the run sheet for a step: the title, or the question itself.

        Raises:
            KeyError: there is no such step.
        """
        if step_id in self.run_sheet:
            return self.run_sheet[step_id].title
        if step_id in self.questions:
            return self.questions[step_id].text
        raise KeyError(f"there are no words for a step '{step_id}'")
