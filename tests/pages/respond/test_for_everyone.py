"""Everybody can read, reach and use every kind of page: measured in Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.pages.respond.opening import Seats
from tests.pages.respond.walking import KINDS, LOCALES, every_kind_of_page, go_on, press
from tests.running import DESK, PHONE, RunningApp

pytestmark = pytest.mark.browser

Served = dict[str, Seats]
NewPage = Callable[..., Page]
LOOKS = [
    ("light", PHONE, "en"),
    ("dark", DESK, "es"),
]
OTHER_LOOKS = [
    ("dark", DESK, "en"),
    ("light", DESK, "es"),
    ("dark", PHONE, "es"),
    ("light", DESK, "en"),
    ("dark", PHONE, "en"),
    ("light", PHONE, "es"),
]
SIZES = (  # the second is a desk of 1280 x 1024 at 400 %
    (320, 640),
    (320, 256),
    (PHONE["width"], PHONE["height"]),
    (DESK["width"], DESK["height"]),
)
SMALL_TARGETS = """
least => [...document.querySelectorAll('a,button,summary,label.choice,textarea,input[type=text]')]
  .filter(each => !each.closest('[aria-hidden=true]') && !each.classList.contains('skip'))
  .map(each => [each.textContent.trim() || each.id, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)
"""
TOO_WIDE = """
() => [document.documentElement, ...document.querySelectorAll('body *')]
  .filter(each => each.scrollWidth > each.clientWidth + 1)
  .filter(each => getComputedStyle(each).display !== 'inline')
  .filter(each => each === document.documentElement ||
                  each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => each.outerHTML.slice(0, 80))
"""
WIDER_TEXT = """
*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-bottom:2em!important}
"""
CUT_OFF = """
() => [...document.querySelectorAll('button,a,.choice,legend,h1,p')]
  .filter(each => each.scrollHeight > each.clientHeight + 2 && each.clientHeight > 0)
  .map(each => each.outerHTML.slice(0, 80))
