"""The redaction desk: where a transcript stands, what is missing, and the way to the next state."""

from collections.abc import Callable

import streamlit as st

from data.family_views import StudyView, TranscriptView
from data.services import family_ends, family_sessions, suspecting, transcripts
from data.services.authority import actor, may
from data.services.family_standing import who_sees_words
from data.views import TeamView
from pages.families import deciding, notes_named, sampling, through, turns_again
from pages.families.counting import Count, count, known
from pages.families.desk_words import (
    NOT_SEARCHED,
    STATES,
    all_ends,
    roster_said,
    sample_missing,
    sure,
)
from pages.families.indicator import READERS, seen_by
from pages.families.moved import is_mine
from pages.families.reading import WORDS
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.parts.words import written_date

_DECIDE, _READ, _SAMPLE = "Decide", "Read it through", "Random sample"
_NOTES = "Names in notes"
_AGAIN = "Turns to read again"
_ECHO = "may repeat somebody who took their words back; read each of them again."


def show(team: TeamView, plan: StudyView, found: TranscriptView) -> None:
    """A transcript at its place on the way from raw to released."""
    panel = st.container(border=True)
    before = known(found)
    if found.state != "redacting" or before is not None:
        with panel:
            _standing(team, plan, found, before)

    def counted(now: Count) -> None:
        """Fill the panel before what stands below it, so that no button moves under a hand."""
        if found.state == "redacting" and before is None:
            with panel:
                _standing(team, plan, found, now)

    if found.state == "raw":
        _begin(team, found)
    elif not _work(team, found, counted) and found.state == "redacting":
        counted(count(team.id, found))
    if found.state == "redacting" and before not in (None, count(team.id, found)):
        st.rerun()
    if may("families.run", team_id=team.id) and found.state != "released":
        _remove(team, found)


def _work(team: TeamView, found: TranscriptView, counted: Callable[[Count], None]) -> bool:
    """What somebody does now; whether it counted what is undecided on its way."""
    steps = (_READ, _SAMPLE, _NOTES)
    steps = (_DECIDE, *steps) if found.state == "redacting" else steps
    if found.stage == "raw":
        steps = (_DECIDE,)
    if found.again:
        steps = (_AGAIN, *steps)
    chosen = steps[0]
    if len(steps) > 1:
        chosen = st.radio(
            "What you do now",
            steps,
            index=steps.index(_AGAIN if found.again else _READ),
            horizontal=True,
            key=f"step-{found.id}",
        )
    if chosen == _DECIDE:
        deciding.decide(team, found, counted)
    elif chosen == _AGAIN:
        turns_again.read_again(team, found)
    elif chosen == _NOTES:
        notes_named.decide_notes(team, found)
    elif chosen == _READ:
        through.read_through(team, found)
    else:
        sampling.sample(team, found)
    return chosen == _DECIDE


def _begin(team: TeamView, found: TranscriptView) -> None:
    st.write(
        "Next, everything in these words that may tell who somebody is gets a decision: names, "
        "places, dates, ages, numbers, and every word that is unusual."
    )
    if st.button("Begin to redact", type="primary"):
        _step(lambda: transcripts.begin(team.id, found.id, seen=found.version), "Begun.")


def _standing(
    team: TeamView, plan: StudyView, found: TranscriptView, counted: Count | None
) -> None:
    """What is raw, who can see it, when it ends, and what is missing for the next state."""
    names = who_sees_words(team.id, plan.id)
    st.subheader("Where it stands", anchor=False)
    st.markdown(f"**{STATES[found.state]}.**")
    st.markdown(plain(seen_by(names, READERS)))
    st.markdown(f"**Words as they were said:** {plain(_ends(plan, found))}")
    small(all_ends(plan))
    if found.state == "released":
        small(sure(found))
    else:
        _roster(team, plan)
        _missing(found, counted, names)
    _next(team, found, counted)
    if found.raw_is_there and found.stage == "clean" and st.button("Destroy the raw words now"):
        _confirm_destroying(team, plan, found)


def _roster(team: TeamView, plan: StudyView) -> None:
    """Whether the names of those who came are still among those that are looked for."""
    if not may("families.contacts", team_id=team.id):
        small(NOT_SEARCHED)
        return
    names = suspecting.names_searched(team.id, plan.id)
    seats = len(family_sessions.seats_of(team.id, plan.id))
    said = roster_said(names, seats)
    if names < seats:
        st.warning(said)
    else:
        small(said)


def _ends(plan: StudyView, found: TranscriptView) -> str:
    if not found.raw_is_there:
        return "none are kept any more."
    if found.raw_ends_on is not None:
        day = written_date(found.raw_ends_on, "en")
        return f"they are still kept, and are destroyed once {day} is over."
    days = WORDS.counted("days", plan.settings.raw_days)
    return f"they are still kept, and are destroyed {days} after they are redacted."


