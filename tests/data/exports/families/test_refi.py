"""What is written in the REFI-QDA format holds to the standard's own schemas and to its rules."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from data.coded_project import Code, CodedProject, Source
from data.exports.families.qdc import write_qdc
from data.exports.families.qdpx import write_qdpx
from tests.conftest import shared_folder
from tests.data.exports.families.coded import SECOND, TEXT, studies, study

PROJECT = "{urn:QDA-XML:project:1.0}"
EMPTY = CodedProject("s", "Empty", date(2027, 1, 1))
Check = Callable[[bytes], None]


@pytest.fixture(scope="module")
def schemas() -> dict[str, Check]:
    """The schemas that the publisher of the standard gives out."""
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")
    folder = shared_folder("schemas") / "refi_qda"
    made = {name: xmlschema.XMLSchema(folder / f"{name}.xsd") for name in ("Codebook", "Project")}
    return {name: lambda text, of=of: of.validate(text.decode()) for name, of in made.items()}


def inner(written: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(written)) as container:
        return container.read("project.qde")


def tree(written: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(inner(written))


def test_both_files_are_valid(schemas: dict[str, Check]) -> None:
    schemas["Codebook"](write_qdc(study()))
    schemas["Project"](inner(write_qdpx(study())))


def test_a_study_with_nothing_in_it_yet_is_valid_and_holds_no_empty_list(
    schemas: dict[str, Check],
) -> None:
    written = inner(write_qdpx(EMPTY))
    schemas["Project"](written)
    assert [each.tag for each in ElementTree.fromstring(written)] == [f"{PROJECT}Description"]


def test_a_codebook_without_a_code_is_not_written_since_none_would_be_valid() -> None:
    with pytest.raises(ValueError, match="there is no code yet"):
        write_qdc(EMPTY)


@settings(max_examples=60, deadline=None)
@given(project=studies())
def test_whatever_was_said_and_coded_the_file_is_valid(
    schemas: dict[str, Check], project: CodedProject
) -> None:
    schemas["Project"](inner(write_qdpx(project)))
    schemas["Codebook"](write_qdc(project))


def test_the_schemas_do_refuse(schemas: dict[str, Check]) -> None:
    import xmlschema

    written = inner(write_qdpx(study()))
    for old, new in ((b"<Users>", b"<Sets/><Users>"), (b' name="What', b' nome="What')):
        with pytest.raises(xmlschema.XMLSchemaValidationError):
            schemas["Project"](written.replace(old, new))


def test_the_container_holds_the_project_and_flat_texts_in_small_letters() -> None:
    with zipfile.ZipFile(io.BytesIO(write_qdpx(study()))) as container:
        first, *texts = container.namelist()
        assert first == "project.qde"
        assert len(texts) == 2
        assert all(re.fullmatch(r"sources/[0-9a-f-]{36}\.txt", name) for name in texts)
        assert [container.read(name).decode() for name in texts] == [TEXT, SECOND]


def test_a_text_is_named_once_and_its_file_is_there() -> None:
    written = write_qdpx(study())
    names = zipfile.ZipFile(io.BytesIO(written)).namelist()
    for source in tree(written).iter(f"{PROJECT}TextSource"):
        assert "richTextPath" not in source.attrib
        assert source.find(f"{PROJECT}PlainTextContent") is None
        path = source.attrib["plainTextPath"]
        assert path == f"internal://{source.attrib['guid']}.txt"
        assert path.replace("internal://", "sources/") in names


def test_places_are_code_points_and_their_end_is_the_first_that_does_not_belong() -> None:
    (first, _) = tree(write_qdpx(study())).iter(f"{PROJECT}TextSource")
    words = [
        TEXT[int(each.attrib["startPosition"]) : int(each.attrib["endPosition"])]
        for each in first.iter(f"{PROJECT}PlainTextSelection")
    ]
    assert words == ["no había quien los cuidara", "😀.\nWe", "e\u0301ight weeks"]


def test_the_same_words_are_marked_once_with_the_codings_of_both_coders() -> None:
    (first, *_) = tree(write_qdpx(study())).iter(f"{PROJECT}PlainTextSelection")
    coders = [each.attrib["creatingUser"] for each in first.iter(f"{PROJECT}Coding")]
    assert len(set(coders)) == 2


def test_every_id_is_a_uuid_used_once_and_every_reference_leads_somewhere() -> None:
    root = tree(write_qdpx(study()))
    own = [each.attrib["guid"] for each in root.iter() if "guid" in each.attrib]
    assert len(own) == len(set(own)) == sum(1 for each in own if UUID(each))
    wanted = {
        each.attrib[name]
        for each in root.iter()
        for name in ("targetGUID", "creatingUser")
        if name in each.attrib
    }
    assert wanted
    assert wanted <= set(own)


def test_times_have_a_zone() -> None:
    times = re.findall(rb'DateTime="([^"]+)"', inner(write_qdpx(study())))
    assert b"2027-04-01T15:30:00Z" in times
    assert all(time.endswith(b"Z") for time in times)


def test_the_same_study_gives_the_same_bytes_and_a_change_changes_only_itself() -> None:
    assert write_qdpx(study()) == write_qdpx(study())
    assert write_qdc(study()) == write_qdc(study())
    one = study()
    more = replace(one, sources=(*one.sources, Source("t3", "Session 3", "More.")))
    ids = {each.attrib["guid"] for each in tree(write_qdpx(one)).iter() if "guid" in each.attrib}
    grown = {each.attrib["guid"] for each in tree(write_qdpx(more)).iter() if "guid" in each.attrib}
    assert ids < grown
    assert len(grown - ids) == 1


def test_an_id_that_is_a_uuid_already_stays_so_that_teams_can_share_a_codebook() -> None:
    shared = "5f0c1a52-9f0b-4d36-8f86-0d6a4b1f7c11"
    for project in ("one", "two"):
        made = replace(EMPTY, id=project, codes=(Code(shared.upper(), "Childcare"),))
        assert f'guid="{shared}"'.encode() in write_qdc(made)


def test_the_same_id_in_two_studies_is_not_the_same_thing() -> None:
    made = {write_qdc(replace(EMPTY, id=own, codes=(Code("1", "A"),))) for own in ("one", "two")}
    assert len(made) == 2


@pytest.mark.parametrize("write", [write_qdc, lambda project: inner(write_qdpx(project))])
def test_what_was_left_out_stands_in_the_file_with_why(write) -> None:
    text = write(study()).decode()
    assert "Left out: 1 texts. Why: one is not released yet." in text
    assert "Nothing was left out." in write(replace(study(), withheld=())).decode()


def test_a_remark_cannot_be_ended_by_what_stands_in_it() -> None:
    written = write_qdc(replace(study(), about=("a --> <!-- ---", "b-")))
    ElementTree.fromstring(written)
    assert written.count(b"-->") == 1


def test_definition_and_use_stand_in_the_one_place_that_the_format_has() -> None:
    told = b"Nobody to leave a child with\n\nInclude: yes\n\nExclude: no"
    assert told in write_qdc(study())


def test_nothing_that_xml_cannot_hold_gets_into_it() -> None:
    odd = Code("1", 'a"\x08\n\t\ufffe<&>\x1b', definition="\x0c]]>")
    written = write_qdc(replace(EMPTY, codes=(odd,)))
    (code,) = ElementTree.fromstring(written).iter("{urn:QDA-XML:codebook:1.0}Code")
    assert code.attrib["name"] == 'a"\n\t<&>'
    assert code[0].text == "]]>"
