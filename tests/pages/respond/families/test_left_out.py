"""A line with something that is never kept comes back with a kind sentence, and all else stays."""

from pathlib import Path

import pytest

from data.services import contact_rows
from tests.data.services.families.groups import Group
from tests.pages.respond.families.parents import CONTACT, Parent, bytes_at, opened
from tests.pages.respond.families.test_typed_too_long import to_the_contact

TYPED = "After work, and not on the day of case 22-1187"
PROBE = "22-1187"
SAID = {
    "en": "Please take this out: a case or court file number. We do not keep that. The rest of "
    "what you wrote is still here.",
    "es": "Por favor, quite esto: el número de un caso o de un expediente. No guardamos eso. Lo "
    "demás que escribió sigue aquí.",
}


@pytest.mark.parametrize("prefers", ["en", "es"])
def test_it_is_said_at_typing_and_the_rest_of_the_page_stays(
    address: str, group: Group, own_home: Path, prefers: str
) -> None:
    parent = Parent(prefers=prefers)
    to_the_contact(parent, address)
    screen = parent.on(**CONTACT | {"contact_when": TYPED})
    assert parent.status == 422
    assert SAID[prefers] in screen.text
    fields = str(screen.fields())
    assert TYPED in fields, "whoever typed it takes it out themselves"
    assert CONTACT["contact_route"] in fields
    assert CONTACT["contact_call_name"] in fields
    screen = parent.on(contact_when="After work")
    assert parent.status == 200
    assert PROBE not in str(screen.fields())
    assert PROBE.encode() not in bytes_at(own_home)
    assert contact_rows.kept(group.plan.id) == ()


def test_whoever_goes_back_carries_none_of_it_along(address: str, parent: Parent) -> None:
    to_the_contact(parent, address)
    parent.press("back", **CONTACT | {"contact_when": TYPED})
    assert parent.status == 200
    screen = parent.on()
    assert PROBE not in str(screen.fields())
    assert CONTACT["contact_route"] in str(screen.fields())


def test_a_long_number_has_a_name_of_its_own_on_a_card_too(group: Group, parent: Parent) -> None:
    parent.go(f"/seat/{opened(group).id}/card")
    parent.on()
    screen = parent.on(demo_tribe="Navajo, number 88412034")
    assert parent.status == 422
    assert "Please take this out: a long number." in screen.text
    parent.on(demo_tribe="Navajo")
    assert parent.status == 200
