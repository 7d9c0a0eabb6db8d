"""A printable sheet of one-time codes, one slip per seat, for drawing from a hat."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import segno
import typst

from data.exports.safe import csv_text, tidy
from data.exports.slip_words import STEPS, WORDS, day_in_words, spoken_language
from data.tokens import plain_code, spaced

TEMPLATES = Path(__file__).parent / "templates"
PAPERS = {"letter": "us-letter", "a4": "a4"}
SLIPS_PER_PAGE = 6
Paper = Literal["letter", "a4"]


class SlipLike(Protocol):
    """What a slip must tell to be printed."""

    @property
    def group_code(self) -> str: ...
    @property
    def group_name(self) -> str | Mapping[str, str]: ...
    @property
    def secret(self) -> str: ...
    @property
    def url(self) -> str: ...


def write_slips(
    slips: Iterable[SlipLike],
    *,
    title: str,
    closes_on: date,
    public_url: str,
    languages: Sequence[str],
    demo: bool,
    paper: Paper = "letter",
) -> bytes:
    """A tagged PDF: for each reporting group a cover sheet, then its slips, six to a page.

    Args:
        slips: the codes as they were issued; within a group their order is kept.
        title: what the team calls this round.
        closes_on: the last day on which a code works.
        public_url: the address people type, without the path.
        languages: what the slips speak, the main language first.
        demo: whether the team is made up; every slip then says so.
        paper: "letter" or "a4".

    Raises:
        ValueError: there is no slip, no language, or no such paper.
    """
    entries = tuple(slips)
    _check(entries, languages=languages, paper=paper)
    groups = [
        _group(
            group,
            closes_on=closes_on,
            address=f"{public_url.rstrip('/')}/code",
            languages=languages,
            demo=demo,
        )
        for group in _by_group(entries)
    ]
    sheet = _sheet(groups, title=tidy(title), languages=languages, paper=paper)
    return typst.compile(
        TEMPLATES / "slips.typ",
        root=TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards="ua-1",
        timestamp=datetime.combine(closes_on, time(), tzinfo=UTC),
        format="pdf",
    )


def write_links_csv(
    slips: Iterable[SlipLike],
    *,
    title: str = "",
    closes_on: date | None = None,
    language: str = "en",
) -> bytes:
    """The personal links as a list: wave, group, link, last day. It holds secrets.

    Args:
        slips: the links as they were issued.
        title: what the team calls this round.
        closes_on: the last day on which a link works.
        language: of the names of the groups.
    """
    day = closes_on.isoformat() if closes_on else ""
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["wave", "group", "link", "open_through"])
    for slip in slips:
        name = _in_language(slip.group_name, language)
        writer.writerow([csv_text(title), csv_text(name), csv_text(slip.url), day])
    return sheet.getvalue().encode("utf-8-sig")


def spaced_code(secret: str) -> str:
    """A code in its parts, as people read it aloud; anything else as it is."""
    plain = plain_code(secret)
    return secret if plain is None else spaced(plain)


def _sheet(
    groups: list[dict[str, Any]], *, title: str, languages: Sequence[str], paper: Paper
) -> dict[str, Any]:
    return {
        "title": title,
        "paper": PAPERS[paper],
        "per_page": SLIPS_PER_PAGE,
        "languages": list(languages),
        "footer": _word(languages[0], "footer", title=title),
        "groups": groups,
    }


def _check(entries: tuple[SlipLike, ...], *, languages: Sequence[str], paper: str) -> None:
    if not entries:
        raise ValueError("slips: no slip came; a sheet needs at least one.")
    if not languages:
        raise ValueError("slips: no language came; a sheet needs at least one, such as 'en'.")
    if paper not in PAPERS:
        raise ValueError(f"slips: paper is one of {', '.join(PAPERS)}, not '{paper}'.")


def _by_group(entries: tuple[SlipLike, ...]) -> list[list[SlipLike]]:
    groups: dict[str, list[SlipLike]] = {}
    for slip in entries:
        groups.setdefault(slip.group_code, []).append(slip)
    return list(groups.values())


def _group(
    group: list[SlipLike],
    *,
    closes_on: date,
    address: str,
    languages: Sequence[str],
    demo: bool,
) -> dict[str, Any]:
    cover = [
        _cover(group, language=language, closes_on=closes_on, address=address, demo=demo)
        for language in languages
    ]
    slips = [
        _slip(slip, languages=languages, closes_on=closes_on, address=address, demo=demo)
        for slip in group
    ]
    return {"cover": cover, "slips": slips}


def _cover(
    group: list[SlipLike], *, language: str, closes_on: date, address: str, demo: bool
) -> dict[str, Any]:
    counted = "counted_one" if len(group) == 1 else "counted"
    day = day_in_words(closes_on, language=language)
    return {
        "language": spoken_language(language),
        "title": _word(language, "cover_title"),
        "group": tidy(_in_language(group[0].group_name, language)),
        "counted": _word(language, counted, count=len(group)),
        "demo": _word(language, "demo_cover") if demo else None,
        "loopback": _word(language, "loopback", address=address) if _is_local(address) else None,
        "steps": [_word(language, step, day=day) for step in STEPS],
    }


def _slip(
    slip: SlipLike, *, languages: Sequence[str], closes_on: date, address: str, demo: bool
) -> dict[str, Any]:
    code = spaced_code(slip.secret)
    main = languages[0]
    return {
        "qr": _qr(slip.url),
        "alt": _word(main, "alt", code=code),
        "code": code,
        "or_type": " / ".join(_word(language, "or_type") for language in languages),
        "address": address,
        "address_size": 9 if len(address) <= 34 else 7,
        "demo": " / ".join(_word(language, "demo") for language in languages) if demo else None,
        "text_size": 10.5 if len(languages) == 1 else 9,
        "parts": [
            _slip_part(slip, language=language, closes_on=closes_on) for language in languages
        ],
    }


def _slip_part(slip: SlipLike, *, language: str, closes_on: date) -> dict[str, str]:
    return {
        "language": spoken_language(language),
        "group": tidy(_in_language(slip.group_name, language)),
        "until": _word(language, "until", day=day_in_words(closes_on, language=language)),
        "sentences": _word(language, "sentence_code"),
    }


def _qr(url: str) -> str:
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(picture, kind="svg", border=2, xmldecl=False, svgns=True)
    return picture.getvalue().decode()


def _in_language(name: str | Mapping[str, str], language: str) -> str:
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()), "")


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _word(language: str, key: str, **values: object) -> str:
    return WORDS[spoken_language(language)][key].format(**values)
