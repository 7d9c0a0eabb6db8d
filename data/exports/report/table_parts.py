"""What the table made of a round: the discussion guide, shared principles, and the action plan.

What the table noted on a statement stays in the team, and is in no report. What families said is in
the part that is theirs, so that whoever leaves that part out leaves out all of it.
"""

from collections.abc import Iterator

from data.action_views import ActionView, PlanView
from data.exports.report.document import Block, Bullets, Paragraph, Table
from data.exports.report.words import Words
from data.exports.slip_words import day_in_words
from data.guide_views import GuideView, PrinciplesView, WordView


def guide(view: GuideView, *, words: Words) -> tuple[Block, ...]:
    """Each statement worth talking about: why it was picked, and what to ask; empty without any."""
    if not view.picks:
        return ()
    blocks: list[Block] = [Paragraph(view.intro)]
    for place, pick in enumerate(view.picks, start=1):
        named = words.say("guide.pick", place=place, statement=pick.text_to_leave)
        first, *others = pick.why or ("",)
        why = words.say("guide.why", title=pick.title, why=first).strip()
        blocks += [Paragraph(named, "heading"), Paragraph(why)]
        blocks += [Paragraph(" ".join(others), "note")] if others else []
        blocks.append(Bullets(pick.questions))
    return tuple(blocks)


def principles(view: PrinciplesView, *, words: Words) -> tuple[Block, ...]:
    """Mission, vision and what the team agrees on, with who signs it; empty before the first."""
    texts = [(part, view.text(part).words) for part in ("mission", "vision")]
    written = [(part, text) for part, text in texts if text.strip()]
    if not written and not view.lines:
        return ()
    blocks: list[Block] = [Paragraph(words.say(f"principles.state_{view.state}"))]
    blocks += [
        Paragraph(words.say(f"principles.{part}", words=text), "aloud") for part, text in written
    ]
    if view.lines:
        blocks.append(Paragraph(words.say("principles.lines")))
        blocks.append(Bullets(tuple(line.text.words for line in view.lines)))
    return (*blocks, *_signing(view, words))


def plan(view: PlanView, *, words: Words) -> tuple[Block, ...]:
    """Every action with who sees to it, by when, where it stands, and what would show that it did.

    Empty where nothing was planned.
    """
    actions = [each.action for each in view.actions]
    if not actions:
        return ()
    say = words.say
    heads = ("what_head", "who_head", "when_head", "status_head", "shows_head")
    return (
        Paragraph(say("plan.say"), "aloud"),
        Table(
            say("plan.caption", day=day_in_words(view.as_of, language=words.language)),
            tuple(say(f"plan.{head}") for head in heads),
            tuple(_action(action, words) for action in actions),
        ),
        Paragraph(say("plan.no_cause"), "note"),
    )


def _signing(view: PrinciplesView, words: Words) -> Iterator[Block]:
    say = words.say
    signed = [_speaker(each, words) for each in view.signing]
    if signed:
        yield Paragraph(say("principles.signed", agencies=words.joined(signed)))
    for dissent in view.dissents:
        agency = _speaker(dissent, words)
        yield Paragraph(say("principles.differs", agency=agency, words=dissent.words))
    if view.waiting and view.state != "draft":
        yield Paragraph(say("principles.waiting", agencies=words.joined(view.waiting)), "note")


def _speaker(said: WordView, words: Words) -> str:
    """An agency, and who entered what it said where that was a facilitator."""
    if not said.entered_by:
        return said.agency_name
    return words.say("principles.entered", agency=said.agency_name, name=said.entered_by)


def _action(action: ActionView, words: Words) -> tuple[str, ...]:
    say, entry = words.say, action.entry
    who = say("plan.with", who=action.owner_name, others=words.joined(action.helper_names))
    status = say(f"plan.status_{entry.status}")
    source = "" if action.source.kind == "theme" else action.source.words
    return (
        say("plan.from", what=entry.what, source=source) if source else entry.what,
        who if action.helper_names else action.owner_name,
        day_in_words(entry.due_on, language=words.language) if entry.due_on else say("plan.no_day"),
        say("plan.stopped", status=status, reason=entry.reason) if entry.reason else status,
        _check(action, words),
    )


def _check(action: ActionView, words: Words) -> str:
    entry, none = action.entry, words.say("report.none")
    if entry.check_on is None:
        return entry.check_shows or none
    day = day_in_words(entry.check_on, language=words.language)
    return words.say("plan.check", day=day, shows=entry.check_shows or none)
