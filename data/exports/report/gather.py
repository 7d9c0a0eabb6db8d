"""The report of a team as one document: the parts that were chosen, in their fixed order."""

from collections.abc import Callable, Collection, Mapping

from data.exports.content import ReportContent
from data.exports.report import (
    groups_parts,
    method_parts,
    readiness_part,
    results_parts,
    table_parts,
    talk_parts,
)
from data.exports.report.document import Block, Document, Part
from data.exports.report.gaps_part import gaps
from data.exports.report.scan_part import scan
from data.exports.report.sources import Sources
from data.exports.report.telling import Telling, telling
from data.exports.report.themes_part import themes
from data.exports.report.words import words

KEYS = (
    *("summary", "response", "readiness", "agree", "spread", "change", "groups", "prompts"),
    *("guide", "doing", "principles", "plan", "facts", "scan", "gaps", "themes", "withheld"),
    *("method", "limits", "every"),
)
"""The parts in reading order."""

_OF_THE_ROUND: Mapping[str, Callable[[Telling], tuple[Block, ...]]] = {
    "summary": results_parts.summary,
    "response": results_parts.response,
    "readiness": readiness_part.readiness,
    "agree": results_parts.agreement,
    "spread": results_parts.spread,
    "change": groups_parts.change,
    "groups": groups_parts.groups,
    "prompts": talk_parts.prompts,
    "doing": talk_parts.doing,
    "facts": results_parts.facts,
    "every": talk_parts.every,
    "withheld": results_parts.withheld,
    "method": method_parts.method,
    "limits": method_parts.limits,
}
_BEYOND_THE_ROUND: Mapping[str, Callable[..., tuple[Block, ...]]] = {
    "guide": table_parts.guide,
    "principles": table_parts.principles,
    "plan": table_parts.plan,
    "scan": scan,
    "gaps": gaps,
    "themes": themes,
}
"""By the name that each has among the sources, which is the key of its part."""

_TOO_FEW = ("summary", "response", "withheld", "method", "limits")
"""What there is to say of a round when too few answered for anything else."""


def titles(language: str) -> dict[str, str]:
    """The heading of each part, by its key, in reading order."""
    return {key: words(language).say(f"part.{key}") for key in KEYS}


PARTS = titles("en")
"""The parts of a report with their English headings, in reading order."""


def report(
    content: ReportContent | Sources, *, parts: Collection[str] = KEYS, language: str = "en"
) -> Document:
    """A report with the parts that were chosen, as far as there is something to say in them.

    Args:
        content: a released round, or all that the team may take away.
        parts: keys of `PARTS`; their order does not matter.
        language: "en" or "es"; English where we do not speak it.

    Raises:
        ValueError: there is no such part.
    """
    unknown = sorted(set(parts) - set(KEYS))
    if unknown:
        raise ValueError(f"report: a part is one of {', '.join(KEYS)}, not '{unknown[0]}'.")
    sources = content if isinstance(content, Sources) else Sources(content)
    told = telling(sources.wave, language=language)
    say = told.words.say
    title = say("report.titled", questionnaire=told.content.questionnaire)
    subtitle = _subtitle(told)
    written = (
        Part(key, _title(told, key), _blocks(sources, told, key)) for key in KEYS if key in parts
    )
    return Document(
        title=title,
        subtitle=subtitle,
        language=told.words.language,
        remarks=_remarks(told),
        parts=tuple(part for part in written if part.blocks),
        footer=say("report.footer", title=title, subtitle=subtitle),
    )


def _blocks(sources: Sources, told: Telling, key: str) -> tuple[Block, ...]:
    if key in _OF_THE_ROUND:
        if not told.report.release.items and key not in _TOO_FEW:
            return ()
        return _OF_THE_ROUND[key](told)
    content = getattr(sources, key)
    return () if content is None else _BEYOND_THE_ROUND[key](content, words=told.words)


def _title(told: Telling, key: str) -> str:
    own = f"part.{key}_stages"
    chosen = own if told.in_stages and own in told.words.sentences else f"part.{key}"
    return told.words.say(chosen)


def _subtitle(told: Telling) -> str:
    content = told.content
    if not content.team:
        return content.title
    return told.words.say("report.subtitle", team=content.team, round=content.title)


def _remarks(told: Telling) -> tuple[str, ...]:
    say, content = told.words.say, told.content
    made_up = (say("report.made_up"),) if content.demo else ()
    strange = (say("report.warning", warning=warning) for warning in content.warnings)
    return (
        *made_up,
        *method_parts.notices(told),
        *strange,
        say("report.checksum", sha256=content.sha256),
    )
