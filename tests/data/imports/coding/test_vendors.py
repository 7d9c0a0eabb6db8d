"""Every peculiarity that real programs write is read, and whatever is lost is told."""

from datetime import UTC, datetime

import pytest

from data.coded_project import CodedProject
from data.exports.families.qdpx import write_qdpx
from data.imports.coding.losses import Lost
from data.imports.coding.reading import read_coded_file
from tests.data.imports.coding.vendors import (
    CODES,
    TEXT,
    coding,
    own,
    project,
    qdpx,
    selection,
    source,
)

BUS = (TEXT.index("the bus"), TEXT.index("the bus") + 7)


def read(content: bytes, name: str = "theirs.qdpx") -> tuple[CodedProject, tuple[Lost, ...]]:
    return read_coded_file(content, name)


def words(found: CodedProject) -> list[str]:
    return [one.words(each) for one in found.sources for each in one.codings]


def said(losses: tuple[Lost, ...], what: str, why: str, *, repaired: bool = False) -> int:
    """How many of something were lost, or put right, for a reason."""
    return sum(
        each.count
        for each in losses
        if each.what == what and why in each.why and each.repaired is repaired
    )


def test_an_ordinary_file_is_read_and_nothing_is_lost() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS)))))
    assert words(found) == ["the bus"]
    assert (found.name, found.sources[0].name) == ("Theirs", "One")
    assert losses == ()


@pytest.mark.parametrize("main", ["My study.qde", "Study/project.qde", "PROJECT.QDE"])
def test_a_project_that_is_called_otherwise_is_found(main: str) -> None:
    folder = f"{main.rpartition('/')[0]}/sources/" if "/" in main else "sources/"
    found, losses = read(qdpx(project(source(selection(*BUS))), main=main, folder=folder))
    assert words(found) == ["the bus"]
    assert said(losses, "name of the project in the container", "", repaired=True) == 1


@pytest.mark.parametrize("space", ["urn:QDA-XML:project:1:0", "http://example.org/qda", ""])
def test_a_name_space_that_is_written_otherwise_is_told(space: str) -> None:
    found, losses = read(qdpx(project(source(selection(*BUS)), space=space)))
    assert words(found) == ["the bus"]
    assert said(losses, "name of the format", "not that of the standard", repaired=True) == 1


def test_a_codebook_with_a_colon_in_its_name_space_is_read() -> None:
    written = f'<CodeBook xmlns="urn:QDA-XML:codebook:1:0">{CODES[10:-11]}</CodeBook>'
    found, losses = read(written.encode(), "theirs.qdc")
    assert [each.name for each in found.codes] == ["Bus", "Head"]
    assert said(losses, "name of the format", "codebook:1:0", repaired=True) == 1


def test_a_byte_order_mark_in_a_text_is_none_of_its_letters() -> None:
    for written, text in (
        (project(source(selection(*BUS))), TEXT.encode("utf-8-sig")),
        (
            project(
                source(
                    selection(*BUS),
                    attributes="",
                    content=f"<PlainTextContent>\ufeff{TEXT}</PlainTextContent>",
                )
            ),
            b"",
        ),
    ):
        found, losses = read(qdpx(written, text=text))
        assert words(found) == ["the bus"]
        assert found.sources[0].text == TEXT
        assert said(losses, "byte order marks", "", repaired=True) == 1


WINDOWS = "They cut\r\nthe bus.\r\nNobody\r\ncame back.\r\n"
AS_ONE = WINDOWS.replace("\r\n", "\n")


def places(text: str, *wanted: str, names: bool = False) -> str:
    found = []
    for each in wanted:
        at = text.index(each)
        shown = each.replace("\n", " ").replace("\r", "")
        found.append(selection(at, at + len(each), more=f'name="{shown}"' if names else ""))
    return source("".join(found))