"""


def is_look(look: tuple[str, dict[str, int], str]) -> str:
    scheme, size, language = look
    return f"{scheme} {size['width']} {language}"


def axe_violations(page: Page) -> list[tuple[Any, ...]]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


def assert_axe_finds_nothing(page: Page, app: RunningApp, seats: Seats) -> None:
    found = {kind: axe_violations(page) for kind in every_kind_of_page(page, app, seats)}
    assert set(found) == set(KINDS)
    assert {kind: violations for kind, violations in found.items() if violations} == {}


@pytest.mark.parametrize("look", LOOKS, ids=is_look)
def test_axe_finds_nothing_on_any_kind_of_page(
    look: Any, shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    scheme, size, language = look
    page = new_desk(color_scheme=scheme, viewport=size, locale=LOCALES[language])
    assert_axe_finds_nothing(page, shared_app, served["every_kind"])


@pytest.mark.long
@pytest.mark.parametrize("look", OTHER_LOOKS, ids=is_look)
def test_axe_finds_nothing_in_the_other_looks(
    look: Any, shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    scheme, size, language = look
    page = new_desk(color_scheme=scheme, viewport=size, locale=LOCALES[language])
    assert_axe_finds_nothing(page, shared_app, served["every_kind"])


def test_axe_would_find_something_if_it_were_there(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk()
    page.goto(f"{shared_app.address}/join/{served['every_kind'].take()}")
    go_on(page)
    page.locator("#q-main legend").evaluate("each => each.style.color = '#ccc'")
    page.locator("html").evaluate("each => each.removeAttribute('lang')")
    assert {name for name, _ in axe_violations(page)} == {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "es"])
def test_every_page_fits_a_small_screen_and_what_is_touched_is_44_pixels_high_and_wide(
    language: str, shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(locale=LOCALES[language])
    seen = 0
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(TOO_WIDE) == [], (kind, width, height)
            assert page.evaluate(SMALL_TARGETS, 44) == [], (kind, width, height)
            seen += len(page.evaluate(SMALL_TARGETS, 2000))
        page.locator(".skip").focus()
        box = page.locator(".skip").bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert seen > 400


@pytest.mark.long
def test_text_may_be_set_wider_without_loss(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(viewport={"width": 320, "height": 640}, bypass_csp=True)
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        page.add_style_tag(content=WIDER_TEXT)
        assert page.evaluate(TOO_WIDE) == [], kind
        assert page.evaluate(CUT_OFF) == [], kind


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.long)])
def test_every_page_says_where_one_is_and_in_which_language_and_breaks_no_rule_of_ours(
    language: str, shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(locale=LOCALES[language])
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    titles = {}
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        assert page.locator("html").get_attribute("lang") == language
        heading = page.get_by_role("heading", level=1)
        assert heading.count() == 1
        titles[kind] = page.title()
        assert heading.inner_text() in titles[kind]
    wrong = {"en": "Please check: ", "es": "Revise, por favor: "}[language]
    assert [kind for kind, title in titles.items() if title.startswith(wrong)] == [
        "wrong code",
        "errors",
    ]
    expected = (
        "error: Failed to load resource: the server responded with",
        "info: Clear-Site-Data",
    )
    assert [text for text in complaints if not text.startswith(expected)] == []


@pytest.mark.long
def test_in_forced_colours_what_is_chosen_and_what_has_focus_stand_out(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(forced_colors="active")
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        for chosen in page.locator(".choice:has(:checked)").all():
            assert chosen.evaluate("each => getComputedStyle(each).borderTopWidth") == "3px", kind
        for button in page.locator("button:not(.first):not(.clear), .button").all():
            style = "each => getComputedStyle(each).borderTopStyle"
            assert button.evaluate(style) == "solid", kind
        page.locator(".skip").focus()
        page.keyboard.press("Tab")
        assert kind == "thanks" or page.evaluate(FOCUS)["width"] >= 2, kind


FOCUS = """
() => {
  const held = document.activeElement;
  const shown = held.closest('.choice') || held;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return {
    name: (held.labels && held.labels[0] || held).textContent.trim().slice(0, 40),
    id: held.id, tag: held.tagName, type: held.type || '', value: held.value || '',
    width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    colour: style.outlineColor, paper: paper,
  };
}
"""


def luminance(colour: str) -> float:
    """Of `rgb(1, 2, 3)`, as WCAG defines it."""
    parts = colour.removeprefix("rgb(").removesuffix(")").split(",")
    shares = [int(part) / 255 for part in parts]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_whatever_has_focus_shows_it(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk()
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        page.locator("#main").focus()
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        stops = 0
        while focus["tag"] not in ("BODY", "HTML") and stops < 60:
            stops += 1
            assert focus["seen"], (kind, focus)
            assert focus["width"] >= 2, (kind, focus)
            assert contrast(focus["colour"], focus["paper"]) >= 3, (kind, focus)
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
        assert stops > 0 or kind in ("thanks", "already", "closed")
        assert stops < 60, kind


def test_what_has_focus_shows_it_in_the_dark_as_well(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    page = new_desk(color_scheme="dark")
    page.goto(f"{shared_app.address}/join/{served['every_kind'].take()}")
    go_on(page)
    for _ in range(9):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert luminance(focus["paper"]) < 0.05
        assert focus["width"] >= 2, focus
        assert contrast(focus["colour"], focus["paper"]) >= 3, focus


def tab_to(page: Page, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Press Tab until that has focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if wanted(focus):
            return focus
    raise AssertionError("nothing like it can be reached with the Tab key")


def tab_to_name(page: Page, name: str) -> None:
    tab_to(page, lambda focus: focus["name"] == name)


def test_the_keyboard_alone_leads_from_the_link_to_the_thanks(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    seats = served["every_kind"]
    seats.new_sheets()
    page = new_desk()
    page.goto(f"{shared_app.address}/join/{seats.take()}")
    tab_to_name(page, "Begin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/1")
    tab_to(page, lambda focus: focus["type"] == "radio")
    page.keyboard.press("Space")  # the first point of the first statement
    tab_to(page, lambda focus: focus["type"] == "radio")
    page.keyboard.press("ArrowDown")  # an arrow chooses the next one
    tab_to(page, lambda focus: focus["type"] == "radio")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")  # and goes round from the first to the last
    tab_to_name(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/2")
    tab_to(page, lambda focus: focus["type"] == "checkbox")
    page.keyboard.press("Space")
    tab_to(page, lambda focus: focus["type"] == "checkbox")
    page.keyboard.press("Space")
    tab_to(page, lambda focus: focus["id"] == "f-share")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/3")
    tab_to(page, lambda focus: focus["tag"] == "TEXTAREA")
    page.keyboard.type("One line")
    page.keyboard.press("Enter")
    page.keyboard.type("and another")
    tab_to_name(page, "Next")
    page.keyboard.press("Space")
    page.wait_for_url("**/answer/part/4")
    tab_to_name(page, "Back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/3")
    tab_to_name(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/4")
    tab_to_name(page, "Look over my answers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/check")
    tab_to_name(page, "Send my answers")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    (sheet,) = seats.new_sheets()
    given = {item: value for item, value in sheet.items() if value is not None}
    assert given == {
        "form": 0,
        "main": 1,
        "code": "na",
        "causes": ["one", "two"],
        "share": 12,
        "wish": "One line\nand another",
    }


def test_the_enter_key_in_a_field_goes_on_and_changes_no_language(
    shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(locale="es-US")
    page.goto(f"{shared_app.address}/join/{served['every_kind'].take()}")
    go_on(page)
    go_on(page)
    page.locator("#f-share").press_sequentially("5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/part/3")
    assert page.locator("html").get_attribute("lang") == "es"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_list_of_errors_takes_the_focus_and_leads_to_each_field(
    scripts: bool, shared_app: RunningApp, served: Served, new_desk: NewPage
) -> None:
    page = new_desk(java_script_enabled=scripts)
    for kind in every_kind_of_page(page, shared_app, served["every_kind"]):
        if kind == "errors":
            break
    summary = page.locator(".summary")
    assert summary.evaluate("each => each === document.activeElement")
    links = summary.locator("a")
    assert links.count() == 3
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "q-causes"
    assert page.locator("#q-causes legend").bounding_box()["y"] >= 0  # pyright: ignore[reportOptionalSubscript]
    links.nth(2).click()
    assert page.evaluate("document.activeElement.id") == "f-share"
    assert page.locator("#e-share").bounding_box()["y"] >= 0  # pyright: ignore[reportOptionalSubscript]
    described = page.locator("#f-share").get_attribute("aria-describedby") or ""
    assert "e-share" in described.split()
    links.nth(1).click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "a.ways"


def test_one_statement_is_one_group_with_its_text_as_the_name(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    page = new_phone()
    page.goto(f"{shared_app.address}/join/{served['capacity_open'].take()}")
    go_on(page)
    group = page.get_by_role("group", name="Our partners have agreed in writing")
    assert group.get_by_role("radio").count() == 7
    radio = group.get_by_role("radio", name="In some places", exact=True)
    radio.check()
    assert radio.is_checked()


def test_a_button_to_take_an_answer_back_appears_with_the_answer_and_moves_nothing(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    page = new_phone()
    page.goto(f"{shared_app.address}/join/{served['values_open'].take()}")
    go_on(page)
    first = page.locator("fieldset").first
    clear = first.locator(".clear")
    assert not clear.is_visible()
    before = [each.bounding_box() for each in page.locator(".choice").all()]
    first.locator("input").nth(1).check()
    assert clear.is_visible()
    assert [each.bounding_box() for each in page.locator(".choice").all()] == before
    press(clear)
    assert first.locator("input:checked").count() == 0
    assert not first.locator(".clear").is_visible()
    assert first.locator("legend").bounding_box()["y"] >= 0  # pyright: ignore[reportOptionalSubscript]


def test_nothing_moves_and_little_is_fetched(
    shared_app: RunningApp, served: Served, new_phone: NewPage
) -> None:
    page = new_phone(reduced_motion="reduce")
    fetched: list[tuple[str, int]] = []
    page.on(
        "requestfinished",
        lambda request: fetched.append((request.resource_type, sum(request.sizes().values()))),
    )
    page.context.set_extra_http_headers({"Save-Data": "on"})
    page.goto(f"{shared_app.address}/join/{served['values_open'].take()}")
    go_on(page)
    page.get_by_role("heading", name="Part 1 of").wait_for()
    assert {kind for kind, _ in fetched} == {"document", "stylesheet"}
    assert sum(size for _, size in fetched) < 40_000
    assert page.evaluate("document.getAnimations().length") == 0
    style = page.locator("*").first.evaluate("() => getComputedStyle(document.body).transition")
    assert style in ("all", "all 0s ease 0s", "none")
