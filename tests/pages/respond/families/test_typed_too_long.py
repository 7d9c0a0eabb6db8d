"""A line that does not fit is never lost: it comes back with a sentence that says what fits."""

import pytest

from data.services import contact_rows
from tests.data.services.families.groups import Group
from tests.pages.respond.families.parents import CONTACT, SUITS, Parent

LONG = "Rosalinda María del Carmen Ocampo de la Vega"
SAID = {
    "en": "Please write less. Up to 40 characters fit.",
    "es": "Por favor, escriba menos. Caben hasta 40 letras y signos.",
}


def to_the_contact(parent: Parent, address: str) -> None:
    parent.go(address)
    parent.on()
    parent.on(**SUITS)
    parent.on(staff_involved="no")
    parent.on(support_pay="cash")
    parent.on(support_time=("morning",))


def typed(parent: Parent) -> str:
    (line,) = [
        each
        for each in parent.screen.root.all("input")
        if each.get("name") == "a.contact_call_name"
    ]
    return line.get("value") or ""


@pytest.mark.parametrize("prefers", ["en", "es"])
def test_whoever_goes_back_and_comes_again_finds_all_of_it_and_how_much_fits(
    address: str, group: Group, prefers: str
) -> None:
    parent = Parent(prefers=prefers)
    to_the_contact(parent, address)
    parent.press("back", **CONTACT | {"contact_call_name": LONG})
    assert parent.status == 200
    screen = parent.on()
    assert typed(parent) == LONG
    assert SAID[prefers] in screen.text
    assert CONTACT["contact_route"] in str(screen.fields())
    parent.on()
    assert parent.status == 422
    assert typed(parent) == LONG
    parent.on(contact_call_name="Rosalinda")
    assert parent.status == 200
    assert contact_rows.kept(group.plan.id) == ()


def test_it_is_found_again_after_the_whole_way_and_is_never_sent(
    address: str, group: Group, parent: Parent
) -> None:
    parent.to_the_last_page(address)
    parent.press("to:contact")
    parent.press("to:pay", contact_call_name=LONG)
    screen = parent.on()
    while parent.status == 200 and not any(
        each.get("name") == "a.contact_call_name" for each in screen.root.all("input")
    ):
        screen = parent.on()
    assert typed(parent) == LONG
    assert SAID["en"] in screen.text
    assert contact_rows.kept(group.plan.id) == ()
