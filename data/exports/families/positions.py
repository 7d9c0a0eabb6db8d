"""Positions in a text as other programs count them."""

from itertools import accumulate


def byte_positions(text: str) -> list[int]:
    """Where each code point begins in UTF-8, and at last where the text ends.

    Returns:
        One more number than the text has code points; the first is 0.
    """
    sizes = (len(sign.encode()) for sign in text)
    return list(accumulate(sizes, initial=0))
