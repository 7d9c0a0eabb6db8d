"""An author reads one list, in the order of the files, without problems that only follow."""

import pytest

from surveys.library import load_folder
from surveys.problems import InstrumentProblems
from tests.surveys.conftest import Folder

STRUCTURE = "instrument.yaml"


def test_all_problems_of_a_folder_are_told_at_once_file_by_file_and_line_by_line(
    folder: Folder,
) -> None:
    folder.change(STRUCTURE, "minutes: 3", "minutes: long")
    folder.change(STRUCTURE, "section: people, scale: agree", "section: people, scale: stages")
    folder.change(STRUCTURE, "at_most: 2", "at_most: 9")
    folder.change(STRUCTURE, "{id: proud}", "{id: housing}")
    folder.change("en.yaml", "title: Every kind", "title: ''")
    folder.change("en.yaml", "parts: {motivation: Motivation}", "parts: {}")
    folder.change("es.yaml", "language: es", "language: [es]")
    folder.add("es.yaml", "color: red\n")
    folder.write("released.toml", "checksums")
    told = [problem.split("; ")[0] for problem in folder.problems()]
    assert told == [
        "I012 instrument.yaml: line 4, minutes: 'long' came",
        "I022 instrument.yaml: line 17, item 'transport', scale: 'stages' is unknown",
        "I026 instrument.yaml: line 23, item 'causes', at_most: it asks for 0 to 9 of 3 options",
        "I020 instrument.yaml: line 33, open question 'housing': is listed twice (lines 16 and 33)",
        "I012 en.yaml: line 2, title: nothing came",
        "I030 en.yaml: line 34, open question 'housing': has no text",
        "I031 en.yaml: line 35, open question 'proud': is not in instrument.yaml",
        "I030 en.yaml: line 42, part 'motivation': has no text",
        "I012 es.yaml: line 1, language: a list of 1 came",
        "I030 es.yaml: line 35, open question 'housing': has no text",
        "I031 es.yaml: line 36, open question 'proud': is not in instrument.yaml",
        "I011 es.yaml: line 46, color: is not a field we know",
        "I041 released.toml: the file: it does not list versions with their checksums",
    ]


def test_the_exception_holds_every_problem_and_says_it_a_line_each(folder: Folder) -> None:
    folder.change(STRUCTURE, "minutes: 3", "minutes: 0")
    folder.change("es.yaml", "  comment: {text: Diga más.}\n", "")
    with pytest.raises(InstrumentProblems, match=r"line 4, minutes: 0 came") as told:
        load_folder(folder.path)
    assert [problem.line for problem in told.value.problems] == [4, 17]
    assert str(told.value).splitlines() == folder.problems()


MISFITS = {
    "an item of a kind that nobody knows": (
        "{kind: percent, id: share,",
        "{kind: slider, id: share,",
        (
            "line 24, item 'share', kind: 'slider' came; "
            "give one of scale, single_choice, choose, percent, number, text."
        ),
    ),
    "an item without a kind": (
        "{kind: percent, id: share,",
        "{id: share,",
        "line 24, item 'share', kind: is missing; add it.",
    ),
    "an item that is no table": (
        "- {kind: text, id: comment}",
        "- comment",
        "line 31, item 'comment': 'comment' came; give a table of fields.",
    ),
    "an item with an id of other signs": (
        "{kind: text, id: comment}",
        "{kind: text, id: my comment}",
        (
            "line 31, item 'my comment', id: 'my comment' came; "
            "an id starts with a letter and takes up to 64 letters, digits and _."
        ),
    ),
    "an item without an id": (
        "{kind: text, id: comment}",
        "{kind: text}",
        "line 31, item 7, id: is missing; add it.",
    ),
    "an id that is a list": (
        "{kind: text, id: comment}",
        "{kind: text, id: [comment]}",
        (
            "line 31, item 7, id: a list of 1 came; "
            "give a text; put quotes around a number that is meant as words."
        ),
    ),
    "one of two options with other signs": (
        "options: ['yes', 'no']",
        "options: ['yes', 'not now']",
        (
            "line 18, item 'way', option 'not now': 'not now' came; "
            "an id starts with a letter and takes up to 64 letters, digits and _."
        ),
    ),
    "a claim that is neither": (
        "reverse: true",
        "reverse: sometimes",
        "line 17, item 'transport', reverse: 'sometimes' came; give true or false.",
    ),
    "too few options": (
        "options: [money, time, trust]",
        "options: [money]",
        "line 22, item 'causes', options: a list of 1 came; list 2 or more.",
    ),
    "a point without a number": (
        "{value: 3, id: high}",
        "{value: third, id: high}",
        "line 11, scale 'agree', point 'high', value: 'third' came; give a whole number.",
    ),
    "a scale of one point only": (
        "  - {value: 2, id: middle}\n  - {value: 3, id: high}\n",
        "",
        "line 8, scale 'agree', points: a list of 1 came; list 2 or more.",
    ),
    "a scale with an id of other signs": (
        "- id: agree",
        "- id: a-gree",
        (
            "line 7, scale 'a-gree', id: 'a-gree' came; "
            "an id starts with a letter and takes up to 64 letters, digits and _."
        ),
    ),
    "a no-answer code that is too long": (
        "no_answer: [dk]\n",
        "no_answer: [dont_know_at_all_]\n",
        (
            "line 12, scale 'agree', no-answer code 'dont_know_at_all_': 'dont_know_at_all_' came; "
            "a code takes up to 16 small letters, digits and _, such as dk."
        ),
    ),
    "sections that are no list": (
        "sections: [work, people]",
        "sections: work",
        "line 14, sections: 'work' came; give a list.",
    ),
    "a fact of a use that nobody knows": (
        "use: compare_groups",
        "use: rank_groups",
        (
            "line 36, fact 'role', use: 'rank_groups' came; "
            "give 'compare_groups' or 'whole_group_only'."
        ),
    ),
    "facts that are missing a name": (
        "- id: role\n  use",
        "- use",
        "line 35, fact 1, id: is missing; add it.",
    ),
    "a version of two numbers": (
        "version: 1.0.0",
        "version: 1.0",
        (
            "line 2, version: 1.0 came; "
            "give a text; put quotes around a number that is meant as words."
        ),
    ),
    "a version in words": (
        "version: 1.0.0",
        "version: first",
        "line 2, version: 'first' came; give three numbers such as 1.0.0.",
    ),
    "a smaller group than is safe": (
        "minutes: 3",
        "minutes: 3\nsmallest_group: 4",
        "line 5, smallest_group: 4 came; give a number from 5 up.",
    ),
    "a date in words": (
        "minutes: 3",
        "minutes: 3\nexpires: next June",
        "line 5, expires: 'next June' came; give a date such as 2027-06-30.",
    ),
    "a direction without a score": (
        "reverse: true",
        "reverse: true, scored: false",
        (
            "line 17, item 'transport', reverse: an item that is not scored has no direction; "
            "remove 'reverse', or let the item be scored."
        ),
    ),
}


