"""A released version never changes."""

import shutil
import tomllib
from pathlib import Path

import pytest

from surveys.instrument import Edition, Instrument, TextItem
from surveys.library import SHIPPED, check_folder, load_folder, shipped
from surveys.problems import InstrumentProblems
from surveys.publish import checksum

IDS = [edition.instrument.id for edition in shipped()]


@pytest.fixture(params=IDS)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of each shipped questionnaire in turn."""
    return shutil.copytree(SHIPPED / request.param, tmp_path / request.param)


def replace(path: Path, old: str, new: str) -> None:
    """Put other words in the place of the first occurrence of some."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("edition", shipped(), ids=IDS)
def test_what_is_shipped_is_what_was_released_under_its_number(edition: Edition) -> None:
    released = SHIPPED / edition.instrument.id / "released.toml"
    checksums = tomllib.loads(released.read_text(encoding="utf-8"))["checksums"]
    assert checksums[edition.instrument.version] == checksum(edition)


@pytest.mark.parametrize("file", ["en.yaml", "es.yaml"])
def test_one_changed_word_needs_a_new_version(copy: Path, file: str) -> None:
    word = {"en.yaml": "validated", "es.yaml": "validado"}[file]
    replace(copy / file, word, word.upper())
    told = (
        f"I040 released.toml: {copy.name}: version 0.1.0 was released with other content; "
        "give the changed questionnaire a new version."
    )
    assert [str(problem) for problem in check_folder(copy)] == [told]
    with pytest.raises(InstrumentProblems, match="give the changed questionnaire a new version"):
        load_folder(copy)


def test_a_changed_order_needs_a_new_version_too(copy: Path) -> None:
    text = (copy / "instrument.yaml").read_text(encoding="utf-8")
    before, first, second, rest = text.split("- kind: scale\n", 3)
    swapped = "- kind: scale\n".join((before, second, first, rest))
    (copy / "instrument.yaml").write_text(swapped, encoding="utf-8")
    assert [problem.code for problem in check_folder(copy)] == ["I040"]


def test_a_new_version_may_say_something_else(copy: Path) -> None:
    replace(copy / "en.yaml", "validated", "VALIDATED")
    replace(copy / "instrument.yaml", "version: 0.1.0", "version: 0.2.0")
    assert load_folder(copy).instrument.version == "0.2.0"


def test_the_checksum_does_not_hang_on_spacing_comments_or_the_order_of_fields(
    copy: Path,
) -> None:
    text = (copy / "instrument.yaml").read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)
    moved = rest.replace("license: CC-BY-4.0\n", f'license: "CC-BY-4.0"   # ours\n{first}\n\n')
    (copy / "instrument.yaml").write_text(moved, encoding="utf-8")
    assert check_folder(copy) == ()


def test_a_checksum_is_sixty_four_digits_and_differs_with_every_part(every_kind: Edition) -> None:
    asked, words = every_kind.instrument, every_kind.wordings
    others = [
        every_kind,
        Edition(instrument=asked.model_copy(update={"minutes": 4}), wordings=words),
        Edition(instrument=asked, wordings={"en": words["en"]}),
        Edition(instrument=asked, wordings=words | {"es": words["en"]}),
    ]
    sums = {checksum(edition) for edition in others}
    assert len(sums) == 4
    assert all(len(each) == 64 and set(each) <= set("0123456789abcdef") for each in sums)


def test_the_order_of_languages_does_not_change_the_checksum(every_kind: Edition) -> None:
    turned = dict(reversed(every_kind.wordings.items()))
    other = Edition(instrument=every_kind.instrument, wordings=turned)
    assert checksum(other) == checksum(every_kind)


def test_a_field_that_a_later_program_adds_leaves_the_checksum_as_it_was(
    every_kind: Edition,
) -> None:
    class Later(Instrument):
        audience: str = "everybody"

    fields = every_kind.instrument.model_dump()
    later = every_kind.model_copy(update={"instrument": Later.model_validate(fields)})
    assert checksum(later) == checksum(every_kind)
    told = Later.model_validate(fields | {"audience": "staff"})
    assert checksum(every_kind.model_copy(update={"instrument": told})) != checksum(every_kind)


def test_another_kind_of_item_is_another_checksum(every_kind: Edition) -> None:
    percent = next(item for item in every_kind.instrument.items if item.kind == "percent")
    text = TextItem(id=percent.id, section=percent.section)
    items = tuple(text if item is percent else item for item in every_kind.instrument.items)
    other = every_kind.instrument.model_copy(update={"items": items})
    assert checksum(every_kind.model_copy(update={"instrument": other})) != checksum(every_kind)
