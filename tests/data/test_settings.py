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
    "address",
    [
        "mysql://me:s3cret@db/x",
        "table.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///tmp",
        "sqlite:///folder/table.db",
        "sqlite://host/x",
        "sqlite://me:s3cret@host//x",
        "sqlite://:1//x",
        "sqlite://host:abc//x",
        "postgresql://me:s3cret@host:abc/x",
        "postgresql://me:s3cret@host:/x",
        "postgresql://me:s3cret@host:0/x",
        "postgresql://me:s3cret@host:99999/x",
        "postgresql://me:s3cret[q@host/x",
        "postgresql://me:a@s3cret@host/x",
        "postgresql://me:s3cret/q@host/x",
        "postgresql://me:s3cret?q@host/x",
        "postgresql://me:s3cret#q@host/x",
    ],
)
def test_an_address_we_cannot_use_is_refused_without_showing_its_password(environment, address):
    with pytest.raises(SettingsError, match="COMMON_TABLE_DATABASE_URL takes sqlite") as caught:
        environment(DATABASE_URL=address)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://me:s3cret%40q@DB.example.org:5433/table?sslmode=require",
        "postgresql+psycopg://me@[::1]:5433/table",
        "postgresql+psycopg:///table",
        "sqlite:////srv/some where/table.db",
    ],
)
def test_an_address_of_a_database_that_everybody_reads_alike_is_taken_as_it_is(
    environment, address
):
    assert environment(DATABASE_URL=address).database_url == address


def test_a_file_in_whatever_folder_one_is_in_is_refused_with_what_came(environment):
    with pytest.raises(SettingsError, match=r"the whole path of the file, not 'sqlite:///tmp'"):
        environment(DATABASE_URL="sqlite:///tmp")


def test_a_home_that_leads_nowhere_is_refused(environment):
    with pytest.raises(SettingsError, match=r"COMMON_TABLE_HOME takes a folder, not '~nobody-at"):
        environment(HOME="~nobody-at-all/table")


def test_a_home_whose_path_would_be_cut_off_in_an_address_is_refused(environment, tmp_path):
    """Answers and contacts of parents would lie in one file, and outside of the home folder."""
    with pytest.raises(SettingsError, match=r"no question mark in its path: not '.*what\?/table'"):
        environment(HOME=str(tmp_path / "what?" / "table"))
    assert environment(HOME=str(tmp_path / "50% #1 'a'")).home.name == "50% #1 'a'"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sqlite:////srv/table.db", "sqlite:////srv/./table.db"),
        ("sqlite:////srv/table.db", "sqlite:////srv/x/../table.db?timeout=5"),
        ("postgresql://a:b@db/table", "postgres://c@DB:5432/table?sslmode=require"),
        ("postgresql://a@localhost/table", "postgresql://a@127.0.0.1/table"),
        ("postgresql:///table?host=/run", "postgresql://a@/table?host=/run&port=5432"),
    ],
)
def test_one_database_under_two_addresses_is_no_place_for_contacts(environment, one, other):
    with pytest.raises(SettingsError, match="CONTACTS_URL takes another database than"):
        environment(DATABASE_URL=one, CONTACTS_URL=other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sqlite:////srv/table.db", "sqlite:////srv/contacts.db"),
        ("postgresql://a@db/table", "postgresql://a@db/contacts"),
        ("postgresql://a@db/table", "postgresql://a@db2/table"),
        ("postgresql://a@db/table", "postgresql://a@db:5433/table"),
        ("postgresql:///table?host=/run", "postgresql:///table?host=/run2"),
    ],
)
def test_two_databases_are_two_places(environment, one, other):
    assert environment(DATABASE_URL=one, CONTACTS_URL=other).contacts_url.endswith(
        other.partition("://")[2]
    )


def test_the_public_address_loses_its_slash_and_says_whether_it_is_secure(environment):
    read = environment(PUBLIC_URL="https://table.example.org/")
    assert read.public_url == "https://table.example.org"
    assert read.secure


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("HTTPS://table.example.org", "https://table.example.org"),
        ("https://Table.Example.org:8443//", "https://table.example.org:8443"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("http://my_table", "http://my_table"),
        ("https://mesa-común.example.org", "https://mesa-común.example.org"),
    ],
)
def test_a_public_address_is_a_host_and_perhaps_a_port_in_small_letters(environment, address, read):
    found = environment(PUBLIC_URL=address)
    assert found.public_url == read
    assert found.secure == read.startswith("https://")


@pytest.mark.parametrize(
    "address",
    [
        "table.example.org",
        "ftp://x",
        "https://",
        "http://[bad",
        "http://[zz]",
        "http://[1:2]",
        "https://h/path",
        "https://h?x=1",
        "https://h/?",
        "https://h#here",
        "https://me:s3cret@h",
        "https://me@h",
        "https://h:abc",
        "https://h:",
        "https://h:0",
        "https://h:99999",
        "https://tab le",
        "https://ta\nble",
        " https://table",
        "https://:443",
        "https://a..b",
        "https://h\\x",
    ],
)
def test_a_public_address_that_is_none_is_refused(environment, address):
    with pytest.raises(SettingsError, match="takes an address such as https://table") as caught:
        environment(PUBLIC_URL=address)
    assert str(caught.value).startswith("COMMON_TABLE_PUBLIC_URL")
    assert "s3cret" not in str(caught.value)


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
        "https://x.org:abc/",
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
