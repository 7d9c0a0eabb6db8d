"""How much there is, in words: one number of one thing is read, and nothing else becomes one."""

import pytest

from data.imports.directory.amounts import Amount, amount_in
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("12", 12, ""),
        ("1,200", 1200, ""),
        ("12.0", 12, ""),
        ("12 beds", 12, "beds"),
        ("12 Beds.", 12, "beds"),
        ("12-bed", 12, "bed"),
        ("0 beds", 0, "beds"),
        ("12 licensed beds", 12, "beds"),
        ("6 family units", 6, "family units"),
        ("two families", 2, "families"),
        ("Twenty slots", 20, "slots"),
        ("twelve", 12, ""),
        ("doce camas", 12, "camas"),
        ("una familia", 1, "familia"),
        ("dieciséis niños", 16, "niños"),
        ("veinte", 20, ""),
    ],
)
def test_one_number_of_one_thing_is_read(cell: str, number: int, unit: str) -> None:
    assert amount_in(cell) == Amount(number, unit)


@pytest.mark.parametrize(
    "cell",
    """
    |unlimited|no limit|ilimitado|sin límite|infinite|full|10-12|10 to 12 beds|10-12 beds|12+|12/day
    up to 12|about 12 beds|12 on the waiting list|12 families waiting|20 women ; 22 men|-3|12.5
    12 beds in 2 houses|twenty-one beds|none|varies|beds|12 total|1e3|٣|9999999999|12 dragons
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_all_else_is_no_number(cell: str) -> None:
    assert amount_in(cell) is None


def read(unit: str, available: str, maximum: str) -> Directory:
    rows = f"id,service_id,unit,available,maximum\nc,s,{unit},{available},{maximum}\n"
    return read_directory(
        {"services.csv": b"id,name\ns,Help\n", "service_capacity.csv": rows.encode()}
    )


@pytest.mark.parametrize(
    ("cells", "known", "told"),
    [
        (("", "", "12 beds"), ("beds", None, 12), 0),
        (("", "two", "doce camas"), ("camas", 2, 12), 0),
        (("bed", "", "12 camas"), ("bed", None, 12), 0),
        (("bed", "2 families", "12 beds"), ("bed", None, 12), 1),
        (("bed", "", "unlimited"), ("bed", None, None), 1),
        (("bed", "2", "10-12"), ("bed", 2, None), 1),
    ],
)
def test_words_that_are_no_number_are_told_and_kept(
    cells: tuple[str, str, str], known: tuple[str, int | None, int | None], told: int
) -> None:
    found = read(*cells)
    (service,) = found.services
    (capacity,) = service.capacities
    assert (capacity.unit, capacity.available, capacity.maximum) == known
    assert [each.code for each in found.issues].count("capacity_not_a_number") == told
    lost = [cell for cell in cells[1:] if cell and told and cell not in ("2", "12 beds")]
    assert all(cell in service.extra["capacity"] for cell in lost)
