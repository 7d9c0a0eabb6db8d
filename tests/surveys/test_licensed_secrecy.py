"""Files that are no edition at all, and problems that never quote the wording of one."""

import pytest

from tests.surveys.conftest import told

GARBAGE = {
    "a picture as a table": (b"\x89PNG\r\n\x1a\n\x00\xff", "a.csv", "I051", "byte 1 of the file"),
    "a picture as YAML": (b"\x89PNG\r\n\x1a\n\x00\xff", "a.yaml", "I002", "byte 1 of the file"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00\xff\xfe", "a.xlsx", "I002", "byte 9 of the file"),
    "nothing as a table": (b"", "a.csv", "I051", "there is no row"),
    "a table of another kind": (b"a,b\n1,2\n", "a.csv", "I051", "there is no column type, id"),
    "a page of the web": (b"<html><body>Hi</body></html>", "a.yaml", "I012", "a table of fields"),
    "a letter": (b"Dear all,\n\nhello.\n", "a.yaml", "I012", "give a table of fields"),
    "a list": (b"- a\n- b\n", "a.yaml", "I012", "a list of 2 came; give a table of fields"),
    "a table in another alphabet": (
        "type,id,language,text\ntitle,,es,Niñez\n".encode("latin-1"),
        "a.csv",
        "I051",
        "row 2: byte 35 of the file is not UTF-8 text; save it as CSV in UTF-8",
    ),
    "a control character": (
        b"type,id,language,text\ntitle,,en,A\x00B\n",
        "a.csv",
        "I051",
        "row 2: it holds a sign that no text has",
    ),
    "an endless cell": (
        b'type,id,language,text\ntitle,,en,"' + b"x" * 200_000,
        "a.csv",
        "I051",
        "row 2: a cell is never closed, or far too long",
    ),
    "too much of a table": (b"type,id,language,text\n" * 50_000, "a.csv", "I006", "1,000,000 byte"),
    "too much of YAML": (b"a: b\n" * 200_001, "a.yaml", "I006", "it has more than 1,000,000 bytes"),
}


@pytest.mark.parametrize("case", GARBAGE, ids=str)
def test_garbage_is_told_in_plain_words(case: str) -> None:
    content, name, code, words = GARBAGE[case]
    first, *others = told(content, name)
    assert first.startswith(f"{code} {name}: ")
    assert words in first
    assert others == []


SECRETS = ("decide", "office", "causes.", "families?", "disagree", "Dinero", "juez", "Inventario")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scale,q1,en", "We decide together,q1,en"),
        ("scale,q1,en,", 'scale,"We decide together, always",en,'),
        ("scale,q1,en", "scale,q1,We decide"),
        ("point,1,en,Strongly disagree", "point,Strongly disagree,en,1"),
        ("no_answer,dk,en,Don't know", "no_answer,We decide,en,Don't know"),
        ("option,a,es,Dinero", "option,Dinero o juez,es,a"),
        ("edition,county_inventory,,2.0.0", "edition,Inventario del condado,,We decide"),
        ("scale,q2,en,Each office works alone.,x,", "scale,q2,en,y,Each office works,"),
        ("scale,q2,en,Each office works alone.", f"scale,q2,en,{'Each office ' * 300}"),
        ("percent,q4,en,What percent of families?,,causes", "percent,q4,en,x,,of families?"),
    ],
)
def test_no_problem_of_a_table_quotes_the_wording_even_from_the_wrong_cell(
    table: str, old: str, new: str
) -> None:
    assert table.count(old) == 1
    problems = "\n".join(told(table.replace(old, new), "a.csv"))
    assert [secret for secret in SECRETS if secret in problems] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- id: q1", "- id: We decide together"),
        ("  type: percent", "  type: We decide together"),
        ("  reverse: true", "  We decide together: true"),
        ("  domain: sharing\n  reverse", "  domain: We decide it\n  reverse"),
        ("{en: Money, es: Dinero}", "Dinero o juez"),
        ("{en: Money, es: Dinero}", "{Dinero o juez: Money}"),
        ("version: 2.0.0", "We decide this: 1\nWe decide this: 2"),
        ("version: 2.0.0", "version: !We-decide-this-and-that-and-all-that-is-in-the-office x"),
        ("version: 2.0.0", "version: 2.0.0: We decide"),
        ("{value: 1, label", "{value: We decide, label"),
    ],
)
def test_no_problem_of_yaml_quotes_the_wording_even_from_the_wrong_field(
    plain: str, old: str, new: str
) -> None:
    assert plain.count(old) == 1
    problems = "\n".join(told(plain.replace(old, new), "a.yaml"))
    assert [secret for secret in SECRETS if secret in problems] == []
