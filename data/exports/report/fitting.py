"""A document of which every text fits into XML, whatever people typed."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from data.exports.elements import fitting

_Kept = TypeVar("_Kept")


def fitted(whole: _Kept) -> _Kept:
    """The same document, part or block without characters that no XML file can hold."""
    if isinstance(whole, str):
        return fitting(whole)  # pyright: ignore[reportReturnType]
    if isinstance(whole, tuple):
        return tuple(fitted(each) for each in whole)  # pyright: ignore[reportReturnType]
    if is_dataclass(whole) and not isinstance(whole, type):
        return replace(
            whole, **{each.name: fitted(getattr(whole, each.name)) for each in fields(whole)}
        )
    return whole