@pytest.mark.parametrize("slip", MISFITS, ids=str)
def test_a_part_that_does_not_fit_brings_no_problem_that_only_follows(
    folder: Folder, slip: str
) -> None:
    old, new, told = MISFITS[slip]
    folder.change(STRUCTURE, old, new)
    assert folder.problems() == [f"I01{_digit(told)} instrument.yaml: {told}"]


def _digit(told: str) -> int:
    return 0 if "is missing" in told else 2


WORDS = {
    "an empty text": (
        "  comment: {text: Say more.}",
        "  comment: {text: ''}",
        "I012 en.yaml: line 33, item 'comment', text: nothing came; write the text.",
    ),
    "a text that is a number": (
        "  comment: {text: Say more.}",
        "  comment: {text: 5}",
        (
            "I012 en.yaml: line 33, item 'comment', text: 5 came; "
            "give a text; put quotes around a number that is meant as words."
        ),
    ),
    "an item that is only a text": (
        "  comment: {text: Say more.}",
        "  comment: Say more.",
        "I012 en.yaml: line 33, item 'comment': 'Say more.' came; give a table of fields.",
    ),
    "a field that nobody knows": (
        "  comment: {text: Say more.}",
        "  comment: {text: Say more., hint: Please.}",
        (
            "I011 en.yaml: line 33, item 'comment', hint: is not a field we know; "
            "remove it or correct its name."
        ),
    ),
    "a point without a label": (
        "low: {label: Low}",
        "low: {}",
        "I010 en.yaml: line 8, scale 'agree', point 'low', label: is missing; add it.",
    ),
    "sections that are a list": (
        "  work: {title: Work, pole: sees the work as shared}\n  people: {title: People}\n",
        "- work\n- people\n",
        "I012 en.yaml: line 13, sections: a list of 2 came; give a table of fields.",
    ),
    "prompts that are a list": (
        "prompts:\n  agreement: What would keep it so?",
        "prompts: [agreement]",
        "I012 en.yaml: line 43, prompts: a list of 1 came; give a table of fields.",
    ),
    "no title": (
        "title: Every kind\n",
        "",
        "I010 en.yaml: line 1, title: is missing; add it.",
    ),
}


@pytest.mark.parametrize("slip", WORDS, ids=str)
def test_words_that_do_not_fit_bring_no_problem_that_only_follows(
    folder: Folder, slip: str
) -> None:
    old, new, told = WORDS[slip]
    folder.change("en.yaml", old, new)
    assert folder.problems() == [told]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "line 1"),
        ("- a\n- b\n", "line 1, the file: a list of 2 came; give a table of fields."),
        ("just words\n", "line 1, the file: 'just words' came; give a table of fields."),
    ],
)
def test_a_structure_that_is_something_else_leaves_the_words_alone(
    folder: Folder, content: str, told: str
) -> None:
    folder.write(STRUCTURE, content)
    problems = folder.problems()
    assert {problem.split()[1] for problem in problems} == {"instrument.yaml:"}
    if content:
        assert problems == [f"I012 instrument.yaml: {told}"]
    else:
        missing = ["id", "version", "kind", "minutes", "license", "scales", "sections", "items"]
        assert problems == [
            f"I010 instrument.yaml: {name}: is missing; add it." for name in missing
        ]


def test_words_of_a_structure_that_is_gone_are_still_checked_for_themselves(folder: Folder) -> None:
    folder.write(STRUCTURE, "items: [")
    folder.change("es.yaml", "title: De todo", "title: [De todo]")
    assert [problem[:20].split(":")[0] for problem in folder.problems()] == [
        "I002 instrument.yaml"[:20],
        "I012 es.yaml",
    ]


def test_a_sound_folder_has_no_problems(folder: Folder) -> None:
    assert folder.problems() == []
    assert load_folder(folder.path).languages == ("en", "es")
