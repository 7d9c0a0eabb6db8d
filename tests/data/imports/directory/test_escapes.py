"""Apostrophes that keep formulas from running come off where a data package declares them."""

import json

import pytest

from data.exports.safe import csv_text
from data.imports.directory.escapes import DECLARATION, DECLARED, plain
from data.imports.directory.reading import read_directory
from tests.hostile.formulas import FORMULAS

PACKAGE = {"resources": [{"path": "services.csv"}], "rows": []}
TABLE = b"id,name,phone\ns1,'=Help,'+1 617 555 0001\ns2,'Round the corner,'s\n"


@pytest.mark.parametrize(
    "text", [*FORMULAS, "+1 617 555 0001", "'=x", "a;-b;c", "'tis", "a;'b", "-", ""], ids=ascii
)
def test_what_was_written_safely_comes_back(text: str) -> None:
    told = " ".join(text.split())
    assert csv_text(plain(csv_text(text))) == csv_text(text)
    if text.isprintable() and text == told:
        assert plain(csv_text(text)) == text


def read(package: dict[str, object], folder: str = "") -> list[tuple[str, tuple[str, ...]]]:
    files = {
        f"{folder}datapackage.json": json.dumps(package).encode(),
        "services.csv": TABLE,
    }
    return [(each.name, each.phones) for each in read_directory(files).services]


def test_it_comes_off_only_where_the_package_beside_the_table_says_so() -> None:
    declared = {**PACKAGE, DECLARED: DECLARATION}
    plainly = [("=Help", ("+1 617 555 0001",)), ("'Round the corner", ("'s",))]
    as_it_came = [("'=Help", ("'+1 617 555 0001",)), plainly[1]]
    assert read(declared) == plainly
    assert read(PACKAGE) == as_it_came
    assert read(declared, folder="other/") == as_it_came
