"""Watch every socket of the product's processes: copied as `sitecustomize.py` where they start.

Whatever would leave this machine is written down and refused, in each process that finds this
file, and in the processes that those start.
"""

import os
import sys
from ipaddress import ip_address
from typing import Any

_CONNECTING = ("socket.connect", "socket.sendto", "socket.sendmsg")
_ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_HERE = (None, "", b"", "localhost", "0.0.0.0", "::")


def is_here(host: Any) -> bool:
    """A host that no other machine can be."""
    if host in _HERE:
        return True
    try:
        return ip_address(host if isinstance(host, str) else host.decode()).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTING:
        address = arguments[1]
        if isinstance(address, str | bytes) or address is None:  # a socket of this machine
            return
        host = address[0]
    elif event in _ASKING:
        host = arguments[0]
    else:
        return
    if not is_here(host):
        _note(f"left {event} {host!r}")
        raise PermissionError(f"{event} to {host!r}: nothing may leave this machine")


def _note(line: str) -> None:
    handle = os.open(os.environ["WATCHED_SOCKETS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


if "WATCHED_SOCKETS" in os.environ:
    _note(f"watching {os.getpid()}")
    sys.addaudithook(_watch)
