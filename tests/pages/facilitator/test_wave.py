"""One wave through all of its states, and what each state lets somebody see and do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from data import clock
from data.clock import today
from data.keyring import destroy_wave_key
from data.services import drafting, teams, waves
from data.services.errors import NotFound
from data.store import waves as store
from data.views import AgencyEntry, TeamView, WaveView
from pages.facilitator import choices
from tests.pages.facilitator.conftest import ROSTER, Show, Shown

Make = Callable[..., WaveView]
STATES = ("draft", "open", "closing", "closed", "released", "archived")


def the_draft(team: TeamView) -> WaveView:
    (wave,) = waves.waves(team.id)
    return wave


def pick(screen: Shown, label: str, values: list[object]) -> None:
    screen.field("multiselect", label).set_value(values)


def test_a_new_wave_shows_its_groups_before_anything_is_made(show: Show, team: TeamView) -> None:
    screen = show("wave", team=team.id)
    assert "Nothing opens yet." in screen.words
    for number, group in enumerate(waves.preview_groups(team.id), start=1):
        assert f"{number}. **{group.named('en')}**" in screen.words
    assert waves.waves(team.id) == ()
    screen.press("Make a draft")
    draft = the_draft(team)
    assert (draft.state, draft.instrument_id, draft.smallest_group) == ("draft", "values_open", 5)
    assert draft.languages == ("en", "es")
    assert draft.closes_on == today() + timedelta(weeks=3)
    assert screen.app.query_params["wave"] == draft.id
    assert "Members see nothing yet." in screen.words


def test_the_groups_follow_the_smallest_group(show: Show, team: TeamView) -> None:
    screen = show("wave", team=team.id)
    screen.field("number_input", "Smallest group that is shown").set_value(10)
    screen.run()
    for group in waves.preview_groups(team.id, smallest_group=10):
        assert f"**{group.named('en')}**" in screen.words


def test_a_wave_without_a_language_is_not_drafted_and_says_why(show: Show, team: TeamView) -> None:
    screen = show("wave", team=team.id)
    pick(screen, "Languages of the form", [])
    screen.press("Make a draft")
    assert "No language is chosen. Choose from en, es." in screen.problems
    assert "Nothing was saved yet." in screen.problems
    assert waves.waves(team.id) == ()


def test_a_draft_can_be_changed_in_everything_it_will_be(
    show: Show, team: TeamView, make_wave: Make
) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    day = today() + timedelta(days=40)
    screen.field("text_input", "What the team calls this wave").set_value("  Spring   round ")
    pick(screen, "Languages of the form", ["es"])
    screen.field("date_input", "Last day to answer").set_value(day)
    screen.field("number_input", "Smallest group that is shown").set_value(7)
    screen.press("Save the draft")
    changed = waves.wave(draft.id)
    assert (changed.title, changed.languages) == ("Spring round", ("es",))
    assert (changed.closes_on, changed.smallest_group) == (day, 7)
    assert changed.state == "draft"
    assert "The draft is saved." in screen.words


def test_what_the_form_asks_at_the_end_is_a_choice(show: Show, make_wave: Make) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    label = "Ask at the end (counted for the whole team only, never with the answers)"
    assert screen.field("multiselect", label).value == list(draft.facts)
    pick(screen, label, [])
    screen.press("Save the draft")
    assert waves.wave(draft.id).facts == ()


def test_a_draft_with_a_day_too_far_is_told_so_and_nothing_typed_is_lost(
    show: Show, make_wave: Make
) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    screen.field("text_input", "What the team calls this wave").set_value("Kept")
    screen.field("date_input", "Last day to answer").set_value(today() + timedelta(days=500))
    screen.press("Save the draft")
    assert "is more than a year away. Choose an earlier one." in screen.problems
    assert screen.field("text_input", "What the team calls this wave").value == "Kept"
    assert waves.wave(draft.id) == draft


def test_groups_can_be_joined_again_and_again_and_never_split(
    show: Show, team: TeamView, make_wave: Make
) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    before = len(draft.groups)
    label = "Join groups further (you can join, not split)"
    assert not screen.has_button("Join these groups")
    pick(screen, label, [1])
    assert not screen.run().has_button("Join these groups")
    pick(screen, label, [1, 2])
    screen.run().press("Join these groups")
    once = waves.wave(draft.id)
    assert len(once.groups) == before - 1
    assert f"**{once.groups[0].named('en')}**" in screen.words
    pick(screen, label, [2, 3])
    screen.run().press("Join these groups")
    twice = waves.wave(draft.id)
    assert len(twice.groups) == before - 2
    assert twice.groups[0].agency_codes == once.groups[0].agency_codes
    screen.press("Undo joining")
    assert waves.wave(draft.id).groups == draft.groups
    assert not screen.has_button("Undo joining")


def test_joining_loses_nothing_that_was_typed_before_saving(show: Show, make_wave: Make) -> None:
    screen = show("wave", wave=make_wave("draft").id)
    screen.field("text_input", "What the team calls this wave").set_value("Typed")
    pick(screen, "Join groups further (you can join, not split)", [1, 2])
    screen.run().press("Join these groups")
    assert screen.field("text_input", "What the team calls this wave").value == "Typed"


def joined(draft: WaveView) -> WaveView:
    """The draft with its first two groups joined."""
    codes = (code for group in draft.groups[:2] for code in group.agency_codes)
    return waves.update_draft(draft.id, merges=[tuple(codes)])


def past_its_last_day(draft: WaveView, monkeypatch: pytest.MonkeyPatch) -> None:
    late = draft.closes_on + timedelta(days=1)
    for module in (clock, drafting, choices):
        monkeypatch.setattr(module, "today", lambda: late)


def test_groups_of_a_draft_can_be_joined_and_parted_when_its_last_day_is_over(
    show: Show, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_wave("draft")
    past_its_last_day(draft, monkeypatch)
    screen = show("wave", wave=draft.id)
    pick(screen, "Join groups further (you can join, not split)", [1, 2])
    screen.run().press("Join these groups")
    assert "The draft is saved." in screen.words
    assert len(waves.wave(draft.id).groups) == len(draft.groups) - 1
    assert waves.wave(draft.id).closes_on == draft.closes_on + timedelta(days=1)
    screen.press("Undo joining")
    assert waves.wave(draft.id).groups == draft.groups


def test_what_keeps_groups_from_being_joined_or_parted_is_told_and_nothing_typed_is_lost(
    show: Show, make_wave: Make
) -> None:
    draft = joined(make_wave("draft"))
    screen = show("wave", wave=draft.id)
    screen.field("text_input", "What the team calls this wave").set_value("Kept")
    screen.field("date_input", "Last day to answer").set_value(today() + timedelta(days=500))
    screen.press("Undo joining")
    assert "is more than a year away. Choose an earlier one." in screen.problems
    assert "Nothing was saved yet." in screen.problems
    pick(screen, "Join groups further (you can join, not split)", [1, 2])
    screen.run().press("Join these groups")
    assert "is more than a year away. Choose an earlier one." in screen.problems
    assert screen.field("text_input", "What the team calls this wave").value == "Kept"
    assert waves.wave(draft.id) == draft


def test_a_draft_whose_day_is_over_and_whose_team_lost_an_agency_can_be_put_right(
    show: Show, team: TeamView, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = joined(make_wave("draft"))
    lost = draft.merges[0][0]
    left = [
        AgencyEntry(each.name, each.sector, each.people)
        for each in team.agencies
        if each.code != lost
    ]
    teams.update_team(team.id, name=team.name, jurisdiction=team.jurisdiction, agencies=left)
    past_its_last_day(draft, monkeypatch)
    screen = show("wave", wave=draft.id)
    screen.press("Save the draft")
    assert "An agency to be merged is not on the roster any more." in screen.problems
    screen.press("Undo joining")
    assert screen.problems == ""
    assert waves.wave(draft.id).merges == ()


def test_the_fields_of_one_draft_never_turn_up_in_another(show: Show, make_wave: Make) -> None:
    first, second = make_wave("draft"), make_wave("draft")
    waves.update_draft(second.id, title=first.title)
    screen = show("wave", wave=first.id)
    screen.field("text_input", "What the team calls this wave").set_value("For the first")
    screen.run()
    screen.app.query_params["wave"] = second.id
    screen.run()
    assert screen.field("text_input", "What the team calls this wave").value == first.title


def test_the_form_can_be_looked_at_before_it_opens(show: Show, make_wave: Make) -> None:
    wave = make_wave("draft")
    (link,) = show("wave", wave=wave.id).app.get("link_button")
    assert link.proto.url == f"/preview/wave/{wave.id}/0"


def test_getting_ready_to_open_saves_and_opens_nothing(show: Show, make_wave: Make) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    screen.field("text_input", "What the team calls this wave").set_value("Ready")
    screen.press("Save and get ready to open")
    now = waves.wave(draft.id)
    assert (now.state, now.title) == ("draft", "Ready")
    assert f"27 people in {len(now.groups)} groups of 5 or more" in screen.words
    assert "while it is open, every screen says only how many have answered" in screen.words
    assert screen.has_button("Open the wave")


def test_a_draft_that_was_opened_meanwhile_is_not_changed(show: Show, make_wave: Make) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    waves.open_wave(draft.id)
    screen.run()
    assert not screen.has_button("Save the draft")
    assert "0 of 27 have answered" in screen.words


def test_a_step_that_came_too_late_is_told_in_words(
    show: Show, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    waves.open_wave(draft.id)
    monkeypatch.setattr(waves, "wave", lambda _: draft)
    screen.press("Save the draft")
    assert "This wave is open. To change it, it must be a draft." in screen.problems
    assert screen.ways[-1] == ("start",)


def test_a_draft_is_deleted_without_its_team(show: Show, team: TeamView, make_wave: Make) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    assert "The team, its agencies and its other waves stay." in screen.words
    assert screen.press("Delete the draft").ways[-1] == ("go", "start")
    assert waves.waves(team.id) == ()
    assert teams.team(team.id) == team


def test_an_open_wave_cannot_be_changed_and_names_its_groups(show: Show, make_wave: Make) -> None:
    wave = make_wave("open")
    screen = show("wave", wave=wave.id)
    assert [button.label for button in screen.app.button] == ["Close the wave now …"]
    for kind in (screen.app.text_input, screen.app.multiselect, screen.app.date_input):
        assert not kind
    for group in wave.groups:
        assert f"**{group.named('en')}**" in screen.words
    ways = [link.proto.url for link in screen.app.get("link_button")]
    paper = f"/export/paper/{wave.id}"
    assert ways == [
        *(f"/preview/wave/{wave.id}/0", f"/invitations/{wave.id}"),
        *(f"{paper}/{language}.pdf" for language in wave.languages),
        *(f"{paper}/{language}.pdf?size=large" for language in wave.languages),
        "/paper",
    ]


def test_an_open_wave_says_at_once_that_its_key_is_missing(show: Show, make_wave: Make) -> None:
    wave = make_wave("open", answers=2)
    assert show("wave", wave=wave.id).problems == ""
    destroy_wave_key(wave.id)
    told = "The key of this wave is not in the folder of keys, so nobody can answer"
    assert told in show("wave", wave=wave.id).problems


def test_an_open_wave_looks_the_same_whatever_was_answered(show: Show, make_wave: Make) -> None:
    """Only the count may differ: same count and other answers give the same screen."""
    looks = []
    for level in (0, 3):
        wave = make_wave("open", answers=9, level=level)
        screen = show("wave", wave=wave.id)
        assert "9 of 27 have answered" in screen.words
        looks.append(screen.words.replace(wave.title, "the wave"))
    assert looks[0] == looks[1]


def test_closing_asks_first(show: Show, make_wave: Make) -> None:
    wave = make_wave("open", answers=2)
    screen = show("wave", wave=wave.id).press("Close the wave now …")
    assert "2 of 27 have answered. After closing, nobody can answer any more" in screen.words
    assert "This cannot be undone." in screen.words
    assert screen.has_button("Close it for good")
    assert waves.wave(wave.id).state == "open"


def test_a_closing_that_was_cut_off_goes_on(show: Show, make_wave: Make) -> None:
    wave = make_wave("open", answers=6)
    store.move(wave.id, before="open", after="closing")
    store_due = waves.close_due_waves
    waves.close_due_waves = lambda **_: ()  # as if the closing process were still at it
    try:
        screen = show("wave", wave=wave.id)
        assert "This wave is being closed." in screen.words
        screen.press("Go on with closing")
    finally:
        waves.close_due_waves = store_due
    assert waves.wave(wave.id).state == "closed"
    assert "The wave is closed." in screen.words


def test_a_wave_without_its_key_says_what_is_missing(show: Show, make_wave: Make) -> None:
    wave = make_wave("open", answers=6)
    destroy_wave_key(wave.id)
    store.move(wave.id, before="open", after="closing")
    screen = show("wave", wave=wave.id).press("Go on with closing")
    assert "so its answer sheets (6) cannot be opened. Put the key back" in screen.problems
    assert waves.wave(wave.id).state == "closing"


def test_a_wave_whose_key_is_lost_for_good_is_given_up_only_after_being_asked(
    show: Show, make_wave: Make
) -> None:
    wave = make_wave("open", answers=6)
    destroy_wave_key(wave.id)
    store.move(wave.id, before="open", after="closing")
    screen = show("wave", wave=wave.id).press("Go on without sheets that do not open …")
    assert "none of the 6 sealed sheets opens" in screen.words
    assert "If somebody has a copy of that folder, put the key back first" in screen.words
    assert waves.wave(wave.id).state == "closing"
    assert screen.has_button("Lose them for good")


def test_where_every_sheet_opens_nothing_can_be_given_up(show: Show, make_wave: Make) -> None:
    wave = make_wave("open", answers=6)
    store.move(wave.id, before="open", after="closing")
    store_due = waves.close_due_waves
    waves.close_due_waves = lambda **_: ()
    try:
        screen = show("wave", wave=wave.id).press("Go on without sheets that do not open …")
    finally:
        waves.close_due_waves = store_due
    assert "All 6 sealed sheets open." in screen.words
    assert not screen.has_button("Lose them for good")


def test_a_closed_wave_says_what_releasing_means(show: Show, make_wave: Make) -> None:
    wave = make_wave("closed", answers=12)
    screen = show("wave", wave=wave.id)
    assert "12 of 27" in screen.words
    assert "Nobody has seen a result yet." in screen.words
    assert not screen.app.warning
    assert screen.press("Release the result").ways[-1] == ("go", "results", wave.id)
    assert waves.wave(wave.id).state == "released"


def test_a_result_that_will_show_nothing_is_told_before(show: Show, make_wave: Make) -> None:
    screen = show("wave", wave=make_wave("closed", answers=2).id)
    assert "Fewer than 5 people answered, so the result will show nothing" in screen.words


def test_a_released_wave_leads_to_its_result_and_into_the_archive(
    show: Show, make_wave: Make
) -> None:
    wave = make_wave("released")
    screen = show("wave", wave=wave.id)
    assert ("results", "See the results", wave.id) in screen.ways
    screen.press("Put it in the archive")
    assert waves.wave(wave.id).state == "archived"
    assert "This wave is in the archive." in screen.words
    assert ("results", "See the results", wave.id) in screen.ways
    assert not screen.has_button("Put it in the archive")


@pytest.mark.parametrize("state", STATES)
def test_a_made_up_team_says_so_in_every_state(
    state: str, show: Show, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = teams.create_team
    monkeypatch.setattr(teams, "create_team", lambda *entries: made(*entries, demo=True))
    demo = teams.create_team("Demo", "", ROSTER)
    wave = waves.draft_wave(demo.id, "values_open", languages=("en",), closes_on=today())
    if state != "draft":
        waves.open_wave(wave.id)
        store.move(wave.id, before="open", after=state)
    monkeypatch.setattr(waves, "close_due_waves", lambda **_: ())
    assert "Made-up team." in show("wave", wave=wave.id).words


def test_a_team_too_small_is_not_opened_and_says_why(show: Show) -> None:
    tiny = teams.create_team("Tiny", "", [AgencyEntry("A", "court", 4)])
    screen = show("wave", team=tiny.id).press("Make a draft")
    assert "Fewer than 5 people are on the roster" in screen.words
    assert ("team", "Change the agencies", tiny.id) in screen.ways
    assert not screen.has_button("Join these groups")


@pytest.mark.parametrize("query", [{}, {"wave": "nothing"}, {"team": "nothing"}])
def test_an_address_about_nothing_says_so_and_leads_back(query: dict[str, str], show: Show) -> None:
    screen = show("wave", **query)
    assert screen.app.title[0].value == "No such wave"
    assert screen.ways == [("start",)]


def test_a_wave_whose_questionnaire_is_gone_says_so(
    show: Show, make_wave: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.services import editions

    draft = make_wave("draft")
    monkeypatch.setattr(editions, "editions", lambda _: ())
    assert (
        "The questionnaire of this wave is not here any more." in show("wave", wave=draft.id).words
    )


def test_whoever_is_not_signed_in_sees_nothing(show: Show, make_wave: Make) -> None:
    for state in ("draft", "open", "released"):
        screen = show("wave", who=None, wave=make_wave(state).id)
        assert "Bell" not in screen.words
        assert not screen.app.button


def test_a_wave_deleted_meanwhile_is_missed_politely(show: Show, make_wave: Make) -> None:
    draft = make_wave("draft")
    screen = show("wave", wave=draft.id)
    waves.delete_draft(draft.id)
    with pytest.raises(NotFound):
        waves.wave(draft.id)
    assert "It may have been deleted." in screen.press("Save the draft").words
