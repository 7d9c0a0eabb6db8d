"""Groups in words: beside chance, in alphabetical order, and nothing that was not released."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from pages.parts import exploring
from pages.parts.changing import Changed, changed
from pages.parts.comparing import Compared, compared, none_sentence
from pages.parts.readings import Reading
from scoring.comparison import Moved, Span
from tests.pages.results import handmade

Make = Callable[..., Reading]
TURNED = ({"en": "Zeta"}, {"en": "Alpha"}, {"en": "Middle"})


def beside_chance(make_reading: Make, **options) -> Compared:
    """A made-up wave whose groups were compared."""
    own = {key: options.pop(key) for key in ("language", "names", "people") if key in options}
    found = compared(make_reading(made=partial(handmade.compared, **options), **own))
    assert found is not None
    return found


def since_last_time(make_reading: Make, *, language: str = "en", **options) -> Changed:
    found = changed(make_reading(made=partial(handmade.changed, **options), language=language))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        ("below_01", "in fewer than 1 of 100 deals."),
        ("01_to_05", "in 1 to 5 of 100 deals."),
        ("05_to_20", "in 5 to 20 of 100 deals. That may be chance"),
        ("above_20", "in more than 20 of 100 deals. Chance alone often does that much."),
    ],
)
def test_chance_is_told_in_words(chance: str, said: str, make_reading: Make) -> None:
    assert said in beside_chance(make_reading, chance=chance).team_sentences()


def test_the_exact_chance_is_told_where_answers_were_public(make_reading: Make) -> None:
    assert "Counted" not in beside_chance(make_reading).team_sentences()
    told = beside_chance(make_reading, p_value=0.0312).team_sentences()
    assert told.endswith("Counted exactly: 3.1 of 100 deals.")


def test_what_was_tried_is_said(make_reading: Make) -> None:
    assert any(
        "We tried 9,999 random deals" in told for told in beside_chance(make_reading).details()
    )
    every = beside_chance(make_reading, every=True, relabelings=560).details()
    assert any("every deal there is, 560 of them" in told for told in every)


def test_silence_of_a_small_team_is_not_called_agreement(make_reading: Make) -> None:
    assert "Silence is not agreement" in beside_chance(make_reading).silence()
    assert beside_chance(make_reading, people=(20, 20, 20)).silence() == ""


def test_the_gaps_of_all_statements_are_told_where_counts_are_shown(make_reading: Make) -> None:
    assert "averages of two people’s groups" in beside_chance(make_reading).details()[0]
    exact = beside_chance(make_reading, same_gap=0.7, cross_gap=1.1).details()[0]
    assert "about 0.7 points apart; across groups, about 1.1" in exact


def test_statements_with_the_most_space_between_groups_come_first(make_reading: Make) -> None:
    found = beside_chance(make_reading)
    shown = [item.id for item in found.reading.report.items if item.apart is not None]
    assert found.ordered() == tuple(shown)
    assert found.first() == tuple(shown[:3])


def test_where_none_stands_out_a_few_are_shown_and_it_is_said(make_reading: Make) -> None:
    found = beside_chance(make_reading, standing_out=0)
    assert found.first() == found.ordered()[:3]
    assert found.gaps_sentence().startswith("No statement stands out.")


def test_exact_gaps_and_averages_are_drawn_apart(make_reading: Make) -> None:
    found = beside_chance(make_reading, exact=2)
    exact, averages = found.gap_charts(found.ordered()[:5], key="gaps")
    assert (len(exact.rows), len(averages.rows)) == (2, 3)
    assert "In one group 0.7 apart, across groups 1.2" in exact.told
    assert "Random deals mostly give 0.8 to 1" in exact.told
    assert "Random deals mostly give 0.1 to 0.6" in averages.told


def test_charts_of_other_statements_have_other_keys(make_reading: Make) -> None:
    found = beside_chance(make_reading, exact=2)
    charts = [
        *found.gap_charts(found.ordered(), key="gaps"),
        *found.heat_charts(found.ordered(), key="heatmap"),
        found.strip_chart(),
    ]
    assert len({chart.key for chart in charts}) == len(charts)


def test_cells_are_the_groups_averages_less_the_teams(make_reading: Make) -> None:
    found = beside_chance(make_reading, names=TURNED)
    item_id = found.with_averages()[0]
    item = found.reading.report.item(item_id)
    assert item.team
    assert item.groups
    assert item.apart
    ((row,),) = (chart.rows for chart in found.heat_charts([item_id], key="heatmap"))
    assert list(row)[1:] == ["Alpha", "Middle", "Zeta"]
    for name, place in (("Zeta", 0), ("Alpha", 1), ("Middle", 2)):
        mean, team = item.groups[place].mean, item.team.mean
        assert mean is not None
        assert team is not None
        told = row[name].replace("−", "-")
        assert f"{abs(mean - team):.1f}" in told
        assert ("chance" in told) == item.apart.within_chance[place]


def test_a_statement_without_the_teams_average_has_no_cells(make_reading: Make) -> None:
    found = beside_chance(make_reading)
    for item_id in set(found.ordered()) - set(found.with_averages()):
        team = found.reading.report.item(item_id).team
        assert team is None or team.mean is None


def test_pairs_are_alphabetical_and_have_a_word(make_reading: Make) -> None:
    rows = beside_chance(make_reading, names=TURNED).pairs()
    assert [list(row.values()) for row in rows] == [
        ["Alpha – Middle", "apart"],
        ["Alpha – Zeta", "close"],
        ["Middle – Zeta", "unclear"],
    ]


def test_of_many_groups_only_the_pairs_that_are_apart_are_listed(make_reading: Make) -> None:
    names = tuple({"en": f"Group {place}"} for place in range(9))
    found = beside_chance(make_reading, names=names, people=(5,) * 9)
    assert {list(row.values())[1] for row in found.pairs()} == {"apart"}
    assert "only the pairs that are apart" in " ".join(found.pairs_meaning())


def test_an_older_result_says_that_it_is_older(make_reading: Make) -> None:
    reading = make_reading(made=handmade.older)
    assert compared(reading) is None
    assert "released before groups were set beside chance" in none_sentence(reading)


def test_one_statement_is_told_beside_chance(make_reading: Make) -> None:
    found = beside_chance(make_reading, exact=1)
    first, *_, last = found.ordered()
    stands_out, averages, counts, share = exploring.apart_sentences(found.reading, first)
    assert stands_out.startswith("This statement stands out: random deals hardly ever")
    assert "about 1.2 points apart. Random deals mostly give 0.1 to 0.6." in averages
    assert "about 0.7 points apart; two people of different groups, about 1.2." in counts
    assert share == "Groups account for about 25 in 100 of the spread."
    assert "does not stand out" in exploring.apart_sentences(found.reading, last)[0]


def test_no_share_is_said_to_be_below_nothing(make_reading: Make) -> None:
    reading = beside_chance(make_reading, exact=1).reading
    first = next(item for item in reading.report.items if item.apart)
    assert first.apart
    none = replace(first, apart=replace(first.apart, agency_share=-0.1))
    items = tuple(none if item.id == first.id else item for item in reading.report.items)
    content = replace(reading.content, report=replace(reading.report, items=items))
    told = exploring.apart_sentences(Reading(content, "en"), first.id)
    assert told[-1] == "Groups account for none of the spread."


def test_distances_of_two_groups_stand_beside_their_chance_only(make_reading: Make) -> None:
    found = beside_chance(make_reading, exact=1, names=TURNED)
    exact, rounded = found.ordered()[:2]
    assert list(exploring.pair_rows(found.reading, exact)[1].values()) == [
        "Alpha – Zeta", "−0.5", "0.6", "1", "−0.3",
    ]  # fmt: skip
    assert list(exploring.pair_rows(found.reading, rounded)[0].values()) == [
        "Alpha – Middle", "+0.5",
    ]  # fmt: skip


def test_a_statement_is_read_in_every_language_it_was_asked_in(make_reading: Make) -> None:
    reading = make_reading()
    item_id = reading.report.items[0].id
    (spanish,) = exploring.other_wordings(reading, item_id)
    assert spanish == f"Español: {reading.content.edition.wordings['es'].items[item_id].text}"
    assert exploring.other_wordings(make_reading(languages=("en",)), item_id) == ()


def test_the_question_fits_the_statement(make_reading: Make) -> None:
    reading = make_reading()
    asked = reading.content.edition.wordings["en"].prompts
    assert exploring.prompt(reading, reading.alike()[0]) == asked["agreement"]
    assert exploring.prompt(reading, reading.apart()[0]) == asked["widest_gap"]
    content = replace(reading.content, report=replace(reading.report, unsure=(reading.apart()[0],)))
    assert exploring.prompt(Reading(content, "en"), reading.apart()[0]) == asked["many_unsure"]


def test_every_statement_can_be_explored(make_reading: Make) -> None:
    reading = make_reading(people=(5, 5, 5))
    assert set(exploring.explored(reading)) == {item.id for item in reading.report.items}


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ("closer", "We are closer together"),
        ("further", "We are more spread out"),
        ("moved", "where we stand has moved too"),
        ("no_clear_change", "No clear change"),
    ],
)
def test_the_way_of_a_change_is_told_in_words(
    direction: str, said: str, make_reading: Make
) -> None:
    told = since_last_time(make_reading, direction=direction).sentences()
    assert said in told
    assert "28 people answered last time and 30 this time" in told


def test_gap_and_share_are_always_told_together(make_reading: Make) -> None:
    found = since_last_time(make_reading)
    for chart in (found.chart(), *found.each()):
        assert chart.told.count("Two people: ") == chart.told.count(" in 100, now ") > 0


def test_groups_of_two_rounds_are_set_side_by_side_where_they_can_be(make_reading: Make) -> None:
    assert "were 0.55 points apart last time" in since_last_time(make_reading).groups_sentence()
    sure = since_last_time(make_reading, group_gap=Moved(0.5, 0.4, Span(-0.7, 0.1)))
    assert sure.groups_sentence().endswith("may lie between 0 and 0.6.")
    none = since_last_time(make_reading, group_gap=None).groups_sentence()
    assert "the groups are not the same" in none


def test_shared_lines_say_on_which_side_the_team_is(make_reading: Make) -> None:
    reading = make_reading()
    shared = dict(zip(reading.alike(), reading.shared_lines(), strict=False))
    assert shared
    for item_id, line in shared.items():
        measures = reading.report.item(item_id).measures
        assert measures
        opening = {"upper": "We agree: ", "lower": "We do not agree with this: "}
        assert line == f"{opening[measures.side or '']}{reading.statements[item_id].text}"


def test_shared_lines_of_stages_never_speak_of_agreement(make_reading: Make) -> None:
    for line in make_reading("capacity_open").shared_lines():
        assert not line.startswith("We ")
        assert " of 30 chose “" in line


def test_words_that_may_not_leave_the_team_are_not_offered_to_copy(make_reading: Make) -> None:
    reading = make_reading()
    edition = reading.content.edition
    owned = edition.instrument.model_copy(update={"wording_may_be_exported": False})
    content = replace(reading.content, edition=edition.model_copy(update={"instrument": owned}))
    for line in Reading(content, "en").shared_lines():
        assert "Statement " in line


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_that_is_said_of_groups_blames_or_ranks(language: str, make_reading: Make) -> None:
    found = beside_chance(make_reading, exact=2, language=language)
    moved = since_last_time(make_reading, language=language)
    told = " ".join(
        (
            found.team_sentences(),
            *found.details(),
            found.gaps_sentence(),
            *found.pairs_meaning(),
            *(
                one
                for key in found.ordered()
                for one in exploring.apart_sentences(found.reading, key)
            ),
            moved.sentences(),
            moved.groups_sentence(),
        )
    ).casefold()
    for word in ("problem", "worst", "resist", "misalign", "furthest", "highest", "lowest", "weak",
                 "peor", "mejor", " low ", "signific", "rank", "*"):  # fmt: skip
        assert word not in told
