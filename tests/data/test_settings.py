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


@pytest.mark.parametrize("name", ["SECOND_STEP", "OIDC_SECOND_STEP"])
def test_a_choice_that_there_is_not_is_refused_with_those_there_are(environment, name):
    with pytest.raises(SettingsError, match=rf"COMMON_TABLE_{name} takes \w.* or .*, not 'maybe'"):
        environment(**{name: "maybe"})


OUTSIDE = {
    "OIDC_ISSUER": "https://login.example.org/tenant",
    "OIDC_CLIENT_ID": "table",
    "OIDC_CLIENT_SECRET": "s3cret",
}


def test_an_organization_s_sign_in_is_off_until_it_is_named(environment):
    read = environment()
    assert read.oidc_issuer is None
    assert not read.signs_in_outside
    assert environment(**OUTSIDE).signs_in_outside


@pytest.mark.parametrize("missing", OUTSIDE)
def test_an_organization_s_sign_in_takes_all_of_its_settings(environment, missing):
    given = {name: value for name, value in OUTSIDE.items() if name != missing}
    with pytest.raises(SettingsError, match=f"COMMON_TABLE_{missing} is missing") as caught:
        environment(**given)
    assert "s3cret" not in str(caught.value)


def test_the_secret_of_an_organization_s_sign_in_is_not_shown(environment):
    assert "s3cret" not in repr(environment(**OUTSIDE))


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example.org",
        "login.example.org",
        "https://",
        "https://me:s3cret@x.org/",
        "https://x.org/?a=b",
        "https://x.org/#a",
        "http://[::1",
        "file:///etc/hosts",
    ],
)
def test_an_organization_s_sign_in_is_asked_over_https_only(environment, address):
    with pytest.raises(SettingsError, match="COMMON_TABLE_OIDC_ISSUER takes an address") as caught:
        environment(**OUTSIDE | {"OIDC_ISSUER": address})
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9400", "http://localhost/x", "http://[::1]:1"]
)
def test_an_organization_s_sign_in_may_be_on_this_machine(environment, address):
    assert environment(**OUTSIDE | {"OIDC_ISSUER": address}).oidc_issuer == address
