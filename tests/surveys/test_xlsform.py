"""What a form asks becomes what we ask, and whatever cannot is told with its row."""

from collections.abc import Sequence
from typing import Any

import pytest

from surveys.instrument import ChooseItem, NumberItem, PercentItem, ScaleItem, SingleChoiceItem
from surveys.xlsform import ReadForm, edition_of_form
from surveys.xlsform_ids import fitting_code, fitting_id
from surveys.xlsform_sheets import FormRefused, language_code

HEAD = ("type", "name", "label", "hint", "constraint", "appearance")
OFFERED = ("list_name", "name", "label")
AGREE = (
    ("agree", "1", "Strongly disagree"),
    ("agree", "2", "Disagree"),
    ("agree", "3", "Agree"),
    ("agree", "4", "Strongly agree"),
)
YES = (("yesno", "yes", "Yes"), ("yesno", "no", "No"))
GOOD = ("select_one yesno", "good", "A good question?")
Rows = Sequence[Sequence[str]]


def form(
    *questions: Sequence[str],
    choices: Rows = (*AGREE, *YES),
    head: Sequence[str] = HEAD,
    offered: Sequence[str] = OFFERED,
    settings: Rows = (("form_title", "default_language"), ("A form", "English (en)")),
) -> ReadForm:
    sheets = {"survey": (head, *questions), "choices": (offered, *choices), "settings": settings}
    return edition_of_form(sheets, name="form")


def told(read: ReadForm, sheet: str, row: int) -> list[str]:
    return [each.what for each in read.remarks if (each.sheet, each.row) == (sheet, row)]


def only(read: ReadForm) -> Any:
    (item,) = read.edition.instrument.items
    return item


def test_a_numbered_list_that_several_questions_use_is_a_scale_with_its_numbers() -> None:
    read = form(("select_one agree", "a", "One"), ("select_one agree", "b", "Two"))
    one, two = read.edition.instrument.items
    assert isinstance(one, ScaleItem)
    assert isinstance(two, ScaleItem)
    (scale,) = read.edition.instrument.scales
    assert (scale.id, [point.value for point in scale.points]) == ("agree", [1, 2, 3, 4])
    points = read.edition.wording("en").scales["agree"].points
    assert [each.label for each in points.values()] == [label for _, _, label in AGREE]
    (taken,) = [what for what in told(read, "choices", 2) if "taken as a scale" in what]
    assert "4 points for 2 questions, from 'Strongly disagree' (lowest)" in taken


def test_a_list_of_one_question_stays_a_single_choice_unless_the_form_shows_a_scale() -> None:
    assert isinstance(only(form(("select_one agree", "a", "One"))), SingleChoiceItem)
    likert = ("select_one agree", "a", "One", "", "", "likert")
    assert isinstance(only(form(likert)), ScaleItem)


def test_numbers_that_fall_are_turned_around_and_told() -> None:
    falling = [(of, str(5 - int(name)), label) for of, name, label in AGREE]
    asked = (("select_one agree", "a", "One"), ("select_one agree", "b", "Two"))
    read = form(*asked, choices=falling)
    (scale,) = read.edition.instrument.scales
    labels = read.edition.wording("en").scales["agree"].points
    assert [point.value for point in scale.points] == [1, 2, 3, 4]
    assert labels[scale.points[0].id].label == "Strongly agree"
    assert any("they are turned around" in what for what in told(read, "choices", 2))


@pytest.mark.parametrize(
    "choices",
    [
        [("agree", name, label) for name, label in (("yes", "Yes"), ("no", "No"))],
        [("agree", "1", "Yes"), ("agree", "0", "No")],
        [("agree", name, name.title()) for name in ("north", "south", "east", "west")],
        [("agree", name, name) for name in ("7", "3", "5")],
    ],
    ids=["words without an order", "two numbers", "places", "numbers out of order"],
)
def test_a_list_without_an_order_stays_a_single_choice(choices: Rows) -> None:
    read = form(("select_one agree", "a", "One"), ("select_one agree", "b", "Two"), choices=choices)
    assert {item.kind for item in read.edition.instrument.items} == {"single_choice"}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [(("Never", "B", "C", "Always"), "scale"), (("Never", "B", "C", "D"), "single_choice")],
)
def test_words_of_an_order_count_from_half_of_the_points_on(
    labels: Sequence[str], kind: str
) -> None:
    choices = [("agree", f"c{place}", label) for place, label in enumerate(labels)]
    asked = (("select_one agree", "a", "One"), ("select_one agree", "b", "Two"))
    read = form(*asked, choices=choices)
    assert {item.kind for item in read.edition.instrument.items} == {kind}


