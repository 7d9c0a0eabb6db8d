"""How far groups are apart, as plain values for JSON and as cells of tables."""

from typing import Any

from data.exports.cells import Cell
from data.exports.content import ReportContent
from data.exports.table import Table
from scoring.comparison import Apart, Chance, Moved, Span
from scoring.report import ReportedItem

_BANDS: dict[Chance, tuple[float, float]] = {
    "below_01": (0.0, 0.01),
    "01_to_05": (0.01, 0.05),
    "05_to_20": (0.05, 0.20),
    "above_20": (0.20, 1.0),
}
_SPANS = ("average_gap_chance", "same_gap_chance", "cross_gap_chance")

COMPARING_NOTES: dict[str, str] = {
    "average_gap, ..._low, ..._high": (
        "How far apart the averages of two people's groups are, in steps of the scale, and the "
        "middle 95 of 100 values when people are dealt into the groups at random."
    ),
    "chance_low, chance_high": (
        "Share of random dealings that set groups as far apart on this statement, as a band. "
        "p_value is the same as a number, where the answers were public before."
    ),
    "adjusted_low, adjusted_high": (
        "The same for any statement at all: what is left when so many are looked at together."
    ),
    "stands_out": (
        "clear: hard to reach by chance on any statement. possible: at most 5 in 100 dealings. "
        "perhaps: at most 10 in 100. Empty: chance does it often."
    ),
    "between, within": "The spread between and inside groups; they add up to the whole.",
    "agency_share": (
        "Share of the spread that groups account for, corrected for chance; 0: no more than that."
    ),
    "same_agency_gap, cross_agency_gap": (
        "How far apart two people of one group are, and two people of different groups."
    ),
    "kruskal_wallis": "A rank test, kept as a familiar cross-check; unreliable for small groups.",
    "how_they_stand": (
        "apart: hardly any random dealing sets two such groups so far from each other. close: "
        "nearer than half of the dealings. unclear: in between."
    ),
}


def span_plain(span: Span | None) -> dict[str, float] | None:
    """An interval by its ends."""
    return None if span is None else {"low": span.low, "high": span.high}


def band_plain(chance: Chance | None) -> dict[str, float] | None:
    """A band of chance by its ends."""
    if chance is None:
        return None
    low, high = _BANDS[chance]
    return {"low": low, "high": high}


def apart_plain(apart: Apart | None) -> dict[str, Any]:
    """How far groups are apart on an item; null is what the door left open."""
    test = apart.kruskal_wallis if apart else None
    return {
        "between": apart and apart.between,
        "within": apart and apart.within,
        "agency_share": apart and apart.agency_share,
        "same_agency_gap": apart and apart.same_gap,
        "cross_agency_gap": apart and apart.cross_gap,
        "kruskal_wallis": test and {"statistic": test.statistic, "p_value": test.p_value},
        "p_value": apart and apart.p_value,
        "p_adjusted": apart and apart.p_adjusted,
        "p_band": band_plain(apart and apart.chance),
        "p_adjusted_band": band_plain(apart and apart.chance_adjusted),
        "stands_out": apart and apart.stands_out,
        "average_gap": apart and apart.average_gap,
        **{key: span_plain(getattr(apart, key, None)) for key in _SPANS},
        "groups_within_chance": list(apart.within_chance) if apart else None,
    }


def team_plain(content: ReportContent) -> dict[str, Any]:
    """What all items together say of the groups."""
    whole = content.report.comparison
    return {
        "name": content.team,
        "p_value": whole and whole.p_value,
        "p_band": band_plain(whole and whole.chance),
        "stand_out": whole and whole.stand_out,
        "expected_by_chance": whole and whole.expected_by_chance,
        "statements": whole and whole.items,
        "average_gap": whole and whole.average_gap,
        "same_agency_gap": whole and whole.same_gap,
        "cross_agency_gap": whole and whole.cross_gap,
        "relabelings": whole and whole.relabelings,
        "every_relabeling": whole and whole.every,
        "seed": whole and whole.seed,
    }


def pairs_plain(content: ReportContent) -> list[dict[str, Any]]:
    """Every two groups over all items."""
    whole, names = content.report.comparison, _group_names(content)
    return [
        {
            "a": names[pair.a],
            "b": names[pair.b],
            "people": list(pair.people),
            "distance": pair.distance,
            "p_value": pair.p_value,
            "p_adjusted": pair.p_adjusted,
            "how_they_stand": pair.word,
        }
        for pair in (whole.pairs if whole else ())
    ]


