"""One statement in words and rows: its wordings, its groups beside chance, its question."""

from pages.charts.heatmap import signed
from pages.charts.words import number
from pages.parts.readings import Reading
from pages.parts.words import language_name
from scoring.comparison import Apart, ItemPair, KruskalWallis, Span


def explored(reading: Reading) -> tuple[str, ...]:
    """Every statement, the widest range of views first; those that are not shown come last."""
    return tuple(dict.fromkeys((*reading.by_width(), *(item.id for item in reading.report.items))))


def other_wordings(reading: Reading, item_id: str) -> tuple[str, ...]:
    """The statement in each other language it was asked in, with the language's name."""
    return tuple(
        reading.words.say("explorer.other_language", language=language_name(language), text=text)
        for language, text in reading.in_other_languages(item_id)
    )


def apart_sentences(reading: Reading, item_id: str) -> tuple[str, ...]:
    """How far groups are apart on a statement, beside what random deals give."""
    say = reading.words.say
    item = reading.report.item(item_id)
    if item.groups is None:
        return ()
    if item.apart is None:
        return (say("explorer.not_compared"),)
    apart = item.apart
    gap = {"gap": number(apart.average_gap), **_ends(apart.average_gap_chance)}
    sentences = [say(f"explorer.{apart.stands_out or 'not'}"), say("explorer.average_gap", **gap)]
    if apart.same_gap is not None and apart.cross_gap is not None:
        two = {"same": number(apart.same_gap), "cross": number(apart.cross_gap)}
        sentences.append(say("explorer.same_cross", **two))
    if apart.agency_share is not None:
        share = round(100 * apart.agency_share)
        none = share <= 0
        sentences.append(say("explorer.share_none") if none else say("explorer.share", share=share))
    return tuple(sentences)


def figures(reading: Reading, item_id: str) -> list[dict[str, str]]:
    """Every figure of a statement by its name; none for what the door left open."""
    say = reading.words.say
    return [
        {say("explorer.measure"): say(f"measure.{key}.name"), say("explorer.value"): told}
        for key, told in _figures(reading, item_id)
        if told
    ]


def pair_rows(reading: Reading, item_id: str) -> list[dict[str, str]]:
    """Every two groups on a statement, in alphabetical order, the first less the second."""
    rows = [_pair_row(reading, pair) for pair in reading.report.item(item_id).pairs]
    return sorted(rows, key=lambda row: next(iter(row.values())).casefold())


def prompt(reading: Reading, item_id: str) -> str:
    """The question of the instrument that fits a statement; empty where it has none."""
    asked = reading.content.edition.wording(reading.language).prompts
    if item_id in reading.report.unsure:
        return asked.get("many_unsure", "")
    if item_id in reading.alike():
        return asked.get("agreement", "")
    return asked.get("widest_gap", "")


def _figures(reading: Reading, item_id: str) -> list[tuple[str, str]]:
    item = reading.report.item(item_id)
    told: list[tuple[str, str]] = []
    if item.measures is not None:
        of = item.measures
        told += [
            ("side_share", _number(of.side_share)),
            ("side_interval", _span(reading, of.side_interval)),
            ("non_response", _span(reading, of.non_response)),
            ("typical_gap", _number(of.typical_gap)),
            ("gap_interval", _span(reading, of.gap_interval)),
            ("consensus", _number(of.consensus)),
        ]
    return told + (_apart_figures(reading, item.apart) if item.apart else [])


def _apart_figures(reading: Reading, of: Apart) -> list[tuple[str, str]]:
    return [
        ("average_gap", _beside(reading, of.average_gap, of.average_gap_chance)),
        ("same_gap", _beside(reading, of.same_gap, of.same_gap_chance)),
        ("cross_gap", _beside(reading, of.cross_gap, of.cross_gap_chance)),
        ("agency_share", _number(of.agency_share)),
        ("between", _number(of.between)),
        ("within", _number(of.within)),
        ("p_value", _chance(reading, of.chance, of.p_value)),
        ("p_adjusted", _chance(reading, of.chance_adjusted, of.p_adjusted)),
        ("kruskal_wallis", _kruskal(of.kruskal_wallis)),
    ]


def _kruskal(of: KruskalWallis | None) -> str:
    return f"H = {_number(of.statistic)}, p = {_number(of.p_value)}" if of else ""


def _pair_row(reading: Reading, pair: ItemPair) -> dict[str, str]:
    say, names = reading.words.say, reading.group_names
    first, second = names[pair.a], names[pair.b]
    turned = first.casefold() > second.casefold()
    sign = -1 if turned else 1
    if turned:
        first, second = second, first
    row = {
        say("pairs.groups"): say("pairs.two", a=first, b=second),
        say("pairs.mean_gap"): signed(sign * pair.mean_gap),
    }
    if pair.wasserstein is not None and pair.wasserstein_chance is not None:
        row[say("pairs.wasserstein")] = number(pair.wasserstein)
        row[say("pairs.wasserstein_chance")] = number(pair.wasserstein_chance)
    if pair.cliffs_delta is not None:
        row[say("pairs.cliffs_delta")] = signed(sign * pair.cliffs_delta)
    return row


def _number(value: float | None) -> str:
    return "" if value is None else number(value, digits=2)


def _ends(span: Span) -> dict[str, str]:
    return {"low": number(span.low), "high": number(span.high)}


def _span(reading: Reading, span: Span | None) -> str:
    if span is None:
        return ""
    ends = {"low": number(span.low, digits=2), "high": number(span.high, digits=2)}
    return reading.words.say("dumbbell.span", **ends)


def _beside(reading: Reading, value: float | None, chance: Span | None) -> str:
    if value is None:
        return ""
    band = reading.words.say("explorer.band", span=_span(reading, chance)) if chance else ""
    return f"{_number(value)}{band}"


def _chance(reading: Reading, band: str, exact: float | None) -> str:
    if exact is not None:
        return reading.words.say("explorer.in_100", share=number(100 * exact))
    return reading.words.say(f"together.{band}")
