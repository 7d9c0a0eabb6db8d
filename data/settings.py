"""The environment, read once: where things live and under which address people reach them."""

import os
import re
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

HOME = "COMMON_TABLE_HOME"
DATABASE_URL = "COMMON_TABLE_DATABASE_URL"
CONTACTS_URL = "COMMON_TABLE_CONTACTS_URL"
PUBLIC_URL = "COMMON_TABLE_PUBLIC_URL"
SECOND_STEP = "COMMON_TABLE_SECOND_STEP"
OIDC_ISSUER = "COMMON_TABLE_OIDC_ISSUER"
OIDC_CLIENT_ID = "COMMON_TABLE_OIDC_CLIENT_ID"
OIDC_CLIENT_SECRET = "COMMON_TABLE_OIDC_CLIENT_SECRET"  # noqa: S105 - its name, not the secret
OIDC_SECOND_STEP = "COMMON_TABLE_OIDC_SECOND_STEP"

_WHEN_REACHABLE = "when-reachable"
_SECOND_STEPS = ("always", _WHEN_REACHABLE)
_OURS = "ours"
_OUTSIDE_SECOND_STEPS = (_OURS, "provider")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_USUAL_PORT = 5432
_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
_HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
_TAKES = "takes sqlite:////FOLDER/FILE or postgresql://USER@HOST/NAME"


class SettingsError(ValueError):
    """A setting that cannot work, with what would."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        home: the one folder that changes at run time; absolute.
        database_url: as SQLAlchemy wants it, driver included.
        public_url: the address on links and slips, without a slash at its end.
        second_step: "always" or "when-reachable".
        oidc_issuer: the address of an organization's sign-in (OpenID Connect), if there is one.
        oidc_client_id: what it knows us by.
        oidc_client_secret: how it knows that we are it.
        oidc_second_step: whose second step counts there, "ours" or that of the "provider".
        contacts_url: another database, of people who want to come to a family group.
    """

    home: Path
    database_url: str
    public_url: str
    second_step: str = _WHEN_REACHABLE
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    oidc_second_step: str = _OURS
    contacts_url: str = ""

    @property
    def keys(self) -> Path:
        """The folder of the keys; never inside the database and never in a backup."""
        return self.home / "keys"

    @property
    def secure(self) -> bool:
        """People reach us over https, so cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def reachable(self) -> bool:
        """People on other machines can come; the public address is not this machine alone."""
        return urlsplit(self.public_url).hostname not in LOOPBACK

    @property
    def second_step_needed(self) -> bool:
        """Whoever signs in must type a code from a phone, too."""
        return self.second_step == "always" or self.reachable

    @property
    def staff_can_come(self) -> bool:
        """Staff pages open at the public address: over https, or on this machine alone."""
        return self.secure or not self.reachable

    @property
    def signs_in_outside(self) -> bool:
        """An organization's own sign-in may be used, and leads back to pages that open."""
        return self.oidc_issuer is not None and self.staff_can_come


@cache
def settings() -> Settings:
    """The settings of this process; `settings.cache_clear()` reads the environment again.

    Raises:
        SettingsError: one of them cannot work; the message says which, and what would.
    """
    home = _home(os.environ.get(HOME) or "var")
    issuer, client_id, client_secret = _outside_sign_in()
    database_url, contacts_url = _databases(home)
    return Settings(
        home=home,
        database_url=database_url,
        contacts_url=contacts_url,
        public_url=_public_url(os.environ.get(PUBLIC_URL) or "http://127.0.0.1:8501"),
        second_step=_one_of(_SECOND_STEPS, SECOND_STEP, otherwise=_WHEN_REACHABLE),
        oidc_issuer=issuer,
        oidc_client_id=client_id,
        oidc_client_secret=client_secret,
        oidc_second_step=_one_of(_OUTSIDE_SECOND_STEPS, OIDC_SECOND_STEP, otherwise=_OURS),
    )


def _home(text: str) -> Path:
    try:
        home = Path(text).expanduser().resolve()
    except (RuntimeError, OSError):
        raise SettingsError(f"{HOME} takes a folder, not '{text}', which leads nowhere.") from None
    if "?" in str(home):  # where the address of a file ends, so both databases would be one
        raise SettingsError(
            f"{HOME} takes a folder with no question mark in its path: not '{home}'."
        )
    return home


def _databases(home: Path) -> tuple[str, str]:
    """Where everything is, and where contacts are, which is never the same place."""
    everything = os.environ.get(DATABASE_URL) or f"sqlite:///{home / 'common_table.db'}"
    contacts = os.environ.get(CONTACTS_URL) or f"sqlite:///{home / 'contacts.db'}"
    found = _database_url(everything, DATABASE_URL), _database_url(contacts, CONTACTS_URL)
    if _place(found[0]) == _place(found[1]):
        raise SettingsError(
            f"{CONTACTS_URL} takes another database than {DATABASE_URL}: names and words of one "
            "family group must not lie in one place."
        )
    return found


