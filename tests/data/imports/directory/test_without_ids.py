"""Rows without ids: what differs is two things, and a newer file keeps them apart the same way."""

import csv
import io
from itertools import permutations

import pytest

from data.imports.directory.difference import difference
from data.imports.directory.profiles import Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.recognizing import recognized
from data.imports.directory.records import Directory

HEAD = ("name", "description", "phone")
PANTRY = ("Food pantry", "At the church", "617-555-0001")
OTHER = ("Food pantry", "At the school", "617-555-0002")
THIRD = ("Food pantry", "At the library", "617-555-0003")


def read(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, **how: object) -> Directory:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return read_directory({"services.csv": text.getvalue().encode()}, **how)  # type: ignore[arg-type]


def said(directory: Directory) -> dict[str, str]:
    return {each.id: each.description for each in directory.services}


def test_two_services_of_one_name_are_two() -> None:
    found = read(PANTRY, OTHER)
    assert [each.description for each in found.services] == ["At the church", "At the school"]
    assert found.files[0].imported == 2


def test_rows_that_are_alike_in_every_cell_are_one() -> None:
    found = read(PANTRY, OTHER, PANTRY)
    (file,) = found.files
    assert (file.imported, file.merged) == (2, 1)
    assert file.set_aside[0].reason == "row 2 says the same in every cell"


def test_the_same_rows_get_the_same_ids_in_any_order() -> None:
    ids = [said(read(*rows)) for rows in permutations((PANTRY, OTHER, THIRD))]
    assert all(each == ids[0] for each in ids)
    assert len(ids[0]) == 3


def test_one_of_them_keeps_the_id_that_it_has_alone() -> None:
    alone = {each.id for row in (PANTRY, OTHER) for each in read(row).services}
    assert len(alone) == 1
    assert alone < {each.id for each in read(PANTRY, OTHER).services}


def test_the_same_in_two_files_is_one_and_what_differs_there_is_two() -> None:
    def table(*rows: tuple[str, ...]) -> bytes:
        text = io.StringIO()
        csv.writer(text).writerows([HEAD, *rows])
        return text.getvalue().encode()

    found = read_directory(
        {"a/services.csv": table(PANTRY), "b/services.csv": table(PANTRY, OTHER)}
    )
    assert sorted(each.description for each in found.services) == ["At the church", "At the school"]
    assert sum(file.merged for file in found.files) == 1


PROFILE = Profile(
    "list",
    {
        "*": {
            "name": "service.name",
            "who": "organization.name",
            "street": "site.address_1",
            "phone": "service.phone",
            "beds": "capacity.maximum",
            "medicaid": "fact.accepts_medicaid",
        }
    },
)
FLAT = ("name", "who", "street", "phone", "beds", "medicaid")


def test_what_belongs_to_a_row_stays_with_it() -> None:
    found = read(
        ("Beds", "Hope", "1 Main St", "1", "12", "yes"),
        ("Beds", "Hope", "1 Main St", "2", "30", "no"),
        head=FLAT,
        profile=PROFILE,
    )
    told = {
        each.phones: (each.capacities[0].maximum, each.fact("accepts_medicaid").state)
        for each in found.services
    }
    assert told == {("1",): (12, "yes"), ("2",): (30, "no")}
    assert sorted(found.links) == sorted((each.id, found.sites[0].id) for each in found.services)


def test_one_service_with_two_telephones_in_two_rows_keeps_both() -> None:
    rows = (("s1", "Beds", "617-555-0001"), ("s1", "Beds", "617-555-0002"))
    (service,) = read(*rows, head=("id", "name", "phone")).services
    assert service.phones == ("617-555-0001", "617-555-0002")


HEAD_211 = ("TaxonomyLevelName", "AgencyStatus", "PublicName", "ParentAgencyNum", "Phone1Number")


def test_telephones_of_a_211_row_without_a_number_are_kept() -> None:
    found = read(
        ("Program", "Active", "Rides", "7", "617-555-0001"),
        ("Program", "Active", "Rides", "7", "617-555-0002"),
        head=HEAD_211,
    )
    assert sorted(each.phones for each in found.services) == [
        ("617-555-0001",),
        ("617-555-0002",),
    ]
    assert [each.code for each in found.issues].count("id_missing") == 2


def newer(old: Directory, *rows: tuple[str, ...]) -> Directory:
    return recognized(read(*rows), old=old)


@pytest.mark.parametrize("rows", list(permutations((PANTRY, OTHER, THIRD))))
def test_a_newer_file_with_one_more_row_keeps_the_ids_of_the_others(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    *before, more = rows
    old = read(*before)
    found = said(newer(old, *rows))
    assert {key: found[key] for key in said(old)} == said(old)
    changes = difference(old, read(*rows))
    assert [each.description for each in changes.added] == [more[1]]
    assert (changes.gone, changes.changed, changes.same) == ((), (), 2)


def test_one_that_is_left_on_each_side_has_changed() -> None:
    old, altered = read(PANTRY, OTHER), (PANTRY[0], "In the cellar", PANTRY[2])
    (changed,) = difference(old, read(OTHER, altered)).changed
    assert (changed.old.description, changed.new.description) == (PANTRY[1], altered[1])
    assert set(said(newer(old, OTHER, altered))) == set(said(old))


def test_where_nobody_can_tell_they_are_gone_and_new() -> None:
    old = read(PANTRY, OTHER)
    rows = [("Food pantry", words, "") for words in ("In the cellar", "In the yard")]
    found = newer(old, *rows)
    assert set(said(found)).isdisjoint(said(old))
    changes = difference(old, read(*rows))
    assert (len(changes.added), len(changes.gone), changes.changed) == (2, 2, ())


def test_one_that_comes_back_is_the_same_as_before() -> None:
    whole = read(PANTRY, OTHER)
    left = newer(whole, PANTRY)
    away = tuple(each for each in whole.services if each.description == OTHER[1])
    gone = Directory((), away, (), (), (), ())
    assert said(recognized(read(OTHER, PANTRY), old=left, gone=gone)) == said(whole)
