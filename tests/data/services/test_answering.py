"""One invitation, one answer sheet; drafts that only the link opens."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from data import clock
from data.services import answering, start, waves
from data.services.answering import (
    AlreadyReceived,
    AnswerError,
    AnswersTooLong,
    NotKnown,
    WaveClosed,
)
from data.services.errors import StorageError
from data.store import ballots
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from data.views import AgencyEntry
from tests.data.conftest import OTHER_A, make_edition, make_sheet


def _rows(model) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table_of(model))).scalar_one()


def _sealed(model) -> list[bytes]:
    with store.reading() as connection:
        return list(connection.execute(select(table_of(model).c.ciphertext)).scalars())


def test_the_form_knows_its_questions_and_the_group_it_will_be_counted_in(opened):
    secret = opened.secrets[0]
    form = answering.open_form(secret)
    assert form.edition == make_edition()
    assert form.wave == opened.wave
    assert form.group.code == opened.groups[secret]
    assert form.group.name in [group.name for group in opened.wave.groups]
    assert (form.language, form.draft, form.position) == ("en", {}, 0)


def test_opening_the_form_burns_nothing(opened):
    for _ in range(3):
        answering.open_form(opened.secrets[0])
    assert opened.send(0) == "received"


def test_a_second_send_is_told_that_the_answers_are_in(opened):
    assert opened.send(0) == "received"
    assert opened.send(0) == "already_received"
    assert _rows(Ballot) == 1
    with pytest.raises(AlreadyReceived, match=r"received already\. Thank you"):
        answering.open_form(opened.secrets[0])
    with pytest.raises(AlreadyReceived, match=r"received already\. Thank you"):
        answering.keep_draft(opened.secrets[0], {}, language="en", position=0)


def test_a_value_that_is_no_answer_is_named_and_nothing_is_stored(opened):
    with pytest.raises(AnswerError, match=r"every_kind\.q1 takes levels 0 to 3, not 7\."):
        answering.keep_answers(opened.secrets[0], {"q1": 7})
    assert _rows(Ballot) == 0
    assert opened.send(0) == "received"


def test_while_the_key_is_away_nobody_is_told_that_the_wave_is_closed(opened, home):
    assert start.is_ready()
    file = home / "keys" / f"{opened.wave.id}.key"
    kept = file.read_bytes()
    file.unlink()
    for errand in (
        lambda: answering.open_form(opened.secrets[0]),
        lambda: answering.keep_draft(opened.secrets[0], {}, language="en", position=0),
        lambda: opened.send(0),
    ):
        with pytest.raises(StorageError, match="is not in the folder of keys"):
            errand()
    assert not start.is_ready()
    assert waves.without_key() == (opened.wave.id,)
    file.write_bytes(kept)
    assert start.is_ready()
    assert opened.send(0) == "received"


def test_an_empty_sheet_is_a_sheet(opened):
    assert opened.send(0, {}) == "received"


@pytest.mark.parametrize("secret", ["", "x" * 22, "0000-0000", "../../etc", "🙂", "x" * 10_000])
def test_a_link_that_nobody_has_is_not_known(opened, secret):
    for errand in (
        lambda: answering.open_form(secret),
        lambda: answering.keep_draft(secret, {}, language="en", position=0),
        lambda: answering.keep_answers(secret, {}),
    ):
        with pytest.raises(NotKnown, match="does not work"):
            errand()


def test_nothing_is_accepted_after_the_last_day(make_round, monkeypatch):
    made = make_round(closes_on=clock.today())
    assert made.send(0) == "received"
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(answering, "today", lambda: tomorrow)
    for errand in (
        lambda: answering.open_form(made.secrets[1]),
        lambda: answering.keep_draft(made.secrets[1], {}, language="en", position=0),
        lambda: made.send(1),
    ):
        with pytest.raises(WaveClosed, match="closed and takes no more answers"):
            errand()
    assert _rows(Ballot) == 1


def test_the_last_day_is_looked_at_again_in_the_moment_of_sending(make_round, monkeypatch):
    made = make_round(closes_on=clock.today())
    kept, tomorrow = ballots.keep_ballot, clock.today() + timedelta(days=1)
    monkeypatch.setattr(ballots, "keep_ballot", lambda b, **_: kept(b, today=tomorrow))
    with pytest.raises(WaveClosed, match="closed"):
        made.send(0)
    assert _rows(Ballot) == 0


def test_a_draft_comes_back_after_a_restart_with_language_and_place(opened):
    sheet = {"q1": 2, "q2": None, "causes": ["one"], "wish": "Más ‘tiempo’\nfor all 🙂"}
    answering.keep_draft(opened.secrets[0], {"q1": 0}, language="en", position=0)
    answering.keep_draft(opened.secrets[0], sheet, language="es", position=3)
    store.dispose()
    form = answering.open_form(opened.secrets[0])
    assert (form.draft, form.language, form.position) == (sheet, "es", 3)
    assert _rows(Draft) == 1
    assert answering.open_form(opened.secrets[1]).draft == {}


def test_a_draft_is_unreadable_in_the_database_and_joins_to_no_invitation(opened):
    answering.keep_draft(opened.secrets[0], {"wish": "canary"}, language="en", position=0)
    with store.reading() as connection:
        row = connection.execute(select(table_of(Draft))).one()
        hashes = connection.execute(select(table_of(Invitation).c.token_hash)).scalars().all()
    assert b"canary" not in row.ciphertext
    assert row.key_hash not in hashes
    assert len(row.ciphertext) == 3 * 8192 + 12 + 16


def test_a_draft_is_gone_after_sending_and_after_close(opened):
    for place in (0, 1):
        answering.keep_draft(opened.secrets[place], {"q1": 1}, language="en", position=0)
    opened.send(0)
    assert _rows(Draft) == 1
    waves.close_wave(opened.wave.id)
    assert _rows(Draft) == 0


def test_a_code_finds_its_draft_however_it_is_typed(make_round):
    code = make_round(kind="code").secrets[0]
    answering.keep_draft(code, {"q1": 1}, language="en", position=2)
    assert answering.open_form(code.lower().replace("-", " ")).draft == {"q1": 1}


def test_a_draft_from_another_tab_after_sending_is_not_kept(opened):
    opened.send(0)
    with pytest.raises(AlreadyReceived, match="Thank you"):
        answering.keep_draft(opened.secrets[0], {"q1": 1}, language="en", position=0)
    assert _rows(Draft) == 0


def test_a_page_that_another_tab_keeps_in_the_moment_of_sending_is_sent_too(opened, monkeypatch):
    secret, kept = opened.secrets[0], []
    whole = make_sheet(1)
    late = dict([whole.popitem()])
    answering.keep_draft(secret, whole, language="en", position=1)
    form, check = answering.open_form(secret), answering.check_answers

    def another_tab_is_quicker(instrument, sheet):
        if not kept:
            answering.keep_draft(secret, late, language="en", position=2)
        kept.append(dict(sheet))
        return check(instrument, sheet)

    monkeypatch.setattr(answering, "check_answers", another_tab_is_quicker)
    assert answering.send_form(secret, form).status == "received"
    assert kept == [whole, {**whole, **late}]
    assert (_rows(Ballot), _rows(Draft)) == (1, 0)


def test_a_form_that_other_tabs_change_again_and_again_is_not_tried_for_ever(opened, monkeypatch):
    secret, check, tries = opened.secrets[0], answering.check_answers, []
    form = answering.open_form(secret)

    def another_tab_is_quicker(instrument, sheet):
        tries.append(sheet)
        answering.keep_draft(secret, {"wish": f"word {len(tries)}"}, language="en", position=2)
        return check(instrument, sheet)

    monkeypatch.setattr(answering, "check_answers", another_tab_is_quicker)
    with pytest.raises(StorageError, match="nothing was sent"):
        answering.send_form(secret, form)
    assert (_rows(Ballot), _rows(Draft)) == (0, 1)
    monkeypatch.undo()
    assert answering.send_form(secret, answering.open_form(secret)).status == "received"


def test_a_form_that_another_tab_sends_in_the_moment_of_sending_is_sent_once(opened):
    form = answering.open_form(opened.secrets[0])
    assert answering.send_form(opened.secrets[0], form).status == "received"
    assert answering.send_form(opened.secrets[0], form).status == "already_received"
    assert _rows(Ballot) == 1


def test_a_draft_that_was_damaged_is_an_empty_form_and_no_error(opened):
    answering.keep_draft(opened.secrets[0], {"q1": 1}, language="en", position=0)
    with store.writing() as connection:
        connection.execute(table_of(Draft).update().values(ciphertext=b"damaged"))
    assert answering.open_form(opened.secrets[0]).draft == {}


def test_all_texts_that_people_can_type_can_be_sent(opened):
    texts = [
        "a\x00b",
        "\ud800 alone",
        "\x1b[31m",
        "\u202eright to left",
        "👩‍👧 ‌",
        "=1+1",
        "ñ" * 600,
    ]
    for place, text in enumerate(texts):
        answering.keep_draft(opened.secrets[place], {"wish": text}, language="en", position=0)
        assert opened.send(place, {"wish": text}) == "received"
    assert waves.close_wave(opened.wave.id).state == "closed"


def test_a_draft_beyond_all_measure_is_refused(opened):
    with pytest.raises(AnswersTooLong, match="Please write less"):
        answering.keep_draft(opened.secrets[0], {"wish": "x" * 200_000}, language="en", position=0)


def test_no_length_tells_how_much_somebody_wrote(opened):
    longest = make_edition().instrument.open_questions[0].longest
    texts = ("", "a few words", "\U0001f600" * longest, "\n" * longest)
    for place, text in enumerate(texts):
        answering.keep_draft(opened.secrets[place], {"wish": text}, language="en", position=0)
    assert len({len(draft) for draft in _sealed(Draft)}) == 1
    for place, text in enumerate(texts):
        assert opened.send(place, make_sheet(place, wish=text)) == "received"
    assert len({len(ballot) for ballot in _sealed(Ballot)}) == 1


def test_facts_that_the_wave_does_not_ask_are_not_even_sealed(opened, monkeypatch):
    sealed = []
    seal = answering.seal
    monkeypatch.setattr(answering, "seal", lambda p, **k: sealed.append(p) or seal(p, **k))
    opened.send(0, {"q1": 1, "tenure": "long", "role": "lead", "sector": "a"})
    assert json.loads(sealed[0])["sheet"] == {"q1": 1, "tenure": "long"}


def test_the_answer_sheet_given_is_not_changed(opened):
    sheet = make_sheet(0, wish=" a ")
    before = json.dumps(sheet)
    answering.keep_draft(opened.secrets[0], sheet, language="en", position=0)
    opened.send(0, sheet)
    assert json.dumps(sheet) == before


def _crowd(people: int) -> tuple[AgencyEntry, ...]:
    return (AgencyEntry("Everybody", OTHER_A, people),)


def test_four_hundred_links_clicked_three_times_at_once_count_once_each(make_round):
    made = make_round(_crowd(400))
    clicks = [place for place in range(400) for _ in range(3)]
    with ThreadPoolExecutor(12) as people:
        heard = list(people.map(lambda place: made.send(place, {"q1": place % 4}), clicks))
    assert heard.count("received") == 400
    assert heard.count("already_received") == 800
    assert _rows(Ballot) == 400
    assert {made.send(place) for place in range(400)} == {"already_received"}
    waves.close_wave(made.wave.id)
    assert waves.progress(made.wave.id).answered == 400


@pytest.mark.long
def test_ten_thousand_links_clicked_three_times_at_once_count_once_each(make_round):
    roster = tuple(AgencyEntry(f"Agency {n}", OTHER_A, 500) for n in range(20))
    made = make_round(roster)
    clicks = [place for place in range(10_000) for _ in range(3)]
    with ThreadPoolExecutor(12) as people:
        heard = list(people.map(lambda place: made.send(place, {"q1": place % 4}), clicks))
    assert (heard.count("received"), heard.count("already_received")) == (10_000, 20_000)
    assert _rows(Ballot) == 10_000
