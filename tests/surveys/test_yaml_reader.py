"""YAML as we take it: plain, every place known by its line, nothing that is meant to hurt."""

import itertools
import random
from pathlib import Path

import pytest
import yaml

from surveys import yaml_reader
from surveys.yaml_reader import DEEPEST, LARGEST, read_yaml, read_yaml_file
from tests.hostile.mutations import changed


def faults(content: str | bytes) -> list[tuple[str, int, str]]:
    """What is not taken: code, line, and what with its name."""
    reading = read_yaml(content)
    assert (reading.value is None) == bool(reading.faults)
    return [
        (fault.code, fault.line, f"{fault.name} {fault.what}".strip()) for fault in reading.faults
    ]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "True", "NULL"])
def test_words_stay_words(word: str) -> None:
    assert read_yaml(f"options: [{word}]").value == {"options": [word]}


def test_only_true_and_false_are_claims_and_only_null_is_nothing() -> None:
    reading = read_yaml("[true, false, null, ~, 'true', \"null\"]")
    assert reading.value == [True, False, None, None, "true", "null"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("1.5", 1.5),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("2027-06-30", "2027-06-30"),
        (".inf", ".inf"),
        ("1.0.0", "1.0.0"),
        ("9" * 400, "9" * 400),
    ],
)
def test_a_number_is_what_a_person_would_call_one(text: str, value: object) -> None:
    assert read_yaml(text).value == value


def test_every_place_has_its_line() -> None:
    reading = read_yaml("a: 1\nb:\n- x\n-\n  c: 3\n")
    paths = {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 5, ("b", 1, "c"): 5}
    assert {path: reading.line(path) for path in paths} == paths
    assert reading.line(("b", 1, "c", "nowhere")) == 5
    assert reading.line(("nowhere",)) == 1


def test_a_key_there_twice_is_told_with_both_lines_also_deep_inside() -> None:
    assert faults("a: 1\nb:\n  c:\n  - d: 1\n    e: 2\n    d: 3\na: 4\n") == [
        ("I003", 6, "d is there twice (lines 4 and 6)"),
        ("I003", 7, "a is there twice (lines 1 and 7)"),
    ]


def test_faults_of_every_kind_come_in_the_order_of_their_lines() -> None:
    lines = [line for _, line, _ in faults("a: 1\na: 2\nb: &x 3\nb: !t 4\nc: &y 5\n")]
    assert lines == [2, 3, 4, 4, 5]


def test_aliases_anchors_and_merge_keys_are_not_taken() -> None:
    assert faults("a: &x 1\nb: *x\nc: *unknown\n<<: {d: 1}\n") == [
        ("I004", 1, "x is named to be used twice"),
        ("I004", 2, "x is named to be used twice"),
        ("I004", 3, "unknown is named to be used twice"),
        ("I004", 4, "<< merges one table into another"),
    ]


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a: &a [lol, lol]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in itertools.pairwise("abcdefghi")]
    told = faults("\n".join(lines))
    assert {code for code, _, _ in told} == {"I004"}
    assert len(told) == 9 + 8 * 9


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!own", "!"])
def test_tags_are_not_taken(tag: str) -> None:
    ((code, line, what),) = faults(f"a: 1\nb: {tag} [ls]\n")
    assert (code, line) == ("I005", 2)
    assert what.endswith("is a tag")


def test_depth_has_an_end() -> None:
    assert read_yaml("[" * DEEPEST + "]" * DEEPEST).faults == ()
    assert faults("\n" + "[" * (DEEPEST + 1)) == [("I006", 2, "it goes deeper than 40 levels")]
    assert faults("{a: " * 5000) == [("I006", 1, "it goes deeper than 40 levels")]


def test_size_has_an_end() -> None:
    assert faults("#" * LARGEST + "x") == [("I006", 1, "it has more than 1,000,000 characters")]
    assert faults(b"#" * (LARGEST + 1)) == [("I006", 1, "it has more than 1,000,000 bytes")]