@pytest.mark.parametrize(
    ("counted", "attributes", "names"),
    [
        (AS_ONE, 'origin="ATLAS.ti Windows 26"', False),
        (AS_ONE, 'origin="ATLAS.ti Windows 26"', True),
        (AS_ONE, 'origin="Unheard of"', True),
        (WINDOWS, 'origin="MAXQDA 2022"', False),
        (WINDOWS, 'origin="MAXQDA 2022"', True),
        (WINDOWS, 'origin="ATLAS.ti"', True),
        (WINDOWS, "", False),
    ],
)
def test_a_line_break_of_two_signs_is_counted_as_the_program_counts_it(
    counted: str, attributes: str, names: bool
) -> None:
    wanted = ("bus", "Nobody", "back")
    written = project(places(counted, *wanted, names=names), attributes=attributes)
    found, losses = read(qdpx(written, text=WINDOWS))
    assert tuple(words(found)) == wanted
    assert found.sources[0].text == WINDOWS
    moved = said(losses, "places in texts", "counts a line break as one", repaired=True)
    assert moved == (3 if counted == AS_ONE else 0)


def test_places_beyond_the_shorter_count_show_that_line_breaks_are_two() -> None:
    written = project(places(WINDOWS, "back.\r\n"), attributes='origin="ATLAS.ti"')
    found, _ = read(qdpx(written, text=WINDOWS))
    assert words(found) == ["back.\r\n"]


def test_words_that_reach_over_a_line_break_keep_it_whole() -> None:
    written = project(places(AS_ONE, "cut\nthe"), attributes='origin="ATLAS.ti"')
    found, _ = read(qdpx(written, text=WINDOWS))
    assert words(found) == ["cut\r\nthe"]


def test_an_empty_list_of_sets_is_put_right_and_a_full_one_is_lost() -> None:
    empty, losses = read(qdpx(project(source(selection(*BUS)), more="<Sets/>")))
    assert words(empty) == ["the bus"]
    assert said(losses, "list of sets", "not valid", repaired=True) == 1
    full = f'<Sets><Set guid="{own("set")}" name="A"/></Sets>'
    assert said(read(qdpx(project(more=full)))[1], "sets", "not kept") == 1
    book = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{CODES[10:-11]}<Sets/></CodeBook>'
    assert said(read(book.encode(), "a.qdc")[1], "list of sets", "", repaired=True) == 1


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (5, 5, "begin where they end"),
        (9, 5, "not in the text"),
        (-3, 5, "not in the text"),
        (5, 9999, "not in the text"),
        ("five", 9, "not in the text"),
        ("", "", "not in the text"),
        ("9" * 400, "9" * 400, "begin where they end"),
    ],
)
def test_words_without_a_place_are_told_with_their_codings(
    start: object, end: object, why: str
) -> None:
    written = project(source(selection(start, end) + selection(*BUS)))
    found, losses = read(qdpx(written))
    assert words(found) == ["the bus"]
    assert said(losses, "marked passages", why) == 1
    assert said(losses, "codings", why) == 1


NOTE = (
    f'<Notes><Note guid="{own("note")}"><PlainTextContent>ask her</PlainTextContent></Note></Notes>'
)
REFERENCE = f'<NoteRef targetGUID="{own("note")}"/>'


@pytest.mark.parametrize(
    ("inside", "more", "memo"),
    [
        (f"<Description>ask her</Description>{coding()}", "", "ask her"),
        (coding(inside=REFERENCE), NOTE, "ask her"),
        (coding() + REFERENCE, NOTE, "ask her"),
        (f"<Description>ask her</Description>{coding(inside=REFERENCE)}", NOTE, "ask her"),
        (f"<Description>soon</Description>{coding(inside=REFERENCE)}", NOTE, "ask her\n\nsoon"),
    ],
)
def test_a_memo_is_found_wherever_a_program_puts_it(inside: str, more: str, memo: str) -> None:
    found, losses = read(qdpx(project(source(selection(*BUS, inside)), more=more)))
    assert [each.memo for each in found.sources[0].codings] == [memo]
    assert losses == ()


