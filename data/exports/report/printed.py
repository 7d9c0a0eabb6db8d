"""Text as a template may have it: one line of letters that are seen, in words that may break."""

import re
from typing import Any

from data.exports.safe import tidy

_OVERLONG = re.compile(r"\S{24}(?=\S)")
_MAY_BREAK = "\u200b"
_UNSEEN = ("named", "told")
"""What is read by programs, and printed nowhere."""


def printed(value: Any, *, key: str = "") -> Any:
    """Plain lists and tables with every text in them made ready, which keeps their shape.

    Args:
        value: what goes to a template as JSON.
        key: the name that the value has in its table.
    """
    if isinstance(value, dict):
        return {name: printed(inside, key=name) for name, inside in value.items()}
    if isinstance(value, list):
        return [printed(inside, key=key) for inside in value]
    if not isinstance(value, str):
        return value
    return tidy(value) if key in _UNSEEN else _OVERLONG.sub(f"\\g<0>{_MAY_BREAK}", tidy(value))
