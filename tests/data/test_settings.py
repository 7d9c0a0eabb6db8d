"""The environment, read once."""

import pytest

from data.settings import SettingsError, settings


@pytest.fixture
def environment(home, monkeypatch):
    def read(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"COMMON_TABLE_{name}", value)
        settings.cache_clear()
        return settings()

    return read


def test_without_any_setting_everything_is_in_var_and_on_this_machine(monkeypatch, tmp_path):
    for name in ("HOME", "DATABASE_URL", "PUBLIC_URL"):
        monkeypatch.delenv(f"COMMON_TABLE_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    read = settings()
    settings.cache_clear()
    assert read.home == tmp_path.resolve() / "var"
    assert read.keys == read.home / "keys"
    assert read.database_url == f"sqlite:///{read.home}/common_table.db"
    assert read.public_url == "http://127.0.0.1:8501"
    assert not read.secure


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_of_a_postgresql_gets_the_driver_that_we_have(environment, scheme):
    read = environment(DATABASE_URL=f"{scheme}://me@db/table?host=/run")
    assert read.database_url == "postgresql+psycopg://me@db/table?host=/run"


@pytest.mark.parametrize(
    "address", ["mysql://me:s3cret@db/x", "table.db", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_we_cannot_use_is_refused_without_showing_its_password(environment, address):
    with pytest.raises(SettingsError, match="COMMON_TABLE_DATABASE_URL takes sqlite") as caught:
        environment(DATABASE_URL=address)
    assert "s3cret" not in str(caught.value)


def test_the_public_address_loses_its_slash_and_says_whether_it_is_secure(environment):
    read = environment(PUBLIC_URL="https://table.example.org/")
    assert read.public_url == "https://table.example.org"
    assert read.secure


@pytest.mark.parametrize("address", ["table.example.org", "ftp://x", "https://"])
def test_a_public_address_that_is_none_is_refused(environment, address):
    with pytest.raises(SettingsError, match="takes an address such as https://table"):
        environment(PUBLIC_URL=address)
