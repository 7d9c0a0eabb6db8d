"""The desk of widgets: the same events, and fields that show what is saved."""

from itertools import combinations, permutations

import pytest
from streamlit.testing.v1 import AppTest

from pages.families.coder.events import Coded, Removed
from pages.families.coder.sheet import Coding
from pages.families.coder.table import AT_A_TIME, option, wanted
from tests.pages.families.coder.world import CODES, HOSTILE, after, sheet_of, state_at_first

UNIT = (10, 20)


def shown() -> None:
    import streamlit as st

    from pages.families.coder.replies import reply
    from pages.families.coder.table import coding_table
    from pages.parts.words import words
    from tests.pages.families.coder.world import after, sheet_of

    state = st.session_state["state"]
    said = words(st.session_state.get("language", "en"), about="coding")
    event = coding_table(sheet_of(state), words=said, key="desk", can_undo=bool(state["before"]))
    if event is not None:
        st.session_state["events"] = [*st.session_state.get("events", []), event]
        broken = st.session_state.get("broken", False)
        if not broken:
            st.session_state["state"] = after(state, event)
        reply("desk", done=not broken)
        st.rerun()


def table(state=None, **held) -> AppTest:
    app = AppTest.from_function(shown, default_timeout=60)
    app.session_state["state"] = state or state_at_first()
    for key, value in held.items():
        app.session_state[key] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def coded(app: AppTest) -> list[tuple[str, str]]:
    state = app.session_state["state"]
    sheet = sheet_of(state)
    return [(each["code"], sheet.passage(each["start"], each["end"])) for each in state["codings"]]


def fields(app: AppTest) -> list[list[str]]:
    return [list(field.value) for field in app.multiselect]


def test_steps_of_a_field_lead_to_what_was_chosen_from_everywhere_to_everywhere():
    spans = {"whole": UNIT, "part": (12, 15), "further": (5, 20)}
    every = [
        Coding(f"{name}-{code}", *span, code, mine=True)
        for name, span in spans.items()
        for code in "xy"
    ]
    names = [option(each, unit=UNIT) for each in every]
    for size in range(4):
        for held in combinations(every, size):
            for chosen in permutations([*names, "z"], 2):
                reachable = [
                    name
                    for name in chosen
                    if not name.startswith("#") or name[1:] in {each.id for each in held}
                ]
                left = {option(each, unit=UNIT): each for each in held}
                for step in wanted(held, chosen, unit=UNIT):
                    if step["kind"] == "removed":
                        gone = step["coding_id"]
                        left = {name: each for name, each in left.items() if each.id != gone}
                    else:
                        assert (step["start"], step["end"]) == UNIT
                        assert step["code"] not in left
                        left[step["code"]] = Coding("new", *UNIT, step["code"], mine=True)
                assert set(left) == set(reachable)


def test_choosing_codes_one_after_the_other_and_several_at_once_comes_event_by_event():
    app = table()
    sound(app.multiselect[1].set_value(["wait"]).run())
    assert coded(app) == [("wait", "I lost my place in treatment because of it.")]
    sound(app.multiselect[1].set_value(["child", "cost"]).run())
    assert [code for code, _ in coded(app)] == ["child", "cost"]
    kinds = [type(event) for event in app.session_state["events"]]
    assert kinds == [Coded, Removed, Coded, Coded]
    assert fields(app)[1] == ["child", "cost"]
    sound(app.multiselect[1].set_value([]).run())
    assert coded(app) == []
    assert fields(app)[1] == []
    assert "“Cost” was taken away" in app.success[0].value.replace("\\", "")


def test_undo_is_shown_in_the_fields_and_repeats_nothing():
    app = table()
    assert app.button(key="desk-undo").disabled
    sound(app.multiselect[0].set_value(["wait"]).run())
    sound(app.button(key="desk-undo").click().run())
    assert coded(app) == []
    assert fields(app)[0] == []
    assert len(app.session_state["events"]) == 2
    sound(app.run())
    assert len(app.session_state["events"]) == 2


def test_what_was_not_saved_is_said_and_leaves_the_field():
    app = table(broken=True)
    sound(app.multiselect[0].set_value(["wait"]).run())
    assert fields(app)[0] == []
    assert "not saved" in app.warning[0].value
    assert len(app.session_state["events"]) == 1


def test_parts_and_other_coders_are_told_and_a_part_of_ones_own_can_go():
    codings = [
        {"id": "a", "start": 12, "end": 15, "code": "cost", "mine": True, "memo": ""},
        {"id": "b", "start": 8, "end": 34, "code": "kin", "mine": False, "memo": ""},
    ]
    app = table(state_at_first(codings=codings))
    assert "Another coder: Help from kin" in [text.value for text in app.text]
    assert fields(app)[0] == ["#a"]
    sound(app.multiselect[0].set_value([]).run())
    assert [each["id"] for each in app.session_state["state"]["codings"]] == ["b"]


def test_a_note_is_written_on_a_coding():
    app = table()
    sound(app.multiselect[0].set_value(["wait"]).run())
    app.text_area[0].set_value("said by two others too")
    sound(app.button[1].click().run())
    (coding,) = app.session_state["state"]["codings"]
    assert coding["memo"] == "said by two others too"
    assert app.text_area[0].value == "said by two others too"


def test_a_long_transcript_is_shown_in_parts_and_hostile_words_as_they_are():
    turns = [("Seat 1", [f"Sentence {number}." for number in range(40)]), ("Seat 2", [HOSTILE])]
    app = table(state_at_first(turns=turns))
    assert len(app.multiselect) == AT_A_TIME
    sound(app.selectbox[0].select_index(2).run())
    assert HOSTILE in [text.value for text in app.text]
    sound(app.multiselect[10].set_value(["trust"]).run())
    assert coded(app) == [("trust", HOSTILE)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_codes_of_one_name_are_told_apart_and_stay_apart_in_both_languages(language):
    state = state_at_first() | {"codes": [*CODES, ("wait2", "Waiting time")]}
    app = table(state, language=language)
    sound(app.multiselect[0].set_value(["wait2"]).run())
    assert [code for code, _ in coded(app)] == ["wait2"]
    assert after(state, Coded(8, 9, "wait", "first"))["codings"][0]["code"] == "wait"
