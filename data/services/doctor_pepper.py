"""The check of `doctor` that the pepper is the one that the database was used with."""

from data.services import pepper_mark
from data.services.findings import Finding, change, fine


def in_use() -> Finding:
    """Links, codes and second steps that are out work with it."""
    if (told := pepper_mark.told()) is not None:
        return change(told)
    if unopened := pepper_mark.unopened():
        name = unopened[0].name
        return change(
            f"{len(unopened)} second steps of signing in do not open with it, such as that of "
            f"{name}. Put the right pepper back, or let each of them in: common-table account "
            f"reset {name}"
        )
    return fine("the one that this database is used with.")