def test_other_encodings_are_named_with_their_line() -> None:
    latin = "a: 1\nb: niñez\n".encode("latin-1")
    assert faults(latin) == [("I002", 2, "byte 11 of the file is not UTF-8 text")]
    assert faults("a: 1".encode("utf-16"))[0][0] == "I002"
    assert read_yaml(latin).faults[0].remedy == "save the file as UTF-8"


def test_a_mark_at_the_start_that_some_editors_write_is_no_harm() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").value == {"a": 1, "b": 2}


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f"])
def test_control_characters_are_told_with_their_line(sign: str) -> None:
    assert faults(f"a: 1\nb: x{sign}y\n") == [("I002", 2, "it holds a sign that no text file has")]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\x1b", "\\ud800"])
def test_escapes_bring_no_control_characters_in(escape: str) -> None:
    told = [("I002", 2, "it holds a sign that no text has")]
    assert faults(f'a: 1\nb: "x{escape}"\n') == told
    assert faults(f'a: 1\n"x{escape}": b\n') == told


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: b: c", 1, "a colon is within a text; put quotes around it"),
        ("a: 1\nb\nc: 2", 3, "a key has no colon behind it"),
        ("a: 1\n\tb: 2", 2, "a tab or a sign such as @ begins a text; put quotes around it"),
        ("a: @home", 1, "a tab or a sign such as @ begins a text; put quotes around it"),
        ("a:\n  b: 1\n c: 2", 3, "it is not indented like its neighbors"),
        ("a: [1, 2\nb: 3", 2, "a bracket is never closed, or a text within needs quotes"),
        ("a: 'x\nb: 3", 2, "a quotation mark is never closed"),
        ("a: 1\n---\nb: 2", 2, "a second document begins"),
        ('a: "\\q"', 1, "a backslash stands in double quotes; use single quotes"),
        ('a: "\\UFFFFFFFF"', 1, "it holds an escape or a number that is too large"),
        ("%YAML 9.1\n---\na: 1", 1, "something is here that YAML does not know"),
        ("? [a]\n: 1", 1, "a key is a list or a table"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, line: int, what: str) -> None:
    assert faults(text) == [("I002", line, what)]


def test_what_was_found_before_a_bad_line_is_told_too() -> None:
    assert [code for code, _, _ in faults("a: &x 1\nb: !t 2\nc: 'open\n")] == [
        "I004",
        "I005",
        "I002",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing here\n", "---\n", "~"])
def test_an_empty_document_is_nothing_without_a_fault(text: str) -> None:
    reading = read_yaml(text)
    assert (reading.value, reading.faults) == (None, ())


SURVEYS = Path(yaml_reader.__file__).parent
OURS = sorted(SURVEYS.rglob("*.yaml"))


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
def test_a_file_of_a_folder_is_read_by_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_Patient", None)
    assert read_yaml_file(OURS[0]).value


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(SURVEYS).as_posix())
def test_a_file_of_a_folder_is_read_as_a_text_is(path: Path) -> None:
    assert read_yaml_file(path) == read_yaml(path.read_bytes())


def test_a_changed_file_is_refused_with_the_same_words(tmp_path: Path) -> None:
    chance, file = random.Random(1), tmp_path / "changed.yaml"
    parts = [path.read_bytes()[:800] for path in OURS]
    for _ in range(400):
        file.write_bytes(changed(chance.choice(parts), chance))
        quick, patient = read_yaml_file(file), read_yaml(file.read_bytes())
        if quick.faults:
            assert quick == patient


@pytest.mark.parametrize(
    "content",
    [
        b"a: \tb\n- c",
        b"a: 1\nb: &x 2\nc: !!str 3\nd: [*x\n",
        b"\xef\xbb\xbfa: 1\nb: \xff",
        b"#" * (LARGEST + 1),
        b"\n" + b"[" * (DEEPEST + 1),
        b"[" + b"1," * 40_000 + b"]",
        b"<<: {a: 1}",
        b"a: 'yes'\nb: yes\nc: |\n  7\nd: 7",
        b"",
    ],
)
def test_a_file_has_the_limits_and_faults_of_a_text(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    assert read_yaml_file(tmp_path / "a.yaml") == read_yaml(content)
