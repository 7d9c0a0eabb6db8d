"""Taguette itself takes what we write and finds the very words; what it writes comes back to us.

It needs an older SQLAlchemy than this product, so it lives in an environment of its own.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

from data.exports.families.taguette import tag_paths, write_taguette, write_taguette_codebook
from data.imports.coding.reading import read_coded_file
from tests.data.exports.families.coded import spans, study

pytestmark = pytest.mark.long
VERSION = "1.5.2"
TAKES = """
import json, logging, sys
logging.disable(logging.CRITICAL)
from bs4 import BeautifulSoup
from taguette import database, extract, import_codebook

def connected(path, **how):
    return database.connect(f"sqlite:///{path}", **how)()

def words(markup):
    return BeautifulSoup(markup, "html5lib").get_text()

theirs, ours, table, given_back = sys.argv[1:]
wanted, workspace, out = connected(theirs, external=True), connected(ours), connected(given_back)
for place in (workspace, out):
    place.add(database.User(login="admin"))
    place.commit()
project = database.copy_project(wanted, workspace, 1, "admin")
found = [
    [document.name, words(extract.extract(document.contents, each.start_offset, each.end_offset)),
     words(each.snippet), sorted(tag.path for tag in each.tags)]
    for document in workspace.query(database.Document).order_by(database.Document.id)
    for each in sorted(document.highlights, key=lambda one: one.start_offset)
]
database.copy_project(workspace, out, project, "admin")
codebook = import_codebook.list_tags(open(table, "rb"))
revision = out.execute("SELECT version_num FROM alembic_version").scalar()
print(json.dumps({"found": found, "codebook": codebook, "revision": revision}))
"""


@pytest.fixture(scope="module")
def taguette(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has Taguette; skips where the package cannot be had."""
    folder = tmp_path_factory.mktemp("taguette")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    wanted = [python, "-m", "pip", "install", "--quiet", f"taguette=={VERSION}"]
    if subprocess.run(wanted, check=False, capture_output=True, timeout=900).returncode:
        pytest.skip(f"the package taguette {VERSION} could not be installed from an index")
    tried = [python, "-c", "import taguette"]
    if subprocess.run(tried, check=False, capture_output=True).returncode:
        pytest.skip(f"the package taguette {VERSION} is not importable with {sys.version}")
    return python


@pytest.fixture(scope="module")
def taken(taguette: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Taguette says of our files, and the file that it writes itself."""
    folder = tmp_path_factory.mktemp("files")
    ours, table, back = (folder / name for name in ("ours.sqlite3", "ours.csv", "back.sqlite3"))
    ours.write_bytes(write_taguette(study()))
    table.write_bytes(write_taguette_codebook(study()))
    ran = subprocess.run(
        [taguette, "-c", TAKES, ours, folder / "work.sqlite3", table, back],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    return {**json.loads(ran.stdout.splitlines()[-1]), "back": back.read_bytes()}


def test_it_finds_the_very_words_with_their_codes(taken: dict[str, Any]) -> None:
    tags = tag_paths(study())
    wanted: dict[tuple[str, int, int], tuple[str, set[str]]] = {}
    for source in study().sources:
        for each in source.codings:
            place = (source.name, each.start, each.end)
            wanted.setdefault(place, (source.words(each), set()))[1].add(tags[each.code])
    lines = [
        [name, words.rstrip("\n"), sorted(codes)] for (name, *_), (words, codes) in wanted.items()
    ]
    assert [[name, words.rstrip("\n"), codes] for name, words, _, codes in taken["found"]] == lines
    assert all(words == snippet for _, words, snippet, _ in taken["found"])


def test_it_offers_every_code_of_the_table(taken: dict[str, Any]) -> None:
    assert [each["path"] for each in taken["codebook"]] == list(tag_paths(study()).values())
    assert taken["codebook"][1]["description"].startswith("Nobody to leave a child with")


def test_its_own_file_comes_back_with_every_place(taken: dict[str, Any]) -> None:
    assert taken["revision"] == "db5e31a0233d"
    found, losses = read_coded_file(taken["back"], "back.sqlite3")
    wanted = {each[:4] for each in spans(study())}
    assert {each[:4] for each in spans(found)} == wanted
    assert [each.what for each in losses] == ["names of coders"]
