"""What was merged or left out, and why, in sentences for the screen."""

from data.exports.reasons import general_notes, reason
from pages.parts.readings import Reading

_LISTED_APART = 4


def merged(reading: Reading) -> tuple[str, ...]:
    """Groups and facts that were counted together or left out, and the rules that apply here."""
    release = reading.report.release
    told = [
        reason(withheld, release=release, names=reading.names, language=reading.language)
        for withheld in release.withheld
        if withheld.what != "statement"
    ]
    notes = general_notes(release, names=reading.names, language=reading.language)
    return (*told, *notes)


def statements_left_out(reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Statements that are not shown by group, or not at all: a sentence, and which they are.

    A few are told one by one, with nothing after the sentence; many are listed by reason.
    """
    release = reading.report.release
    withheld = [entry for entry in release.withheld if entry.what == "statement"]
    told = [
        (entry, reason(entry, release=release, names=reading.names, language=reading.language))
        for entry in withheld
    ]
    if len(told) <= _LISTED_APART:
        return tuple((sentence, ()) for _, sentence in told)
    by_reason: dict[str, list[str]] = {}
    for entry, _ in told:
        hidden = reading.report.item(entry.subject).team is None
        key = "hidden" if hidden else "alike" if entry.why == "too_alike" else "few"
        by_reason.setdefault(key, []).append(reading.statements[entry.subject].text)
    return tuple(
        (reading.say(f"left_out_{key}", count=len(texts)), tuple(texts))
        for key, texts in by_reason.items()
    )


def about_the_questionnaire(reading: Reading) -> tuple[str, ...]:
    """What everybody should know about the questionnaire before reading figures."""
    instrument = reading.content.edition.instrument
    wording = reading.content.edition.wording(reading.language)
    notes: list[str] = []
    if not instrument.validated:
        notes.append(reading.say("not_validated"))
    if wording.translation == "first":
        notes.append(reading.say("first_translation"))
    if instrument.owner and instrument.permission:
        owned = {"owner": instrument.owner, "permission": instrument.permission}
        notes.append(reading.say("owned", **owned))
    elif instrument.owner:
        notes.append(reading.say("owned_plain", owner=instrument.owner))
    if reading.report.release.public:
        notes.append(reading.say("public"))
    return tuple(notes)
