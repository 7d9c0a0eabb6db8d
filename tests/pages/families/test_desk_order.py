"""What stands above is there before what can be pressed below it."""

import pytest

from data.services import redacting, transcripts
from pages.families import deciding, desk
from tests.data.services.families.groups import begun, held, written
from tests.pages.families.conftest import Show


def test_the_panel_is_filled_once_and_before_the_button_that_carries_out(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = begun()
    session = held(group, people=3, name="Evening")
    found = written(group, session)
    found = transcripts.begin(group.team_id, found.id, seen=found.version)
    order: list[str] = []
    told, offered = desk._standing, deciding._carry_out

    def standing(*given: object) -> None:
        order.append("panel")
        told(*given)  # type: ignore[arg-type]

    def carry_out(*given: object) -> None:
        order.append("button")
        offered(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "_standing", standing)
    monkeypatch.setattr(deciding, "_carry_out", carry_out)
    about = {"team": group.team_id, "plan": group.plan.id, "session": session.id}
    shown = show("words", **about)
    assert order == ["panel"]
    order.clear()
    shown.press("Save, and replace all others on this part")
    assert order == ["panel", "panel", "button"]
    every = redacting.suspects(group.team_id, found.id)
    assert all(each.decided for each in every)
    order.clear()
    shown.run()
    assert order == ["panel", "button"]


def test_an_ordinary_word_is_never_replaced_together_with_all_others(show: Show) -> None:
    group = begun()
    session = held(group, people=2, name="Evening")
    found = written(group, session, ("We saw Hope.", "Then hope called, and I hope so."))
    transcripts.begin(group.team_id, found.id, seen=found.version)
    about = {"team": group.team_id, "plan": group.plan.id, "session": session.id}
    shown = show("words", **about)
    assert "In small letters it is mostly the word" in shown.words
    shown.press("Save, and replace all others on this part")
    every = {each.text: each for each in redacting.suspects(group.team_id, found.id)}
    assert (every["Hope"].decided, every["hope"].decided) == (True, False)
    shown.press("Save, and keep all others on this part")
    every = {each.text: each for each in redacting.suspects(group.team_id, found.id)}
    assert (every["hope"].decided, every["hope"].replacement) == (True, None)
