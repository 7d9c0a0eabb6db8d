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
_ONE_ANSWER = 5.0
_A_MOMENT = 0.2


def main(arguments: Sequence[str]) -> str | None:
    """What is the matter, None when the process is ready."""
    port, within = int(arguments[0]), float(arguments[1]) if len(arguments) > 1 else 0.0
    deadline = time.monotonic() + within
    while (problem := trouble_at(port)) is not None and time.monotonic() < deadline:
        time.sleep(_A_MOMENT)
    return None if problem is None else f"Port {port} is not ready: {problem}."


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
