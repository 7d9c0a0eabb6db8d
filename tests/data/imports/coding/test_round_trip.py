"""What we write comes back: every span, memo, coder and session, and the same once more."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from data.coded_project import CodedProject, paths
from data.exports.families.formats import write
from data.imports.coding.reading import read_coded_file
from tests.data.exports.families.coded import spans, studies, study


@settings(max_examples=150, deadline=None)
@given(project=studies())
def test_every_span_of_any_text_comes_back_equal(project: CodedProject) -> None:
    found, losses = read_coded_file(write(project, "qdpx"), "a.qdpx")
    assert spans(found) == spans(project)
    assert [each.sha256 for each in found.sources] == [each.sha256 for each in project.sources]
    assert list(paths(found.codes).values()) == list(paths(project.codes).values())
    assert losses == ()


@settings(max_examples=100, deadline=None)
@given(project=studies())
def test_every_span_comes_back_from_a_project_of_taguette(project: CodedProject) -> None:
    found, losses = read_coded_file(write(project, "taguette"), "a.sqlite3")
    wanted = {
        (source.name, one.start, one.end, source.text[one.start : one.end].strip("\0"))
        for source in project.sources
        for one in source.codings
    }
    names = {each.id: each.name for each in found.sources}
    came = {
        (names[source.id], one.start, one.end) for source in found.sources for one in source.codings
    }
    assert came == {each[:3] for each in wanted}
    assert {each.what for each in losses} <= {"names of coders"}


def test_a_study_comes_back_with_all_that_is_known_of_it() -> None:
    found, losses = read_coded_file(write(study(), "qdpx"), "a.qdpx")
    assert spans(found) == spans(study())
    assert [each.made_on for each in found.sources[0].codings] == [
        each.made_on for each in study().sources[0].codings
    ]
    code, wanted = found.codes[1], study().codes[1]
    assert replace(code, id=wanted.id, parent=wanted.parent) == wanted
    assert [each.variables for each in found.cases] == [each.variables for each in study().cases]
    texts = {each.id: each.name for each in found.sources}
    names = [each.name for each in study().sources]
    assert [[texts[one] for one in each.sources] for each in found.cases] == [[e] for e in names]
    assert (found.name, found.as_of) == (study().name, study().as_of)
    assert losses == ()


def test_what_was_read_is_written_again_with_the_same_ids() -> None:
    first = write(study(), "qdpx")
    found, _ = read_coded_file(first, "a.qdpx")
    plain = replace(found, about=(), id=study().id)
    again = write(plain, "qdpx")
    twice, _ = read_coded_file(again, "b.qdpx")
    assert twice.sources == found.sources
    assert twice.codes == found.codes
    assert twice.cases == found.cases


def test_a_codebook_comes_back_from_both_of_its_files() -> None:
    wanted = list(paths(study().codes).values())
    for key, name in (("qdc", "a.qdc"), ("taguette-codebook", "a.csv")):
        found, losses = read_coded_file(write(study(), key), name)
        assert list(paths(found.codes).values()) == wanted, key
        told = {each.name: (each.definition, each.include, each.exclude) for each in found.codes}
        assert told["Childcare"] == ("Nobody to leave a child with", "yes", "no")
        assert losses == ()


def test_a_file_is_read_from_its_path_too(tmp_path: Path) -> None:
    place = tmp_path / "ours.qdpx"
    place.write_bytes(write(study(), "qdpx"))
    found, _ = read_coded_file(place)
    assert spans(found) == spans(study())