def test_more_points_than_a_scale_takes_stay_single_choices_and_are_told() -> None:
    choices = [("agree", str(value), f"{value} of 10") for value in range(11)]
    asked = (("select_one agree", "a", "One"), ("select_one agree", "b", "Two"))
    read = form(*asked, choices=choices)
    assert {item.kind for item in read.edition.instrument.items} == {"single_choice"}
    assert any("a scale of 11 points" in what for what in told(read, "choices", 2))


@pytest.mark.parametrize(
    ("name", "label", "code"),
    [
        ("dk", "Don't know", "dk"),
        ("99", "I don’t know", "dk"),
        ("-99", "No answer", "refused"),
        ("98", "Anything", "no_answer"),
        ("na", "Not applicable", "na"),
        ("na", "Does not apply here", "na"),
        ("skip", "Prefer not to say", "skip"),
        ("Refused", "Refused", "refused"),
        ("prefer_not_to_say", "-", "no_answer"),
        ("ns", "No sabe", "ns"),
        ("5", "No sé / prefiero no responder", "dk"),
        ("nsp", "Ne sait pas", "nsp"),
        ("dont_know_at_all_really", "Don't know", "dk"),
    ],
)
def test_what_says_that_there_is_no_answer_is_proposed_as_none_and_told(
    name: str, label: str, code: str
) -> None:
    choices = (*AGREE, ("agree", name, label))
    read = form(("select_one agree", "a", "One", "", "", "likert"), choices=choices)
    (scale,) = read.edition.instrument.scales
    assert (scale.levels, scale.no_answer) == (4, (code,))
    assert read.edition.wording("en").scales["agree"].no_answer == {code: label}
    assert any("is taken as no answer" in what for what in told(read, "choices", 6))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("na", "Nasarawa"),
        ("dk", "Denmark"),
        ("99", "Other"),
        ("none", "None of these"),
        ("know", "Don't know how to cook it"),
        ("5", "Not at all"),
    ],
)
def test_what_only_looks_like_no_answer_stays_an_option(name: str, label: str) -> None:
    read = form(("select_one agree", "a", "One"), choices=(*AGREE, ("agree", name, label)))
    assert only(read).no_answer == ()
    assert len(only(read).options) == 5


def test_words_of_not_knowing_in_the_middle_of_a_list_stay_a_point() -> None:
    choices = (*AGREE[:2], ("agree", "mid", "Don't know"), *AGREE[2:])
    assert only(form(("select_one agree", "a", "One"), choices=choices)).no_answer == ()


@pytest.mark.parametrize(
    ("constraint", "least", "most"),
    [
        ("", 0, 4),
        ("count-selected(.) <= 2", 0, 2),
        ("count-selected(.)<3", 0, 2),
        ("count-selected(.) >= 1 and count-selected(.) <= 3", 1, 3),
        ("(count-selected( . ) > 1) and (count-selected(.) <= 9)", 2, 4),
        ("count-selected(.) = 2", 2, 2),
    ],
)
def test_how_many_may_be_chosen_is_read_from_the_constraint(
    constraint: str, least: int, most: int
) -> None:
    item = only(form(("select_multiple agree", "a", "Some", "", constraint)))
    assert isinstance(item, ChooseItem)
    assert (item.at_least, item.at_most) == (least, most)


def test_another_constraint_of_a_choice_is_left_out_and_told() -> None:
    constraint = "not(selected(., '1') and selected(., '2'))"
    read = form(("select_multiple agree", "a", "Some", "", constraint))
    assert only(read).at_most == 4
    assert told(read, "survey", 2) == [f"its constraint '{constraint}' is left out"]


