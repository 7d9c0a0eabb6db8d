"""Whatever a file holds, its author is told in our words; nothing else is ever raised."""

import copy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.library import check_folder, load_folder
from surveys.licensed import read_licensed
from surveys.problems import CATALOGUE, InstrumentProblems, Problem
from tests.surveys.conftest import HERE

FILES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((HERE / "every_kind").glob("*.yaml"))
}
LICENSED = {
    name: (HERE / "licensed" / name).read_text(encoding="utf-8")
    for name in ("county.csv", "county.yaml")
}
WORDING = (
    "decide together",
    "works alone",
    "Pick the",
    "percent of",
    "Strongly",
    "Muy de",
    "El juez",
)
SIGNS = "\t\n\r \x00\x1b:-?[]{},&*!|>'\"%@`#\\~<=;" + "aé¿\u2028\ufeff\U0001f46a0"
ODD: list[Any] = [
    None, True, -1, 10**20, 1.5, "", " ", "x" * 3000, "a b", "yes", "<<", [], {}, [[]], {"id": 1},
    {"id": "q1"}, {"en": "Hi"}, ["a", "a"], [None], "scale", "\n", "٣",
]  # fmt: skip

quick = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=70,
    suppress_health_check=[HealthCheck.too_slow],
)
few = settings(quick, max_examples=25)  # a whole folder is read twice each time
places = st.floats(0, 1, exclude_max=True)


@st.composite
def spoiled(draw: st.DrawFn, text: str) -> str:
    """A text with one to three slips of the keyboard."""
    for _ in range(draw(st.integers(1, 3))):
        at = int(draw(places) * len(text))
        upto = min(len(text), at + draw(st.sampled_from([0, 1, 2, 9, 80])))
        new = draw(st.sampled_from(["", text[at:upto] * 2, *SIGNS, ": ", "- ", "\n  ", "\n- "]))
        text = text[:at] + new + text[upto:]
    return text


@st.composite
def twisted(draw: st.DrawFn, text: str) -> str:
    """A file in which one to three values are something else, or are not there."""
    plain = copy.deepcopy(yaml.safe_load(text))
    for _ in range(draw(st.integers(1, 3))):
        inside, key = _place(plain, lambda many: int(draw(places) * many))
        if draw(st.booleans()) and isinstance(inside, dict):
            inside.pop(key, None)
        else:
            inside[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def _place(plain: Any, choose: Callable[[int], int]) -> tuple[Any, Any]:
    found: list[tuple[Any, Any]] = []
    waiting = [plain]
    while waiting:
        inside = waiting.pop()
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        for key in keys:
            found.append((inside, key))
            if isinstance(inside[key], dict | list):
                waiting.append(inside[key])
    return found[choose(len(found))] if found else (plain, "id")


def told(reading: Callable[[], object]) -> InstrumentProblems | None:
    """What reading a file raises, if anything."""
    try:
        reading()
    except InstrumentProblems as raised:
        return raised
    return None


def well_said(problems: tuple[Problem, ...]) -> bool:
    """Each problem is of the catalogue, one line long, and says what would be right."""
    return all(
        each.code in CATALOGUE and each.remedy and "\n" not in str(each) and "rror" not in str(each)
        for each in problems
    )


def check_spoiled(name: str, text: str) -> None:
    """One file of the folder holds this."""
    with tempfile.TemporaryDirectory() as folder:
        for each, sound in FILES.items():
            Path(folder, each).write_text(sound, encoding="utf-8")
        Path(folder, name).write_bytes(text.encode("utf-8"))
        raised = told(lambda: load_folder(Path(folder)))
        problems = check_folder(Path(folder))
    assert problems == (raised.problems if raised else ())
    assert well_said(problems)


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_slips_of_the_keyboard_raise_nothing_but_problems(name: str) -> None:
    @few
    @given(spoiled(FILES[name]))
    def check(text: str) -> None:
        check_spoiled(name, text)

    check()


@pytest.mark.parametrize("name", FILES)
def test_values_of_another_kind_raise_nothing_but_problems(name: str) -> None:
    @few
    @given(twisted(FILES[name]))
    def check(text: str) -> None:
        check_spoiled(name, text)

    check()


@quick
@given(st.binary(max_size=400))
def test_bytes_that_are_no_file_at_all_raise_nothing_but_problems(content: bytes) -> None:
    for name in LICENSED:
        with pytest.raises(InstrumentProblems, match=r"^I0") as raised:
            read_licensed(content, name, owner="A", permission="B", expires=None)
        assert well_said(raised.value.problems)


@pytest.mark.long
@pytest.mark.parametrize("name", LICENSED)
def test_slips_in_a_licensed_file_raise_nothing_but_problems_that_keep_its_wording(
    name: str,
) -> None:
    @quick
    @given(spoiled(LICENSED[name]))
    def check(text: str) -> None:
        _check_licensed(text, name)

    check()


@pytest.mark.long
@quick
@given(twisted(LICENSED["county.yaml"]))
def test_values_of_another_kind_in_a_licensed_file_raise_nothing_but_problems(text: str) -> None:
    _check_licensed(text, "county.yaml")


def _check_licensed(text: str, name: str) -> None:
    terms: dict[str, Any] = {"owner": "A", "permission": "B", "expires": None}
    raised = told(lambda: read_licensed(text.encode(), name, **terms))
    if raised is not None:
        assert well_said(raised.problems)
        assert not any(words in str(raised) for words in WORDING)
        assert raised.__cause__ is raised.__context__ is None
