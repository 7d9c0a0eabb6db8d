"""Word documents: what a reader sees is read; what was struck or noted at the side is told."""

import random

import pytest

from data.imports.problems import Refused
from data.imports.transcripts.reading import read_transcript
from data.imports.transcripts.turns import Note, Read, Turn
from tests.data.imports.transcripts.word_files import body, paragraph, row, word_file
from tests.hostile.containers import packed, workbook

RIGHT = "save it as .docx without a password, macros and embedded objects, or as plain text"


def read(content: bytes) -> Read:
    return read_transcript(content, name="a.docx")


def test_paragraphs_with_labels_are_turns() -> None:
    content = word_file(paragraph("ANA: I waited.") + paragraph("BEN (00:02): Me too, ñ &amp; 😀."))
    assert read(content).turns == (Turn("ANA", "I waited."), Turn("BEN", "Me too, ñ & 😀."))


def test_runs_breaks_and_tabs_of_a_paragraph_are_one_text() -> None:
    inside = "<w:p><w:r><w:t>AN</w:t></w:r><w:r><w:t>A:</w:t><w:tab/><w:t>I</w:t></w:r>"
    inside += "<w:r><w:br/><w:t>waited</w:t></w:r></w:p>"
    assert read(word_file(inside)).turns == (Turn("ANA", "I waited"),)


def test_a_table_of_times_speakers_and_words_is_read_by_rows() -> None:
    rows = row("00:01", "Ana R.", "I waited.") + row("00:02", "Ben:", "Me too.") + row("", "", "")
    found = read(word_file(f"<w:tbl>{rows}</w:tbl>"))
    assert found.turns == (Turn("Ana R.", "I waited."), Turn("Ben", "Me too."))
    assert Note("tables_read", 2) in found.notes


def test_struck_words_stay_out_and_added_ones_are_in() -> None:
    inside = (
        "<w:p><w:r><w:t>ANA: I </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>often </w:t></w:r></w:ins><w:r><w:t>waited.</w:t></w:r></w:p>"
    )
    found = read(word_file(inside))
    assert found.turns == (Turn("ANA", "I often waited."),)
    assert Note("deleted_left_out", 1) in found.notes


def test_comments_footnotes_and_headers_stay_out_and_are_told() -> None:
    aside = body(paragraph("secret"))
    found = read(
        word_file(paragraph("ANA: Yes."), word__comments_xml=aside, word__header1_xml=aside)
    )
    assert found.turns == (Turn("ANA", "Yes."),)
    assert Note("notes_left_out", 2) in found.notes


def test_fields_and_what_is_there_a_second_time_for_old_programs_stay_out() -> None:
    inside = (
        "<w:p><w:r><w:t>ANA: Yes</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<mc:AlternateContent><mc:Fallback><w:r><w:t> twice</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    assert read(word_file(inside)).turns == (Turn("ANA", "Yes"),)


def test_a_document_of_the_strict_kind_is_read_too() -> None:
    strict = body(paragraph("ANA: Yes."), space="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(word_file(strict)).turns == (Turn("ANA", "Yes."),)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"ANA: Yes.", "it is no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "it is an old or a locked document"),
        (packed(workbook()), "it is a container and no Word document"),
        (word_file(paragraph("ANA: Yes."))[:-9], "it does not end as a container ends"),
        (word_file(b"<w:document"), "its part 'word/document.xml' is no XML"),
        (
            word_file(body("", head='<!DOCTYPE a [<!ENTITY b "c">]>')),
            "its part 'word/document.xml' defines its own entities or document type",
        ),
        (
            word_file(paragraph("ANA: Yes."), word__vbaProject_bin=b"x"),
            "its part 'word/vbaProject_bin' can run or open by itself",
        ),
        (
            word_file(body("<w:r>" * 99 + "</w:r>" * 99)),
            "its part 'word/document.xml' goes deeper than 100 levels",
        ),
    ],
    ids=["text", "old", "workbook", "cut", "broken", "entities", "macro", "deep"],
)
def test_what_is_no_document_or_can_do_harm_is_refused_in_words(content: bytes, what: str) -> None:
    with pytest.raises(Refused) as caught:
        read(content)
    assert caught.value.problems == (f"a.docx: {what}; {RIGHT}.",)


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(Refused, match=r"a\.docx: it has no words"):
        read(word_file(paragraph(" ")))


def test_whatever_is_damaged_is_read_or_refused_in_words() -> None:
    chance = random.Random(5)
    whole = word_file(paragraph("ANA: Yes.") * 30)
    told: list[str] = []
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            assert read(bytes(content)).turns
        except Refused as problem:
            told.append(problem.problems[0])
    assert len(told) > 300
    assert all(each.startswith("a.docx: ") for each in told)