def _missing(found: TranscriptView, counted: Count | None, names: tuple[str, ...]) -> None:
    wanted = _for_release(found) if found.state == "redacted" else _for_redacted(found, counted)
    if not wanted:
        st.success("Nothing is missing for the next step.")
        return
    said = "\n".join(f"- {each}" for each in wanted)
    st.markdown(f"**Missing for the next step**\n\n{said}")
    if found.state == "redacting" and len(names) == 1 and not _second(found):
        st.warning(
            "You are the only one of this team who can see words. You decide on the strings, so "
            "you can never be the second reader, and alone you cannot go on from here. Give "
            "somebody else of the plan's list a role as facilitator or consultant."
        )


def _for_redacted(found: TranscriptView, counted: Count | None) -> list[str]:
    if counted is None:
        return ["Somebody begins to redact."]
    wanted: list[str] = []
    if counted.undecided:
        wanted.append(_many(counted.undecided, "string has", "strings have", "no decision yet."))
    if found.again:
        wanted.append(f"{_many(len(found.again), 'turn', 'turns', 'of others')} {_ECHO}")
    if found.stage == "raw" or counted.waiting:
        wanted.append("The decisions are carried out.")
    if not _second(found):
        wanted.append("A second person, who decided on none of the strings, reads it through.")
    return wanted


def _for_release(found: TranscriptView) -> list[str]:
    return [each for each in (sample_missing(found),) if each]


def _many(number: int, one: str, many: str, said: str) -> str:
    return f"{number:,} {one if number == 1 else many} {said}"


def _second(found: TranscriptView) -> bool:
    """Somebody who decided on no string has read the words as they are now."""
    return bool(set(found.read_by) - set(found.decided_by))


def _next(team: TeamView, found: TranscriptView, counted: Count | None) -> None:
    if found.state == "redacting" and counted and not _for_redacted(found, counted):
        if not may("families.contacts", team_id=team.id):
            small(
                "A facilitator of this team looks at names that only the book knows, and ends it."
            )
        elif st.button("It is redacted", type="primary"):
            _step(
                lambda: transcripts.settle(team.id, found.id, seen=found.version),
                "It is redacted. The clock of the raw words runs.",
            )
    elif found.state == "redacted" and not _for_release(found):
        if not may("families.run", team_id=team.id):
            small("A facilitator of this team releases it.")
        elif st.button("Release it …", type="primary"):
            _confirm_release(team, found)


@st.dialog("Release this transcript?")
@for_staff
def _confirm_release(team: TeamView, found: TranscriptView) -> None:
    st.write(
        "It can be coded, quoted and taken away then, within what each seat agreed to. What has "
        "left in a file cannot be called back."
    )
    st.write(plain(sure(found)))
    st.write(
        "It is redacted. That does not make anybody anonymous: people who were there may know."
    )
    if st.button("Release it", type="primary"):
        _step(lambda: transcripts.release(team.id, found.id, seen=found.version), "Released.")


@st.dialog("Destroy the words as they were said?")
@for_staff
def _confirm_destroying(team: TeamView, plan: StudyView, found: TranscriptView) -> None:
    st.write(
        "The redacted words stay. Nobody can look up any more what stood in their place, and no "
        "other transcript of this session can be brought in. This cannot be taken back."
    )
    if st.button("Destroy them", type="primary"):
        _step(
            lambda: family_ends.destroy_raw(team.id, found.id, study_id=plan.id),
            "The words as they were said are destroyed.",
        )


def _remove(team: TeamView, found: TranscriptView) -> None:
    with st.expander("It was read wrongly"):
        st.write(
            "Remove it, and bring the words in once more. Decisions, codes and quotes go, too."
        )
        if found.decided_by and actor().id not in found.decided_by:
            small("Somebody else has worked on it.")
        if st.button("Remove this transcript …"):
            _confirm_removing(team, found)


@st.dialog("Remove this transcript?")
@for_staff
def _confirm_removing(team: TeamView, found: TranscriptView) -> None:
    st.write(
        "Its words, decisions, codes and quotes are gone then, and its people stand behind themes "
        "no more. Made reports that quote families go, too. This cannot be taken back."
    )
    if st.button("Remove it", type="primary"):
        _step(lambda: transcripts.remove_transcript(team.id, found.id), "Removed.")


def _step(step: Callable[[], object], told: str) -> None:
    """Take a step and show what it leads to."""
    take_step(
        step,
        go=lambda _: links.stay(**st.query_params.to_dict()),
        told=told,
        then=lambda: is_mine(st.query_params.get("session", "")),
    )
