"""The way from something that was found to an action about it."""

from data.services.authority import may
from pages.charts.words import words
from pages.parts import links


def make_action(ref: str, *, team_id: str, language: str = "en") -> None:
    """A small link to the form of an action, for those who may begin one.

    Args:
        ref: what it would come from, such as "scan:cert_body_known"; "theme:" to choose one there.
    """
    if may("actions.run", team_id=team_id):
        label = words(language).say("doing.make_action")
        links.link("plan-action", label, team=team_id, **{"from": ref})
