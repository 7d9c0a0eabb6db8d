"""Ids that other programs read: the same thing has the same one in every export."""

from uuid import UUID, uuid5

_OURS = UUID("6f6a2f0e-6c1d-5f0b-9b53-2f8f5b1d7a40")
"""The name space of this product; it never changes, or every id would."""


def guid(project: str, kind: str, *parts: str | int) -> str:
    """A UUID for one thing of a project, in small letters and without braces.

    Args:
        project: the id of the project.
        kind: of the thing, so that a code and a text with the same id differ.
        parts: what the thing is made of; one that is a UUID already stays as it is.
    """
    if len(parts) == 1 and (known := as_guid(str(parts[0]))):
        return known
    return str(uuid5(_OURS, "\n".join((project, kind, *map(str, parts)))))


def as_guid(text: str) -> str | None:
    """A UUID as it is written here, with or without braces; None if it is none."""
    plain = text.strip().removeprefix("{").removesuffix("}")
    try:
        known = str(UUID(plain))
    except ValueError:
        return None
    return known if known == plain.lower() else None