def test_a_memo_on_a_mark_of_its_own_belongs_to_what_is_coded_at_the_same_words() -> None:
    bare = selection(*BUS, f"<Description>ask her</Description>{REFERENCE}")
    found, losses = read(qdpx(project(source(selection(*BUS) + bare), more=NOTE)))
    assert [each.memo for each in found.sources[0].codings] == ["ask her"]
    assert losses == ()
    _, losses = read(qdpx(project(source(bare), more=NOTE)))
    assert said(losses, "memos", "nothing was coded there") == 1
    assert said(losses, "marked passages", "nothing was coded there") == 1
    assert said(losses, "notes", "") == 0


def test_ids_that_are_no_uuids_serve_as_well_and_are_told_and_written_as_uuids() -> None:
    written = project(source(selection(*BUS)), users="").replace(own("bus"), "c001")
    found, losses = read(qdpx(written))
    assert words(found) == ["the bus"]
    assert found.codes[0].id == "c001"
    assert said(losses, "ids", "wants UUIDs", repaired=True) == 1
    again, losses = read(write_qdpx(found))
    assert words(again) == ["the bus"]
    assert said(losses, "ids", "", repaired=True) == 0


def test_a_code_that_stands_at_the_words_themselves_is_a_coding() -> None:
    bare = f'<CodeRef targetGUID="{own("bus")}"/><CodeRef targetGUID="{own("bus")}"/>'
    who = f'creatingUser="{own("ana")}" creationDateTime="2027-04-01T09:30:00Z"'
    found, losses = read(qdpx(project(source(selection(*BUS, bare, more=who)))))
    first, second = found.sources[0].codings
    assert words(found) == ["the bus"] * 2
    assert first.coder == own("ana")
    assert first.made_on == datetime(2027, 4, 1, 9, 30, tzinfo=UTC)
    assert first.id != second.id
    assert said(losses, "codings", "without a coding between", repaired=True) == 2


def test_words_of_notes_that_are_coded_are_told() -> None:
    coded = NOTE.replace("</Note>", f"{selection(0, 3)}</Note>")
    _, losses = read(qdpx(project(source(), more=coded)))
    assert said(losses, "codings", "not those of notes") == 1


def test_a_note_in_a_file_of_its_own_is_read_and_one_that_belongs_nowhere_is_lost() -> None:
    beside = f'<Notes><Note guid="{own("note")}" plainTextPath="internal://note.txt"/></Notes>'
    written = project(source(selection(*BUS, coding(inside=REFERENCE))), more=beside)
    found, losses = read(qdpx(written, more={"sources/note.txt": "ask her"}))
    assert found.sources[0].codings[0].memo == "ask her"
    assert losses == ()
    _, losses = read(qdpx(project(source(selection(*BUS)), more=NOTE)))
    assert said(losses, "notes", "these do not") == 1
    empty = f'<Notes><Note guid="{own("note")}"/></Notes>'
    assert said(read(qdpx(project(source(), more=empty)))[1], "notes", "no text") == 1


def test_the_path_of_a_folder_is_dropped_and_not_repeated() -> None:
    home = "file:///C:/Users/maria.gonzalez/Documents"
    found, losses = read(qdpx(project(source(), attributes=f'basePath="{home}"')))
    assert said(losses, "path of a folder", "with it often a name") == 1
    assert "maria" not in f"{found}{losses}"


@pytest.mark.parametrize("written", ["{%s}", "%s", "{%s} "])
def test_ids_are_read_with_braces_and_in_any_case(written: str) -> None:
    text = project(source(selection(*BUS)))
    braced = text.replace(
        f'targetGUID="{own("bus")}"', f'targetGUID="{written % own("bus").upper()}"'
    )
    found, losses = read(qdpx(braced))
    assert words(found) == ["the bus"]
    assert losses == ()


