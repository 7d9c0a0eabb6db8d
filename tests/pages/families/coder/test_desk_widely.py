"""The coding desk at both widths, by touch, in the dark, in Spanish, and where saving fails."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.families.coder.world import (
    TURNS,
    Hands,
    Place,
    axe_finds,
    long_state,
    running_desk,
    state_at_first,
)
from tests.running import DESK, PHONE, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

BUS, LOST = TURNS[0][1]
CODINGS = (
    {"id": "a", "start": 8, "end": 35, "code": "transport", "mine": True, "memo": "why"},
    {"id": "b", "start": 12, "end": 25, "code": "kin", "mine": False},
    {"id": "d", "start": 12, "end": 35, "code": "wait", "mine": True},
)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def at_desk(desk_place: Place, new_desk: Callable[..., Page]) -> Iterator[Callable[..., Hands]]:
    made: list[Hands] = []

    def sit(**options: object) -> Hands:
        page = new_desk(**options)
        page.set_default_timeout(20_000)
        made.append(Hands(page, desk_place))
        return made[-1]

    yield sit
    assert [hands.complaints for hands in made] == [[] for _ in made]


@SIZES
@pytest.mark.parametrize("query", ["", "?lang=es"])
def test_axe_finds_nothing_in_any_state_and_nothing_is_cut_off(at_desk, size, query):
    hands = at_desk(viewport=size).open(state_at_first(codings=CODINGS), query=query)
    expect(hands.page.locator(".desk")).to_have_attribute("data-shade", "light")
    look_everywhere(hands)


def test_axe_finds_nothing_in_the_dark_either(tmp_path, new_desk):
    with running_desk(tmp_path, dark=True) as place:
        hands = Hands(new_desk(), place).open(state_at_first(codings=CODINGS))
        expect(hands.page.locator(".desk")).to_have_attribute("data-shade", "dark")
        look_everywhere(hands)
        assert hands.complaints == []


def look_everywhere(hands: Hands) -> None:
    """Every state of the desk, one after the other."""
    page = hands.page
    states = {
        "picked": lambda: hands.sentence(1).click(),
        "saved": lambda: (hands.press("6"), expect(page.locator(".said")).not_to_be_empty()),
        "codes": lambda: hands.press("/"),
        "narrowed": lambda: page.keyboard.type("zzz"),
        "note": lambda: hands.press("Escape", "ArrowRight", "Enter"),
        "help": lambda: (hands.press("Escape"), page.locator("summary").click()),
    }
    for name, step in states.items():
        step()
        assert axe_finds(page) == [], name
        sideways = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{sideways}.scrollWidth - {sideways}.clientWidth") <= 0, name


@SIZES
def test_axe_finds_nothing_at_the_table_and_a_keyboard_codes_there(at_desk, size):
    hands = at_desk(viewport=size).open(state_at_first(codings=CODINGS), query="?table=1")
    page = hands.page
    field = page.get_by_role("combobox", name="Codes of sentence 2")
    field.focus()
    page.keyboard.type("Stig")
    hands.press("Enter")
    expect(page.get_by_text("“Stigma” is on sentence 2.")).to_be_visible()
    hands.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert hands.place.coded[-1] == ("stigma", LOST)
    assert axe_finds(page) == []


def test_on_a_phone_fingers_find_everything_at_least_44_pixels_high(at_desk):
    hands = at_desk(viewport=PHONE, has_touch=True, is_mobile=True)
    page = hands.open(state_at_first(codings=CODINGS)).page
    hands.sentence(4).tap()
    page.get_by_role("button", name="2 Waiting time").tap()
    hands.says("“Waiting time” is on sentence 4.")
    page.get_by_role("button", name="All codes").tap()
    page.get_by_role("option", name="Language").tap()
    hands.says("“Language” is on sentence 4.")
    hands.sentence(4).locator("xpath=..").get_by_role("button", name="Language").tap()
    page.get_by_role("button", name="Take this code away").tap()
    hands.says("“Language” was taken away.")
    page.get_by_role("button", name="Undo").tap()
    hands.says("The last step was taken back.")
    hands.sentence(1).locator("xpath=..").get_by_role("button", name="Waiting time").tap()
    low = page.locator(".desk").evaluate(
        """desk => [...desk.querySelectorAll('button, summary, .words, input, textarea')]
            .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
            .map(each => each.outerHTML.slice(0, 120))"""
    )
    assert low == []


def test_a_finger_picks_a_part_once_the_selection_rests(at_desk):
    hands = at_desk(viewport=PHONE, has_touch=True, is_mobile=True).open()
    hands.sentence(2).tap()
    hands.sentence(1).evaluate(
        """words => {
            const text = words.querySelector('.text').firstChild.firstChild;
            document.getSelection().setBaseAndExtent(text, 4, text, 7);
        }"""
    )
    hands.says("Picked: part of sentence 1")
    hands.page.get_by_role("button", name="1 Transport").tap()
    hands.says("“Transport” is on part of sentence 1.")
    assert hands.place.coded == [("transport", "bus")]


def test_a_drag_stays_in_the_turn_where_it_began_and_never_takes_a_label(at_desk):
    hands = at_desk().open()
    hands.drag((2, 10), (4, 3))
    hands.press("1")
    hands.says("“Transport” is on part of sentence 2.")
    hands.drag((2, 10), (1, 4))
    hands.press("2")
    hands.says("“Waiting time” is on part of sentences 1 to 2.")
    hands.sentence(5).dblclick(position={"x": 12, "y": 14})
    hands.press("3")
    hands.says("“Childcare” is on part of sentence 5.")
    hands.press("Escape", "4")
    hands.says("“Cost” is on sentence 5.")
    assert hands.place.coded == [
        ("transport", LOST[10:]),
        ("wait", f"{BUS[4:]} {LOST[:10].rstrip()}"),
        ("child", "Nobody"),
        ("cost", "Nobody did."),
    ]


def test_what_was_not_saved_is_said_and_what_waited_behind_it_is_not_sent(at_desk):
    hands = at_desk().open(state_at_first() | {"broken": True})
    hands.sentence(1).click()
    hands.press("1", "2")
    hands.says("This was not saved. Try again, please.")
    expect(hands.page.get_by_text("Runs: 3")).to_be_visible()
    hands.place.state = hands.place.state | {"broken": False}
    hands.press("3")
    hands.says("“Childcare” is on sentence 1.")
    assert hands.place.coded == [("child", BUS)]


def test_a_server_that_does_not_answer_is_not_taken_for_one_that_saved(at_desk):
    hands = at_desk().open(state_at_first() | {"silent": True})
    hands.sentence(1).click()
    hands.press("1")
    expect(hands.page.locator(".said")).to_have_text(
        "The server has not answered, so this may not be saved. "
        "See whether it is there, and try again.",
        timeout=15_000,
    )
    assert hands.place.coded == []


def test_a_long_transcript_keeps_its_place_and_its_focus(at_desk):
    hands = at_desk().open(long_state())
    page = hands.page
    assert page.locator(".words").count() == 1_200
    hands.sentence(900).click()
    scrolled = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert scrolled > 10_000
    hands.press("7")
    hands.says(
        "“Handoff between agencies” is on sentence 900.", patience=60
    )  # it looks at all rows
    after = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert after == pytest.approx(scrolled, abs=2)
    expect(hands.sentence(900)).to_be_focused()
    hands.press("End")
    expect(hands.sentence(1200)).to_be_in_viewport()
    hands.press("Home")
    top = page.locator(".top").bounding_box()
    first = hands.sentence(1).bounding_box()
    assert top is not None
    assert first is not None
    assert first["y"] >= top["y"] + top["height"]


def test_somebody_who_wants_no_motion_sees_none(at_desk):
    hands = at_desk(reduced_motion="reduce").open()
    moving = hands.page.locator(".row").first
    assert moving.evaluate("row => getComputedStyle(row).transitionDuration") == "0s"


def test_a_code_is_told_by_words_and_by_a_line_of_its_own(at_desk):
    hands = at_desk().open(state_at_first(codings=CODINGS))
    page = hands.page
    lines = page.locator(".slot .line").evaluate_all(
        "lines => lines.map(each => getComputedStyle(each).backgroundImage)"
    )
    assert len(set(lines)) == 9
    pieces = hands.sentence(1).locator(".piece")
    assert [piece.get_attribute("title") for piece in pieces.all()] == [
        "Transport", "Transport, Help from kin, Waiting time", "Transport, Waiting time",
    ]  # fmt: skip
    told = hands.sentence(1).get_attribute("aria-describedby")
    expect(page.locator(f"#{told}")).to_contain_text("Help from kin (on “bus never cam”; another")
    settled(page)


def test_a_code_used_anew_gets_the_key_that_was_idle_for_longest(at_desk):
    hands = at_desk().open()
    hands.sentence(1).click()
    hands.press("/")
    hands.page.keyboard.type("kin")
    hands.press("Enter")
    hands.says("“Help from kin” is on sentence 1.")
    expect(hands.page.locator(".slot").last).to_have_text("9Help from kin")


def test_where_somebody_sets_their_own_colours_lines_stay_and_patterns_tell_them_apart(at_desk):
    page = at_desk(forced_colors="active").open(state_at_first(codings=CODINGS)).page
    lines = page.locator(".slot .line").evaluate_all(
        "lines => lines.map(each => getComputedStyle(each).backgroundImage)"
    )
    assert "none" not in lines
    assert len(set(lines)) == 3
