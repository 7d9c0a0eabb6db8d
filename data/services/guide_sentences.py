"""What a guide says of a statement: its released figures in words, and what chance would do."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.services.guide_picks import MOVED_BY_CHANCE, change_of, compared
from scoring.comparison import ItemChange, StandsOut
from scoring.report import DivergenceReport, Measures, ReportedItem
from scoring.shared import stages_alike
from surveys.guide_words import ChanceKey, FigureKey, GuideWords, Reason


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of the statements of one report in one language.

    Attributes:
        agreement: people agreed or not; otherwise one speaks of halves of the scale.
        in_stages: people placed their work on stages.
    """

    report: DivergenceReport
    words: GuideWords
    agreement: bool
    in_stages: bool = False

    def why(self, item_id: str, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
        """Why a statement is in the guide, in sentences, one reason after the other."""
        item = self.report.item(item_id)
        said: list[str] = []
        for place, reason in enumerate(reasons):
            said.append(self._why(item, reason))
            said += [self._sides(item)] if place == 0 else []
            said += self._own(item, reason)
        return tuple(said)

    def figure(self, item_id: str) -> str:
        """How the whole team answered, in a sentence."""
        return self._sides(self.report.item(item_id))

    def _why(self, item: ReportedItem, reason: Reason) -> str:
        """What a reason means; stages that are seen alike have no sides to stand on."""
        alike = stages_alike(item) if reason == "shared" and self.in_stages else None
        return self.words.stages[alike] if alike else self.words.reasons[reason].why

    def _own(self, item: ReportedItem, reason: Reason) -> Iterator[str]:
        """What was found for this reason, and what chance would do."""
        if reason in ("shared", "split") and item.measures is not None:
            yield from self._spread(item.measures, wide=reason == "split")
        if reason == "unsure" and item.team is not None and item.team.no_answer:
            unsure = item.team.no_answer
            yield self._figure("unsure", unsure=unsure, asked=item.team.people + unsure)
        moved = change_of(self.report, item.id)
        if reason == "moved" and moved is not None:
            yield from self._moved(moved)
        if reason == "groups" and item.apart is not None:
            yield from self._groups(item.apart.stands_out)

    def _spread(self, measures: Measures, *, wide: bool) -> Iterator[str]:
        if wide and measures.typical_gap is not None:
            yield self._figure("gap", gap=f"{measures.typical_gap:.1f}")
        if measures.side_interval is not None:
            yield self._chance(
                "sample_agree" if self.agreement else "sample_halves",
                people=measures.people,
                low=_in_100(measures.side_interval.low),
                high=_in_100(measures.side_interval.high),
            )

    def _sides(self, item: ReportedItem) -> str:
        figure = item.team
        if figure is None:
            raise ValueError(f"{item.id} is held back, so nothing can be told of it.")
        if figure.at_least is not None:
            side = item.measures.side if item.measures else None
            ends: dict[str, FigureKey] = {"upper": "at_least_agree", "lower": "at_least_disagree"}
            key = ends.get(side or "", "at_least") if self.agreement else "at_least"
            people = figure.at_least.people
            return self._figure(key, people=people, total=figure.people)
        if figure.sides is None:
            return self._figure("people", total=figure.people)
        lower, middle, upper = figure.sides
        blanks = {"upper": upper, "lower": lower, "middle": middle, "total": figure.people}
        if self.agreement:
            return self._figure("agree_middle" if middle else "agree", **blanks)
        return self._figure("halves_middle" if middle else "halves", **blanks)

    def _moved(self, moved: ItemChange) -> Iterator[str]:
        yield self._chance(
            "moved_agree" if self.agreement else "moved_halves",
            before=_in_100(moved.side_share.before),
            after=_in_100(moved.side_share.after),
        )
        items = len(compared(self.report))
        expected = f"{MOVED_BY_CHANCE * items:.1f}"
        yield self._chance("moved_expected", items=items, expected=expected)

    def _groups(self, stands_out: StandsOut | None) -> Iterator[str]:
        yield self._chance("clear" if stands_out == "clear" else "possible")
        whole = self.report.comparison
        if whole is not None:
            yield self._chance(
                "expected",
                found=whole.stand_out,
                items=whole.items,
                expected=f"{whole.expected_by_chance:.1f}",
            )
        yield self._chance("inside")

    def _figure(self, key: FigureKey, **blanks: object) -> str:
        return self.words.figures[key].format(**blanks)

    def _chance(self, key: ChanceKey, **blanks: object) -> str:
        return self.words.chance[key].format(**blanks)


def _in_100(share: float) -> int:
    return round(100 * share)