@pytest.mark.parametrize(
    ("constraint", "ends", "bands"),
    [
        (". >= 0 and . <= 30", (0, 30), (0, 6, 12, 18, 24)),
        (".<=30 and .>=0", (0, 30), (0, 6, 12, 18, 24)),
        ("(. > -1) and (. < 30)", (0, 29), (0, 6, 12, 18, 24)),
        ("(.>=-5 and .<=4)", (-5, 4), (-5, -3, -1, 1, 3)),
        (". >= 0 and . <= 1", (0, 1), (0, 1)),
    ],
)
def test_a_whole_number_between_two_ends_is_a_number_in_bands(
    constraint: str, ends: tuple[int, int], bands: tuple[int, ...]
) -> None:
    read = form(("integer", "a", "How many?", "", constraint))
    item = only(read)
    assert isinstance(item, NumberItem)
    assert (item.minimum, item.maximum) == ends
    assert item.bands == bands
    assert any("set 'bands'" in what for what in told(read, "survey", 2))


def test_zero_to_a_hundred_is_a_percentage_and_told() -> None:
    read = form(("int", "a", "What share?", "", ". >= 0 and . <= 100"))
    assert isinstance(only(read), PercentItem)
    assert any("make it a number if it is none" in what for what in told(read, "survey", 2))


def test_a_range_in_steps_of_one_is_a_number() -> None:
    head = ("type", "name", "label", "parameters")
    item = only(form(("range", "a", "How many?", "start=1 end=10 step=1"), head=head))
    assert (item.minimum, item.maximum) == (1, 10)
    read = form(GOOD, ("range", "b", "Far?", "start=0 end=1 step=0.1"), head=head)
    assert "in steps of 1" in told(read, "survey", 3)[0]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (("calculate", "x", ""), "a calculation"),
        (("note", "x", "Welcome"), "a note between questions"),
        (("geopoint", "x", "Where?"), "a place on a map"),
        (("image", "x", "Show"), "pictures, sounds, films"),
        (("date", "x", "When?"), "a day or an hour"),
        (("decimal", "x", "How much?"), "ask for a whole number"),
        (("start", "start", ""), "nothing about a device"),
        (("rank agree", "x", "Order"), "putting choices into an order"),
        (("select_one_external agree", "x", "Which?"), "in another file or sheet"),
        (("select_one_from_file a.csv", "x", "Which?"), "in another file or sheet"),
        (("cascading_select lga", "x", "Which?"), "in another file or sheet"),
        (("select_one nowhere", "x", "Which?"), "list 'nowhere' is not in the sheet 'choices'"),
        (("select_one single", "x", "Which?"), "has 1 to choose from; a question takes 2 to 30"),
        (("select_one many", "x", "Which?"), "has 31 to choose from; a question takes 2 to 30"),
        (("select_one huge", "x", "Which?"), "has 900 to choose from"),
        (("integer", "x", "How many?"), "no ends; a number takes both ends"),
        (("integer", "x", "How many?", "", ". >= 0"), "has one end"),
        (("integer", "x", "How many?", "", ". >= 0 or . <= 3"), "its constraint is"),
        (("integer", "x", "How many?", "", ". >= 5 and . <= 5"), "run from 5 to 5"),
        (("integer", "x", "How many?", "", ". >= ${y} and . <= 5"), "its constraint is"),
        (("integer", "x", "How many?", "", "(. >= 0 and . <= 5"), "its constraint is"),
        (("hologram", "x", "Wave"), "its type is 'hologram'"),
    ],
)
def test_what_cannot_be_asked_is_left_out_with_its_row_and_reason(
    question: Sequence[str], reason: str
) -> None:
    lists = [("many", f"m{number}", "M") for number in range(31)]
    lists += [("huge", f"h{number}", "H") for number in range(900)]
    read = form(GOOD, question, choices=(*AGREE, *YES, ("single", "s", "S"), *lists))
    assert [item.id for item in read.edition.instrument.items] == ["good"]
    (what,) = told(read, "survey", 3)
    assert what.startswith("left out: ")
    assert reason in what


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("relevant", "${a} = 'yes'", "its condition is left out"),
        ("required", "yes", "required is left out"),
        ("default", "yes", "its default is left out"),
        ("choice_filter", "state=${state}", "its choice filter is left out"),
        ("appearance", "minimal", "the appearance 'minimal' is left out"),
        ("media::image::English (en)", "a.png", "its image is left out"),
        ("bind::jr:constraintMsg", "Wrong", "the message for a wrong answer is left out"),
        ("guidance_hint", "Ask slowly", "the hint for interviewers is left out"),
        ("parameters", "randomize=true", "its parameters are left out"),
    ],
)
def test_what_a_question_has_beside_its_words_is_told(column: str, value: str, reason: str) -> None:
    read = form((*GOOD, value), head=("type", "name", "label", column))
    assert only(read).id == "good"
    assert any(what.startswith(reason) for what in told(read, "survey", 2)), told(read, "survey", 2)


