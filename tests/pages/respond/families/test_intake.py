"""A parent asks to take part, alone; nothing is stored before the end, and little after it."""

from dataclasses import asdict
from pathlib import Path

import pytest

from data import sealed_pages
from data.services import contact_rows
from surveys.families_content import families_content
from surveys.family_promises import consent_text
from tests.data.services.families.groups import SETTINGS, Group, begun
from tests.pages.respond.families.parents import CONTACT, SUITS, Parent, bytes_at

SAID = families_content().words("en")


def test_what_was_sent_is_in_the_book_of_contacts_and_says_who_may_reach_whom_and_how(
    group: Group, address: str, parent: Parent
) -> None:
    screen = parent.to_the_last_page(address)
    assert "555-0199" in screen.text
    assert "Mornings, Weekends" in screen.text
    assert "at most 30 days later" in screen.text
    assert contact_rows.kept(group.plan.id) == ()
    assert parent.on().heading == "Thank you"
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers == CONTACT | {
        "staff_involved": "no",
        "support_pay": "cash",
        "support_access": "A quiet room",
        "support_time": ["morning", "weekend"],
    }
    assert (kept.entry.version, kept.entry.ask_again) == (group.plan.version, False)
    assert kept.status == "new"


def test_nothing_is_stored_before_the_last_button(
    own_home: Path, address: str, parent: Parent
) -> None:
    parent.go(address)
    before = bytes_at(own_home)
    parent.to_the_last_page(address)
    assert bytes_at(own_home) == before
    parent.on()
    assert bytes_at(own_home) != before


