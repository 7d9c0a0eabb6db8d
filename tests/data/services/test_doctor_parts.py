"""How long ago somebody looked at the parts of others, and what to do when that is too long."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.services import doctor_parts
from data.services.doctor_parts import parts_of_others

ROOT = Path(__file__).resolve().parents[3]
NOW = date(2027, 4, 26)
Parts = Callable[..., None]


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """Write how many days ago each was; a text is written as it is."""
    monkeypatch.setattr(doctor_parts, "FOLDER", tmp_path)
    monkeypatch.setattr(doctor_parts, "today", lambda: NOW)

    def write(**days: int | str) -> None:
        for name, ago in days.items():
            told = ago if isinstance(ago, str) else f"{NOW - timedelta(ago)}\n"
            (tmp_path / f"{name}.txt").write_text(told)

    return write


def test_parts_that_were_looked_at_lately_are_well_and_say_when(parts: Parts) -> None:
    parts(chosen=90, asked=30)
    found = parts_of_others()
    assert found.ok
    assert found.told == (
        "their versions were chosen on 2027-01-26, 90 days ago; no hole was known on 2027-03-27, "
        "30 days ago."
    )


def test_where_nobody_asked_yet_it_is_said_and_thirty_days_are_given(parts: Parts) -> None:
    parts(chosen=30)
    assert parts_of_others().ok
    assert "nobody has asked since whether a hole is known in them" in parts_of_others().told
    parts(chosen=31)
    found = parts_of_others()
    assert not found.ok
    assert "run `make audit` in its folder, or install a newer version" in found.told


def test_old_answers_and_old_versions_are_to_be_changed(parts: Parts) -> None:
    parts(chosen=60, asked=31)
    assert not parts_of_others().ok
    parts(chosen=91, asked=0)
    found = parts_of_others()
    assert not found.ok
    assert "install a newer version of Common Table, or run `make upgrade`" in found.told


@pytest.mark.parametrize("odd", ["", "yesterday", "26.4.2027"])
def test_a_file_without_a_day_is_told_and_breaks_nothing(parts: Parts, odd: str) -> None:
    parts(chosen=odd)
    found = parts_of_others()
    assert not found.ok
    assert "holds no day" in found.told
    parts(chosen=1, asked=odd)
    assert parts_of_others().ok


def test_a_clock_that_runs_behind_makes_no_negative_age(parts: Parts) -> None:
    parts(chosen=-1, asked=-1)
    assert "today" in parts_of_others().told


def test_the_days_are_there_and_the_guide_names_the_same_bounds() -> None:
    assert doctor_parts._day("chosen") is not None
    guide = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"\((`make \w+`)[^|]*\| every (\d+) days", guide)
    assert rows == [
        ("`make upgrade`", str(doctor_parts.MOST_DAYS_SINCE_CHOSEN)),
        ("`make audit`", str(doctor_parts.MOST_DAYS_SINCE_ASKED)),
    ]


def test_the_makefile_keeps_both_days_and_that_of_the_audit_only_after_it() -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    audit = recipes[recipes.index("\naudit:") : recipes.index("\nrequirements:")]
    assert audit.index("bin/pip-audit --strict") < audit.index("> data/parts/asked.txt")
    upgrade = recipes[recipes.index("\nupgrade: requirements") : recipes.index("\nclean:")]
    assert "> data/parts/chosen.txt" in upgrade
    assert "rm -f data/parts/asked.txt" in upgrade
