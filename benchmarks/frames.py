"""The messages of Streamlit's websocket, as far as a benchmark needs them."""

from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SUBPROTOCOL = "streamlit"
_WELL = ("FINISHED_SUCCESSFULLY", "FINISHED_FRAGMENT_RUN_SUCCESSFULLY")
_AGAIN = "FINISHED_EARLY_FOR_RERUN"


@dataclass(frozen=True, slots=True)
class Frame:
    """What one message from the server says.

    Attributes:
        kind: the name of its field, such as "new_session", "delta", "script_finished".
        page: the page that runs, in a new session's message, else "".
        finished: how the script ended, in the message that says so, else "".
        element: what a delta puts on the page, such as "heading" or "plotly_chart", else "".
        problem: the type of an exception that the page shows, else "".
    """

    kind: str
    page: str = ""
    finished: str = ""
    element: str = ""
    problem: str = ""

    @property
    def ended(self) -> bool:
        """The script will not go on, well or not."""
        return self.finished not in ("", _AGAIN)

    @property
    def ended_well(self) -> bool:
        """The script ran to its end."""
        return self.finished in _WELL


def rerun_request(*, page_name: str = "", page: str = "", query: str = "") -> bytes:
    """The message that makes the server run the script.

    Args:
        page_name: the address of the page, as in the browser's bar; "" is the default page.
        page: the page's hash, once a message of the server has told it.
        query: the query string without its question mark.
    """
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page_name
    message.rerun_script.page_script_hash = page
    message.rerun_script.widget_states.SetInParent()
    return message.SerializeToString()


def read_frame(payload: bytes) -> Frame:
    """What a message from the server says.

    Raises:
        google.protobuf.message.DecodeError: the payload is no such message.
    """
    message = ForwardMsg.FromString(payload)
    kind = message.WhichOneof("type") or ""
    if kind == "new_session":
        return Frame(kind, page=message.new_session.page_script_hash)
    if kind == "script_finished":
        return Frame(kind, finished=ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
    if kind == "delta":
        shown = message.delta.new_element
        element = shown.WhichOneof("type") or ""
        problem = (shown.exception.type or element) if element == "exception" else ""
        return Frame(kind, element=element, problem=problem)
    return Frame(kind)
