"""What the program says about errors: their type and their place, never their text.

The text of an error may hold what somebody typed or answered, and Streamlit, uvicorn and asyncio
all write it into the log. So it is taken out where every line of the log begins.
"""

import logging
from pathlib import Path
from types import TracebackType
from typing import Any

_plain_record = logging.getLogRecordFactory()


def keep_texts_out() -> None:
    """From now on no line of the log carries the text of an error."""
    logging.setLogRecordFactory(_record)


def described(error: BaseException) -> str:
    """The type of an error, and the file and line where it happened."""
    return f"{type(error).__name__}{_place(error.__traceback__)}"


def _record(*arguments: Any, **options: Any) -> logging.LogRecord:
    record = _plain_record(*arguments, **options)
    if record.name == "asyncio" and isinstance(record.msg, str):
        record.msg = record.msg.partition("\n")[0]  # then comes the task, with its error's text
    if record.exc_info is not None:
        error = record.exc_info[1]
        if error is not None:
            record.msg = f"{record.msg} [{described(error)}]"
        record.exc_info = None
    if isinstance(record.args, tuple):
        record.args = tuple(_named(argument) for argument in record.args)
    return record


def _place(trace: TracebackType | None) -> str:
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _named(argument: object) -> object:
    return type(argument).__name__ if isinstance(argument, BaseException) else argument