def test_what_is_kept_opens_with_the_key_of_the_book_alone_and_holds_nothing_of_who_it_suits(
    own_home: Path, group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    parent.on()
    whole = bytes_at(own_home)
    for word in (b"Rosalinda", b"555-0199", b"A quiet room", b"elig_"):
        assert word not in whole
    (kept,) = contact_rows.kept(group.plan.id)
    assert not [item for item in kept.entry.answers if item.startswith("elig_")]


def test_the_page_after_who_it_suits_carries_none_of_those_answers(
    address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    parent.on(**SUITS)
    (sealed,) = parent.screen.fields()["kept"]
    state = sealed_pages.unseal(sealed, place=address).state
    assert state["at"] == "staff_involved"
    assert state["answers"] == {}


@pytest.mark.parametrize(
    ("answers", "screen"),
    [
        ({"elig_adult": "no"}, "not_this_group"),
        ({"elig_experience": "no"}, "not_this_group"),
        ({"elig_area": "no"}, "not_this_group"),
        ({"elig_custody": "yes"}, "custody"),
        ({"elig_custody": "yes", "elig_adult": "no"}, "custody"),
        ({"elig_case_now": "open_unsure", "elig_area": "no"}, "not_this_group"),
    ],
)
def test_where_the_group_is_not_the_right_one_it_ends_kindly_with_nothing_to_fill_in(
    answers: dict[str, str], screen: str, own_home: Path, address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    before = bytes_at(own_home)
    shown = parent.on(**SUITS | answers)
    assert (shown.heading, parent.status) == (SAID.screens[screen].title, 200)
    assert SAID.screens[screen].text in shown.text
    assert "A. Rivera, 555-0100" in shown.text
    assert list(shown.root.all("form")) == []
    assert bytes_at(own_home) == before


@pytest.mark.parametrize(
    ("case", "screen"), [("open_ok", "open_case"), ("open_unsure", "private_talk")]
)
def test_an_open_case_warns_and_offers_a_private_talk_and_bars_nobody(
    case: str, screen: str, address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    shown = parent.on(**SUITS | {"elig_case_now": case})
    assert shown.heading == SAID.screens[screen].title
    assert "A. Rivera, 555-0100" in shown.text
    told = parent.screen.fields()
    assert parent.on().heading == "Who works on this group"
    stopped = parent.post(address, told | {"action": ["stop"]})
    assert "Nothing that you typed was kept." in stopped.text
    assert list(stopped.root.all("input")) == []


def test_the_list_of_staff_is_shown_and_only_yes_or_no_is_asked_and_kept(
    group: Group, address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    screen = parent.on(**SUITS)
    names = [each.text for each in screen.root.all("li")]
    assert names == SETTINGS["staff_list"]
    assert [each.get("value") for each in screen.fieldset("staff_involved").all("input")] == [
        "yes",
        "no",
    ]
    parent.to_the_consent(address, involved="yes")
    parent.through_the_consent()
    parent.on(consent_join="yes")
    parent.on()
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers["staff_involved"] == "yes"


def test_what_pay_may_change_is_said_before_anybody_can_say_yes_to_it(
    address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    parent.on(**SUITS)
    screen = parent.on(staff_involved="no")
    assert screen.html.index("It could change your taxes") < screen.html.index("<fieldset")
    offered = [each.get("value") for each in screen.fieldset("support_pay").all("input")]
    assert offered == ["cash", "gift_card", "check_first", "none"]
    assert parent.on(support_pay="check_first").heading == "Let us check first"
    assert parent.on().heading == "What would help you come"


def test_without_pay_nothing_is_asked_about_it(own_home: Path, parent: Parent) -> None:
    plan = begun(pay_amount="0").plan
    parent.go(f"/family/{plan.id}")
    parent.on()
    parent.on(**SUITS)
    assert parent.on(staff_involved="no").heading == "What would help you come"


def test_somebody_to_stay_away_from_leads_to_a_private_talk_and_no_name_is_asked(
    address: str, parent: Parent
) -> None:
    parent.to_the_consent(address)
    parent.press("back")
    shown = parent.on(contact_avoid="yes")
    assert shown.heading == SAID.screens["private_talk"].title
    assert shown.fieldsets == []


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"elig_case_now": "open_unsure"}, "private_talk"),
        ({"elig_case_now": "open_ok"}, "open_case"),
    ],
)
def test_who_would_rather_talk_alone_is_told_where_to_say_so_and_what_happens_then(
    answers: dict[str, str], told: str, group: Group, address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    assert "on the page on how to reach you" in parent.on(**SUITS | answers).text
    assert SAID.sections["contact"] == "How to reach you"
    parent.on()
    parent.on(staff_involved="no")
    parent.on(support_pay="none")
    asked = parent.on().fieldset("contact_alone")
    assert "sets a time with you" in asked.text
    assert parent.screen.answers() == {}
    parent.on(**CONTACT, contact_alone="alone_first")
    parent.through_the_consent()
    assert "Alone with one of you first" in parent.on(consent_join="yes").text
    sent = parent.on()
    assert "If you chose to talk alone, one of us sets a time for that with you first." in sent.text
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers["contact_alone"] == "alone_first"


def test_a_warning_stands_beside_each_box_that_takes_words(address: str, parent: Parent) -> None:
    parent.go(address)
    parent.on()
    parent.on(**SUITS)
    parent.on(staff_involved="no")
    seen = 0
    for screen in (parent.on(), parent.on()):
        for box in (each for each in screen.form.all("input") if each.get("type") == "text"):
            seen += 1
            described = box.get("aria-describedby").split()
            told = " ".join(
                each.text for each in screen.root.all("p") if each.get("id") in described
            )
            assert SAID.warning in told
    assert seen == 6


def test_each_point_of_the_consent_has_a_box_of_its_own_and_none_is_ticked(
    group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_consent(address)
    points: list[tuple[str, str]] = []
    while parent.heading.startswith("Before you say yes"):
        assert parent.screen.answers() == {}
        for each in parent.screen.fieldsets:
            assert [box.get("type") for box in each.all("input")] == ["checkbox"]
            points.append((each.get("id").removeprefix("q-"), each.one("legend").text))
        parent.tick_all()
    asked = consent_text(group.plan.settings, "en")
    assert points == [(point.id, " ".join(point.text.split())) for point in asked]
    assert parent.screen.answers() == {}


def test_a_point_that_is_not_ticked_is_named_and_nobody_goes_on_without_it(
    address: str, parent: Parent
) -> None:
    first, *others = (each.get("id") for each in parent.to_the_consent(address).fieldsets)
    screen = parent.on(**{each.removeprefix("q-"): "yes" for each in others})
    assert parent.status == 422
    assert screen.title.startswith("Please check: ")
    links = [each.get("href") for each in screen.root.all("a") if "#q-" in each.get("href")]
    assert links == [f"#{first}"]
    assert len(screen.answers()) == len(others)


@pytest.mark.parametrize("tiers", [["never"], ["never", "paraphrase", "inside"]])
def test_how_words_may_be_used_is_not_asked_here_and_where_it_is_asked_is_said(
    tiers: list[str], own_home: Path, parent: Parent
) -> None:
    group = begun(quote_tiers=tiers)
    address = f"/family/{group.plan.id}"
    parent.to_the_consent(address)
    screen = parent.through_the_consent()
    assert [each.get("id") for each in screen.fieldsets] == ["q-consent_join"]
    told = "You choose in the room how your words may be used."
    assert (told in screen.text) is (len(tiers) > 1)
    parent.on(consent_join="yes")
    parent.on()
    (kept,) = contact_rows.kept(group.plan.id)
    assert not set(tiers) & set(map(str, asdict(kept.entry).values()))


def test_hearing_of_other_things_is_a_choice_and_kept_only_where_it_was_ticked(
    own_home: Path, parent: Parent
) -> None:
    group = begun(recontact_days=90)
    address = f"/family/{group.plan.id}"
    for ticked in ((), ("yes",)):
        parent.to_the_consent(address)
        parent.through_the_consent()
        parent.on(consent_join="yes", consent_recontact_choice=ticked)
        parent.on()
    kept = contact_rows.kept(group.plan.id)
    assert sorted(each.entry.ask_again for each in kept) == [
        False,
        True,
    ]


def test_the_whole_consent_can_be_read_in_one_piece(
    group: Group, address: str, parent: Parent
) -> None:
    screen = parent.go(f"{address}/points")
    read = [each.text for each in screen.root.one("ol").all("li")]
    points = consent_text(group.plan.settings, "en")
    assert read == [" ".join(point.text.split()) for point in points]
