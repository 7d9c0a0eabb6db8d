"""The demo team's talk and what came of it: two notes, three lines, a mission and a vision.

The principles are left as a draft, so that whoever looks around can go on with them.
"""

from datetime import timedelta

from data.clock import at_day, today
from data.services import guides, principles, waves
from data.services.authority import Actor, acting

_FACILITATOR = "R. Okafor (made up)"
_LINES = 3
_TALKED_AGO, _WRITTEN_AGO = 5, 3  # days ago
_NOTES = (
    (
        "Two of us told of the same week from two sides, and how the children took it. It "
        "worked once somebody called all three offices on one morning."
    ),
    "We mean different things by it. Next time we begin with what happened, and not with the word.",
)
_MISSION = (
    "We help parents recover and keep their children safe.",
    (
        "Together we help parents recover and families stay together, with people who have lived "
        "through it at the table."
    ),
)
_VISION = "Every family in Riverbend meets one team, hears one plan, and is asked what it needs."


def fill_demo_guides(team_id: str) -> None:
    """Give the demo team notes on its latest result, and a draft of its principles.

    Raises:
        NotFound: there is no such team.
    """
    now, wave = today(), waves.waves(team_id)[0]
    who = Actor("made-up", _FACILITATOR, "person", teams={team_id: "facilitator"})
    with acting(who), at_day(now - timedelta(days=_TALKED_AGO)):
        talked_about = [each.item for each in guides.guide(wave.id).picks]
        for item_id, words in zip(talked_about[:1] + talked_about[3:4], _NOTES, strict=False):
            guides.save_note(wave.id, item_id, words, based_on=0)
    with acting(who), at_day(now - timedelta(days=_WRITTEN_AGO)):
        for offer in principles.offers(team_id)[:_LINES]:
            principles.choose(team_id, offer.wave_id, offer.item)
        for version, words in enumerate(_MISSION):
            principles.save(team_id, "mission", words, based_on=version)
        principles.save(team_id, "vision", _VISION, based_on=0)