def test_required_no_says_nothing() -> None:
    read = form((*GOOD, "no"), head=("type", "name", "label", "required"))
    assert told(read, "survey", 2) == []


def test_unknown_columns_are_told_once_and_only_where_they_hold_something() -> None:
    read = form((*GOOD, "x", ""), head=("type", "name", "label", "color", "shape"))
    assert told(read, "survey", 1) == ["the column 'color' is not read"]


def test_a_repeat_is_left_out_with_all_that_is_in_it() -> None:
    read = form(
        GOOD,
        ("begin_repeat", "child", "Child"),
        ("begin group", "inner", "Inner"),
        ("text", "name", "Name?"),
        ("end group",),
        ("select_one yesno", "school", "School?"),
        ("end_repeat",),
        ("text", "last", "Anything else?"),
    )
    assert [item.id for item in read.edition.instrument.items] == ["good"]
    assert [item.id for item in read.edition.instrument.open_questions] == ["last"]
    (what,) = told(read, "survey", 3)
    assert what.startswith("a repeat is left out with all that is in it (2 rows, up to row 8)")


def test_groups_are_sections_and_groups_of_one_title_are_one_section() -> None:
    read = form(
        ("begin_group", "one", "Court"),
        ("select_one yesno", "a", "A?"),
        ("end_group",),
        ("begin group", "two", "Clinic"),
        ("begin group", "bare"),
        ("select_one yesno", "b", "B?"),
        ("end group",),
        ("end group",),
        ("begin_group", "three", "Court"),
        ("select_one yesno", "c", "C?"),
        ("end_group",),
        ("select_one yesno", "d", "D?"),
    )
    sections = {item.id: item.section for item in read.edition.instrument.items}
    assert sections == {"a": "one", "b": "two", "c": "one", "d": "questions"}
    titles = read.edition.wording("en").sections
    assert {key: each.title for key, each in titles.items()} == {
        "one": "Court",
        "two": "Clinic",
        "questions": "A form",
    }


def test_a_group_without_a_fitting_name_or_words_is_told() -> None:
    read = form(("begin_group", "our-court", ""), GOOD, ("end_group",))
    assert read.edition.instrument.sections == ("our_court",)
    assert read.edition.wording("en").sections["our_court"].title == "our-court"
    assert told(read, "survey", 2) == [
        "the name 'our-court' is changed to our_court",
        "the group has no label; its name stands in the place",
    ]
    fitting = form(("begin_group", "court", "Court"), GOOD, ("end_group",))
    assert told(fitting, "survey", 2) == []
    nameless = form(("begin_group", "", "Court"), GOOD, ("end_group",))
    assert told(nameless, "survey", 2) == ["it is called questions"]


@pytest.mark.parametrize(
    ("questions", "row", "said"),
    [
        ([GOOD, ("end_group",)], 3, "it closes what was never opened"),
        ([("begin_group", "g", "G"), GOOD], 2, "what begins here is never closed"),
        ([("begin_group", "g", "G"), GOOD, ("end_repeat",)], 4, "it closes the group of row 2"),
        ([GOOD, ("", "x", "Lost")], 3, "it has no type and is left out"),
    ],
)
def test_what_is_out_of_its_place_is_told(
    questions: Sequence[Sequence[str]], row: int, said: str
) -> None:
    assert any(what.startswith(said) for what in told(form(*questions), "survey", row))


