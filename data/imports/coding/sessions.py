"""Cases of a REFI-QDA project as sessions, with what is told about each."""

import math
from collections.abc import Iterator, Set
from datetime import date

from data.coded_project import Case, Value, Variable
from data.imports.coding.losses import Ids, Losses
from data.imports.coding.sources import moment
from data.imports.coding.tree import Node, id_of

_LONGEST_NUMBER = 300


def read_cases(root: Node, *, sources: Set[str], losses: Losses) -> tuple[Case, ...]:
    """Every case; it keeps the texts that were kept.

    Args:
        root: the project.
        sources: ids of the texts that were kept.
        losses: told of what is not kept.
    """
    names = {id_of(each.get("guid")): each.get("name").strip() for each in root.inside("Variables")}
    ids = Ids(losses, what="session", where="Cases")
    return tuple(
        _case(each, names=names, sources=sources, ids=ids, losses=losses)
        for each in root.inside("Cases")
    )


def _case(
    node: Node, *, names: dict[str | None, str], sources: Set[str], ids: Ids, losses: Losses
) -> Case:
    wanted = [id_of(each.get("targetGUID")) or "" for each in node.all("SourceRef")]
    texts = tuple(dict.fromkeys(each for each in wanted if each in sources))
    why = "their texts were not kept."
    losses.lost(
        "texts of sessions",
        where="Cases",
        why=why,
        count=sum(each not in sources for each in wanted),
    )
    loose = sum(1 for _ in node.all("SelectionRef", "CodeRef"))
    why = "a session here is made of whole texts, and not of passages or codes."
    losses.lost("passages and codes of sessions", where="Cases", why=why, count=loose)
    if node.said("Description"):
        losses.lost("descriptions of sessions", where="Cases", why="they are not kept.")
    name = node.get("name").strip() or "(no name)"
    facts = {each.name: each for each in _facts(node, names=names, losses=losses)}
    return Case(ids.one(id_of(node.get("guid")), name), name, texts, tuple(facts.values()))


def _facts(node: Node, *, names: dict[str | None, str], losses: Losses) -> Iterator[Variable]:
    for each in node.all("VariableValue"):
        reference = each.first("VariableRef")
        name = names.get(id_of(reference.get("targetGUID"))) if reference else None
        value = next((one for one in each.children if one.name.endswith("Value")), None)
        if not name:
            why = "the file does not say what they are called."
            losses.lost("facts about sessions", where="Cases", why=why)
        elif value is not None:
            yield Variable(name, _value(value, losses=losses))


def _value(node: Node, *, losses: Losses) -> Value:
    """As its kind says; what is none of its kind stays the text that it is."""
    text = node.text.strip()
    try:
        found = _read(node.name, text, losses=losses)
    except (ValueError, OverflowError):
        found = None
    if found is not None:
        return found
    if node.name != "TextValue":
        why = "they are not of the kind that the file says; they are kept as they are written."
        losses.repaired("facts about sessions", where="Cases", why=why)
    return node.text if node.name == "TextValue" else text


def _read(kind: str, text: str, *, losses: Losses) -> Value | None:
    if kind == "BooleanValue":
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    if kind == "IntegerValue" and len(text) <= _LONGEST_NUMBER:
        return int(text)
    if kind == "FloatValue" and math.isfinite(number := float(text)):
        return number
    if kind == "DateValue":
        return date.fromisoformat(text[:10])
    return moment(text, losses=losses) if kind == "DateTimeValue" else None
