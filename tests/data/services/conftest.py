"""Services beside an organization's sign-in that runs on this machine."""

from collections.abc import Iterator

import pytest

from data.services import accounts, outside_provider
from data.settings import settings
from tests.data.services import provider as other
from tests.data.services.provider import Provider, running_provider


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, sqlite_database: str, monkeypatch) -> Provider:
    return _fresh(running, monkeypatch)


@pytest.fixture
def on_each_database(running: Provider, database: str, monkeypatch) -> Provider:
    return _fresh(running, monkeypatch)


def _fresh(running: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    monkeypatch.setattr(running, "claims", {"email": other.EMAIL, "email_verified": True})
    for name, value in (("instead", {}), ("described", {}), ("asked", []), ("without", ())):
        monkeypatch.setattr(running, name, value)
    monkeypatch.setattr(running, "sign", running.signed)
    monkeypatch.setattr(outside_provider, "_endpoints", {})
    monkeypatch.setenv("COMMON_TABLE_OIDC_ISSUER", running.issuer)
    monkeypatch.setenv("COMMON_TABLE_OIDC_CLIENT_ID", other.CLIENT_ID)
    monkeypatch.setenv("COMMON_TABLE_OIDC_CLIENT_SECRET", other.CLIENT_SECRET)
    settings.cache_clear()
    return running


@pytest.fixture
def ana(provider: Provider) -> str:
    """Somebody whose name here is the address that the provider vouches for."""
    return accounts.invite(other.EMAIL.lower()).account_id