def test_every_language_has_its_words_and_the_main_one_comes_first() -> None:
    read = form(
        ("select_one yesno", "a", "Bien?", "Well?", "Vraiment", "Really"),
        head=(
            "type",
            "name",
            "label::Français",
            "label::English (en)",
            "hint::fr",
            "hint: English",
        ),
        choices=(("yesno", "yes", "Oui", "Yes"), ("yesno", "no", "Non", "No")),
        offered=("list name", "value", "label::Français", "label::English (en)"),
    )
    assert read.edition.languages == ("en", "fr")
    french = read.edition.wordings["fr"].items["a"]
    assert (french.text, french.help, french.options) == (
        *("Bien?", "Vraiment"),
        {"yes": "Oui", "no": "Non"},
    )
    assert read.edition.wordings["en"].items["a"].help == "Really"
    assert [read.edition.wordings[each].translation for each in ("en", "fr")] == [
        "reviewed",
        "first",
    ]


def test_a_plain_label_is_of_the_default_language() -> None:
    settings = (("form_title", "default_language"), ("Una", "Español (es)"))
    assert form(GOOD, settings=settings).edition.languages == ("es",)
    read = form(GOOD, settings=(("form_title",), ("Una",)))
    assert read.edition.languages == ("en",)
    assert any("is taken as English" in what for what in told(read, "settings", 2))


def test_a_language_that_is_not_known_is_told_with_what_would_be_right() -> None:
    head = ("type", "name", "label", "label::Klingon")
    read = form((*GOOD, "nuqneH"), head=head)
    assert read.edition.languages == ("en",)
    (what,) = told(read, "survey", 1)
    assert what.startswith("the language of column 'label::Klingon' is not known; write it as")


def test_texts_of_a_language_without_questions_are_told() -> None:
    read = form(
        GOOD,
        choices=[(*each, "x") for each in YES],
        offered=(*OFFERED, "label::fr"),
    )
    assert read.edition.languages == ("en",)
    assert any(
        what.startswith("the texts in 'fr' are left out") for what in told(read, "choices", 2)
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("English (en)", "en"),
        ("Español (es)", "es"),
        ("Português (pt-BR)", "pt-BR"),
        ("pt_br", "pt-BR"),
        ("Español (es-419)", "es"),
        ("中文 (zh-Hans-CN)", "zh-CN"),
        ("FR", "fr"),
        ("Tiếng Việt", "vi"),
        ("Hmong (hmn)", "hmn"),
        ("Elvish", None),
        ("", None),
    ],
)
def test_languages_are_known_by_code_or_name(name: str, code: str | None) -> None:
    assert language_code(name) == code


def test_names_become_fitting_and_single_ids_and_changes_are_told() -> None:
    read = form(
        ("select_one yesno", "1st-q", "A?"),
        ("select_one yesno", "año.2", "B?"),
        ("select_one yesno", "good", "C?"),
        ("text", "good", "D?"),
        ("select_one yesno", "", "E?"),
    )
    asked = read.edition.instrument
    ids = [item.id for item in (*asked.items, *asked.open_questions)]
    assert ids == ["question_1st_q", "ano_2", "good", "question", "good_2"]
    assert told(read, "survey", 2) == ["the name '1st-q' is changed to question_1st_q"]
    assert told(read, "survey", 4) == []
    assert told(read, "survey", 6) == ["it gets the name question"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a", "a"),
        ("a b", "a_b"),
        ("é", "e"),
        ("-3", "minus_3"),
        ("_x", "n_x"),
        ("日", "n"),
        ("", "n"),
    ],
)
def test_an_id_is_like_its_name(name: str, found: str) -> None:
    assert fitting_id(name, set(), before="n") == found


def test_ids_stay_apart_and_short() -> None:
    taken: set[str] = set()
    ids = [fitting_id("x" * 100, taken, before="n") for _ in range(12)]
    assert len(set(ids)) == 12
    assert {len(each) for each in ids} == {64}
    codes = [fitting_code("y" * 30, taken, otherwise="dk") for _ in range(3)]
    assert codes == ["dk", "dk_2", "dk_3"]


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    read = form(("select_one yesno", "a", "x" * 2001))
    text = read.edition.wording("en").items["a"].text
    assert (len(text), text[-4:]) == (2000, "x...")
    assert told(read, "survey", 2) == ["'label' has 2,001 letters and is cut; a text takes 2,000"]


