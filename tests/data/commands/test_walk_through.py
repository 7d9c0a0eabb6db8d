"""The walk-through in the README works as it is written."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from surveys.library import load_folder

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ".venv/bin/common-table"
FILE = "leadership.csv"
FIGURES = ("side_share", "typical_gap", "consensus", "mean")


@pytest.fixture(scope="module")
def section() -> str:
    """The section about scoring a file."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text.partition("\n## Score a file you have\n")[2].partition("\n## ")[0]


def blocks(section: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", section, flags=re.DOTALL | re.MULTILINE)


def commands(section: str) -> list[list[str]]:
    """The words of every command, without the name of the program."""
    lines = [shlex.split(line) for block in blocks(section, "sh") for line in block.splitlines()]
    assert {words[0] for words in lines} == {PROGRAM}
    return [words[1:] for words in lines]


def table(section: str, header: str) -> dict[str, list[str]]:
    """The rows of the table whose header starts so, by their first cell."""
    rows = section.partition(f"\n{header}")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]
    return {first: rest for first, *rest in cells}


@pytest.fixture
def results(section: str, run, leadership: Path, reference_folder: Path) -> dict[str, dict]:
    """Every command of the section run in its order, the words put in after the draft."""
    file = reference_folder / "data" / "lq2002_items.csv"
    for number, words in enumerate(commands(section)):
        done = run(*(file if word == FILE else word for word in words))
        assert (done.status, done.problems) == (0, []), words
        if number == 0:
            assert words[:2] == ["instrument", "draft"]
            drafted = load_folder(Path("leadership"))
            assert drafted.instrument == load_folder(leadership).instrument
            shutil.copytree(leadership, "leadership", dirs_exist_ok=True)
    written = {path.name: path for path in Path().glob("*.*")}
    assert set(written) == {"result.json", "result.xlsx", "public.json"}
    return {name: json.loads(written[name].read_bytes()) for name in ("result.json", "public.json")}


@pytest.mark.parametrize(("place", "name"), [(0, "instrument.yaml"), (1, "en.yaml")])
def test_what_the_readme_lists_is_the_folder_that_is_tested(
    place: int, name: str, section: str, leadership: Path
) -> None:
    listed = blocks(section, "yaml")[place]
    head, gap, tail = re.split(
        r"^( *# \.\.\. LEAD03 to LEAD10 in the same way\n)", listed, flags=re.MULTILINE
    )
    whole = (leadership / name).read_text(encoding="utf-8")
    assert gap
    assert whole.startswith(head)
    assert whole.endswith(tail)
    left_out = whole.removeprefix(head).removesuffix(tail).splitlines()
    assert len(left_out) == 8
    for number, line in enumerate(left_out, start=3):
        assert f"LEAD{number:02}" in line


def test_the_words_are_neutral_and_ours(leadership: Path) -> None:
    words = load_folder(leadership).wording("en").items
    assert [each.text for each in words.values()] == [
        f"Leadership statement {number}" for number in range(1, 12)
    ]


@pytest.mark.long
def test_the_figures_in_the_readme_are_those_that_come_out(section: str, results) -> None:
    rows = table(section, "| statement | people |")
    items = {item["id"]: item for item in results["result.json"]["items"]}
    assert len(rows) == 2
    for item, (people, counts, *figures) in rows.items():
        assert int(people) == items[item]["people"]
        assert [int(count) for count in counts.split(", ")] == items[item]["counts"]
        for name, figure in zip(FIGURES, figures, strict=True):
            assert figure == f"{items[item][name]:.3f}", name
    widest, *_, closest = sorted(items.values(), key=lambda item: -item["typical_gap"])
    assert list(rows) == [widest["id"], closest["id"]]


@pytest.mark.long
def test_what_the_door_and_public_show_of_one_company_is_what_the_readme_says(
    section: str, results
) -> None:
    rows = table(section, "| statement | the door shows |")
    assert len(rows) == 2
    for item, (behind_door, public) in rows.items():
        assert shown(results["result.json"], item) == behind_door
        assert shown(results["public.json"], item) == public


def shown(plain: dict, item: str) -> str:
    figures = next(each for each in plain["items"] if each["id"] == item)["groups"]
    company = next(group for group in figures if group["name"] == "2")
    assert company["people"] == 24
    if company["counts"] is None:
        assert company["mean_is"] == "half_step"
        return f"mean {company['mean']:.1f}"
    return f"mean {company['mean']:.3f}, counts {', '.join(map(str, company['counts']))}"


@pytest.mark.long
def test_every_key_in_the_readme_is_in_the_file(section: str, results) -> None:
    rows = table(section, "| key | what it is |")
    for plain in results.values():
        for keys, (meaning,) in rows.items():
            for key in re.findall(r"`(\w+)`", keys):
                assert key in plain, key
            first = plain[keys.strip("`")][:1] if keys in ("`groups`", "`items`") else []
            for part in first:
                named = set(re.findall(r"`(\w+)`", meaning)) - {"into"}
                assert named <= set(part) | set((part.get("groups") or [{}])[0]), keys
