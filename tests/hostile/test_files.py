"""No file hurts: each is refused in plain words, within little memory and little time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.bounded import Reader, bounded_reader
from tests.hostile.files import FILES, QUESTIONNAIRES, Hostile


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with bounded_reader() as waiting:
        yield waiting


@pytest.mark.parametrize("hostile", [*FILES, *QUESTIONNAIRES], ids=str)
def test_a_hostile_file_is_refused_in_words_within_its_bounds(
    hostile: Hostile, reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / Path(hostile.name).name
    path.write_bytes(hostile.make())
    of_licence = hostile in QUESTIONNAIRES
    reading = reader.read(path, name=hostile.name, questionnaire=of_licence)
    assert reading.ended, "the reader was ended by the system, or by an error nobody expected"
    if hostile.said is None:
        assert reading.said is None
    else:
        assert hostile.said in (reading.said or "it was taken")


def test_there_are_more_than_forty_of_them_and_no_two_alike() -> None:
    every = [*FILES, *QUESTIONNAIRES]
    assert len({hostile.tries for hostile in every}) == len(every) > 40


def test_the_bounds_are_alive(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"agency,q1\n" + b"a,1\n" * 190_000 + b"b," + b"1" * 130_000 + b"\n")
    assert reader.read(path, name="a.csv", questionnaire=False).ended
    with path.open("ab") as file:
        file.truncate(400_000_000)
    reading = reader.read(path, name="a.csv", questionnaire=True)
    assert not reading.ended, "a file of 400 MB was read into 150 MB of memory"