def test_a_time_without_a_zone_is_taken_as_utc_and_told() -> None:
    made = f'creatingUser="{own("ana")}" creationDateTime='
    texts = {"2027-04-01T09:30:00": UTC, "2027-04-01T04:30:00-05:00": None}
    for text, zone in texts.items():
        written = project(source(selection(*BUS, coding(more=f'{made}"{text}"'))))
        found, losses = read(qdpx(written))
        assert found.sources[0].codings[0].made_on == datetime(2027, 4, 1, 9, 30, tzinfo=UTC)
        assert said(losses, "times", "taken as UTC", repaired=True) == (zone is UTC)
    written = project(source(selection(*BUS, coding(more=f'{made}"yesterday"'))))
    found, losses = read(qdpx(written))
    assert found.sources[0].codings[0].made_on is None
    assert said(losses, "times", "no times") == 1


def test_folders_in_capitals_are_read() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS))), folder="Sources/"))
    assert words(found) == ["the bus"]
    assert losses == ()


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ('richTextPath="internal://a.docx"', "a document with formatting"),
        ("", "there is no text for it"),
        ('plainTextPath="internal://missing.txt"', "missing from it"),
        ('plainTextPath="relative:///../../etc/passwd"', "outside of the file"),
        ('plainTextPath="file:///etc/passwd"', "outside of the file"),
        ('plainTextPath="../project.qde"', "outside of the file"),
    ],
)
def test_a_text_that_is_not_there_is_told_with_its_codings(attributes: str, why: str) -> None:
    written = project(source(selection(*BUS), attributes=attributes))
    found, losses = read(qdpx(written))
    assert found.sources == ()
    assert said(losses, "texts", why) == 1
    assert said(losses, "codings", "their text is not there") == 1
    assert said(losses, "files in the container", "no text of the project") == 1


def test_a_text_that_is_not_utf_8_is_told() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS))), text="niño".encode("cp1252")))
    assert found.sources == ()
    assert said(losses, "texts", "not UTF-8") == 1


@pytest.mark.parametrize("kind", ["PDFSource", "PictureSource", "AudioSource", "VideoSource"])
def test_what_is_no_plain_text_is_told_with_its_codings(kind: str) -> None:
    other = f'<{kind} guid="{own("other")}"><X>{coding()}{coding()}</X></{kind}>'
    found, losses = read(qdpx(project(source(selection(*BUS)) + other)))
    assert words(found) == ["the bus"]
    assert sum(each.count for each in losses if each.why == "only plain texts are kept.") == 3


def test_links_and_graphs_are_told() -> None:
    more = f'<Links><Link guid="{own("l")}"/></Links><Graphs><Graph/><Graph/></Graphs>'
    _, losses = read(qdpx(project(source(), more=more)))
    assert said(losses, "links", "not kept") == 1
    assert said(losses, "graphs", "not kept") == 2


def test_a_coding_whose_code_is_not_there_is_told() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS, coding("gone") + coding())))))
    assert words(found) == ["the bus"]
    assert said(losses, "codings", "not in the codebook") == 1


def test_what_is_missing_is_told_first_and_each_thing_is_one_line() -> None:
    inside = selection(*BUS) + selection(1, 3, coding("gone") + coding("gone", "<X/>"))
    _, losses = read(qdpx(project(source(inside), more="<Sets/>")))
    assert [each.line for each in losses] == [
        "Not kept: 2 codings (Sources): their code is not in the codebook of the file.",
        (
            "Put right: 1 list of sets (Project): an empty list of sets is not valid; there was "
            "nothing in it."
        ),
    ]


def test_words_that_are_marked_and_not_coded_are_told() -> None:
    _, losses = read(qdpx(project(source(selection(*BUS, "<Description>x</Description>")))))
    assert said(losses, "marked passages", "nothing was coded there") == 1


def test_a_heading_that_words_are_coded_with_can_be_used_afterwards() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS, coding("head"))))))
    assert [each.is_codable for each in found.codes] == [True, True]
    assert said(losses, "codes", "headings", repaired=True) == 1


