"""One table says what can be taken away, and what is in it."""

import pytest

from data.coded_project import CodedProject
from data.exports.families.formats import FAMILY_FORMATS, write
from tests.data.exports.families.coded import report, study


@pytest.mark.parametrize("key", FAMILY_FORMATS)
def test_unchanged_content_gives_the_same_file_again(key: str) -> None:
    content = study() if FAMILY_FORMATS[key].takes is CodedProject else report()
    assert write(content, key) == write(content, key)


@pytest.mark.parametrize("key", FAMILY_FORMATS)
def test_a_format_that_holds_no_texts_holds_no_words_of_the_texts(key: str) -> None:
    chosen = FAMILY_FORMATS[key]
    if chosen.takes is CodedProject and not chosen.has_texts:
        assert b"waited" not in write(study(), key)


def test_the_commands_words_for_formats_are_all_there() -> None:
    assert {"qdc", "qdpx", "taguette", "xlsx", "docx", "html"} <= set(FAMILY_FORMATS)
    names = {(each.extension, each.for_participants) for each in FAMILY_FORMATS.values()}
    assert len(names) == len(FAMILY_FORMATS)


def test_a_format_says_what_it_takes() -> None:
    with pytest.raises(ValueError, match="format 'docx': it takes FamilyFindings"):
        write(study(), "docx")
    with pytest.raises(ValueError, match=r"format: one of qdc, qdpx, .*, not 'pdf'"):
        write(study(), "pdf")