def test_references_and_markup_in_words_are_told() -> None:
    read = form(("select_one yesno", "a", "Is **${name}** <b>well</b>?"))
    assert [what.partition(" ")[2][:12] for what in told(read, "survey", 2)] == [
        "refers to an",
        "has markup, ",
    ]


def test_a_question_without_words_has_its_name_and_that_is_told() -> None:
    read = form(("select_one yesno", "a", "", "only a hint"))
    assert read.edition.wording("en").items["a"].text == "a"
    assert told(read, "survey", 2) == ["it has no label; its name stands in the place"]


def test_more_questions_than_there_is_room_for_are_told_one_by_one() -> None:
    read = form(*(("select_one yesno", f"q{number}", "?") for number in range(303)))
    assert len(read.edition.instrument.items) == 300
    rows = [each.row for each in read.remarks if "takes 300" in each.what]
    assert rows == [302, 303, 304]


def test_questions_for_words_come_last_and_that_is_told() -> None:
    read = form(("text", "why", "Why?"), GOOD, ("text", "more", "More?"))
    assert [item.id for item in read.edition.instrument.open_questions] == ["why", "more"]
    assert told(read, "survey", 2) == ["questions for words are asked last here"]
    assert told(read, "survey", 4) == []


def test_id_title_and_version_come_from_the_settings_or_are_told() -> None:
    settings = (("form_title", "form_id", "version"), ("My form", "my form!", "2026010101"))
    read = form(GOOD, settings=settings)
    asked = read.edition.instrument
    assert (asked.id, asked.version) == ("my_form_", "0.1.0")
    assert read.edition.wording("en").title == "My form"
    said = " ".join(told(read, "settings", 2))
    assert "'my form!' of the form is changed to my_form_" in said
    assert "'2026010101' is left out; a version here is like 1.0.0" in said
    fitting = (("form_title", "form_id", "version"), ("My form", "mine", "2.0.1"))
    assert form(GOOD, settings=fitting).edition.instrument.version == "2.0.1"


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({}, "there is no sheet 'survey', only none; an XLSForm has"),
        ({"Sheet1": [("type",)]}, "there is no sheet 'survey', only 'Sheet1'"),
        ({"survey": []}, "has no row below the names of its columns; put one question"),
        ({"survey": [HEAD]}, "has no row below"),
        ({"survey": [("a", "b"), ("c", "d")]}, "has nothing in a column 'type'; name the columns"),
        ({"survey": [("type", "name"), ("text", "a")]}, "has no column of labels"),
        ({"survey": [HEAD, ("text", "a", "A")]}, "has no question that can be counted here; ask"),
    ],
)
def test_what_is_no_form_is_refused_with_what_would_be_right(
    sheets: dict[str, Rows], said: str
) -> None:
    with pytest.raises(FormRefused) as caught:
        edition_of_form(sheets, name="form")
    assert said in str(caught.value)


def test_what_a_form_has_no_place_for_is_asked_of_a_person() -> None:
    one = " ".join(told(form(GOOD), "settings", 1))
    assert "write 'intro' and 'license' anew" in one
    assert "move those to 'facts'" in one
    assert "translate 'title'" not in one
    two = form((*GOOD, "¿Bien?"), head=("type", "name", "label", "label::es"))
    assert "translate 'title'" in " ".join(told(two, "settings", 1))
    rated = form(("select_one agree", "a", "One", "", "", "likert"))
    assert "'facts'" not in " ".join(told(rated, "settings", 1))


def test_a_refused_form_still_says_what_was_left_out() -> None:
    with pytest.raises(FormRefused) as caught:
        form(("geopoint", "here", "Where?"))
    (remark,) = caught.value.remarks
    assert (remark.sheet, remark.row, remark.name) == ("survey", 2, "here")


def test_rows_are_not_changed_and_the_same_rows_give_the_same() -> None:
    sheets = {"survey": [list(HEAD), list(GOOD)], "choices": [list(OFFERED), *map(list, YES)]}
    before = repr(sheets)
    assert edition_of_form(sheets, name="f") == edition_of_form(sheets, name="f")
    assert repr(sheets) == before
