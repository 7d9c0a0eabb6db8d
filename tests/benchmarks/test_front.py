"""What is changed in the shipped nginx file before it runs on this machine, and what is not."""

import difflib
from pathlib import Path

import pytest

from benchmarks.front import SHIPPED, adapted
from benchmarks.server import CouldNotRun

MINE = {
    "behind": (9001, 9002),
    "ports": {80: 8080, 443: 8443},
    "certificate": Path("/c.pem"),
    "key": Path("/k.pem"),
}


def test_only_ports_and_the_paths_of_the_certificate_are_changed() -> None:
    shipped = SHIPPED.read_text(encoding="utf-8")
    lines = difflib.ndiff(shipped.splitlines(), adapted(shipped, **MINE).splitlines())
    added = {line[2:].strip() for line in lines if line.startswith("+ ")}
    assert added == {
        "server 127.0.0.1:9001 max_fails=0;",
        "server 127.0.0.1:9002 max_fails=0;",
        "listen 127.0.0.1:8080 default_server;",
        "listen 127.0.0.1:8443 ssl default_server;",
        "listen 127.0.0.1:8080;",
        "listen 127.0.0.1:8443 ssl;",
        "return 301 https://table.example.org:8443$request_uri;",
        "ssl_certificate /c.pem;",
        "ssl_certificate_key /k.pem;",
    }


@pytest.mark.parametrize("gone", ["listen 443", "127.0.0.1:8502", "ssl_certificate_key"])
def test_a_file_in_which_something_cannot_be_changed_is_not_used(gone: str) -> None:
    site = "\n".join(
        line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if gone not in line
    )
    with pytest.raises(CouldNotRun, match=r"nginx\.conf has no .*, which should be "):
        adapted(site, **MINE)
