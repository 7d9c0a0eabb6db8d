"""The environment, read once: where things live and under which address people reach them."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

HOME = "COMMON_TABLE_HOME"
DATABASE_URL = "COMMON_TABLE_DATABASE_URL"
PUBLIC_URL = "COMMON_TABLE_PUBLIC_URL"

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")


class SettingsError(ValueError):
    """A setting that cannot work, with what would."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        home: the one folder that changes at run time; absolute.
        database_url: as SQLAlchemy wants it, driver included.
        public_url: the address on links and slips, without a slash at its end.
    """

    home: Path
    database_url: str
    public_url: str

    @property
    def keys(self) -> Path:
        """The folder of the keys; never inside the database and never in a backup."""
        return self.home / "keys"

    @property
    def secure(self) -> bool:
        """People reach us over https, so cookies may insist on it."""
        return self.public_url.startswith("https://")


@cache
def settings() -> Settings:
    """The settings of this process; `settings.cache_clear()` reads the environment again.

    Raises:
        SettingsError: an address is of a kind that we do not speak.
    """
    home = Path(os.environ.get(HOME) or "var").expanduser().resolve()
    return Settings(
        home=home,
        database_url=_database_url(os.environ.get(DATABASE_URL) or _default_database(home)),
        public_url=_public_url(os.environ.get(PUBLIC_URL) or "http://127.0.0.1:8501"),
    )


def _default_database(home: Path) -> str:
    return f"sqlite:///{home / 'common_table.db'}"


def _database_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if separator and scheme in _POSTGRESQL:
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite" and len(rest) > 1 and ":memory:" not in rest:
        return text
    shown = f"'{scheme}://…'" if separator else "something else"  # the rest may hold a password
    raise SettingsError(
        f"{DATABASE_URL} takes sqlite:///FILE or postgresql://USER@HOST/NAME, not {shown}."
    )


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(
            f"{PUBLIC_URL} takes an address such as https://table.example.org, not '{text}'."
        )
    return text.rstrip("/")