def item_pairs_plain(content: ReportContent, item: ReportedItem) -> list[dict[str, Any]]:
    """Every two groups on one item."""
    names = _group_names(content)
    return [
        {
            "a": names[pair.a],
            "b": names[pair.b],
            "mean_gap": pair.mean_gap,
            "wasserstein": pair.wasserstein,
            "wasserstein_by_chance": pair.wasserstein_chance,
            "cliffs_delta": pair.cliffs_delta,
        }
        for pair in item.pairs
    ]


def change_plain(content: ReportContent) -> dict[str, Any] | None:
    """This wave beside the one before it."""
    change = content.report.change
    if change is None:
        return None
    return {
        "people": list(change.people),
        "direction": change.direction,
        "typical_gap": _moved_plain(change.typical_gap),
        "side_share": _moved_plain(change.side_share),
        "group_gap": _moved_plain(change.group_gap),
        "items": [
            {
                "id": item.id,
                "typical_gap": _moved_plain(item.typical_gap),
                "side_share": _moved_plain(item.side_share),
            }
            for item in change.items
        ],
    }


def comparing_headers() -> tuple[str, ...]:
    """The columns of how far groups are apart on a statement."""
    return (
        *("average_gap", "average_gap_low", "average_gap_high", "chance_low", "chance_high"),
        *("adjusted_low", "adjusted_high", "stands_out", "p_value", "p_adjusted"),
        *("between", "within", "agency_share", "same_agency_gap", "cross_agency_gap"),
    )


def comparing_cells(apart: Apart | None) -> tuple[Cell, ...]:
    """The same as cells; what the door left open is empty."""
    if apart is None:
        return (None,) * len(comparing_headers())
    return (
        apart.average_gap,
        apart.average_gap_chance.low,
        apart.average_gap_chance.high,
        *_BANDS[apart.chance],
        *_BANDS[apart.chance_adjusted],
        apart.stands_out,
        apart.p_value,
        apart.p_adjusted,
        apart.between,
        apart.within,
        _from_zero(apart.agency_share),
        apart.same_gap,
        apart.cross_gap,
    )


def comparison_table(content: ReportContent) -> Table:
    """What all statements together say of the groups, and then every two groups."""
    whole, names = content.report.comparison, _group_names(content)
    headers = ("what", "group", "other_group", "value", "low", "high", "how_they_stand")
    if whole is None:
        return Table("Comparison", headers, ())
    band = _BANDS[whole.chance]
    rows: list[tuple[Cell, ...]] = [
        ("statements compared", None, None, whole.items, None, None, None),
        ("chance over all statements", None, None, whole.p_value, *band, None),
        ("statements that stand out", None, None, whole.stand_out, None, None, None),
        ("of these expected by chance", None, None, whole.expected_by_chance, None, None, None),
    ]
    if whole.average_gap is not None:
        rows += [
            ("average_gap, mean", None, None, whole.average_gap, None, None, None),
            ("same_agency_gap, mean", None, None, whole.same_gap, None, None, None),
            ("cross_agency_gap, mean", None, None, whole.cross_gap, None, None, None),
        ]
    rows += [
        (
            "two groups",
            names[pair.a],
            names[pair.b],
            _from_zero(pair.distance),
            None,
            None,
            pair.word,
        )
        for pair in whole.pairs
    ]
    return Table("Comparison", headers, tuple(rows), (34, 40, 40, 12, 10, 10, 16))


def change_table(content: ReportContent) -> Table:
    """This wave beside the one before it: over all statements, then one by one."""
    change = content.report.change
    headers = ("what", "id", "before", "after", "change_low", "change_high", "direction")
    if change is None:
        return Table("Change", headers, ())
    named = {
        "typical_gap, mean": change.typical_gap,
        "side_share, mean": change.side_share,
        "average_gap of groups, mean": change.group_gap,
    }
    rows: list[tuple[Cell, ...]] = [
        (what, None, *_moved_cells(moved), change.direction)
        for what, moved in named.items()
        if moved is not None
    ]
    for item in change.items:
        rows.append(("typical_gap", item.id, *_moved_cells(item.typical_gap), None))
        rows.append(("side_share", item.id, *_moved_cells(item.side_share), None))
    return Table("Change", headers, tuple(rows), (30, 24, 12, 12, 12, 12, 18))


def _from_zero(value: float | None) -> float | None:
    """What is below 0 only says that there is nothing; JSON has the number itself."""
    return None if value is None else max(0.0, value)


def _moved_plain(moved: Moved | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    return {
        "before": moved.before,
        "after": moved.after,
        "difference": span_plain(moved.difference),
        "p_band": band_plain(moved.chance),
    }


def _moved_cells(moved: Moved) -> tuple[Cell, Cell, Cell, Cell]:
    span = moved.difference
    return moved.before, moved.after, span and span.low, span and span.high


def _group_names(content: ReportContent) -> dict[str, str]:
    return {
        group.code: content.released_group_name(group) for group in content.report.release.groups
    }
