"""A file whose ids are new at every export is the same study all the same."""

import re
from dataclasses import replace
from uuid import NAMESPACE_DNS, uuid5

from data.coded_project import Code, Coding
from data.exports.families.qdpx import write_qdpx
from data.imports.coding.matching import with_known_ids
from data.imports.coding.reading import read_coded_file
from tests.data.exports.families.coded import spans, study
from tests.data.exports.families.test_refi import inner
from tests.data.imports.coding.vendors import packed

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def with_new_ids(written: bytes) -> bytes:
    """The same file as a program writes it that makes new ids each time."""
    renamed = _ID.sub(lambda found: str(uuid5(NAMESPACE_DNS, found[0])), inner(written).decode())
    texts = re.findall(r"internal://(\S+?)\"", renamed)
    parts = {f"sources/{name}": one.text for name, one in zip(texts, study().sources, strict=True)}
    return packed({"project.qde": renamed, **parts})


def test_new_ids_are_the_known_things_by_name_letters_and_place() -> None:
    came, _ = read_coded_file(with_new_ids(write_qdpx(study())), "theirs.qdpx")
    assert not {each.id for each in came.codes} & {each.id for each in study().codes}
    found = with_known_ids(came, study())
    assert found.codes == study().codes
    assert found.coders == study().coders
    assert found.sources == study().sources
    assert found.cases == study().cases


def test_two_exports_with_other_ids_are_read_as_the_same() -> None:
    first, _ = read_coded_file(write_qdpx(study()), "a.qdpx")
    second, _ = read_coded_file(with_new_ids(write_qdpx(study())), "b.qdpx")
    found = with_known_ids(second, first)
    assert (found.codes, found.sources, found.cases) == (first.codes, first.sources, first.cases)


def test_what_is_new_keeps_its_id_and_what_moved_is_another_coding() -> None:
    one = study()
    moved = replace(one.sources[0].codings[0], id="new", start=13)
    text = replace(one.sources[0], id="other", codings=(moved, Coding("c1", 0, 4, "new", "a")))
    codes = (*one.codes, Code("new", "New", "top"))
    more = replace(one, codes=codes, sources=(text,), cases=(), matrix=None)
    found = with_known_ids(more, one)
    assert found.sources[0].id == "t1"
    assert [each.id for each in found.sources[0].codings] == ["new", "c1"]
    assert [each.id for each in found.codes] == ["top", "care", "wait", "road", "new"]


def test_two_that_look_alike_never_get_one_id() -> None:
    one = study()
    doubled = replace(one.sources[1], id="x", codings=())
    again = replace(one.sources[1], id="y", codings=())
    came = replace(one, sources=(doubled, again), cases=(), matrix=None)
    assert [each.id for each in with_known_ids(came, one).sources] == ["t2", "y"]


def test_nothing_that_was_given_is_changed() -> None:
    one = study()
    before = spans(one)
    with_known_ids(one, one)
    assert spans(one) == before
