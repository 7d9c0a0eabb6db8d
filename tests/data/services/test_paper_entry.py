"""Sheets of paper are typed twice, settled by the paper, and then are answers like all others."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data.clock import today
from data.keyring import wave_key
from data.sealing import draft_row, seal_draft, unseal
from data.services import answering, invitations, paper_entry, release, waves
from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotKnown,
    OtherTyping,
    SheetNotSettled,
    TooManyGuesses,
    WaveClosed,
)
from data.store import ballots
from data.store import database as store
from data.store.ballots import Change
from data.tables import metadata
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from surveys.asked import Part
from tests.data.conftest import Maker, Round, make_sheet


@pytest.fixture
def codes(make_round: Maker) -> Round:
    """An open wave with a code for each of its 24 seats."""
    return make_round(kind="code")


def pages_of(code: str, sheet: Mapping[str, object]) -> list[dict[str, object]]:
    """What each page of a sheet keeps, blanks too."""
    parts = paper_entry.parts_typed(paper_entry.open_sheet(code).form)
    return [{asked.id: sheet.get(asked.id) for asked in part.asked} for part in parts]


def type_in(code: str, sheet: Mapping[str, object]) -> None:
    """The typing that is under way, page by page, and the first one put away."""
    opened = paper_entry.open_sheet(code)
    assert opened.form.draft == {}
    for place, typed in enumerate(pages_of(code, sheet)):
        paper_entry.keep_page(code, typed, typing=opened.typing, language="en", position=place)
    if opened.typing == "first":
        paper_entry.finish_first(code)


def from_paper(code: str, sheet: Mapping[str, object]) -> str:
    """Twice the same, each on one page, and sent."""
    paper_entry.keep_page(code, sheet, typing="first", language="en", position=0)
    paper_entry.finish_first(code)
    whole = {item: value for page in pages_of(code, sheet) for item, value in page.items()}
    paper_entry.keep_page(code, whole, typing="second", language="en", position=0)
    return paper_entry.send(code, {}).status


def rows(model: Any) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(select(table_of(model))))


def opened_sheets(wave_id: str) -> list[dict[str, Any]]:
    """What the key of an open wave finds under the seals."""
    key = wave_key(wave_id)
    assert key is not None
    return [json.loads(unseal(row.ciphertext, key=key, wave_id=wave_id)) for row in rows(Ballot)]


def test_a_sheet_typed_twice_is_an_answer_and_leaves_no_draft(codes: Round) -> None:
    code, sheet = codes.secrets[0], make_sheet(3, wish="Ask families")
    assert paper_entry.open_sheet(code).typing == "first"
    type_in(code, sheet)
    assert paper_entry.open_sheet(code).typing == "second"
    assert rows(Ballot) == []
    type_in(code, sheet)
    assert paper_entry.differences(code) == ()
    assert paper_entry.send(code, {}).status == "received"
    assert rows(Draft) == []
    (kept,) = opened_sheets(codes.wave.id)
    assert kept["group"] == codes.groups[code]
    assert {item: value for item, value in kept["sheet"].items() if value is not None} == sheet
    with pytest.raises(AlreadyReceived, match="received already"):
        paper_entry.open_sheet(code)


def test_a_blank_on_paper_is_a_question_that_was_seen_and_skipped(codes: Round) -> None:
    from_paper(codes.secrets[0], {"q1": 2})
    (kept,) = opened_sheets(codes.wave.id)
    asked = [each.id for part in _parts(codes) for each in part.asked]
    assert list(kept["sheet"]) == asked
    assert kept["sheet"] == dict.fromkeys(asked) | {"q1": 2}


def test_what_the_paper_says_is_chosen_for_each_difference(codes: Round) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 0, "q2": 1, "q3": "dk", "causes": ["one"], "wish": "More  visits"})
    type_in(code, {"q1": 0, "q2": 2, "q4": 3, "causes": ["one", "two"], "wish": "More\nvisits "})
    found = paper_entry.differences(code)
    assert [(one.id, one.first, one.second) for one in found] == [
        ("q2", 1, 2),
        ("q3", "dk", None),
        ("q4", None, 3),
        ("causes", ["one"], ["one", "two"]),
    ]
    assert [one.part for one in found] == sorted(one.part for one in found)
    chosen = {"q2": "first", "q3": "second", "q4": "second", "causes": "first"}
    assert paper_entry.send(code, chosen).status == "received"
    (kept,) = opened_sheets(codes.wave.id)
    given = {item: value for item, value in kept["sheet"].items() if value is not None}
    assert given == {"q1": 0, "q2": 1, "q4": 3, "causes": ["one"], "wish": "More\nvisits "}


def test_nothing_is_sent_while_a_difference_is_not_settled(codes: Round) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 0, "q2": 1})
    type_in(code, {"q1": 1, "q2": 2})
    for chosen in ({}, {"q1": "first"}, {"q1": "first", "q2": "both"}):
        with pytest.raises(SheetNotSettled) as unsettled:
            paper_entry.send(code, chosen)
        assert unsettled.value.missing == tuple(
            item for item in ("q1", "q2") if chosen.get(item) != "first"
        )
        assert not unsettled.value.changed
    assert rows(Ballot) == []
    assert paper_entry.open_sheet(code).typing == "second"


def test_what_was_chosen_for_other_differences_does_not_count(codes: Round) -> None:
    """Somebody types on in a second tab between looking and sending."""
    code = codes.secrets[0]
    type_in(code, {"q1": 0})
    type_in(code, {"q1": 1})
    seen = paper_entry.mark_of(paper_entry.differences(code))
    paper_entry.keep_page(code, {"q1": 3}, typing="second", language="en", position=0)
    with pytest.raises(SheetNotSettled) as unsettled:
        paper_entry.send(code, {"q1": "second"}, seen=seen)
    assert unsettled.value.changed
    assert rows(Ballot) == []
    again = paper_entry.mark_of(paper_entry.differences(code))
    assert paper_entry.send(code, {"q1": "second"}, seen=again).status == "received"


def test_the_second_typing_starts_blank_and_knows_nothing_of_the_first(codes: Round) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 3, "wish": "canary"})
    opened = paper_entry.open_sheet(code)
    assert (opened.form.draft, opened.form.position) == ({}, 0)
    assert "canary" not in repr(opened)
    assert answering.open_form(code).draft == {}


def test_a_typing_that_was_left_goes_on_after_a_restart(codes: Round) -> None:
    code = codes.secrets[0]
    paper_entry.keep_page(code, {"q1": 1}, typing="first", language="es", position=1)
    store.dispose()
    opened = paper_entry.open_sheet(code)
    found = (opened.typing, opened.form.draft, opened.form.language, opened.form.position)
    assert found == ("first", {"q1": 1}, "es", 1)


def test_a_page_of_the_first_typing_does_not_get_into_the_second(codes: Round) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 1})
    with pytest.raises(OtherTyping, match="at its second typing, not at its first"):
        paper_entry.keep_page(code, {"q1": 2}, typing="first", language="en", position=0)
    with pytest.raises(OtherTyping):
        paper_entry.finish_first(code)
    other = codes.secrets[1]
    with pytest.raises(OtherTyping, match="at its first typing, not at its second"):
        paper_entry.send(other, {})
    with pytest.raises(OtherTyping):
        paper_entry.differences(other)


def test_no_page_but_the_last_button_completes_the_first_typing(codes: Round) -> None:
    code = codes.secrets[0]
    paper_entry.keep_page(code, {"q1": 1}, typing="first", language="en", position=99)
    assert paper_entry.open_sheet(code).typing == "first"


def test_a_form_begun_on_a_screen_is_told_and_is_not_touched_until_the_sheet_is_sent(
    codes: Round,
) -> None:
    code = codes.secrets[0]
    answering.keep_draft(code, {"q1": 3}, language="es", position=1)
    assert paper_entry.open_sheet(code).on_screen
    type_in(code, {"q1": 0})
    assert answering.open_form(code).draft == {"q1": 3}
    answering.keep_draft(code, {"q1": 2}, language="en", position=0)
    type_in(code, {"q1": 0})
    assert len(rows(Draft)) == 1
    assert paper_entry.send(code, {}).status == "received"
    assert rows(Draft) == []


def test_whoever_answers_on_a_screen_meanwhile_is_counted_and_the_sheet_is_not(
    codes: Round,
) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 0})
    type_in(code, {"q1": 0})
    assert answering.keep_answers(code, {"q1": 3}).status == "received"
    assert rows(Draft) == []
    for step in (
        lambda: paper_entry.open_sheet(code),
        lambda: paper_entry.send(code, {}),
        lambda: paper_entry.keep_page(code, {}, typing="second", language="en", position=0),
    ):
        with pytest.raises(AlreadyReceived):
            step()
    (kept,) = opened_sheets(codes.wave.id)
    assert kept["sheet"] == {"q1": 3}


def test_a_sheet_typed_once_when_the_wave_closes_is_not_counted_and_leaves_nothing(
    codes: Round,
) -> None:
    once, twice = codes.secrets[0], codes.secrets[1]
    type_in(once, make_sheet(1, wish="canary-once"))
    from_paper(twice, make_sheet(2))
    assert waves.progress(codes.wave.id).answered == 1
    waves.close_wave(codes.wave.id)
    assert waves.progress(codes.wave.id).answered == 1
    assert (rows(Draft), rows(Ballot), rows(Invitation)) == ([], [], [])
    with pytest.raises(NotKnown):
        paper_entry.open_sheet(once)


def test_after_the_last_day_no_sheet_is_taken(
    codes: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes.secrets[0]
    type_in(code, {"q1": 1})
    later = today() + timedelta(days=15)
    monkeypatch.setattr(answering, "today", lambda: later)
    with pytest.raises(WaveClosed, match="takes no more answers"):
        paper_entry.open_sheet(code)


def test_a_personal_link_is_no_code_of_a_sheet(opened: Round) -> None:
    with pytest.raises(NotKnown, match="known by its code"):
        paper_entry.open_sheet(opened.secrets[0])


def test_wrong_codes_are_counted_as_on_a_screen(codes: Round) -> None:
    for _ in range(60):
        with pytest.raises(NotKnown):
            paper_entry.open_sheet("AAAA-AAAA")
    with pytest.raises(TooManyGuesses):
        paper_entry.open_sheet(codes.secrets[0])
    assert paper_entry.open_sheet(codes.secrets[0], proven=True).typing == "first"


def test_more_text_than_a_form_can_hold_is_refused(codes: Round) -> None:
    with pytest.raises(AnswersTooLong):
        paper_entry.keep_page(
            codes.secrets[0], {"wish": "x" * 200_000}, typing="first", language="en", position=0
        )


def test_no_row_and_no_length_tells_a_draft_of_paper_from_one_of_a_screen(codes: Round) -> None:
    answering.keep_draft(codes.secrets[0], {}, language="en", position=0)
    type_in(codes.secrets[1], {"wish": "x" * 600, "worry": "ñ" * 600})
    type_in(codes.secrets[2], {"q1": 1})
    paper_entry.keep_page(
        codes.secrets[2], {"wish": "x" * 600}, typing="second", language="en", position=2
    )
    paper_entry.keep_page(codes.secrets[3], {"q1": 1}, typing="first", language="en", position=0)
    drafts = rows(Draft)
    assert len(drafts) == 4
    assert len({len(row.ciphertext) for row in drafts}) == 1
    assert len({len(row.key_hash) for row in drafts}) == 1
    for row in drafts:
        assert b"first" not in row.ciphertext
        assert b"x" * 20 not in row.ciphertext


def test_a_draft_kept_before_there_was_paper_still_opens(codes: Round) -> None:
    code, wave_id = codes.secrets[0].replace("-", ""), codes.wave.id
    key = wave_key(wave_id)
    assert key is not None
    row = draft_row(code, key=key, wave_id=wave_id)
    plain = json.dumps({"sheet": {"q1": 2}, "language": "es", "position": 1}).encode()
    token = invitations.find(code)
    assert token is not None
    sealed = seal_draft(plain, secret=code, key=key, wave_id=wave_id)
    old = Change(token.key, wave_id, row, lambda _: sealed)
    assert ballots.keep_draft(old, today=today()) == "kept"
    form = answering.open_form(code)
    assert (form.draft, form.language, form.position) == ({"q1": 2}, "es", 1)
    assert paper_entry.open_sheet(code).on_screen


@pytest.mark.parametrize(
    "on_paper", [11, *(pytest.param(many, marks=pytest.mark.long) for many in (0, 1, 24))]
)
def test_rows_are_the_same_however_many_answered_on_paper(codes: Round, on_paper: int) -> None:
    """Compared with what the same people store who all answer on a screen, as it must look."""
    sheets = [_in_full(codes, make_sheet(place, wish=f"wish {place}")) for place in range(24)]
    for place, code in enumerate(codes.secrets):
        if place < on_paper:
            assert from_paper(code, sheets[place]) == "received"
        else:
            answering.keep_draft(code, sheets[place], language="en", position=2)
            assert answering.keep_answers(code, sheets[place]).status == "received"
    lengths = {len(row.ciphertext) for row in rows(Ballot)}
    assert (len(lengths), len(rows(Ballot)), rows(Draft)) == (1, 24, [])
    assert [row.used for row in rows(Invitation)] == [True] * 24
    found = sorted(map(repr, opened_sheets(codes.wave.id)))
    expected = [
        {"group": codes.groups[code], "sheet": sheets[place]}
        for place, code in enumerate(codes.secrets)
    ]
    assert found == sorted(map(repr, expected))


@pytest.mark.long
def test_the_same_answers_make_the_same_release_from_paper_and_from_a_screen(
    make_round: Maker,
) -> None:
    releases, stored = [], []
    for on_paper in (range(0), range(0, 24, 2), range(24)):
        made = make_round(kind="code", name=f"County with {len(on_paper)} on paper")
        for place, code in enumerate(_in_order(made)):
            sheet = _in_full(made, make_sheet(place, wish=f"wish {place}", q2="dk", q3=None))
            if place in on_paper:
                assert from_paper(code, sheet) == "received"
            else:
                assert answering.keep_answers(code, sheet).status == "received"
        waves.close_wave(made.wave.id)
        stored.append(_of_wave(made.wave.id))
        releases.append(release.release_wave(made.wave.id).report)
    assert releases[0] == releases[1] == releases[2]
    assert stored[0] == stored[1] == stored[2]
    assert releases[0].release.people == 24


def _parts(made: Round) -> tuple[Part, ...]:
    return paper_entry.parts_typed(paper_entry.open_sheet(made.secrets[-1]).form)


def _in_full(made: Round, sheet: Mapping[str, object]) -> dict[str, object]:
    """As somebody leaves it who has seen every page."""
    seen = {each.id: None for part in _parts(made) for each in part.asked}
    return {item: sheet.get(item) for item in seen}


def _in_order(made: Round) -> list[str]:
    """The codes group by group, so that the same people are in the same groups each time."""
    return sorted(made.secrets, key=lambda code: made.groups[code])


def _of_wave(wave_id: str) -> dict[str, list[str]]:
    """What is stored of a closed wave, without the random keys of its rows."""
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        sheet, answer = metadata.tables["answer_sheet"], metadata.tables["answer"]
        joined = (
            select(answer.c.sheet_id, sheet.c.group_code, answer.c.item, answer.c.level)
            .join(sheet, sheet.c.id == answer.c.sheet_id)
            .where(sheet.c.wave_id == wave_id)
        )
        whole: dict[bytes, list[tuple[Any, ...]]] = {}
        for row in connection.execute(joined):
            whole.setdefault(bytes(row.sheet_id), []).append(tuple(row)[1:])
        found["sheets"] = sorted(repr(sorted(lines)) for lines in whole.values())
        for name in ("comment", "fact_tally"):
            table = metadata.tables[name]
            kept = [column for column in table.c if column.name not in ("id", "wave_id")]
            lines = connection.execute(select(*kept).where(table.c.wave_id == wave_id))
            found[name] = sorted(repr(tuple(line)) for line in lines)
    return found
