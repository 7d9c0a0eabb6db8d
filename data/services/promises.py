"""What we promise to people who answer, and which settings of this place break which promise.

Most promises hold by how the program is made, and tests hold the program to them. The others depend
on settings; those say here that they do, and so must every setting that is yet to come.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import yaml

from data.services.errors import StorageError
from data.settings import LOOPBACK, Settings, settings
from data.store import health, walls

_LOCALE = Path(__file__).parents[1] / "locale"
_LANGUAGES = ("en", "es")
_ROLE = "role"
_NO_ANSWER = "no_answer"
_RULES = "rules"
_LEADING_ELSEWHERE = {"host": "PGHOST", "hostaddr": "PGHOSTADDR", "service": "PGSERVICE"}
"""What an address can say of where the database is, and where its library looks otherwise."""

ALWAYS = (
    "once",
    "nobody",
    "group",
    "sealed",
    "mixed",
    "five",
    "skip",
    "no_list",
    "this_site",
)
"""Promises that no setting touches."""

LIMITS = (
    "words",
    "network",
    "holders",
    "paper",
    "front",
    "operator",
    "records",
    "agreeing",
    "rounds",
    "copies",
)
"""What nobody can promise, whatever the settings."""

TOUCHES: Mapping[str, tuple[str, ...]] = {
    "home": (),
    "database_url": ("at_rest", "two_walls"),
    "public_url": ("on_the_way", "two_proofs", "by_itself"),
    "second_step": ("two_proofs",),
    "oidc_issuer": ("by_itself", "two_proofs"),
    "oidc_client_id": (),
    "oidc_client_secret": (),
    "oidc_second_step": ("two_proofs",),
    "contacts_url": (),
}
"""Each setting, and the promises that it can keep or break."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise under some settings.

    Attributes:
        key: of its sentence.
        why: the key of the sentence that says why it does not hold; None where it is kept.
    """

    key: str
    why: str | None = None

    @property
    def kept(self) -> bool:
        """It holds."""
        return self.why is None

    @property
    def unknown(self) -> bool:
        """Whether it holds cannot be told now."""
        return self.why is not None and self.why.endswith(f".{_NO_ANSWER}")

    @property
    def setting(self) -> str | None:
        """The name of the setting that breaks it, as the environment has it."""
        if self.why is None:
            return None
        broken_by = self.why.partition(".")[2]
        in_the_database = broken_by in (_ROLE, _NO_ANSWER, _RULES)
        return _in_the_environment("database_url" if in_the_database else broken_by)


def promises(
    chosen: Settings, *, role_passes_walls: bool | None = False, rules_stand: bool = True
) -> tuple[Promise, ...]:
    """Every promise, kept or not, under these settings.

    Args:
        role_passes_walls: our role in PostgreSQL may do what it likes there; None where that
            cannot be told now.
        rules_stand: PostgreSQL has all its rules for rows, and follows them.
    """
    second = _two_walls(chosen) or _WALLS[role_passes_walls] or _RULES_STAND[rules_stand]
    found = {key: broken_by(chosen) for key, broken_by in _DEPENDING.items()} | {
        "two_walls": second
    }
    depending = (Promise(key, f"{key}.{by}" if by else None) for key, by in found.items())
    return (*(Promise(key) for key in ALWAYS), *depending)


def in_force() -> tuple[Promise, ...]:
    """Every promise under the settings of this process.

    The database is asked anew each time: whoever runs it can change it, and it can be away.
    """
    chosen = settings()
    if chosen.database_url.startswith("sqlite"):
        return promises(chosen)
    try:
        role, rules = health.role(), walls.rules()
    except StorageError:
        return promises(chosen, role_passes_walls=None)
    passes = role.superuser or role.passes_walls
    return promises(chosen, role_passes_walls=passes, rules_stand=not rules)


def sentences(language: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of promises, of why they are broken, and of limits, by their keys.

    Args:
        language: where we have no sentences in it, they are in English.
    """
    return _read(language if language in _LANGUAGES else "en")


def _on_the_way(chosen: Settings) -> str | None:
    return "public_url" if chosen.reachable and not chosen.secure else None


def _at_rest(chosen: Settings) -> str | None:
    if chosen.database_url.startswith("sqlite"):
        return None
    parts = urlsplit(chosen.database_url)
    asked = parse_qs(parts.query)
    if parts.hostname:
        asked["host"] = [parts.hostname, *asked.get("host", [])]
    locked = asked.get("sslmode") == ["verify-full"]
    return None if locked or _is_beside_us(asked) else "database_url"


def _is_beside_us(asked: Mapping[str, list[str]]) -> bool:
    """All that the address names, or the environment in its place, is on this machine.

    What a service is stands in a file that we do not read, so a service may be anywhere.
    """
    found = {
        name: asked.get(name) or list(filter(None, [os.environ.get(otherwise)]))
        for name, otherwise in _LEADING_ELSEWHERE.items()
    }
    hosts = [
        host for name in ("host", "hostaddr") for each in found[name] for host in each.split(",")
    ]
    return not found["service"] and all(
        host in LOOPBACK or host.startswith("/") for host in hosts if host
    )


def _two_proofs(chosen: Settings) -> str | None:
    if chosen.signs_in_outside and chosen.oidc_second_step == "provider":
        return "oidc_second_step"
    return None if chosen.second_step_needed else "second_step"


def _two_walls(chosen: Settings) -> str | None:
    return "database_url" if chosen.database_url.startswith("sqlite") else None


def _by_itself(chosen: Settings) -> str | None:
    return "oidc_issuer" if chosen.signs_in_outside else None


_WALLS: Mapping[bool | None, str | None] = {False: None, True: _ROLE, None: _NO_ANSWER}
_RULES_STAND: Mapping[bool, str | None] = {True: None, False: _RULES}
_DEPENDING: Mapping[str, Callable[[Settings], str | None]] = {
    "on_the_way": _on_the_way,
    "at_rest": _at_rest,
    "two_proofs": _two_proofs,
    "two_walls": _two_walls,
    "by_itself": _by_itself,
}


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    return yaml.safe_load((_LOCALE / f"{language}.yaml").read_text(encoding="utf-8"))


def _in_the_environment(name: str) -> str:
    return f"COMMON_TABLE_{name.upper()}"
