"""Languages in many spellings, and facts of questionnaires."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from data.imports.directory.facts import access, note_hours, state_in
from data.imports.directory.languages import languages_in
from data.imports.directory.letters import read_letters
from data.imports.directory.records import FACT_IDS, Fact
from data.imports.gate import DEEPEST_JSON, Limits, admit
from data.imports.problems import Refused


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("es", ["Spanish"]),
        ("spa", ["Spanish"]),
        ("Español", ["Spanish"]),
        ("ESPANOL", ["Spanish"]),
        ("Spanish (español)", ["Spanish"]),
        ("English/Spanish", ["English", "Spanish"]),
        ("English & Spanish", ["English", "Spanish"]),
        ("English and Spanish spoken", ["English", "Spanish"]),
        ("Spanish; Haitian-Creole; ASL", ["Spanish", "Haitian Creole", "American Sign Language"]),
        ("Chinese (Cantonese, Mandarin)", ["Chinese", "Cantonese", "Mandarin"]),
        ("Chinese (Mandarin), Tagalog", ["Mandarin", "Tagalog"]),
        ("Sign Language", ["American Sign Language"]),
        ("Farsi/Persian", ["Farsi"]),
        ("Spanish, spanish, SPANISH", ["Spanish"]),
        ("Language line", []),
        ("Other languages", []),
        ("", []),
    ],
)
def test_languages_come_under_one_plain_name_each(cell: str, names: list[str]) -> None:
    assert languages_in(cell) == (tuple(names), ())


def test_a_word_that_is_no_language_here_is_given_back() -> None:
    assert languages_in("Spanish, Klingon") == (("Spanish",), ("Klingon",))


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Yes", "yes"),
        ("x", "yes"),
        ("1", "yes"),
        ("TRUE", "yes"),
        ("No", "no"),
        ("0", "no"),
        ("", "unknown"),
        ("maybe", "unknown"),
        ("not asked", "not_asked"),
    ],
)
def test_only_a_no_is_a_no(cell: str, state: str) -> None:
    assert state_in(cell) == state


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Wheelchair ramp and elevator", "yes"),
        ("Not wheelchair accessible", "unknown"),
        ("Limited wheelchair access", "unknown"),
        ("Ring the bell", "unknown"),
        ("", "unknown"),
    ],
)
def test_words_about_a_building_say_yes_only_where_nothing_else_is_said(
    words: str, state: str
) -> None:
    found = access(words, source="a")
    assert (found.state, found.condition) == (state, words)


@pytest.mark.parametrize(
    ("byday", "opens_at", "closes_at", "more", "is_open"),
    [
        ("SA", "10:00:00", "12:00:00", {}, True),
        ("Saturday", "9am", "12:30 p.m.", {}, True),
        ("SU", "10:00-05:00", "14:00-05:00", {}, True),
        ("Sunday", "9:00", "", {}, True),
        ("Mon-Sun", "8:00", "16:00", {"closed": "false"}, True),
        ("MO,TU", "14:00", "20:00", {}, True),
        ("Friday", "", "18:00", {}, True),
        ("Monday", "Open 24 hours", "", {}, True),
        ("", "24/7", "", {}, True),
        ("MO", "08:00", "24:00", {}, True),
        ("Saturday", "Closed", "Closed", {}, False),
        ("Saturday", "closed", "19:00", {}, False),
        ("Mon-Fri (closed Saturday)", "8:00", "17:00", {}, False),
        ("Weekdays, no Sundays", "8:00", "17:00", {}, False),
        ("Saturday", "cerrado", "", {}, False),
        ("Sunday", "", "", {}, False),
        ("Sunday", "00:00", "12:00 am", {}, False),
        ("Saturday", "by appointment", "", {}, False),
        ("Saturday", "10:00", "12:00", {"closed": "TRUE"}, False),
        ("Saturday", "10:00", "12:00", {"closed": "1"}, False),
        ("", "10:00", "20:00", {"start_date": "12/24/2026", "closed": "false"}, False),
        ("", "10:00", "20:00", {"valid_from": "2026-12-24", "valid_to": "2026-12-24"}, False),
        ("SA", "10:00", "20:00", {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}, True),
        ("MO", "15:00Z", "22:00Z", {}, False),
        ("MO", "9:00", "17:00", {}, False),
        ("MO", "9:00", "99", {}, False),
    ],
)
def test_only_hours_on_a_weekend_or_in_the_evening_say_that_it_is_open_then(
    byday: str, opens_at: str, closes_at: str, more: dict[str, str], *, is_open: bool
) -> None:
    found: dict[str, Fact] = {}
    row = {"byday": byday, "opens_at": opens_at, "closes_at": closes_at, **more}
    note_hours(found, row, source="a")
    assert [(name, fact.state) for name, fact in found.items()] == (
        [("evening_weekend", "yes")] if is_open else []
    )


def test_facts_are_those_of_the_resource_categories(samples_folder) -> None:
    content = samples_folder.parent / "content" / "resources.yaml"
    if not content.is_file():
        pytest.skip("the resource categories are not beside this checkout")
    listed = yaml.safe_load(content.read_text(encoding="utf-8"))["attributes"]
    assert tuple(each["id"] for each in listed if each["type"] != "list") == FACT_IDS


@settings(max_examples=100, deadline=None, database=None)
@given(st.text())
def test_utf_8_is_read_as_it_is(text: str) -> None:
    content = text.encode("utf-8", "ignore")
    read = read_letters(content)
    assert (read.text, read.disputed) == (content.decode("utf-8-sig"), ())


@settings(max_examples=100, deadline=None, database=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_letters_and_lines_stay_lines(content: bytes) -> None:
    read = read_letters(content)
    assert read.text.count("\n") == content.count(b"\n")
    lines = content.split(b"\n")
    for disputed in read.disputed:
        with pytest.raises(UnicodeDecodeError, match="utf-8"):
            lines[disputed.line - 1].decode("utf-8")


@pytest.mark.parametrize("depth", [DEEPEST_JSON, DEEPEST_JSON + 1])
def test_the_gate_counts_how_deep_json_goes_and_not_what_is_in_its_texts(depth: int) -> None:
    content = b'{"a": "[[[[[[[[[[\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "b": '
    content += b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"
    if depth <= DEEPEST_JSON:
        assert admit(content, name="a.json", kind="json", limits=Limits(1000)).kind == "json"
        return
    with pytest.raises(Refused, match=f"lie {depth} deep inside of one another; at most 40"):
        admit(content, name="a.json", kind="json", limits=Limits(1000))


def test_the_gate_takes_a_million_brackets_without_falling_over() -> None:
    with pytest.raises(Refused, match="lie 1,000,000 deep"):
        admit(b"[" * 1_000_000, name="a.json", kind="json", limits=Limits(2_000_000))


def test_the_gate_lets_no_zip_in_that_lies() -> None:
    with pytest.raises(Refused, match="it does not end as a container ends"):
        admit(b"PK\x03\x04 and no more", name="a.zip", kind="zip", limits=Limits(1000))
    with pytest.raises(Refused, match="it is too large; at most 10 bytes are read"):
        admit(b"PK\x03\x04 and no more", name="a.zip", kind="zip", limits=Limits(10))


def test_letters_of_an_old_mac_are_taken_only_where_they_are_wanted() -> None:
    content = "garçon".encode("mac_roman")
    wide = {"name": "a", "kind": "csv", "limits": Limits(100)}
    assert admit(content, **wide, old_letters=True).text == "garçon"  # type: ignore[arg-type]
    with pytest.raises(Refused, match="is not UTF-8 text"):
        admit(content, **wide, windows_letters=True)  # type: ignore[arg-type]
