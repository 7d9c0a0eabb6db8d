"""What every export is made from: a released report with its names, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.exports.labels import Statement, statements
from data.views import ReportView
from scoring.release import ReleasedGroup
from scoring.report import DivergenceReport
from scoring.unaveraged import unaveraged
from surveys.instrument import Edition, Wording


@dataclass(frozen=True)
class ReportContent:
    """A released report and the words for it.

    Readiness is never averaged, so of such a questionnaire the report is the one without means:
    here, and therefore on every screen and in every file.

    Attributes:
        report: what passed the door.
        edition: the instrument with its wordings.
        languages: those of the people who answered, the main one first.
        group_names: by group code, then by language.
        title: of the wave, or of the file that was scored.
        team: the team's name, if there is a team.
        opened_on, closes_on: days, if there was a wave.
        demo: the team is made up.
        sha256: checksum of the report as it was released and is kept.
        warnings: what was strange about the input, in sentences.
    """

    report: DivergenceReport
    edition: Edition
    languages: tuple[str, ...]
    group_names: Mapping[str, Mapping[str, str]]
    title: str
    sha256: str
    team: str | None = None
    opened_on: date | None = None
    closes_on: date | None = None
    demo: bool = False
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.averaged:
            object.__setattr__(self, "report", unaveraged(self.report))

    @property
    def averaged(self) -> bool:
        """Whether figures are averaged at all; those of a readiness check never are."""
        return self.edition.instrument.kind != "readiness"

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]

    @property
    def questionnaire(self) -> str:
        """What the questionnaire is called: by its title, or its id where words may not leave."""
        if not self.wording_allowed:
            return self.edition.instrument.id
        return self.edition.wording(self.language).title

    @property
    def wording_allowed(self) -> bool:
        """Whether the words of the statements may leave the team."""
        return self.edition.instrument.wording_may_be_exported

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """The statements in the main language, by number only where the words may not leave."""
        return self.statements_in(self.language)

    def statements_in(self, language: str) -> Mapping[str, Statement]:
        """The statements in a language, by number only where the words may not leave."""
        return statements(self.edition, language=language, numbers_only=not self.wording_allowed)

    def wordings(self) -> Iterator[Wording]:
        """The wordings of the languages people answered in; none where words may not leave."""
        if self.wording_allowed:
            yield from (
                wording
                for language, wording in self.edition.wordings.items()
                if language in self.languages
            )

    def group_name(self, code: str) -> str:
        """What a group was called before any merging."""
        names = self.group_names.get(code)
        return _named(names, self.language) if names else code

    def released_group_name(self, group: ReleasedGroup) -> str:
        """What a released group is called; a merged one has the names of its members."""
        return " + ".join(self.group_name(member) for member in group.members)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every id that a reason may speak of, with its name."""
        release = self.report.release
        groups = {group.code: self.released_group_name(group) for group in release.groups}
        members = {
            member: self.group_name(member) for group in release.groups for member in group.members
        }
        facts = {fact.id: self.fact_name(fact.id) for fact in self.edition.instrument.facts}
        texts = {key: statement.text for key, statement in self.statements.items()}
        return {**texts, **facts, **members, **groups}

    def fact_name(self, fact_id: str) -> str:
        """What a fact is called."""
        words = self.edition.wording(self.language).facts.get(fact_id)
        return words.text if words and self.wording_allowed else fact_id

    def fact_option(self, fact_id: str, option: str) -> str:
        """What an option of a fact is called."""
        words = self.edition.wording(self.language).facts.get(fact_id)
        if words is None or not self.wording_allowed or option not in words.options:
            return option
        return words.options[option]


def content_of(view: ReportView, *, language: str | None = None) -> ReportContent:
    """The content of a released wave.

    Args:
        view: what the release service hands out.
        language: the one to put first; the wave's first unless given.
    """
    wave = view.wave
    first = language if language in wave.languages else wave.languages[0]
    return ReportContent(
        report=view.report,
        edition=view.edition,
        languages=(first, *(other for other in wave.languages if other != first)),
        group_names={group.code: group.name for group in wave.groups},
        title=wave.title,
        sha256=view.sha256,
        team=wave.team_name,
        opened_on=wave.opened_on,
        closes_on=wave.closes_on,
        demo=wave.demo,
    )


def _named(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")
