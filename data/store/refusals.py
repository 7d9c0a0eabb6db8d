"""Why a database refused, in words for whoever runs the program, by the state that it told."""

_FULL = "the disk with the database is full. Make room there, and try again"
_DISK = "the disk with the database is full or does not work. Make room, or look at the disk"
_BUSY = "another program holds the database. Wait until it is done, or end it, and try again"
_RIGHTS = (
    "the database may not be written to. See whether its disk is read-only, and whether the user "
    "of the program may write to the file and its folder"
)
_SERVER_RIGHTS = "the user of the database may not do this. Let it own the database and its tables"
_STATES = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _DISK,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": _RIGHTS,
    "SQLITE_CANTOPEN": _RIGHTS,
    "SQLITE_PERM": _RIGHTS,
    "53100": _FULL,
    "58030": _DISK,
    "55P03": _BUSY,
    "53300": "the server has no connection left. Let it allow more, or run fewer processes",
    "25006": "the server takes no changes now, as a copy of another one does. Name the other one",
    "42501": _SERVER_RIGHTS,
}


def why(state: str) -> str | None:
    """What the matter is and what to do, without a full stop; None where we cannot tell.

    Args:
        state: the name of an error of SQLite, such as SQLITE_IOERR_WRITE, or an SQLSTATE.
    """
    return next((said for start, said in _STATES.items() if state.startswith(start)), None)
