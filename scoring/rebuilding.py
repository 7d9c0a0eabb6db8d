# pyright: basic
"""Frozen dataclasses as plain lists and tables, and back, checked against their declared types."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


def taken_apart(value: Any) -> Any:
    """What `dataclasses.asdict` would make of frozen parts, which need no copies of their own."""
    if is_dataclass(value):
        return {name: taken_apart(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple | list):
        return type(value)(map(taken_apart, value))
    if isinstance(value, Mapping):
        return {key: taken_apart(each) for key, each in value.items()}
    return value


def rebuilt(kind: type[_T], plain: Mapping[str, Any], *, where: str) -> _T:
    """The value that was taken apart, also after a way through JSON.

    Raises:
        ValueError: a part is missing, unknown or of another kind; the message says which.
    """
    return _value(kind, plain, where)


def _value(kind: Any, plain: Any, where: str) -> Any:
    """A value of a declared type from plain lists and tables."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType or NoneType in inner:
        chosen = next(each for each in inner if each is not NoneType)
        return None if plain is None else _value(chosen, plain, where)
    if is_dataclass(kind):
        return _dataclass(kind, plain, where)
    if origin is tuple:
        return _tuple(inner, plain, where)
    if origin is Literal:
        return _expected(plain, plain in inner, where, f"one of {inner}")
    is_truth = isinstance(plain, bool)  # which Python counts among the whole numbers
    if kind is float:
        fits = isinstance(plain, int | float) and not is_truth
        return float(_expected(plain, fits, where, "a number"))
    fits = isinstance(plain, kind) and is_truth == (kind is bool)
    return _expected(plain, fits, where, kind.__name__)


def _dataclass(kind: Any, plain: Any, where: str) -> Any:
    """A field that has a usual value may be absent: what was written before there was such a field
    stays readable."""
    names, needed = _names(kind), _needed(kind)
    if not isinstance(plain, Mapping) or not needed <= set(plain) <= set(names):
        raise ValueError(f"{where} takes the fields {', '.join(sorted(names))}.")
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], plain[name], f"{where}.{name}") for name in plain})


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _needed(kind: Any) -> frozenset[str]:
    """The fields without a usual value."""
    return frozenset(
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    )


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _tuple(inner: tuple[Any, ...], plain: Any, where: str) -> Any:
    if not isinstance(plain, list | tuple):
        raise ValueError(f"{where} takes a list, not {type(plain).__name__}.")
    kinds = [inner[0]] * len(plain) if inner[-1] is Ellipsis else inner
    if len(kinds) != len(plain):
        raise ValueError(f"{where} takes {len(kinds)} values, not {len(plain)}.")
    return tuple(
        _value(each, value, f"{where}.{place}")
        for place, (each, value) in enumerate(zip(kinds, plain, strict=True))
    )


def _expected(value: _T, fits: bool, where: str, wanted: str) -> _T:  # noqa: FBT001
    if not fits:
        raise ValueError(f"{where} takes {wanted}, not {value!r}.")
    return value
