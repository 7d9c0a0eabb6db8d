"""A report told in words: shared ground first, nobody ranked, nothing said that is not known."""

from collections.abc import Callable

import pytest

from pages.parts import notices
from pages.parts.readings import Reading
from surveys.library import shipped_edition

Make = Callable[..., Reading]


def said(reading: Reading) -> str:
    """Everything that the screen would say about the report, except the people's own words."""
    parts = [
        reading.response_sentence(),
        reading.agreement_sentence(),
        reading.spread_sentence(),
        *(reading.standing(item.id) for item in reading.report.items),
        *notices.merged(reading),
        *(sentence for sentence, _ in notices.statements_left_out(reading)),
        *notices.about_the_questionnaire(reading),
    ]
    return " ".join(parts).casefold()


def test_shared_ground_is_what_the_report_found(make_reading: Make) -> None:
    reading = make_reading()
    assert reading.alike() == reading.report.agreed
    assert reading.report.items[0].id in reading.alike()


def test_the_widest_range_of_views_comes_first(make_reading: Make) -> None:
    reading = make_reading()
    first = reading.apart()[0]
    assert first == reading.report.items[1].id
    assert not set(reading.apart()) & set(reading.alike())


def test_groups_are_alphabetical_after_the_whole_team(make_reading: Make) -> None:
    rows = make_reading().group_rows(make_reading().report.items[1].id)
    assert [row.label for row in rows] == [
        "Whole team",
        "Child welfare",
        "Courts and legal partners",
        "Treatment",
    ]


def test_groups_keep_their_own_figures_when_they_are_sorted(make_reading: Make) -> None:
    names = ({"en": "Zeta"}, {"en": "Alpha"}, {"en": "Middle"})
    reading = make_reading(names=names, people=(12, 7, 11))
    people = {row.label: row.figure.people for row in reading.turnout() if row.figure}
    assert people == {"Alpha": 9, "Middle": 13, "Zeta": 14}
    rows = reading.group_rows(reading.report.items[1].id)
    assert [(row.label, row.figure.people) for row in rows[1:] if row.figure] == [
        ("Alpha", 7),
        ("Middle", 11),
        ("Zeta", 12),
    ]


def test_a_merged_group_is_named_in_a_sentence(make_reading: Make) -> None:
    told = notices.merged(make_reading(people=(12, 3, 11)))
    assert any("“Courts and legal partners” is counted in “" in sentence for sentence in told)


def test_a_single_remaining_group_is_said_to_be_the_whole_team(make_reading: Make) -> None:
    reading = make_reading(people=(4, 3))
    told = notices.merged(reading)
    assert any("counted with the whole team only" in sentence for sentence in told)
    assert reading.group_rows(reading.report.items[0].id) == []
    assert reading.turnout() == ()


def test_of_a_small_team_only_sides_are_spoken_of(make_reading: Make) -> None:
    reading = make_reading(people=(4, 3))
    assert reading.sides_only
    assert "fewer than 10 people" in reading.agreement_sentence()
    assert "do not show how far apart" in reading.spread_sentence()
    assert "too little to say what we share" in reading.agreement_sentence()
    assert reading.alike() == reading.shared_lines() == ()
    assert reading.narrowest()[0] == reading.report.items[0].id
    assert reading.apart() == ()


def test_what_the_door_left_open_is_said_to_be_open(make_reading: Make) -> None:
    reading = make_reading()
    blurred = reading.report.items[0]
    assert blurred.measures is not None
    assert blurred.measures.typical_gap is None
    assert "not shown here" in reading.standing(blurred.id)


@pytest.mark.parametrize("instrument", ["capacity_open", "peer_readiness_open"])
@pytest.mark.parametrize("people", [(12, 7, 11), (4, 3)])
def test_stages_are_never_called_agreement(
    instrument: str, people: tuple[int, ...], make_reading: Make
) -> None:
    reading = make_reading(instrument, people=people)
    assert "agree" not in said(reading)
    assert "agree" not in reading.say("agree").casefold()


@pytest.mark.parametrize("instrument", ["values_open", "capacity_open", "peer_readiness_open"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_that_is_said_blames_or_ranks(
    instrument: str, language: str, make_reading: Make
) -> None:
    told = said(make_reading(instrument, language=language))
    for word in ("problem", "worst", "resist", "misalign", "furthest", "highest", "lowest",
                 "weak", "peor", "mejor", " low ", "clean", "addict"):  # fmt: skip
        assert word not in told


def test_the_screen_says_that_the_questionnaire_is_not_validated(make_reading: Make) -> None:
    told = notices.about_the_questionnaire(make_reading())
    assert any("has not been tested by researchers" in note for note in told)


def test_a_first_translation_is_said_to_be_one(make_reading: Make) -> None:
    edition = shipped_edition("values_open")
    first = edition.wordings["es"].model_copy(update={"translation": "first"})
    marked = edition.model_copy(update={"wordings": {**edition.wordings, "es": first}})
    told = notices.about_the_questionnaire(make_reading(edition=marked, language="es"))
    assert any("primer borrador" in note for note in told)


def test_public_answers_are_marked_so(make_reading: Make) -> None:
    reading = make_reading(public=True)
    assert any("public already" in note for note in notices.about_the_questionnaire(reading))
    assert notices.merged(reading) == ("The answers were public before, so every figure is exact.",)


def test_prompts_come_with_the_statement_they_fit(make_reading: Make) -> None:
    reading = make_reading()
    prompts = dict(reading.prompts())
    wording = reading.content.edition.wordings["en"]
    assert prompts[wording.prompts["agreement"]] == reading.statements[reading.alike()[0]].text
    assert prompts[wording.prompts["widest_gap"]] == reading.statements[reading.apart()[0]].text
    assert wording.prompts["many_unsure"] not in prompts


def test_the_table_of_groups_has_a_column_for_each(make_reading: Make) -> None:
    reading = make_reading()
    rows = reading.groups_table(reading.by_width())
    assert rows
    for row in rows:
        assert list(row)[1:] == [
            "Whole team", "Child welfare", "Courts and legal partners", "Treatment",
        ]  # fmt: skip


def test_many_statements_left_out_are_listed_by_reason(make_reading: Make) -> None:
    reading = make_reading(people=(5, 5, 5))
    for sentence, texts in notices.statements_left_out(reading):
        assert not texts or sentence.startswith(f"{len(texts)} statements ")


def test_small_options_of_a_fact_are_told_together(make_reading: Make) -> None:
    reading = make_reading(facts={"fact_role": {"leader": 2, "other": 4, "frontline": 24}})
    ((question, rows),) = reading.facts()
    assert question == reading.content.edition.wordings["en"].facts["fact_role"].text
    assert sorted(row["People"] for row in rows) == ["24", "6"]
    assert any("counted together" in note for note in notices.merged(reading))
