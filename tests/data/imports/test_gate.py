"""What passes the gate, what does not, and that nothing goes around it."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from data.imports.gate import Admitted, Limits, admit, claimed_kind
from data.imports.problems import Refused
from data.imports.questionnaires import MOST_ROWS, read_questionnaire
from surveys.problems import InstrumentProblems
from tests.hostile.containers import packed, workbook
from tests.hostile.mutations import LICENSED_TABLE, LICENSED_YAML
from tests.house.trees import trees

SMALL = Limits(40, line=20, lines=3)

PARSERS = ("csv", "yaml", "openpyxl", "zipfile", "xml", "tomllib", "pickle", "marshal", "shelve")
MAY_IMPORT = {
    "data/exports/csv.py": "writes only",
    "data/exports/archive.py": "writes only",
    "data/exports/package.py": "writes only",
    "data/exports/plan/writing.py": "writes only",
    "data/exports/portfolio.py": "writes only",
    "data/exports/report/office.py": "packs a file of its own writer anew",
    "data/exports/resources/zipped.py": "writes only",
    "data/exports/resources/rows.py": "writes only",
    "data/exports/scan/writing.py": "writes only",
    "data/exports/slips.py": "writes only",
    "data/geography/building.py": "is run by hand on a file of one's own, to make the maps anew",
    "data/geography/gazetteer.py": "reads words that came with the product",
    "data/geography/vintages.py": "reads words that came with the product",
    "data/imports/coding/codebook_table.py": "takes what was admitted",
    "data/imports/coding/tree.py": "refuses document types, depth and size while it reads",
    "data/imports/containers.py": "the gate",
    "data/imports/directory/quotes.py": "takes text of what was admitted",
    "data/imports/directory/tables.py": "takes what was admitted",
    "data/imports/gate.py": "the gate",
    "data/imports/evidence_office.py": "the gate; after markup.py",
    "data/imports/markup.py": "the gate",
    "data/imports/responses.py": "takes what was admitted",
    "data/imports/transcripts/document.py": "takes what was admitted",
    "data/imports/workbooks.py": "takes what was admitted",
    "data/services/demo_directories.py": "writes only",
    "data/services/promises.py": "reads words that came with the product",
    "pages/parts/words.py": "reads words that came with the product",
    "surveys/library.py": "writes only; reads through surveys/yaml_reader.py",
    "surveys/licensed_table.py": "takes what was admitted, and has limits of its own",
    "surveys/publish.py": "reads checksums beside an instrument of one's own",
    "surveys/sentences.py": "reads words that came with the product",
    "surveys/yaml_reader.py": "takes what was admitted, and has limits of its own",
}
OF_QUESTIONNAIRES = {
    "data/imports/questionnaires.py": "after the gate",
    "data/commands/instrument.py": "an author's own file, read up to the same size",
    "surveys/licensed.py": "is where it is defined",
}
OF_JSON = {
    "data/keyring.py": "notes that the program wrote into its own folder of keys",
    "data/services/nightly.py": "the list that the program wrote into the folder of its files",
    "data/services/auditing.py": "a result on one's own machine, up to a size, with a checksum",
}


@cache
def product() -> dict[str, ast.Module]:
    """All modules of the product, by their path."""
    rooms = ("surveys", "scoring", "data", "pages")
    return {path.as_posix(): tree for room in rooms for path, tree in trees(room).items()}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def called(tree: ast.Module) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def naming(name: str) -> set[str]:
    """The modules that name something, other than in a text."""
    return {
        path
        for path, tree in product().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
        or (isinstance(node, ast.alias) and node.name == name)
        or (isinstance(node, ast.FunctionDef) and node.name == name)
    }


def test_nobody_else_imports_a_parser_of_files() -> None:
    assert {path for path, tree in product().items() if set(imported(tree)) & set(PARSERS)} == set(
        MAY_IMPORT
    )


def test_those_that_only_write_have_no_reader() -> None:
    readers = {"csv.reader", "csv.DictReader", "yaml.safe_load", "yaml.load"}
    for path, why in MAY_IMPORT.items():
        if why.startswith("writes only"):
            assert not called(product()[path]) & readers, path


def test_the_words_that_come_with_the_product_are_read_from_its_own_folder() -> None:
    for path in [path for path, why in MAY_IMPORT.items() if why.startswith("reads words")]:
        assert "Path(__file__)" in ast.unparse(product()[path]), path
        assert not called(product()[path]) & {"open", "input"}, path


def test_uploaded_questionnaires_have_one_way_in() -> None:
    assert naming("read_licensed") == set(OF_QUESTIONNAIRES)
    assert naming("read_questionnaire") == {
        "data/imports/questionnaires.py",
        "data/services/editions.py",
    }
    gated = ast.unparse(product()["data/imports/questionnaires.py"])
    assert gated.count("read_licensed(") == 1
    assert "read_licensed(_admitted(content, filename)" in gated


def test_uploads_come_in_at_one_place_and_go_to_one_service() -> None:
    screens = {
        "pages/facilitator/instruments.py",
        "pages/facilitator/outcomes.py",
        "pages/families/code_import.py",
        "pages/families/taking_in.py",
        "pages/resources/counties.py",
        "pages/resources/importing.py",
        "pages/scan/files.py",
    }
    assert naming("file_uploader") == screens
    assert naming("getvalue") & {path for path in product() if path.startswith("pages/")} == screens
    assert naming("admit_evidence") == {"data/imports/evidence.py", "data/services/scan_answers.py"}
    assert naming("import_licensed") == {
        "data/services/editions.py",
        "pages/facilitator/instruments.py",
    }
    for name in ("camera_input", "audio_input", "chat_input", "data_editor"):
        assert naming(name) == set(), name


def test_readers_of_tables_take_what_was_admitted_and_only_the_gate_admits() -> None:
    assert naming("Admitted") == {
        "data/imports/coding/codebook_table.py",
        "data/imports/directory/tables.py",
        "data/imports/gate.py",
        "data/imports/responses.py",
        "data/imports/transcripts/document.py",
        "data/imports/transcripts/reading.py",
        "data/imports/workbooks.py",
    }
    assert {path for path, tree in product().items() if "Admitted" in called(tree)} == {
        "data/imports/gate.py"
    }
    for path in (
        "data/imports/coding/codebook_table.py",
        "data/imports/directory/tables.py",
        "data/imports/responses.py",
        "data/imports/workbooks.py",
    ):
        parsers = {"csv.reader", "openpyxl.load_workbook"}
        for node in ast.walk(product()[path]):
            if isinstance(node, ast.FunctionDef) and parsers & called(
                ast.Module([node], type_ignores=[])
            ):
                assert {"Admitted", "Losses", "str"} >= {
                    ast.unparse(each.annotation) for each in node.args.args if each.annotation
                }, node.name


def test_json_that_came_from_elsewhere_is_read_at_one_place_only() -> None:
    reading = {
        path for path, tree in product().items() if called(tree) & {"json.loads", "json.load"}
    }
    stored = {path for path in reading if "read_bytes" not in ast.unparse(product()[path])}
    assert reading - stored == set(OF_JSON)


def test_nothing_is_ever_unpacked_onto_a_disk() -> None:
    for path, tree in product().items():
        names = {name.rpartition(".")[2] for name in called(tree)}
        assert not names & {"extractall", "extract", "unpack_archive"}, path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "csv"),
        ("a.CSV", "csv"),
        ("a.xlsx", "xlsx"),
        ("A.XLSX", "xlsx"),
        ("a.yaml", "yaml"),
        ("a.yml", "yaml"),
        ("a.txt", "csv"),
        ("answers", "csv"),
        ("a.xlsx.csv", "csv"),
    ],
)
def test_a_file_is_what_its_name_says(name: str, kind: str) -> None:
    assert claimed_kind(name) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 41, "a: it is too large; at most 40 bytes are read."),
        (b"x\ny\r\nz\n", "a: it has 4 lines; at most 3 are read."),
        (
            b"x\n" + b"y" * 21,
            "a: line 2 has 21 bytes; at most 20 are read in one line.",
        ),
        (b"x\0", "a: it holds zero bytes, so it is no text; save it as CSV UTF-8."),
        (b"x\n\xff", "a: byte 3, in line 2, is not UTF-8 text; save it as CSV UTF-8."),
    ],
)
def test_a_text_beyond_its_limits_is_told_where_and_what_would_be_right(
    content: bytes, said: str
) -> None:
    with pytest.raises(Refused) as caught:
        admit(content, name="a", kind="csv", limits=SMALL)
    assert caught.value.problems == (said,)


def test_a_text_exactly_at_its_limits_passes_as_it_came() -> None:
    content = b"\xef\xbb\xbf" + b"x" * 17 + b"\r\n" + b"y" * 17 + b"\r"
    passed = admit(content, name="a", kind="csv", limits=SMALL)
    assert passed == Admitted("a", "csv", content, "utf-8-sig")
    assert passed.text == "x" * 17 + "\r\n" + "y" * 17 + "\r"


def test_windows_letters_are_taken_where_they_are_wanted_and_nowhere_else() -> None:
    wide = {"name": "a", "kind": "csv", "limits": Limits(100)}
    assert admit("niño".encode("cp1252"), **wide, windows_letters=True).text == "niño"  # type: ignore[arg-type]
    with pytest.raises(Refused, match="byte 3, in line 1, is not UTF-8 text"):
        admit("niño".encode("cp1252"), **wide)  # type: ignore[arg-type]


def test_a_workbook_passes_as_it_came() -> None:
    content = packed(workbook())
    passed = admit(content, name="a.xlsx", kind="xlsx", limits=Limits(10_000))
    assert (passed.content, passed.encoding) == (content, "")


PERMISSION = {"owner": "A", "permission": "B", "expires": None}


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", LICENSED_TABLE), ("a.yaml", LICENSED_YAML)]
)
def test_a_good_questionnaire_passes(name: str, content: str) -> None:
    edition = read_questionnaire(content.encode(), name, **PERMISSION)
    assert edition.instrument.id == "county_inventory"


@pytest.mark.parametrize(
    ("name", "code", "right"),
    [
        ("a.csv", "I051", "save it as CSV UTF-8"),
        ("a.yaml", "I002", "save it as UTF-8"),
        ("a.exe", "I002", "save it as UTF-8"),
    ],
)
def test_what_the_gate_says_of_a_questionnaire_is_a_problem_like_others(
    name: str, code: str, right: str
) -> None:
    with pytest.raises(InstrumentProblems) as caught:
        read_questionnaire(packed(workbook()), name, **PERMISSION)
    (found,) = caught.value.problems
    assert (found.code, found.file, found.remedy) == (code, name, right)
    assert "it is a workbook or another container" in found.what


def test_a_table_of_a_questionnaire_has_few_rows_since_each_costs_more_than_the_last() -> None:
    rows = LICENSED_TABLE + "scale,q9,en,x,\n" * MOST_ROWS
    with pytest.raises(InstrumentProblems, match=r"lines; at most 5,000 are read"):
        read_questionnaire(rows.encode(), "a.csv", **PERMISSION)
