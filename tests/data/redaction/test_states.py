"""No way leads to a released text but the whole one: all states, steps and evidence are tried."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from data.redaction import states
from data.redaction.audit import bound
from data.redaction.states import STATES, STEPS, Audit, Evidence, NotYet, State, Step, after

NOW, BEFORE = "f" * 64, "0" * 64
AUDITS = (
    None,
    Audit(NOW, "reader", bound(300, leaks=0)),
    Audit(NOW, "", bound(300, leaks=0)),
    Audit(BEFORE, "reader", bound(300, leaks=0)),
    Audit(NOW, "reader", bound(300, leaks=1)),
    Audit(NOW, "reader", bound(20, leaks=0)),
    Audit(NOW, "reader", bound(20, leaks=0), whole=True),
    Audit(NOW, "reader", bound(20, leaks=1), whole=True),
)
READ = (
    frozenset(),
    frozenset({("first", NOW)}),
    frozenset({("second", BEFORE)}),
    frozenset({("first", NOW), ("second", NOW)}),
)
DECIDED = (frozenset(), frozenset({"first"}), frozenset({"first", "second"}))
WHOLE = Evidence(NOW, 0, DECIDED[1], READ[3], AUDITS[1])


def everything() -> Iterator[tuple[State, Step, str, Evidence]]:
    for state, step, by, undecided, decided, read, audit in product(
        STATES, STEPS, ("", " ", "first"), (0, 1), DECIDED, READ, AUDITS
    ):
        yield state, step, by, Evidence(NOW, undecided, decided, read, audit)


def allowed(state: State, step: Step, by: str, evidence: Evidence) -> State | None:
    """The rules once more, each written as the sentence that it is."""
    if step == "edit":
        return "raw" if state == "raw" else "redacting"
    a_person = bool(by.strip())
    two_people = evidence.decided_by == {"first"} and ("second", NOW) in evidence.read
    done = a_person and two_people and evidence.undecided == 0
    sampled = evidence.audit in (AUDITS[1], AUDITS[6])
    if (state, step) == ("raw", "begin") and a_person:
        return "redacting"
    if (state, step) == ("redacting", "settle") and done:
        return "redacted"
    if (state, step) == ("redacted", "release") and done and sampled:
        return "released"
    return None


def test_every_state_step_and_evidence_leads_where_the_rules_say_and_nowhere_else() -> None:
    tried = 0
    for state, step, by, evidence in everything():
        then = allowed(state, step, by, evidence)
        if then is None:
            with pytest.raises(NotYet):
                after(state, step, by=by, evidence=evidence)
        else:
            assert after(state, step, by=by, evidence=evidence) == then, (state, step, evidence)
        tried += 1
    assert tried == 4 * 4 * 3 * 2 * 3 * 4 * 8


def test_released_is_reached_from_redacted_alone_and_by_one_step_alone() -> None:
    into = {
        (state, step)
        for state, step, by, evidence in everything()
        if allowed(state, step, by, evidence) == "released"
    }
    assert into == {("redacted", "release")}


def test_no_two_steps_lead_from_raw_to_released() -> None:
    reached: dict[State, int] = {"raw": 0}
    for steps in range(1, 6):
        for state, step in product(tuple(reached), STEPS):
            try:
                then = after(state, step, by="first", evidence=WHOLE)
            except NotYet:
                continue
            reached.setdefault(then, steps)
    assert reached == {"raw": 0, "redacting": 1, "redacted": 2, "released": 3}


def test_an_edit_takes_any_text_off_the_shelf_whatever_was_done_for_it() -> None:
    assert [after(state, "edit", by="", evidence=WHOLE) for state in STATES] == [
        "raw",
        "redacting",
        "redacting",
        "redacting",
    ]


def test_all_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(NotYet) as caught:
        after("redacted", "release", by="", evidence=Evidence(NOW, 3))
    assert caught.value.reasons == (
        "nobody is named who takes this step.",
        "3 strings are undecided; each needs a decision.",
        "nobody is named who decided on the strings.",
        "a second person has to read this text through; nobody else has.",
        "a random sample of the sentences of this text has yet to be read.",
    )


def test_a_small_sample_is_told_with_its_bound() -> None:
    with pytest.raises(NotYet, match=r"20 have been read, so .* up to 13\.9% of all sentences"):
        after(
            "redacted", "release", by="a", evidence=Evidence(NOW, 0, DECIDED[1], READ[3], AUDITS[5])
        )


def test_the_word_released_is_written_down_as_a_result_at_one_place() -> None:
    tree = ast.parse(Path(states.__file__).read_text(encoding="utf-8"))
    results = [
        node
        for table in ast.walk(tree)
        if isinstance(table, ast.Dict)
        for node in table.values
        if isinstance(node, ast.Constant) and node.value == "released"
    ]
    assert len(results) == 1
