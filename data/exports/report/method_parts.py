"""The parts of the report that say how it was made: method in one page, and what it cannot say."""

from collections.abc import Iterator

from data.exports.readiness import asked_of
from data.exports.report.document import Block, Bullets, Paragraph, Table
from data.exports.report.telling import Telling

_MEASURES = ("share", "gap", "names", "chance", "adjusted", "pairs")
_READINESS = ("ready", "gate")


def method(told: Telling) -> tuple[Block, ...]:
    """How it was asked, how answers stay anonymous, what the figures mean, where limits lie."""
    say, release = told.words.say, told.report.release
    if release.public:
        asked = (Paragraph(say("method.public")),)
    else:
        asked = (
            Paragraph(say("method.asked", count=len(told.content.edition.instrument.items))),
            Paragraph(say("method.sealed")),
            Paragraph(say("method.door", smallest=release.smallest_group)),
        )
    heads = tuple(say(f"method.{key}_head") for key in ("figure", "meaning", "limits"))
    rows = tuple(
        tuple(say(f"method.{key}_{part}") for part in ("name", "reading", "cut_offs"))
        for key in _measures(told)
    )
    return (
        *asked,
        Table(say("method.caption"), heads, rows),
        Paragraph(say("method.sources"), "note"),
        Paragraph(_questionnaire(told), "note"),
    )


def limits(told: Telling) -> tuple[Block, ...]:
    """What nobody should read into it."""
    return (Paragraph(told.words.say("limits.say"), "aloud"), Bullets(tuple(_limits(told))))


def notices(told: Telling) -> tuple[str, ...]:
    """What everybody should know about the questionnaire before reading figures."""
    instrument = told.content.edition.instrument
    wording = told.content.edition.wording(told.words.language)
    lines: list[str] = []
    if not instrument.validated:
        lines.append(told.say("not_validated"))
    if wording.translation == "first" and told.content.wording_allowed:
        lines.append(told.say("first_translation"))
    if instrument.owner and instrument.permission:
        lines.append(told.say("owned", owner=instrument.owner, permission=instrument.permission))
    elif instrument.owner:
        lines.append(told.say("owned_plain", owner=instrument.owner))
    if not told.content.wording_allowed:
        lines.append(told.words.say("report.by_number"))
    if told.report.release.public:
        lines.append(told.say("public"))
    return tuple(lines)


def _measures(told: Telling) -> tuple[str, ...]:
    """What the report has figures of; a readiness check has no change over all statements."""
    ready = _READINESS if asked_of(told.content.edition.instrument) else ()
    return (*ready, *_MEASURES, "change" if told.averaged else "each_change")


def _limits(told: Telling) -> Iterator[str]:
    say, release = told.words.say, told.report.release
    if not told.content.edition.instrument.validated:
        yield say("limits.not_validated")
    yield say("limits.small", people=release.people)
    if release.invited is not None and release.people < release.invited:
        yield say("limits.silent", count=release.invited - release.people)
    yield say("limits.no_cause")
    yield say("limits.groups")
    if told.report.change is not None:
        yield say("limits.waves")
    yield say("limits.together")


def _questionnaire(told: Telling) -> str:
    instrument = told.content.edition.instrument
    return told.words.say(
        "method.questionnaire",
        title=told.content.questionnaire,
        id=instrument.id,
        version=instrument.version,
        license=instrument.license,
    )