def test_a_code_on_a_whole_text_is_one_on_all_of_its_words() -> None:
    found, losses = read(qdpx(project(source(coding()))))
    assert words(found) == [TEXT]
    assert said(losses, "codings", "text as a whole", repaired=True) == 1


def test_a_coder_who_is_not_told_is_unknown_and_an_address_is_not_kept() -> None:
    found, losses = read(qdpx(project(source(selection(*BUS, coding(more=""))))))
    assert found.sources[0].codings[0].coder == "unknown"
    assert said(losses, "codings", "does not say who", repaired=True) == 1
    users = f'<Users><User guid="{own("ana")}" name="ana@example.org"/></Users>'
    found, losses = read(qdpx(project(source(selection(*BUS)), users=users)))
    assert [each.name for each in found.coders] == ["coder 1"]
    assert "ana@" not in f"{found}{losses}"
    assert said(losses, "names of coders", "an address", repaired=True) == 1


def test_an_id_that_is_there_twice_is_made_two() -> None:
    twice = CODES.replace(own("head"), own("bus"))
    found, losses = read(qdpx(project(source(selection(*BUS)), codes=twice)))
    assert len({each.id for each in found.codes}) == 2
    assert words(found) == ["the bus"]
    assert said(losses, "code", "twice", repaired=True) == 1


def test_colours_names_and_strange_elements_of_codes() -> None:
    codes = (
        f'<CodeBook><Codes><Code guid="{own("a")}" name="A" color="#0AF"/>'
        f'<Code guid="{own("b")}" name="" color="blue"/><Folder/></Codes></CodeBook>'
    )
    found, losses = read(qdpx(project(codes=codes)))
    assert [(each.name, each.colour) for each in found.codes] == [
        ("A", "#00AAFF"),
        ("(no name)", ""),
    ]
    assert said(losses, "colours of codes", "no colours") == 1
    assert said(losses, "code", "has no name", repaired=True) == 1
    assert said(losses, "element Folder", "no code") == 1


def test_facts_of_sessions_are_read_by_their_kind_and_kept_as_written_otherwise() -> None:
    kinds = {"Integer": "7", "Float": "1e400", "Boolean": "1", "Date": "soon", "Text": "April"}
    variables = "".join(f'<Variable guid="{own(kind)}" name="{kind}"/>' for kind in kinds)
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{own(kind)}"/><{kind}Value>{text}</{kind}Value>'
        "</VariableValue>"
        for kind, text in kinds.items()
    )
    loose = '<VariableValue><VariableRef targetGUID="x"/><TextValue>y</TextValue></VariableValue>'
    case = (
        f'<Case guid="{own("case")}" name="Session 1">{values}{loose}'
        f'<SourceRef targetGUID="{own("text")}"/><SourceRef targetGUID="{own("gone")}"/>'
        f'<SelectionRef targetGUID="{own("x")}"/></Case>'
    )
    more = f"<Variables>{variables}</Variables><Cases>{case}</Cases>"
    found, losses = read(qdpx(project(source(), more=more)))
    (session,) = found.cases
    assert {each.name: each.value for each in session.variables} == {
        "Integer": 7,
        "Float": "1e400",
        "Boolean": True,
        "Date": "soon",
        "Text": "April",
    }
    assert session.sources == (own("text"),)
    assert said(losses, "facts about sessions", "not of the kind", repaired=True) == 2
    assert said(losses, "facts about sessions", "what they are called") == 1
    assert said(losses, "texts of sessions", "not kept") == 1
    assert said(losses, "passages and codes of sessions", "") == 1


def test_a_zero_character_becomes_a_space_so_that_no_place_moves() -> None:
    inside = f"<PlainTextContent>{TEXT}</PlainTextContent>"
    found, _ = read(qdpx(project(source(selection(*BUS), attributes="", content=inside))))
    assert words(found) == ["the bus"]
    found, losses = read(qdpx(project(source(selection(*BUS))), text=b"\0" + TEXT[1:].encode()))
    assert found.sources == ()
    assert said(losses, "texts", "not UTF-8") == 1
