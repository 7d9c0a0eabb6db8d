"""`common-table audit`: the same figures as the library, and an exit status to build on."""

import json
from pathlib import Path

import pytest

from scoring.report import checksum, from_dict

KINDS = ("answers_pinned", "distributions_pinned", "unanimous_pinned", "sides_pinned")


@pytest.fixture
def scored(run, write, leadership: Path, tmp_path: Path):
    """Score rows of two agencies and keep the result."""

    def scored(ours: list[int], theirs: list[int], *more: object) -> Path:
        rows = [("a", *[level] * 11) for level in ours] + [("b", *[level] * 11) for level in theirs]
        names = ("agency", *(f"LEAD{number:02}" for number in range(1, 12)))
        out = tmp_path / "result.json"
        words = ("score", write(names, rows), "--instrument", leadership, "--by", "agency")
        assert run(*words, "-o", out, *more).status == 0
        return out

    return scored


def test_a_result_that_passed_the_door_is_clean(run, scored) -> None:
    done = run("audit", scored([1, 2, 2, 4, 5, 3], [2, 3, 5, 5, 1, 4, 3]))
    assert done.status == 0
    found = json.loads(done.out)
    assert list(found) == ["statements", "targets", *KINDS]
    assert found["statements"] == 11
    assert found["targets"] > 11
    assert [found[kind] for kind in KINDS[:3]] == [0, 0, 0]


def test_answers_that_can_be_worked_out_make_it_fail(run, scored) -> None:
    """Somebody puts back what the door had left out."""
    path = scored([1] * 5, [5] * 6)
    plain = json.loads(path.read_text("utf-8"))
    release = plain["report"]["release"]
    for place, item in enumerate(release["items"]):
        for figure, counts in ((item["team"], [5, 0, 0, 0, 6]),):
            figure |= {"counts": counts, "mean": 35 / 11, "mean_edge": "exact", "at_least": None}
        item["groups"] = [
            {**item["team"], "people": 5, "counts": [5, 0, 0, 0, 0], "sides": None, "mean": None}
            | {"mean_edge": None, "no_answer": None, "no_answer_at_most": None},
            {**item["team"], "people": 6, "counts": None, "sides": None, "mean": 5.0}
            | {"mean_edge": None, "no_answer": None, "no_answer_at_most": None, "mean": None},
        ]
        plain["report"]["items"][place]["released"] = item
    plain["report_sha256"] = checksum(from_dict(plain["report"]))
    path.write_text(json.dumps(plain), "utf-8")
    done = run("audit", path)
    assert done.status == 1
    found = json.loads(done.out)
    assert found["unanimous_pinned"] > 0
    assert found["answers_pinned"] > 0


def test_public_answers_are_nobodys_secret(run, scored) -> None:
    done = run("audit", scored([1] * 5, [5] * 6, "--public"))
    assert done.status == 0
    assert json.loads(done.out)["targets"] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nothing", "this is no JSON"),
        ("[1, 2]", "this JSON holds no report"),
        ('{"report": {"release": 3}}', "report takes the fields"),
    ],
)
def test_a_file_that_is_no_result_is_told_what_would_be_right(
    run, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    done = run("audit", path)
    assert (done.status, done.out) == (2, b"")
    assert len(done.problems) == 1
    assert said in done.problems[0]


def to_public(report: dict) -> None:
    report["release"]["public"] = True


def to_counts_of_others(report: dict) -> None:
    report["release"]["items"][0]["team"]["counts"] = [1, 1, 1, 1, 1]


def to_a_mean_that_nobody_has(report: dict) -> None:
    report["release"]["items"][0]["groups"][0] |= {"mean": 1.23, "mean_edge": "half_step"}


def to_no_levels(report: dict) -> None:
    report["release"]["items"][0]["levels"] = 0


@pytest.mark.parametrize(
    ("change", "checked"),
    [
        (to_public, False),
        (to_counts_of_others, True),
        (to_a_mean_that_nobody_has, True),
        (to_no_levels, True),
    ],
)
def test_a_result_that_somebody_changed_is_not_audited(
    run, scored, change, *, checked: bool
) -> None:
    """Also when they put a checksum that fits."""
    path = scored([1, 2, 2, 4, 5, 3], [2, 3, 5, 5, 1, 4, 3])
    plain = json.loads(path.read_text("utf-8"))
    change(plain["report"])
    if checked:
        plain["report_sha256"] = checksum(from_dict(plain["report"]))
    path.write_text(json.dumps(plain), "utf-8")
    done = run("audit", path)
    assert (done.status, done.out) == (2, b"")
    assert len(done.problems) == 1


def test_what_is_neither_a_file_nor_a_wave_is_said_so(run) -> None:
    for name in ("nothing.json", "w-unknown"):
        done = run("audit", name)
        assert (done.status, done.out) == (2, b"")
        assert len(done.problems) == 1
