"""Slips for the hat: tagged, complete, and deaf to what names try to say."""

import csv
import io
import re
import zlib
from dataclasses import dataclass
from datetime import date

import pytest

from data.exports.slips import spaced_code, write_links_csv, write_slips

CLOSES_ON = date(2026, 12, 12)
HOSTILE_NAMES = (
    '#panic("stop")',
    '#read("/etc/passwd")',
    "#set text(size: 90pt)",
    "$ integral $ *bold* _it_ `raw` <label> @reference",
    "// comment",
    "/* open",
    '"quoted" \\ backslash \\u{41}',
    "]] [[ }} {{",
    "<script>alert(1)</script>",
    "= Heading",
    "Niñez, ¿dónde? ÁÉÍÓÚÜÑ",
)


@dataclass(frozen=True)
class PaperSlip:
    group_code: str
    group_name: dict[str, str]
    secret: str
    url: str


def slip(number: int, *, group: str = "g1", name: str = "Courts and legal partners") -> PaperSlip:
    code = f"AB{number:02d}-CD{number:02d}"
    return PaperSlip(
        group, {"en": name, "es": name}, code, f"https://table.example.org/join/{code}"
    )


def written(slips: list[PaperSlip], **changes: object) -> bytes:
    options: dict[str, object] = {
        "title": "Our Shared Values",
        "closes_on": CLOSES_ON,
        "public_url": "https://table.example.org",
        "languages": ("en", "es"),
        "demo": False,
    }
    return write_slips(slips, **(options | changes))  # type: ignore[arg-type]


def unpacked(pdf: bytes) -> bytes:
    """The file with its compressed streams opened, to look for the names of its objects."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", unpacked(pdf)))


def pictures_described(pdf: bytes) -> int:
    return len(re.findall(rb"/S\s*/Figure", unpacked(pdf)))


def test_the_sheet_is_a_tagged_pdf_that_says_it_follows_the_accessibility_standard() -> None:
    content = unpacked(written([slip(1)]))
    assert content.startswith(b"%PDF-")
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked\s+true", content)
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang\s*\(en\)", content)
    assert b"pdfuaid:part" in content


@pytest.mark.parametrize(("seats", "expected"), [(1, 2), (6, 2), (7, 3), (13, 4)])
def test_a_group_gets_a_cover_and_six_slips_to_a_page(seats: int, expected: int) -> None:
    pdf = written([slip(number) for number in range(seats)])
    assert pages(pdf) == expected
    assert pictures_described(pdf) == seats


def test_each_group_starts_with_its_own_cover() -> None:
    slips = [slip(1), slip(2, group="g2", name="Child welfare"), slip(3)]
    assert pages(written(slips)) == 4


def test_slips_come_on_both_papers() -> None:
    letter, a4 = unpacked(written([slip(1)])), unpacked(written([slip(1)], paper="a4"))
    assert re.search(rb"/MediaBox\s*\[0 0 612 792\]", letter)
    assert re.search(rb"/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]", a4)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_is_never_read_as_markup(name: str) -> None:
    pdf = written([slip(1, name=name)], title=name)
    assert pages(pdf) == 2


def test_the_same_slips_make_the_same_bytes() -> None:
    assert written([slip(1)]) == written([slip(1)])


@pytest.mark.parametrize("languages", [("en",), ("es",), ("es", "en"), ("fr",)])
def test_slips_speak_one_language_or_several(languages: tuple[str, ...]) -> None:
    assert pages(written([slip(1)], languages=languages)) == 2


def test_a_demo_sheet_is_not_the_same_as_a_real_one() -> None:
    assert written([slip(1)], demo=True) != written([slip(1)])


def test_an_empty_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no slip came; a sheet needs at least one\."):
        written([])


def test_a_sheet_without_a_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no language came"):
        written([slip(1)], languages=())


def test_an_unknown_paper_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="paper is one of letter, a4, not 'legal'"):
        written([slip(1)], paper="legal")


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        ("ABCD12345", "ABC-D12-345"),
        ("ABC-D12-345", "ABC-D12-345"),
        ("ABCD1234", "ABCD-1234"),
        ("a-long_link", "a-long_link"),
    ],
)
def test_codes_are_shown_in_parts_as_they_are_read_aloud(secret: str, shown: str) -> None:
    assert spaced_code(secret) == shown


def test_links_are_listed_by_group_and_safe_to_open_in_a_spreadsheet() -> None:
    listed = write_links_csv(
        [slip(1, name="=1+1"), slip(2)], title="@Values", closes_on=CLOSES_ON
    ).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(listed)))
    assert rows[0] == ["wave", "group", "link", "open_through"]
    assert rows[1] == [
        "'@Values",
        "'=1+1",
        "https://table.example.org/join/AB01-CD01",
        "2026-12-12",
    ]
    assert rows[2][1] == "Courts and legal partners"
