"""The desk with two people, keys alone, hostile words, and both widths, in real browsers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from data.family_views import SessionView, TranscriptView
from data.services import coding, redacting, seats, summaries, transcripts
from data.services.authority import acting
from data.store import access as access_store
from tests.data.services.families.groups import (
    WORDS,
    Group,
    begun,
    facilitator,
    held,
    looked,
    redacted,
    released,
    written,
)
from tests.pages.families.analysed import person
from tests.pages.families.desks import address, open_desk, press, sees, token_of
from tests.pages.looking import HOSTILE, Guide, Tour
from tests.pages.looks import OfEveryScreen
from tests.pages.scan.hands import Hands
from tests.running import DESK, NAME, RunningApp, settled

pytestmark = [pytest.mark.browser, pytest.mark.long]

Make = Callable[..., Page]
MANY = 60


def at_the_desk(group: Group, words: tuple[str, ...] = WORDS) -> tuple[SessionView, TranscriptView]:
    session = held(group, people=3, name="Evening")
    found = written(group, session, words)
    return session, transcripts.begin(group.team_id, found.id, seen=found.version)


def now(group: Group, found: TranscriptView) -> TranscriptView:
    return transcripts.transcript(group.team_id, found.id)


def carried_out(group: Group, found: TranscriptView) -> None:
    """Somebody at the machine decides everything and carries it out."""
    every = [each.text for each in redacting.suspects(group.team_id, found.id)]
    found = redacting.decide(group.team_id, found.id, dict.fromkeys(every, "[name 1]"))
    redacting.carry_out(group.team_id, found.id, seen=found.version)


def test_a_second_person_reads_takes_out_samples_and_it_is_released(
    shared_app: RunningApp, new_desk: Make
) -> None:
    page, other = new_desk(), new_desk()
    shared_app.sign_in(page)
    group = begun()
    shared_app.hold(other, token_of(group.team_id, "Second", "consultant"))
    session, found = at_the_desk(group)
    open_desk(page, shared_app, group, session)
    press(page, "Save, and replace all others on this part")
    sees(page, "Every string is decided.")
    press(page, "Carry the decisions out")
    sees(page, "Carried out. Now somebody else reads it through.")

    open_desk(other, shared_app, group, session)
    sees(other, "Missing for the next step")  # the last that a first look at the desk brings
    other.get_by_text("Take out what was missed").click()
    missed = other.get_by_label("What still tells who somebody is")
    missed.fill("quadruplets")
    expect(missed).to_have_value("quadruplets")
    press(other, "Take it out")
    sees(other, "'quadruplets' is nowhere in this transcript, and in nothing that was written")
    expect(missed).to_have_value("quadruplets")
    other.get_by_label("What still tells who somebody is").fill("three visits")
    other.get_by_label("What stands in its place").fill("some visits")
    press(other, "Take it out")
    sees(other, "It is taken out wherever it was looked for.")
    press(other, "I have read all of it")
    sees(other, "It is written down that you read it through.")
    sees(other, "A facilitator of this team looks at names that only the book knows, and ends it.")
    assert other.get_by_role("button", name="It is redacted").count() == 0
    open_desk(page, shared_app, group, session)
    press(page, "It is redacted")
    sees(page, "Redacted, and read through by a second person")
    assert now(group, found).state == "redacted"

    open_desk(other, shared_app, group, session)
    other.get_by_text("Random sample", exact=True).click()
    press(other, "Draw sentences")
    sees(other, "sentences there are.")
    press(other, "I have read each of them")
    sees(other, "Nobody found a leak.")
    sees(other, "A facilitator of this team releases it.")
    assert other.get_by_role("button", name="Release it").count() == 0

    open_desk(page, shared_app, group, session)
    press(page, "Release it …")
    assert now(group, found).state == "redacted"
    page.get_by_role("dialog").get_by_role("button", name="Release it", exact=True).click()
    sees(page, "Released.")
    assert now(group, found).state == "released"


def test_a_leak_in_the_sample_bars_the_release(shared_app: RunningApp, new_desk: Make) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    session = held(group, people=3, name="Evening")
    found = redacted(group, written(group, session))
    open_desk(page, shared_app, group, session)
    page.get_by_text("Random sample", exact=True).click()
    press(page, "Draw sentences")
    box = page.get_by_role("combobox", name="Numbers of the sentences")
    box.click()
    box.fill("2")
    box.press("Enter")
    box.press("Escape")
    page.get_by_text("2", exact=True).wait_for()
    press(page, "I have read each of them")
    sees(page, "Take those leaks out")
    assert now(group, found).leaks == 1
    sees(page, "The leaks of the sample are taken out, and another sample is drawn.")
    assert page.get_by_role("button", name="Release it").count() == 0


def test_words_that_were_changed_meanwhile_were_not_read_and_what_was_typed_stays(
    shared_app: RunningApp, new_desk: Make
) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    session, found = at_the_desk(group)
    carried_out(group, found)
    open_desk(page, shared_app, group, session)
    page.get_by_text("Take out what was missed").click()
    page.get_by_label("What still tells who somebody is").fill("visits")
    with acting(facilitator(group.team_id, "Faster")):
        before = now(group, found).version
        redacting.take_out(group.team_id, found.id, "bus", "[thing]", seen=before)
    press(page, "I have read all of it")
    sees(page, "Somebody has changed these words while you read.")
    sees(page, "The [thing] does not go there.")
    assert now(group, found).read_by == ()
    press(page, "Take it out")
    sees(page, "It is taken out wherever it was looked for.")
    text = " ".join(each.text for each in transcripts.turns(group.team_id, found.id))
    assert "[thing]" in text
    assert "visits" not in text
    press(page, "I have read all of it")
    sees(page, "It is written down that you read it through.")
    assert len(now(group, found).read_by) == 1


def test_a_long_list_comes_in_parts_and_one_that_was_read_wrongly_goes(
    shared_app: RunningApp, new_desk: Make
) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    words = tuple(f"My name is Zq{chr(97 + at % 26)}{chr(97 + at // 26)}ra." for at in range(MANY))
    session, _ = at_the_desk(group, words)
    open_desk(page, shared_app, group, session)
    sees(page, f"0 of {MANY} strings are decided.")
    assert page.get_by_role("radiogroup").count() == 20
    widgets = page.get_by_test_id("stMain").locator("input, textarea, button, select")
    assert widgets.count() <= 100 + 2 * 20  # three round buttons are one widget
    press(page, "Save, and keep all others on this part")
    sees(page, f"20 of {MANY} strings are decided.")
    page.get_by_text("It was read wrongly").click()
    press(page, "Remove this transcript …")
    page.get_by_role("dialog").get_by_role("button", name="Remove it", exact=True).click()
    sees(page, "Removed.")
    assert transcripts.transcript_of(group.team_id, session.id) is None


def test_raw_words_are_destroyed_once_somebody_says_so_twice(
    shared_app: RunningApp, new_desk: Make
) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    session, found = at_the_desk(group)
    carried_out(group, found)
    open_desk(page, shared_app, group, session)
    press(page, "Destroy the raw words now")
    assert now(group, found).raw_is_there
    press(page, "Destroy them")
    sees(page, "none are kept any more.")
    assert not now(group, found).raw_is_there


def test_two_people_at_one_sheet_lose_nothing(shared_app: RunningApp, new_desk: Make) -> None:
    page = new_desk()
    shared_app.sign_in(page)
    group = begun()
    session = held(group, people=2, name="Evening")
    page.goto(f"{shared_app.address}{address(group, session, 'families-sheet')}")
    helped = page.get_by_label("What the session answered: What helped the most")
    helped.fill("A peer who answered the phone.")
    helped.press("Tab")
    settled(page)
    summaries.save_summary(group.team_id, session.id, "guide_helped", "A van.", seen=0)
    summaries.save_summary(group.team_id, session.id, "guide_barriers", "The bus.", seen=0)
    press(page, "Save this sheet")
    sees(page, "Yours is not saved; look at theirs first.")
    sees(page, "at the machine has saved something newer. It says:")
    sees(page, "A van.")
    assert helped.input_value() == "A peer who answered the phone."
    press(page, "I have read theirs, keep mine")
    barriers = page.get_by_label("What the session answered: What got in the way")
    expect(barriers).to_have_value("The bus.")
    press(page, "Save this sheet")
    sees(page, "Saved.")
    sheet = {each.question: each for each in summaries.sheet(group.team_id, session.id)}
    assert sheet["guide_helped"].words == "A peer who answered the phone."
    assert sheet["guide_helped"].version == 2
    assert sheet["guide_barriers"].version == 1


def test_notes_come_in_and_are_redacted_by_keys_alone(
    shared_app: RunningApp, new_desk: Make
) -> None:
    hands = Hands(new_desk(), shared_app)
    shared_app.sign_in(hands.page)
    group = begun()
    session = held(group, people=1, name="Evening")
    (seat,) = group.seats(session.id)
    hands.open(address(group, session))
    hands.choose("Where the words are", "Notes to type or paste")
    hands.type("Notes by seat", f"F: What helped?\n{seat.label}: Xiomara did.")
    hands.page.keyboard.press("Tab")
    hands.sees("What will be kept")
    hands.check()
    hands.press("Take these words in")
    hands.sees("No label of a speaker was kept.")
    hands.press("Begin to redact")
    hands.sees("0 of 1 strings are decided.")
    hands.choose("What becomes of Xiomara", "Replace: [name 1]")
    hands.press("Save these decisions")
    hands.sees("Every string is decided.")
    hands.press("Carry the decisions out")
    hands.sees("Carried out. Now somebody else reads it through.")
    hands.check()
    found = transcripts.transcript_of(group.team_id, session.id)
    assert found is not None
    assert transcripts.turns(group.team_id, found.id)[-1].text == "[name 1] did."


SCREENS = (
    *("words-list", "words-empty", "words-raw", "words-decide", "words-decided", "words-read"),
    *("words-sample", "words-redacted", "words-released", "sheet", "sheets", "words-map"),
    *("words-outside", "words-notes", "words-again"),
)


def filled() -> dict[str, str]:
    """A plan full of hostile words; where each look at it is taken."""
    group = begun()
    about = f"team={group.team_id}&plan={group.plan.id}"
    where = {"words-list": f"/families-words?{about}", "sheets": f"/families-sheet?{about}"}
    for name in ("raw", "decide", "decided", "read", "redacted", "released"):
        session = held(group, people=3, name=f"{HOSTILE[4][:40]} {name}")
        where[f"words-{name}"] = address(group, session)
        bring_to(name, group, written(group, session, (*HOSTILE, *WORDS)))
    again = held(group, people=3, name=f"{HOSTILE[2]} again")
    redacted(group, written(group, again, (HOSTILE[0], HOSTILE[0], *WORDS)))
    seats.withdraw(group.receipts[again.id][0].card)
    empty = held(group, people=3, name=f"{HOSTILE[2]} empty")
    for question in summaries.questions()[:2]:
        said = f"The bus: {HOSTILE[0]}"
        looked(summaries.save_summary, group.team_id, empty.id, question, said, seen=0)
    return where | {
        "words-empty": address(group, empty),
        "words-again": address(group, again),
        "words-map": address(group, empty),
        "words-sample": where["words-read"],
        "words-outside": where["words-redacted"],
        "words-notes": where["words-released"],
        "sheet": address(group, empty, "families-sheet"),
    }


def bring_to(name: str, group: Group, found: TranscriptView) -> None:
    """Take a transcript as far as the name of a look says."""
    if name == "redacted":
        redacted(group, found)
    elif name == "released":
        noted(group, released(group, found))
    elif name != "raw":
        found = transcripts.begin(group.team_id, found.id, seen=found.version)
        every = [each.text for each in redacting.suspects(group.team_id, found.id)]
        if name == "decided":
            redacting.decide(group.team_id, found.id, dict.fromkeys(every, HOSTILE[1][:60]))
        elif name == "read":
            found = redacting.decide(group.team_id, found.id, dict.fromkeys(every))
            redacting.carry_out(group.team_id, found.id, seen=found.version)


def noted(group: Group, found: TranscriptView) -> None:
    """A note with hostile words on a code of whoever looks."""
    account = access_store.account_named(NAME)
    assert account is not None
    with acting(person(account.id, group.team_id, NAME)):
        code = coding.codebook(group.team_id, group.plan.id).codes[0].id
        made = coding.add_coding(group.team_id, found.id, 1, 0, 1, code, seen=found.version)
        coding.save_memo(group.team_id, found.id, made, f"Ask Bertram of {HOSTILE[4]} {HOSTILE[0]}")


def prepare(page: Page, name: str) -> None:
    """Bring out what a screen shows only after a step."""
    if name == "words-notes":
        page.get_by_text("Names in notes").click()
        page.get_by_role("button", name="It tells on nobody: Bertram").wait_for()
    if name == "words-map":
        page.get_by_text("Notes to type or paste").click()
        settled(page)
        field = page.get_by_label("Notes by seat")
        field.fill(f"{HOSTILE[1][:10]}\nMaria <b>: {HOSTILE[0]}\nDWAYNE: {HOSTILE[2]}")
        field.press("Tab")
        page.get_by_text("have no seat yet").wait_for()
    if name == "words-read":
        page.get_by_text("Take out what was missed").click()
    if name == "words-outside":
        page.get_by_text("Take out what was missed").click()
        page.get_by_label("What still tells who somebody is").fill("the bus")
        page.get_by_role("button", name="Take it out").click()
        page.get_by_text("Nothing has changed yet.").wait_for()
        settled(page)
    if name == "words-sample":
        page.get_by_text("Random sample", exact=True).click()
        settled(page)
        page.get_by_role("button", name="Draw sentences").click()
        page.get_by_text("sentences there are.").wait_for()


@pytest.fixture(scope="module")
def tour(shared_app: RunningApp, chromium: Browser) -> Iterator[Tour]:
    """One walk through everything, made once."""
    context = chromium.new_context(viewport=DESK)
    context.set_default_timeout(30_000)
    guide = Guide(context.new_page(), shared_app)
    shared_app.sign_in(guide.page)
    where = filled()
    for name in SCREENS:
        page = guide.go(where[name])
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        prepare(page, name)
        guide.look(name)
    yield guide.tour
    context.close()


class TestEveryScreen(OfEveryScreen):
    """Each promise of `OfEveryScreen` for each of these."""

    screens = SCREENS
    with_words = (
        "words-decide",
        "words-read",
        "words-sample",
        "sheets",
        "words-notes",
        "words-again",
    )
