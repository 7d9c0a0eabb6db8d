"""The way through an intake: back, again, twice, wrong, too late, changed meanwhile, and in words
of either language; nothing of it leaves a trace."""

import logging
from pathlib import Path
from typing import Any

import pytest

from data import sealed_pages
from data.services import contact_rows, families, intake
from surveys.families_content import families_content
from tests.data.services.families.groups import Group, begun
from tests.pages.respond.families.parents import CONTACT, SUITS, Parent

SAID = families_content().words("en")


def test_each_part_can_be_changed_from_the_last_page_and_leads_back_to_it(
    group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    assert parent.press("to:contact").answers()["contact_route"] == ["555-0199"]
    assert parent.on(contact_route="555-0123").heading == "Look it over, then send"
    parent.press("to:choices")
    parent.on(consent_join="yes")
    parent.on()
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers["contact_route"] == "555-0123"


def test_nobody_gets_to_a_page_before_those_that_come_first(address: str, parent: Parent) -> None:
    parent.go(address)
    assert parent.press("to:review").heading != "Look it over, then send"
    parent.go(address)
    assert parent.press("to:choices").heading == "Is this group for you?"


def test_going_back_keeps_what_was_said_and_asks_nothing(address: str, parent: Parent) -> None:
    parent.to_the_consent(address)
    first = parent.screen.fieldsets[0].get("id").removeprefix("q-")
    assert parent.press("back", **{first: "yes"}).answers() == {
        item: [value] for item, value in CONTACT.items()
    }
    assert parent.press("back").answers()["support_time"] == ["morning", "weekend"]
    parent.on()
    assert parent.on().answers() == {first: ["yes"]}


def test_a_page_that_is_posted_once_more_answers_the_same(address: str, parent: Parent) -> None:
    """What a reload does, and going back in a browser."""
    parent.to_the_consent(address)
    parent.press("back")
    fields = parent.screen.fields() | {"action": ["next"]}
    once = parent.post(address, fields)
    again = parent.post(address, fields)
    assert (once.heading, once.fieldsets[0].text) == (again.heading, again.fieldsets[0].text)


def test_sending_twice_keeps_one_contact_and_the_second_may_correct_the_first(
    group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    last = parent.screen.fields() | {"action": ["next"]}
    assert parent.post(address, last).heading == "Thank you"
    assert parent.post(address, last).heading == "Thank you"
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.version == 1
    parent.post(address, last | {"action": ["to:contact"]})
    parent.on(contact_when="Evenings")
    parent.on()
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.answers["contact_when"] == "Evenings"


def test_the_page_after_sending_tells_what_happens_next_and_nothing_of_who_sent(
    address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    screen = parent.on()
    assert "one of us will reach out in the way you chose" in screen.text
    assert "Rosalinda" not in screen.html
    assert list(screen.root.all("input")) == []
    other = Parent()
    assert other.go(parent.answer.url.path + "?" + parent.answer.url.query.decode()).html == (
        screen.html
    )
    assert other.go(f"{address}/sent").heading == SAID.title


def test_what_was_typed_stays_where_something_needs_another_look(
    address: str, parent: Parent
) -> None:
    parent.to_the_consent(address)
    parent.press("back")
    long = "x" * 41
    screen = parent.on(contact_call_name=long, contact_route="", contact_when="Evenings")
    assert parent.status == 422
    wrong = [each.get("id") for each in screen.fieldsets if "wrong" in each.get("class")]
    assert wrong == ["q-contact_call_name", "q-contact_route"]
    links = [each.get("href") for each in screen.root.all("a") if "#f-" in each.get("href")]
    assert links == ["#f-contact_call_name", "#f-contact_route"]
    assert screen.answers()["contact_call_name"] == [long]
    assert screen.answers()["contact_when"] == ["Evenings"]
    assert "Up to 40 characters fit." in screen.text


def test_a_number_is_not_needed_where_somebody_else_passes_it_on(
    group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_consent(address)
    parent.press("back")
    parent.on(contact_how="through_person", contact_route="")
    assert parent.status == 200
    assert parent.heading.startswith("Before you say yes")


def test_an_answer_can_be_cleared_and_the_rest_stays(address: str, parent: Parent) -> None:
    parent.to_the_consent(address)
    parent.press("back")
    parent.press("back")
    parent.press("", support_ride="fare", support_food="Nuts")
    parent.press("back")
    screen = parent.press("clear:support_ride", support_food="No nuts")
    assert "support_ride" not in screen.answers()
    assert screen.answers()["support_food"] == ["No nuts"]
    assert screen.heading == "What would help you come"


HOSTILE = '"><script>alert(1)</script>{{7*7}}'


def test_what_somebody_types_is_shown_as_text(address: str, parent: Parent) -> None:
    parent.to_the_consent(address)
    parent.press("back")
    parent.on(contact_call_name=HOSTILE, contact_how="carrier <b>pigeon", contact_when=HOSTILE)
    assert parent.status == 422
    assert parent.screen.answers()["contact_when"] == [HOSTILE]
    parent.on(contact_call_name=HOSTILE, contact_how="call", contact_when=HOSTILE)
    parent.through_the_consent()
    screen = parent.on(consent_join="yes")
    assert screen.text.count(HOSTILE) == 2
    assert "<script" not in screen.html


def test_what_a_plan_says_is_shown_as_text(own_home: Path, parent: Parent) -> None:
    name = "<img src=x onerror=alert(1)>"
    plan = begun(facilitators=[name], staff_list=[name, "C. Vance"], must_report=[name]).plan
    screen = parent.go(f"/family/{plan.id}")
    assert name in screen.text
    assert list(screen.root.all("img")) == []


def test_nothing_of_it_is_in_an_address_a_cookie_or_the_log(
    address: str, parent: Parent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    parent.to_the_last_page(address)
    parent.on()
    assert parent.heading == "Thank you"
    assert dict(parent.client.cookies) == {}
    assert {each.split("?")[0].removeprefix("http://127.0.0.1:8501") for each in parent.went} == {
        address,
        f"{address}/sent",
    }
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for word in ("Rosalinda", "0199", "paraphrase", "consent_", "morning"):
        assert word not in "".join(parent.went)
        assert word not in logged


def test_every_page_says_that_it_is_not_to_be_kept(address: str, parent: Parent) -> None:
    parent.to_the_last_page(address)
    parent.on()
    parent.go(f"{address}/points")
    for answer in (parent.answer, parent.client.get(address), parent.client.get("/family/none")):
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("state", ["planned", "ended", "none"])
def test_a_plan_that_takes_nobody_is_a_kind_page(
    state: str, own_home: Path, parent: Parent, group: Group
) -> None:
    if state == "ended":
        plan = group.plan
        families.move_study(group.team_id, plan.id, "ended", seen=plan.version)
    address = f"/family/{group.plan.id if state == 'ended' else 'none'}"
    screen = parent.go(address)
    assert (parent.status, screen.heading) == (404, "This page is not open right now")
    assert parent.go(f"{address}?language=es").heading == "Esta página no está abierta ahora"


def test_what_is_promised_is_read_again_when_it_was_changed_on_the_way(
    group: Group, address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    last = parent.screen.fields() | {"action": ["next"]}
    changed = group.plan.settings.model_copy(update={"contact_days": 7})
    plan = group.plan
    families.change_study(
        group.team_id, plan.id, name=plan.name, settings=changed, seen=plan.version
    )
    screen = parent.post(address, last)
    assert parent.status == 409
    assert "What we promise has changed" in screen.text
    assert screen.heading == "Who works on this group"
    assert contact_rows.kept(group.plan.id) == ()
    parent.on(staff_involved="no")
    parent.on(support_pay="none")
    assert parent.on().answers()["contact_route"] == ["555-0199"]
    assert "at most 7 days later" in parent.screen.text
    assert parent.on().answers() == {}
    parent.through_the_consent()
    parent.on(consent_join="yes")
    assert parent.on().heading == "Thank you"
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.version == group.plan.version + 1


def test_a_page_that_was_open_for_too_long_says_so_and_begins_anew(
    address: str, parent: Parent, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent.to_the_consent(address)
    now = sealed_pages.seconds()
    monkeypatch.setattr(sealed_pages, "seconds", lambda: now + sealed_pages.HOURS * 3600 + 60)
    screen = parent.on()
    assert (parent.status, screen.heading) == (410, "This page was open for too long")
    assert parent.go(screen.root.one("main").one("a").get("href")).heading == SAID.title


@pytest.mark.parametrize("kept", ["", "A" * 200, "é", "$$$"])
def test_a_page_of_somebody_elses_making_is_not_taken(
    kept: str, address: str, parent: Parent
) -> None:
    assert parent.post(address, {"kept": kept}).heading == "This page was open for too long"
    assert parent.status == 410


def test_a_page_of_one_plan_is_not_taken_by_another(
    own_home: Path, address: str, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    other = begun().plan
    parent.post(f"/family/{other.id}", parent.screen.fields() | {"action": ["next"]})
    assert parent.status == 410
    assert contact_rows.kept(other.id) == ()


def test_what_another_site_posts_is_refused(group: Group, address: str, parent: Parent) -> None:
    parent.to_the_last_page(address)
    fields = parent.screen.fields() | {"action": ["next"]}
    parent.post(address, fields, origin="http://evil.example")
    assert parent.status == 403
    assert contact_rows.kept(group.plan.id) == ()


def test_where_storage_fails_everything_that_was_said_can_be_sent_again(
    group: Group, address: str, parent: Parent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise intake.contact_rows.store.StorageError("no")

    parent.to_the_last_page(address)
    with monkeypatch.context() as patch:
        patch.setattr(contact_rows, "keep", fails)
        assert parent.on().heading == "Something went wrong on our side"
        assert parent.status == 503
    assert parent.press().heading == "Thank you"
    assert len(contact_rows.kept(group.plan.id)) == 1


@pytest.mark.parametrize(("prefers", "language"), [("es-MX,es;q=0.9", "es"), ("fr", "en")])
def test_it_opens_in_the_language_that_the_phone_prefers(
    prefers: str, language: str, address: str
) -> None:
    assert Parent(prefers=prefers).go(address).language == language


def test_a_change_of_language_keeps_what_stands_on_the_page(
    group: Group, address: str, parent: Parent
) -> None:
    parent.go(address)
    parent.on()
    screen = parent.press("language:es", **SUITS)
    assert screen.language == "es"
    assert screen.answers() == {item: [value] for item, value in SUITS.items()}
    parent.on()
    assert parent.heading == "Quiénes trabajan en este grupo"
    parent.on(staff_involved="no")
    parent.on(support_pay="none")
    parent.on()
    parent.on(**CONTACT)
    parent.through_the_consent()
    parent.on(consent_join="yes")
    assert parent.on().heading == "Gracias"
    (kept,) = contact_rows.kept(group.plan.id)
    assert kept.entry.language == "es"


def test_a_plan_in_one_language_offers_no_other(own_home: Path) -> None:
    plan = begun(languages=["es"]).plan
    screen = Parent(prefers="en").go(f"/family/{plan.id}")
    assert screen.language == "es"
    assert "English" not in screen.text


def test_what_a_page_carries_is_equally_long_however_much_somebody_wrote(
    address: str, parent: Parent
) -> None:
    lengths = {len(parent.go(address).fields()["kept"][0])}
    parent.on()
    parent.on(**SUITS)
    parent.on(staff_involved="no")
    parent.on()
    full = {"support_language": 60, "support_access": 200, "support_food": 120}
    ages = ("c0_2", "c3_5", "c6_12", "c13_17")
    parent.on(support_childcare_ages=ages, **{item: "𐍈" * size for item, size in full.items()})
    full = {"contact_call_name": 40, "contact_route": 120, "contact_when": 120}
    parent.on(contact_how="email", **{item: "𐍈" * size for item, size in full.items()})
    parent.through_the_consent()
    screen = parent.on(consent_join="yes")
    assert screen.text.count("𐍈") == 660
    assert len(lengths | {len(screen.fields()["kept"][0])}) == 1


def test_a_page_that_another_version_of_the_program_made_begins_anew(
    address: str, parent: Parent
) -> None:
    parent.go(address)
    state = dict(sealed_pages.unseal(parent.screen.fields()["kept"][0], place=address).state)
    kept = sealed_pages.seal(state | {"something": "new"}, place=address)
    assert parent.post(address, {"kept": kept}).heading == "This page was open for too long"
