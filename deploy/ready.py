"""Wait until a process of Common Table on this machine is ready: `ready.py PORT [SECONDS]`.

It exits with 0 as soon as `/readyz` says so, and with 1 and a sentence when it did not in time.
Without SECONDS it asks once.
"""

import sys
import time
from collections.abc import Sequence
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

_DIRECTLY = build_opener(ProxyHandler({}))
_USAGE = "usage: ready.py PORT [SECONDS], such as ready.py 8501 60."
_MOST_ARGUMENTS = 2
_LAST_PORT = 65535
_ONE_ANSWER = 5.0
_A_MOMENT = 0.2


def main(arguments: Sequence[str]) -> str | None:
    """What is the matter, None when the process is ready."""
    asked = asked_for(arguments)
    if asked is None:
        return _USAGE
    port, within = asked
    deadline = time.monotonic() + within
    while (problem := trouble_at(port)) is not None and time.monotonic() < deadline:
        time.sleep(_A_MOMENT)
    return None if problem is None else f"Port {port} is not ready: {problem}."


def asked_for(arguments: Sequence[str]) -> tuple[int, float] | None:
    """The port and how many seconds to wait; None when somebody asked for something else."""
    if not 1 <= len(arguments) <= _MOST_ARGUMENTS:
        return None
    try:
        port, within = int(arguments[0]), float((*arguments[1:], "0")[0])
    except ValueError:
        return None
    return (port, within) if 1 <= port <= _LAST_PORT and within >= 0 else None


def trouble_at(port: int) -> str | None:
    """Why a process is not ready, in words; None when it is."""
    try:
        with _DIRECTLY.open(f"http://127.0.0.1:{port}/readyz", timeout=_ONE_ANSWER):
            return None
    except HTTPError as refusal:
        with refusal:
            return refusal.read(200).decode(errors="replace").strip() or str(refusal)
    except (OSError, HTTPException) as silence:
        return str(silence) or type(silence).__name__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
