"""The benchmark speaks Streamlit's messages."""

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.frames import read_frame, rerun_request


def test_a_request_to_run_names_page_and_query() -> None:
    message = BackMsg.FromString(rerun_request(page_name="results", page="ab12", query="wave=w1"))
    assert message.WhichOneof("type") == "rerun_script"
    assert message.rerun_script.page_name == "results"
    assert message.rerun_script.page_script_hash == "ab12"
    assert message.rerun_script.query_string == "wave=w1"
    assert message.rerun_script.HasField("widget_states")


def test_a_request_for_the_start_is_still_a_request_to_run() -> None:
    assert BackMsg.FromString(rerun_request()).WhichOneof("type") == "rerun_script"


def test_a_new_session_tells_the_page() -> None:
    message = ForwardMsg()
    message.new_session.page_script_hash = "ab12"
    frame = read_frame(message.SerializeToString())
    assert (frame.kind, frame.page) == ("new_session", "ab12")


@pytest.mark.parametrize(
    ("status", "well"),
    [
        (ForwardMsg.FINISHED_SUCCESSFULLY, True),
        (ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, True),
        (ForwardMsg.FINISHED_EARLY_FOR_RERUN, False),
    ],
)
def test_the_clock_stops_when_the_script_has_ended_not_when_it_starts_again(
    status: ForwardMsg.ScriptFinishedStatus, *, well: bool
) -> None:
    frame = read_frame(ForwardMsg(script_finished=status).SerializeToString())
    assert frame.kind == "script_finished"
    assert frame.ended_well is well


def test_a_script_that_does_not_compile_is_an_end_but_no_good_one() -> None:
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
    frame = read_frame(message.SerializeToString())
    assert frame.ended
    assert not frame.ended_well


def test_what_a_page_shows_is_named_and_an_exception_by_its_type() -> None:
    message = ForwardMsg()
    message.delta.new_element.heading.body = "Results"
    assert read_frame(message.SerializeToString()).element == "heading"
    message.delta.new_element.exception.type = "KeyError"
    frame = read_frame(message.SerializeToString())
    assert (frame.element, frame.problem) == ("exception", "KeyError")


def test_a_message_of_another_kind_only_has_its_kind() -> None:
    message = ForwardMsg()
    message.session_status_changed.run_on_save = False
    assert read_frame(message.SerializeToString()).kind == "session_status_changed"


def test_noise_is_no_message() -> None:
    with pytest.raises(DecodeError, match="parsing"):
        read_frame(b"\xff\xff\xff")
