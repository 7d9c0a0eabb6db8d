"""What we promise to people who answer, and which settings of this place break which promise.

Most promises hold by how the program is made, and tests hold the program to them. The others depend
on settings; those say here that they do, and so must every setting that is yet to come.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import yaml

from data.services.errors import StorageError
from data.settings import LOOPBACK, Settings, settings
from data.store import health

_LOCALE = Path(__file__).parents[1] / "locale"
_LANGUAGES = ("en", "es")
_ROLE = "role"

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
    "front",
    "operator",
    "records",
    "agreeing",
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
    def setting(self) -> str | None:
        """The name of the setting that breaks it, as the environment has it."""
        if self.why is None:
            return None
        broken_by = self.why.partition(".")[2]
        return _in_the_environment("database_url" if broken_by == _ROLE else broken_by)


def promises(chosen: Settings, *, role_passes_walls: bool = False) -> tuple[Promise, ...]:
    """Every promise, kept or not, under these settings.

    Args:
        role_passes_walls: our role in PostgreSQL may do what it likes there.
    """
    walls = _two_walls(chosen) or (_ROLE if role_passes_walls else None)
    found = {key: broken_by(chosen) for key, broken_by in _DEPENDING.items()} | {"two_walls": walls}
    depending = (Promise(key, f"{key}.{by}" if by else None) for key, by in found.items())
    return (*(Promise(key) for key in ALWAYS), *depending)


def in_force() -> tuple[Promise, ...]:
    """Every promise under the settings of this process."""
    chosen = settings()
    return promises(chosen, role_passes_walls=_role_passes_walls(chosen.database_url))


def sentences(language: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of promises, of why they are broken, and of limits, by their keys.

    Args:
        language: where we have no sentences in it, they are in English.
    """
    return _read(language if language in _LANGUAGES else "en")


def _on_the_way(chosen: Settings) -> str | None:
    return "public_url" if chosen.reachable and not chosen.secure else None


def _at_rest(chosen: Settings) -> str | None:
    parts = urlsplit(chosen.database_url)
    asked = parse_qs(parts.query)
    hosts = [*filter(None, [parts.hostname]), *asked.get("host", [])]
    beside_us = all(host in LOOPBACK or host.startswith("/") for host in hosts)
    locked = asked.get("sslmode") == ["verify-full"]
    return None if beside_us or locked else "database_url"


def _two_proofs(chosen: Settings) -> str | None:
    if chosen.signs_in_outside and chosen.oidc_second_step == "provider":
        return "oidc_second_step"
    return None if chosen.second_step_needed else "second_step"


def _two_walls(chosen: Settings) -> str | None:
    return "database_url" if chosen.database_url.startswith("sqlite") else None


def _by_itself(chosen: Settings) -> str | None:
    return "oidc_issuer" if chosen.signs_in_outside else None


_DEPENDING: Mapping[str, Callable[[Settings], str | None]] = {
    "on_the_way": _on_the_way,
    "at_rest": _at_rest,
    "two_proofs": _two_proofs,
    "two_walls": _two_walls,
    "by_itself": _by_itself,
}


def _role_passes_walls(database_url: str) -> bool:
    if database_url.startswith("sqlite"):
        return False
    try:
        return _asked_role(database_url)
    except StorageError:  # the next one who asks learns it
        return False


@cache
def _asked_role(_database_url: str) -> bool:
    role = health.role()
    return role.superuser or role.passes_walls


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    return yaml.safe_load((_LOCALE / f"{language}.yaml").read_text(encoding="utf-8"))


def _in_the_environment(name: str) -> str:
    return f"COMMON_TABLE_{name.upper()}"
