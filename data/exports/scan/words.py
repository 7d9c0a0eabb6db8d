"""Codes of a scan in words, and the words of its items, for files."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.scan_views import FileView
from data.services.scan_files import ScanExport, ScanRound

LANGUAGE = "en"
NOT_ASKED = "not_asked"
STATUS = {
    "in_place": "In place",
    "partly": "Partly in place",
    "not_in_place": "Not in place",
    "unknown": "Don't know",
    "not_applicable": "Has no place here",
    "not_our_area": "Not our area",
    "differ": "Agencies say different things",
    "stale": "Known once, too old now",
    NOT_ASKED: "Nobody has said",
}
CONFIDENCE = {
    "seen_the_document": "Seen the document",
    "told_by_someone_who_knows": "Told by somebody who knows",
    "best_guess": "Best guess",
}
BASIS = {
    "evidence": "Evidence",
    "operating_agency": "The agency that runs it",
    "talk": "A talk",
}
CONFLICT = {
    "applies": "some say that it has no place here",
    "existence": "there, or not there",
    "extent": "in place, or partly",
    "date": "sources more than a year apart",
}
NO_ALPHA = {
    "nothing_to_compare": "no item has answers of two agencies that know",
    "one_value": "all said the same of everything, so chance cannot be told",
    "few_units": "fewer than ten items can be compared, so there is no interval",
    "nearly_one_value": "nearly all answers are alike, so there is no interval",
}


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The words of an item in one round."""

    section: str
    text: str


def item_words(each: ScanRound) -> dict[str, ItemWords]:
    """Words of all items of a round by id, also of own ones that were taken out again."""
    wording = each.board.scan.edition.wording(LANGUAGE)
    sections = dict(wording.sections)
    for own in each.own_items:
        sections.setdefault(own.section, own.words.section_title or own.section)
    found = {
        item.id: ItemWords(sections[item.section], wording.items[item.id].text)
        for item in each.board.scan.edition.checklist.items
    }
    own = {item.id: ItemWords(sections[item.section], item.words.text) for item in each.own_items}
    return found | own


def section_title(each: ScanRound, section: str) -> str:
    """The name of a section, be it the team's own."""
    wording = each.board.scan.edition.wording(LANGUAGE)
    own = {item.section: item.words.section_title for item in each.own_items}
    return wording.sections.get(section) or own.get(section) or section


def file_names(files: tuple[FileView, ...], *, agency: str) -> str:
    """The files of an agency, on one line."""
    mine = (each for each in files if each.agency_code == agency)
    return "; ".join(f"{each.name} (removed)" if each.removed else each.name for each in mine)


def yes_no(holds: object) -> str:
    """Never an empty cell, which could mean anything."""
    return "yes" if holds else "no"


def read_me(content: ScanExport) -> Iterator[str]:
    """What a reader must know before the rows, line by line."""
    yield f"Environmental scan: {content.team.name}"
    if content.team.demo:
        yield "MADE-UP DATA: this team does not exist. Do not use these answers."
    yield f"As of {content.as_of}. Rounds in this file: {len(content.rounds)}."
    for each in content.rounds:
        scan = each.board.scan
        until = f"ended on {scan.closed_on}" if scan.closed_on else "still open"
        checklist = scan.edition.checklist
        yield (
            f"Round {scan.number}: {scan.title}; begun on {scan.opened_on}, {until}; checklist "
            f"{checklist.id}, version {checklist.version}; license of the wording: "
            f"{checklist.license}"
        )
    yield (
        "The checklist is our own and has not been validated by research. It opens a talk; it does "
        "not measure anybody."
    )
    yield (
        "Unknown is never zero: “don't know”, “has no place here”, “not our area” and “nobody has "
        "said” are states of their own. None of them counts as “not in place”."
    )
    yield (
        "A share in place is of what is known, with half of partly. It is told only where enough "
        "is known; otherwise the sheet Sections says why not."
    )
    yield "Answers stand under the name of an agency. They are not anonymous, by design."
    yield "Files that were given as evidence are listed by name and fingerprint; they are not here."
    yield "A sheet may hold a code and its words side by side; programs should read the code."
