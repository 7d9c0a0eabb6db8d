"""The coding desk under two hands in a real browser: what they do is what is saved."""

from collections.abc import Callable
from random import Random

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.pages.families.coder.world import HOSTILE, TURNS, Hands, Place, axe_finds
from tests.running import DESK, PHONE

pytestmark = pytest.mark.browser

BUS, LOST = TURNS[0][1]
EMOJI = TURNS[1][1][0]
OFFSETS = "/_stcore/bidi-components/common-table.coding_desk/offsets.js"
SIGNS = ("a", "é", "e\u0301", "ß", "\u2028", "中", "🚌", "👩‍👧‍👦", "🏳️‍🌈", "𝔸", " ")


@pytest.fixture
def hands(desk_place: Place, new_desk: Callable[..., Page]) -> Hands:
    page = new_desk()
    page.set_default_timeout(20_000)
    return Hands(page, desk_place)


@pytest.mark.long
def test_a_mouse_picks_sentences_and_parts_of_them(hands: Hands):
    hands.open()
    hands.sentence(2).click()
    hands.press("1")
    hands.says("“Transport” is on sentence 2.")
    hands.sentence(3).click()
    hands.sentence(5).click(modifiers=["Shift"])
    hands.page.get_by_role("button", name="Stigma").click()
    hands.says("“Stigma” is on sentences 3 to 5.")
    hands.sentence(4).click()
    hands.sentence(8).click(modifiers=["Shift"])
    hands.says("A code stays within one turn. Picked up to its edge.")
    part = EMOJI[EMOJI.index("👩") : EMOJI.index(" and")]
    begin = len(EMOJI[: EMOJI.index("👩")].encode("utf-16-le")) // 2
    hands.drag((3, begin), (3, begin + len(part.encode("utf-16-le")) // 2))
    hands.says("Picked: part of sentence 3")
    hands.press("4")
    hands.says("“Cost” is on part of sentence 3.")
    hands.drag((1, len(BUS) - 8), (2, 6))
    hands.press("2")
    hands.says("“Waiting time” is on part of sentences 1 to 2.")
    assert hands.place.coded == [
        ("transport", LOST),
        ("stigma", " ".join(TURNS[1][1])),
        ("cost", part),
        ("wait", f"{BUS[-8:]} {LOST[:6]}"),
    ]
    expect(hands.sentence(3).locator("xpath=..").locator(".chip")).to_have_text(
        ["Stigma", f"Cost (on “{part}”)"]
    )
    assert hands.complaints == []


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, marks=pytest.mark.long), DESK], ids=["phone", "desk"]
)
def test_a_keyboard_alone_does_everything(hands: Hands, size: ViewportSize):
    hands.page.set_viewport_size(size)
    page = hands.open().page
    page.get_by_role("button", name="Did not know of it").focus()
    hands.press("Tab")
    expect(hands.sentence(1)).to_be_focused()
    hands.press("ArrowDown", "3")
    hands.says("“Childcare” is on sentence 2.")
    expect(hands.sentence(2)).to_be_focused()
    hands.press("PageDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "/")
    search = page.get_by_role("combobox", name="Find a code")
    expect(search).to_be_focused()
    page.keyboard.type("cr r")
    expect(page.get_by_text("No code with these letters.")).to_be_visible()
    hands.press(*["Backspace"] * 4)
    page.keyboard.type("KÍN")
    expect(page.get_by_role("option")).to_have_text(
        ["Help from kinWhatever is about help from kin"]
    )
    expect(search).to_have_attribute("aria-activedescendant", "option-0")
    hands.press("Enter")
    hands.says("“Help from kin” is on sentences 3 to 5.")
    expect(hands.sentence(5)).to_be_focused()
    expect(page.get_by_text("Runs: 5")).to_be_visible()  # two for each code; letters made none
    hands.press("m")
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()
    page.keyboard.type("all three r in it")
    hands.press("Control+Enter")
    hands.says("The note is saved.")
    expect(page.get_by_role("button", name="Help from kin (with a note)").first).to_be_visible()
    hands.press("1")
    hands.says("“Transport” is on sentences 3 to 5.")
    hands.press("Delete")
    expect(page.get_by_role("combobox", name="Which code should go?")).to_be_focused()
    hands.press("ArrowDown", "ArrowDown", "Enter")
    hands.says("“Help from kin” was taken away.")
    hands.press("Control+z")
    hands.says("The last step was taken back.")
    hands.press("ArrowRight", "Delete")
    hands.says("“Help from kin” was taken away.")
    expect(hands.sentence(5)).to_be_focused()
    hands.press("/", "Escape")
    expect(hands.sentence(5)).to_be_focused()
    assert hands.place.coded == [("child", LOST), ("transport", " ".join(TURNS[1][1]))]
    assert axe_finds(page) == []
    assert hands.complaints == []


def test_keys_typed_faster_than_the_server_answers_are_all_saved_in_their_order(hands: Hands):
    hands.open()
    hands.sentence(1).click()
    hands.press("1", "2", "ArrowDown", "3", "ArrowDown", "4", "5")
    hands.says("“Stigma” is on sentence 3.")
    assert hands.place.coded == [
        ("transport", BUS), ("wait", BUS), ("child", LOST), ("cost", EMOJI), ("stigma", EMOJI),
    ]  # fmt: skip


def test_hostile_words_stay_words_and_axe_finds_nothing(hands: Hands):
    page = hands.open().page
    hands.sentence(6).click()
    hands.press("/")
    page.keyboard.type("trust")
    hands.press("Enter")
    hands.says("“<b>Trust</b> & worry” is on sentence 6.")
    assert hands.place.coded == [("trust", HOSTILE)]
    expect(hands.sentence(6)).to_have_text(f"Moderator: {HOSTILE}")
    assert page.locator(".desk img, .desk b, .desk a, .desk script").count() == 0
    hands.press("ArrowRight", "Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe_finds(page) == []
    assert hands.complaints == []


def test_a_passage_of_an_older_text_is_refused_and_nothing_is_saved(hands: Hands):
    hands.open()
    hands.place.state = hands.place.state | {"hash": "second"}
    hands.sentence(1).click()
    hands.press("1")
    hands.says("This text has changed meanwhile. Nothing was saved; here is the new text.")
    assert hands.place.coded == []
    expect(hands.sentence(1)).to_be_focused()
    hands.press("1")
    hands.says("“Transport” is on sentence 1.")
    assert hands.place.coded == [("transport", BUS)]


def test_offsets_of_a_browser_are_those_of_python_for_every_place_of_odd_texts(hands: Hands):
    random = Random(7)
    texts = ["".join(random.choices(SIGNS, k=random.randrange(1, 9))) for _ in range(60)]
    cases = [
        (text, len(text[:point].encode("utf-16-le")) // 2, point)
        for text in texts
        for point in range(len(text) + 1)
    ]
    counted = hands.open().page.evaluate(
        f"""async (cases) => {{
            const {{ toPoints, pointsIn }} = await import("{OFFSETS}");
            return cases.map(([text, index]) => [
                toPoints(text, index), toPoints(text, index, {{ up: true }}), pointsIn(text),
            ]);
        }}""",
        cases,
    )
    assert counted == [[point, point, len(text)] for text, _, point in cases]
    halves = hands.page.evaluate(
        f"""async () => {{
            const {{ toPoints }} = await import("{OFFSETS}");
            return [toPoints("a🚌b", 2), toPoints("a🚌b", 2, {{ up: true }})];
        }}"""
    )
    assert halves == [1, 2]
