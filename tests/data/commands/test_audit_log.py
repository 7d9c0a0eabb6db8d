"""`common-table audit-log`: what staff did, and whether somebody changed it."""

import sqlite3

import pytest

from data.services import audit_log
from data.settings import settings


def _tamper(*statements: str) -> None:
    """As somebody with the file of the database could."""
    connection = sqlite3.connect(settings().home / "common_table.db")
    for what in ("update", "delete"):
        connection.execute(f"DROP TRIGGER audit_entry_no_{what}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def written(sqlite_database) -> str:
    """Three entries, an anchor, and a fourth; the anchor."""
    for number in range(3):
        audit_log.record("wave.close", team_id="t1", about=f"w{number}", turn=number)
    kept = audit_log.keep_anchor()
    audit_log.record("wave.open", team_id="t2", about="w3")
    return kept


def test_a_whole_log_is_said_to_be_whole_and_how_far_that_is_sure(run, written):
    said = run("audit-log", "verify")
    assert said.status == 0
    assert said.text == "The log is whole: 4 entries, 3 of them below an anchor.\n"
    told = (
        "note: entries 4 to 4 came after the last anchor; whoever can write to the database could "
        "have written them anew."
    )
    assert said.said == [told]


def test_an_anchor_that_somebody_kept_is_looked_for_too(run, written):
    now = audit_log.anchor()
    said = run("audit-log", "verify", "--anchor", written, "--anchor", now)
    assert (said.status, said.said) == (0, [])
    assert "4 entries, 4 of them" in said.text


def test_each_problem_has_a_line(run, written):
    changed = "UPDATE audit_entry SET about = 'x' WHERE number = 2"
    _tamper(changed, "DELETE FROM audit_entry WHERE number = 3")
    said = run("audit-log", "verify")
    assert said.status == 1
    assert said.problems == [
        "entry 2: it was changed; its hash is that of something else.",
        "entry 3: missing; they should follow one another.",
        f"anchor {written}: entry 3 is missing.",
    ]


def test_a_log_that_was_cut_off_below_an_anchor_is_a_problem(run, written):
    _tamper("DELETE FROM audit_entry WHERE number > 1")
    said = run("audit-log", "verify")
    assert said.status == 1
    assert "it had 3 entries and ends with entry 1 now" in said.problems[0]


def test_what_is_no_anchor_is_wrong_usage(run, written):
    said = run("audit-log", "verify", "--anchor", "abc")
    assert said.status == 2
    assert "'ABC'" in said.problems[0] or "'abc'" in said.problems[0]


def test_a_damaged_file_of_anchors_is_a_problem(run, written):
    with (settings().home / "audit-anchors.txt").open("a") as file:
        file.write("nonsense\n")
    said = run("audit-log", "verify")
    assert said.status == 1
    assert "line 2" in said.problems[0]


def test_entries_are_listed_newest_first(run, written):
    lines = run("audit-log", "list", "--limit", 2).text.splitlines()
    assert lines[0].startswith("4 | ")
    assert lines[0].endswith(" | at the machine | wave.open | w3 | team=t2")
    assert lines[1].endswith(" | at the machine | wave.close | w2 | team=t1 | turn=2")
    assert len(lines) == 2


def test_one_team_is_listed_alone(run, written):
    assert [line[0] for line in run("audit-log", "list", "--team", "t1").text.splitlines()] == [
        "3", "2", "1",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [(), ("list", "--limit", "0"), ("list", "--limit", "x")])
def test_wrong_usage_is_said(run, sqlite_database, words):
    assert run("audit-log", *words).status == 2
