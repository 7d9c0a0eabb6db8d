"""Pairs that may be one service, and what a newer file changes."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from data.imports.directory.difference import difference
from data.imports.directory.duplicates import proposed_duplicates, sites_of
from data.imports.directory.records import Directory, Organization, Service, Site


def service(key: str, name: str, **fields: object) -> Service:
    return Service(key, name=name, external_id=key, source="a", **fields)  # type: ignore[arg-type]


def directory(*services: Service, sites: tuple[Site, ...] = (), links: tuple = ()) -> Directory:
    return Directory((), services, sites, links, (), ())


PHONE = {"phones": ("(617) 555-0001",)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Family Recovery Center", "Family Recovery Ctr."),
        ("Peer Support Services, Inc.", "PEER SUPPORT SERVICE"),
        ("The House of Hope", "House of Hope"),
    ],
)
def test_like_names_with_one_telephone_are_proposed(one: str, other: str) -> None:
    (pair,) = proposed_duplicates(
        [service("1", one, **PHONE), service("2", other, phones=("617.555.0001 x12",))]
    )
    assert (pair.one, pair.other, pair.keys) == ("1", "2", ("phone",))


def test_like_names_alone_are_never_proposed() -> None:
    assert proposed_duplicates([service("1", "Family Center"), service("2", "Family Center")]) == ()


def test_a_name_that_is_part_of_another_is_no_likeness() -> None:
    short, long = "South", "South County Family Services Collaborative"
    assert fuzz.token_set_ratio(short.lower(), long.lower()) == 100.0  # the trap
    assert proposed_duplicates([service("1", short, **PHONE), service("2", long, **PHONE)]) == ()


def test_services_without_a_name_are_like_nothing() -> None:
    assert proposed_duplicates([service("1", "", **PHONE), service("2", "", **PHONE)]) == ()


def test_a_house_number_in_a_postal_code_or_a_host_will_do_too() -> None:
    one = service("1", "Family Center", url="https://www.family.org/a")
    other = service("2", "Family Center", url="family.org")
    sites = (
        Site("l1", address_1="12 Main Street", postal_code="02134-1000"),
        Site("l2", address_1="12 Main St.", postal_code="02134"),
    )
    placed = directory(one, other, sites=sites, links=(("1", "l1"), ("2", "l2")))
    (pair,) = proposed_duplicates(placed.services, sites=sites_of(placed))
    assert pair.keys == ("address", "host")


def test_a_switchboard_that_everybody_shares_tells_nothing() -> None:
    many = [service(str(number), "Family Center", **PHONE) for number in range(61)]
    assert proposed_duplicates(many) == ()


@settings(max_examples=50, deadline=None, database=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Family Center", "Family Centre", "Peer House", "South", ""]),
            st.sampled_from(["6175550001", "617-555-0001", "8005550002", "555", ""]),
        ),
        max_size=9,
    )
)
def test_pairs_are_those_of_trying_every_pair(given_services: list[tuple[str, str]]) -> None:
    services = [
        service(str(place), name, phones=(phone,) if phone else ())
        for place, (name, phone) in enumerate(given_services)
    ]
    plain = [name.lower().replace("centre", "center") for name, _ in given_services]
    digits = [phone.replace("-", "") for _, phone in given_services]
    wanted = {
        (str(one), str(other))
        for one, other in combinations(range(len(services)), 2)
        if plain[one] and plain[one] == plain[other]
        if len(digits[one]) == 10 and digits[one] == digits[other]
    }
    assert {(pair.one, pair.other) for pair in proposed_duplicates(services)} == wanted


def test_a_newer_file_tells_what_is_new_gone_and_changed() -> None:
    old = directory(service("1", "Peers"), service("2", "Food"), service("3", "Beds", fees="$5"))
    new = directory(service("3", "Beds", fees="$9"), service("1", "Peers"), service("4", "Rides"))
    found = difference(old, new)
    assert [each.id for each in found.added] == ["4"]
    assert [each.id for each in found.gone] == ["2"]
    assert [(each.old.id, each.fields) for each in found.changed] == [("3", ("fees",))]
    assert found.same == 1


def test_the_same_file_changes_nothing() -> None:
    whole = directory(service("1", "Peers"), service("2", "Food"))
    found = difference(whole, whole)
    assert (found.added, found.gone, found.changed, found.same) == ((), (), (), 2)


def test_without_ids_name_and_address_tell_who_is_who() -> None:
    def listed(key: str, name: str, street: str, fees: str) -> Directory:
        bare = replace(service(key, name, fees=fees), external_id="")
        site = Site(f"l{key}", address_1=street, postal_code="02134")
        return directory(bare, sites=(site,), links=((key, f"l{key}"),))

    old = listed("~1", "Peer Help", "1 Main St", "$5")
    assert difference(old, listed("~9", "PEER HELP.", "1 main st", "$5")).gone == ()
    assert len(difference(old, listed("~9", "Peer Help", "2 Elm St", "$5")).gone) == 1


def test_a_service_that_moved_is_changed() -> None:
    one = service("1", "Peers")
    old = directory(one, sites=(Site("a", address_1="1 A St"),), links=(("1", "a"),))
    new = directory(one, sites=(Site("a", address_1="2 B St"),), links=(("1", "a"),))
    assert [each.fields for each in difference(old, new).changed] == [("sites",)]


@pytest.mark.parametrize(
    "newer", [{"name": "New Shore"}, {"phones": ("617-555-0100",)}, {"status": "defunct"}]
)
def test_what_changed_of_those_who_run_it_is_a_change_of_each_of_their_services(
    newer: dict[str, Any],
) -> None:
    runs, one = Organization("o", name="Shore"), replace(service("1", "Peers"), organization_id="o")
    old = replace(directory(one), organizations=(runs,))
    new = replace(old, organizations=(replace(runs, **newer),))
    assert [each.fields for each in difference(old, new).changed] == [("organization",)]
    assert difference(old, old).changed == ()


def test_ids_of_two_sources_are_not_the_same() -> None:
    other = replace(service("1", "Peers"), source="b")
    found = difference(directory(service("1", "Peers")), directory(other))
    assert (len(found.added), len(found.gone)) == (1, 1)
