"""A theme that eight people in two sessions stand behind, with a quote that may be shown."""

from collections.abc import Sequence

from data.family_views import CodingView
from data.services import coding, family_theme_readers, family_themes, transcripts
from data.services.authority import acting
from data.services.family_themes import QuoteView, ThemeEntry
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written

CODE = "code_treatment_access"
SAID = ("We waited for months.", "The bus was late.", "Nobody called us.", "It was far away.")
READ = ("no", "no", "no")


def coded(group: Group, session_id: str) -> tuple[CodingView, ...]:
    """One code on each turn of a seat in a session."""
    found = transcripts.transcript_of(group.team_id, session_id)
    assert found is not None
    for turn in transcripts.turns(group.team_id, found.id):
        if turn.seat_id is not None:
            end = len(turn.text)
            coding.add_coding(
                group.team_id, found.id, turn.number, 0, end, CODE, seen=found.version
            )
    return coding.codings(group.team_id, found.id)


def themed(
    words: Sequence[str] = SAID, *, tier: str = "inside", **settings: object
) -> tuple[Group, str]:
    """The group and the id of its theme; everybody of both sessions stands behind it."""
    made = begun(**settings)
    for name in ("One", "Two"):
        session = held(made, people=len(words), name=name, tiers=[tier] * len(words))
        released(made, written(made, session, words))
    entry = ThemeEntry("Families wait for long.", "got_in_way")
    theme = family_themes.save_theme(made.team_id, made.plan.id, "", entry, seen=0)
    for session in made.sessions:
        for each in coded(made, session.id):
            family_themes.support_by_coding(made.team_id, made.plan.id, theme, each)
    read_through(made, theme)
    return made, theme


def read_through(group: Group, theme: str) -> None:
    """Somebody who did not write a theme has read it."""
    about = (group.team_id, group.plan.id)
    now = next(each for each in family_themes.all_themes(*about) if each.id == theme)
    with acting(facilitator(group.team_id, "Second reader")):
        family_theme_readers.mark_read(*about, theme, seen=now.version)


def first_coding(group: Group, session: int = 0) -> CodingView:
    """The first code on the words of a session."""
    found = transcripts.transcript_of(group.team_id, group.sessions[session].id)
    assert found is not None
    return coding.codings(group.team_id, found.id)[0]


def quoted(
    group: Group, theme: str, *, words: str = SAID[0], scope: str = "team", session: int = 0
) -> QuoteView:
    """A quote of the first code of a session that a second person has read and found nothing in."""
    about = (group.team_id, group.plan.id)
    before = {each.id for each in family_themes.quotes(*about)}
    code = first_coding(group, session)
    family_themes.propose_quote(*about, theme, code, words=words, scope=scope)
    (made,) = (each for each in family_themes.quotes(*about) if each.id not in before)
    with acting(facilitator(group.team_id, "Second reader")):
        family_themes.check_quote(*about, made.id, READ)
    return next(each for each in family_themes.quotes(*about) if each.id == made.id)
