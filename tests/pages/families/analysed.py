"""A family group on its way from codes to findings, full of whatever words a test gives it."""

from dataclasses import dataclass

from data.family_views import CodingView
from data.services import coding, families, family_themes, teams
from data.services.authority import Actor, acting
from data.services.transcripts import transcript_of, turns
from data.views import TeamView
from tests.data.services.families.groups import (
    LATER,
    WORDS,
    Group,
    facilitator,
    held,
    looked,
    released,
    settings,
    written,
)

SECOND = "Second reader"


@dataclass(frozen=True, slots=True)
class Analysed:
    """What there is: two coded sessions, a third that nobody has coded, two themes, two quotes."""

    group: Group
    shown: str
    hidden: str
    transcripts: tuple[str, ...]

    @property
    def about(self) -> dict[str, str]:
        """What the address of a screen says."""
        return {"team": self.group.team_id, "plan": self.group.plan.id}


def person(account_id: str, team_id: str, name: str) -> Actor:
    """An account of this team as somebody who acts."""
    return Actor(account_id, name, "person", teams={team_id: "facilitator"})


def analysed(
    team: TeamView, me: Actor, *, words: tuple[str, ...] = ("Waits are long.",) * 6
) -> Analysed:
    """Everything, as `me` and a second reader would have done it.

    Args:
        words: of the plan, the sessions, themes, codes, notes and quotes, and what was said.
    """
    plan = looked(families.begin_study, team.id, words[0], settings())
    plan = families.move_study(team.id, plan.id, "open", seen=plan.version)
    group = Group(team.id, plan)
    kept: list[str] = []
    for number, (people, said) in enumerate(((4, WORDS), (3, LATER), (3, LATER))):
        session = held(group, people=people, name=f"{words[1]} {number + 1}"[:80])
        spoken = tuple(f"{each} {words[2]}" for each in said)
        kept.append(released(group, written(group, session, spoken)).id)
    book = list(coding.codebook(team.id, plan.id).codes)
    book[0] = coding.CodeEntry(book[0].id, words[3][:60], words[4], words[4], words[5])
    looked(coding.save_codebook, team.id, plan.id, book, seen=0)
    second = facilitator(team.id, SECOND)
    for who, shift in ((second, 1), (me, 0)):
        with acting(who):
            _code(team.id, kept[:2], [each.id for each in book], shift=shift, memo=words[4])
    with acting(me):
        made = _themes(group, kept, words, second)
    return Analysed(group, *made, tuple(kept))


def _code(team_id: str, kept: list[str], codes: list[str], *, shift: int, memo: str) -> None:
    """The first code on every turn, another one on some, by where one starts to count."""
    for transcript_id in kept:
        found = coding.row_of(team_id, transcript_id)
        for turn in turns(team_id, transcript_id):
            if turn.label is None:
                continue
            end, seen = len(turn.text), found["version"]
            made = coding.add_coding(
                team_id, transcript_id, turn.number, 0, end, codes[0], seen=seen
            )
            coding.save_memo(team_id, transcript_id, made, memo)
            if (turn.number + shift) % 2:
                coding.add_coding(team_id, transcript_id, turn.number, 0, end, codes[1], seen=seen)
        coding.finish(team_id, transcript_id)


def _themes(
    group: Group, kept: list[str], words: tuple[str, ...], second: Actor
) -> tuple[str, str]:
    team_id, plan_id = group.team_id, group.plan.id
    entry = family_themes.ThemeEntry(
        words[5], "got_in_way", "transport", "wait", "values_open.pathways_moud_is_recovery"
    )
    shown = looked(family_themes.save_theme, team_id, plan_id, "", entry, seen=0)
    hidden = family_themes.ThemeEntry(f"Below the floor: {words[3]}", "helped")
    few = looked(family_themes.save_theme, team_id, plan_id, "", hidden, seen=0)
    codings = [each for one in kept[:2] for each in coding.codings(team_id, one) if each.mine]
    said = [each for each in codings if each.code == "code_respect"]
    for each in said:
        family_themes.support_by_coding(team_id, plan_id, shown, each)
    family_themes.support_by_sheet(team_id, plan_id, few, group.sessions[0].id, (said_by(group),))
    about = (team_id, plan_id, shown)
    for scope, told in (
        ("team", as_it_stands(team_id, said[0], words[2])),
        ("paraphrase", words[4]),
    ):
        looked(family_themes.propose_quote, *about, said[0], words=told, scope=scope)
    first = next(e for e in family_themes.quotes(team_id, plan_id) if e.scope == "team")
    with acting(second):
        family_themes.check_quote(team_id, plan_id, first.id, ("no", "no", "no"))
        told = as_it_stands(team_id, said[1], words[2])
        looked(family_themes.propose_quote, *about, said[1], words=told, scope="team")
    return shown, few


def as_it_stands(team_id: str, coded: CodingView, words: str) -> str:
    """Words of a coded turn; all that it says where something was taken out of them."""
    said = {each.number: each.text for each in turns(team_id, coded.transcript_id)}
    return words if words in said[coded.number] else said[coded.number]


def said_by(group: Group) -> int:
    """The number of a seat in the first session."""
    return group.seats(group.sessions[0].id)[0].label


def team_of(name: str) -> TeamView:
    """A team with two agencies."""
    return teams.create_team(
        name, "", (_agency("Court", "court"), _agency("Clinic", "health_care"))
    )


def _agency(name: str, sector: str) -> teams.AgencyEntry:
    return teams.AgencyEntry(name, sector, 5)


def text_of(team_id: str, session_id: str) -> str:
    """All words of a session as they are now."""
    found = transcript_of(team_id, session_id)
    return "" if found is None else " ".join(each.text for each in turns(team_id, found.id))