def _place(address: str) -> tuple[str, ...]:
    """Where a database is, the same however its address is written and whoever asks for it."""
    scheme, _, rest = address.partition("://")
    if scheme == "sqlite":
        return scheme, str(Path(rest.partition("?")[0][1:]).resolve())
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    host = parts.hostname or asked.get("host", "")
    name = unquote(parts.path[1:]) or asked.get("dbname", "")
    here = LOOPBACK[0] if host in LOOPBACK else host
    return scheme, here, str(parts.port or asked.get("port") or _USUAL_PORT), name


def _database_url(text: str, name: str) -> str:
    scheme, separator, rest = text.partition("://")
    if separator and scheme in _POSTGRESQL:
        return _postgresql_url(f"postgresql+psycopg://{rest}", name)
    if separator and scheme == "sqlite":
        return _sqlite_url(text, name)
    shown = f"'{scheme}://…'" if separator else "something else"  # the rest may hold a password
    raise SettingsError(f"{name} {_TAKES}, not {shown}.")


def _postgresql_url(text: str, name: str) -> str:
    """An address that everybody who reads it understands alike."""
    if not _is_clear(text):
        raise SettingsError(
            f"{name} {_TAKES}, not 'postgresql://…' with a port that is no number or with signs "
            "that mean something else there; in a password write @ as %40, / as %2F, ? as %3F, "
            "# as %23, [ as %5B and ] as %5D."
        )
    return text


def _is_clear(text: str) -> bool:
    """There is one way to tell user, password, host and port apart."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    user = parts.netloc.rpartition("@")[0]
    odd = "@" in user or "[" in user or "]" in user or "@" in parts.path + parts.query
    if odd or parts.fragment or port == 0 or parts.netloc.endswith(":"):
        return False
    return not host or _is_host(host)


def _sqlite_url(text: str, name: str) -> str:
    """A file that is the same one whatever folder one is in."""
    try:
        parts = urlsplit(text)
    except ValueError:
        raise SettingsError(f"{name} {_TAKES}, not {_shown(text)}.") from None
    if parts.netloc:
        raise SettingsError(f"{name} {_TAKES}, and for SQLite no host: not {_shown(text)}.")
    if not parts.path.startswith("//"):
        raise SettingsError(
            f"{name} {_TAKES}, with the whole path of the file, not {_shown(text)}, which would be "
            "another file in each folder."
        )
    return text


def _public_url(text: str) -> str:
    """The address with nothing behind the host and its port."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = None, "", None
    if parts is None or not _is_public(parts, text) or not _is_host(host):
        raise SettingsError(
            f"{PUBLIC_URL} takes an address such as https://table.example.org or "
            f"http://127.0.0.1:8501, with no path, question mark, name or password, "
            f"not {_shown(text)}."
        )
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" + (f":{port}" if port is not None else "")


def _is_public(parts: SplitResult, text: str) -> bool:
    return (
        parts.scheme in ("http", "https")
        and not any(sign.isspace() or not sign.isprintable() for sign in text)
        and not any(sign in text for sign in "@?#\\")
        and not parts.path.strip("/")
        and not parts.netloc.endswith(":")
        and parts.port != 0
    )


def _is_host(text: str) -> bool:
    """A name or number that a machine can have."""
    if ":" not in text:
        return _HOST_NAME.fullmatch(text) is not None
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _shown(text: str) -> str:
    """What came, unless a password may be in it."""
    return f"'{text}'" if "@" not in text else "one with a name or password in it"


def _one_of(allowed: tuple[str, ...], name: str, *, otherwise: str) -> str:
    text = os.environ.get(name) or otherwise
    if text not in allowed:
        raise SettingsError(f"{name} takes {' or '.join(allowed)}, not '{text}'.")
    return text


def _outside_sign_in() -> tuple[str | None, str | None, str | None]:
    """All three settings of it, or none."""
    names = (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)
    issuer, client_id, client_secret = (os.environ.get(name) or None for name in names)
    given = [name for name in names if os.environ.get(name)]
    if given and len(given) < len(names):
        missing = [name for name in names if name not in given]
        raise SettingsError(
            f"Sign-in with an organization takes all of {', '.join(names)}, or none of them; "
            f"{' and '.join(missing)} is missing."
        )
    return None if issuer is None else _issuer(issuer), client_id, client_secret


def _issuer(text: str) -> str:
    if is_safe_address(text) and not urlsplit(text).query:
        return text
    raise SettingsError(
        f"{OIDC_ISSUER} takes an address such as https://login.example.org/tenant, "
        f"or http on this machine alone, not {_shown(text)}."
    )


def is_safe_address(text: str) -> bool:
    """A secret may go there: over https, or without leaving this machine."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or port == 0 or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
