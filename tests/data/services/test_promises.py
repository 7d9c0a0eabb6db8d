"""What is promised: every setting says which promise it touches, and breaks no other."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data import settings as names
from data.cli import main
from data.services.errors import StorageError
from data.services.promises import ALWAYS, LIMITS, TOUCHES, Promise, in_force, promises, sentences
from data.settings import Settings
from data.store import database as store
from data.store import health

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
BEST = Settings(
    home=Path("/srv/table"),
    database_url="postgresql+psycopg://table@/table?host=/run/postgresql",
    public_url="https://table.example.org",
)
OUTSIDE = {"oidc_issuer": "https://login.example.org", "oidc_client_id": "x"}
OTHERS: Mapping[str, tuple[object, ...]] = {
    "home": (Path("/elsewhere"),),
    "database_url": ("sqlite:////srv/table.db", "postgresql+psycopg://table@db.example.org/table"),
    "public_url": ("http://table.example.org", "http://127.0.0.1:8501"),
    "second_step": ("always", "when-reachable"),
    "oidc_issuer": ("https://login.example.org", None),
    "oidc_client_id": ("another",),
    "oidc_client_secret": ("another",),
    "oidc_second_step": ("provider", "ours"),
    "contacts_url": ("sqlite:////elsewhere/contacts.db", "postgresql+psycopg:///contacts"),
}
"""Other values of each setting."""
IN_THE_DATABASE = {"two_walls.role", "two_walls.rules", "two_walls.no_answer"}
"""What breaks a promise there and in no setting."""
BEGINNINGS = (
    BEST,
    replace(BEST, **OUTSIDE),
    replace(BEST, public_url="http://127.0.0.1:8501", oidc_second_step="provider", **OUTSIDE),
    replace(BEST, public_url="http://table.example.org", **OUTSIDE),
    replace(BEST, oidc_second_step="provider"),
    replace(BEST, public_url="http://localhost:8501", second_step="always"),
)


@pytest.fixture(autouse=True)
def nothing_else_leads_to_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


def broken(chosen: Settings, **facts: Any) -> dict[str, str | None]:
    return {each.key: each.why for each in promises(chosen, **facts) if not each.kept}


def what_changes(setting: str) -> set[str]:
    """The promises that some other value of a setting breaks, keeps, or breaks otherwise."""
    changed: set[str] = set()
    for before in BEGINNINGS:
        for value in OTHERS[setting]:
            after = replace(before, **{setting: value})
            changed |= {each.key for each in set(promises(before)) ^ set(promises(after))}
    return changed


def test_every_setting_says_which_promise_it_touches_or_that_it_touches_none() -> None:
    assert list(TOUCHES) == [field.name for field in fields(Settings)]
    assert OTHERS.keys() == TOUCHES.keys()


@pytest.mark.parametrize("setting", TOUCHES)
def test_a_setting_touches_the_promises_that_it_says_and_no_other(setting: str) -> None:
    assert what_changes(setting) == set(TOUCHES[setting])


def test_one_way_of_setting_things_up_keeps_every_promise() -> None:
    assert broken(BEST) == {}
    assert len(promises(BEST)) == 14


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"public_url": "http://table.example.org"}, {"on_the_way": "public_url"}),
        ({"public_url": "http://192.0.2.1:8501"}, {"on_the_way": "public_url"}),
        ({"public_url": "http://127.0.0.1:8501"}, {"two_proofs": "second_step"}),
        ({"public_url": "http://127.0.0.1:8501", "second_step": "always"}, {}),
        ({"database_url": "sqlite:////srv/table.db"}, {"two_walls": "database_url"}),
        ({"database_url": "postgresql+psycopg://me@127.0.0.1/x"}, {}),
        ({"database_url": "postgresql+psycopg:///x"}, {}),
        ({"database_url": "postgresql+psycopg://me@db/x"}, {"at_rest": "database_url"}),
        ({"database_url": "postgresql+psycopg:///x?host=db"}, {"at_rest": "database_url"}),
        (
            {"database_url": "postgresql+psycopg://me@db/x?sslmode=require"},
            {"at_rest": "database_url"},
        ),
        ({"database_url": "postgresql+psycopg://me@db/x?sslmode=verify-full"}, {}),
        (OUTSIDE, {"by_itself": "oidc_issuer"}),
        ({"oidc_second_step": "provider"}, {}),
        (
            OUTSIDE | {"oidc_second_step": "provider"},
            {"by_itself": "oidc_issuer", "two_proofs": "oidc_second_step"},
        ),
    ],
    ids=str,
)
def test_what_a_setting_breaks_is_said_with_its_name(
    changed: dict[str, str], why: dict[str, str]
) -> None:
    chosen = replace(BEST, **changed)
    assert broken(chosen) == {key: f"{key}.{setting}" for key, setting in why.items()}
    told = {each.key: each.setting for each in promises(chosen) if not each.kept}
    assert told == {key: f"COMMON_TABLE_{setting.upper()}" for key, setting in why.items()}


LOCAL = "postgresql+psycopg://u:p@localhost/x"
NOWHERE = "postgresql+psycopg://u:p@/x"


@pytest.mark.parametrize(
    ("address", "environment", "kept"),
    [
        (LOCAL, {}, True),
        (f"{LOCAL}?hostaddr=127.0.0.1", {}, True),
        (f"{LOCAL}?hostaddr=10.0.0.5", {}, False),
        (f"{LOCAL}?hostaddr=127.0.0.1,10.0.0.5", {}, False),
        (f"{LOCAL}?hostaddr=10.0.0.5&sslmode=verify-full", {}, True),
        (f"{NOWHERE}?host=localhost,127.0.0.1", {}, True),
        (f"{NOWHERE}?host=localhost,db", {}, False),
        (f"{NOWHERE}?host=localhost&host=db", {}, False),
        (f"{NOWHERE}?host=/run/postgresql,db", {}, False),
        ("postgresql+psycopg://u:p@localhost,db/x", {}, False),
        (f"{NOWHERE}?service=elsewhere", {}, False),
        (f"{LOCAL}?service=elsewhere", {}, False),
        (NOWHERE, {"PGHOST": "db"}, False),
        (NOWHERE, {"PGHOST": "localhost,db"}, False),
        (NOWHERE, {"PGHOST": "/run/postgresql"}, True),
        (NOWHERE, {"PGHOST": ""}, True),
        (NOWHERE, {"PGHOSTADDR": "10.0.0.5"}, False),
        (NOWHERE, {"PGHOSTADDR": "::1"}, True),
        (NOWHERE, {"PGSERVICE": "elsewhere"}, False),
        (LOCAL, {"PGHOST": "db"}, True),
        (LOCAL, {"PGHOSTADDR": "10.0.0.5"}, False),
        (f"{LOCAL}?hostaddr=127.0.0.1", {"PGHOSTADDR": "10.0.0.5"}, True),
        ("sqlite:////srv/table.db", {"PGHOST": "db", "PGSERVICE": "elsewhere"}, True),
    ],
    ids=str,
)
def test_the_way_to_the_database_is_safe_only_where_all_that_leads_there_stays_on_this_machine(
    address: str, environment: dict[str, str], kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("at_rest" not in broken(replace(BEST, database_url=address))) == kept


def test_a_database_that_does_not_answer_is_not_said_to_have_a_wall(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", "postgresql://u@127.0.0.1:1/x")
    assert {each.key: each.why for each in in_force()}["two_walls"] == "two_walls.no_answer"
    assert main(["promises"]) == 0
    said = sentences("en")
    told = f"{said['promise']['two_walls']} {said['broken']['two_walls.no_answer']}"
    assert (
        f"CANNOT BE TOLD NOW (COMMON_TABLE_DATABASE_URL): {told}"
        in capsys.readouterr().out.splitlines()
    )


def test_a_database_that_has_gone_away_since_is_not_said_to_have_a_wall(
    postgresql_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = health.Role("table", superuser=False, passes_walls=False)
    monkeypatch.setattr(health, "role", lambda: good)
    assert {each.key: each.why for each in in_force()}["two_walls"] is None

    def gone() -> None:
        raise StorageError("The database does not answer.")

    monkeypatch.setattr(health, "role", gone)
    assert {each.key: each.why for each in in_force()}["two_walls"] == "two_walls.no_answer"


def test_a_role_that_may_do_anything_takes_the_second_wall_down() -> None:
    assert broken(BEST, role_passes_walls=True) == {"two_walls": "two_walls.role"}
    assert broken(BEST, role_passes_walls=None) == {"two_walls": "two_walls.no_answer"}
    assert broken(BEST, rules_stand=False) == {"two_walls": "two_walls.rules"}
    for why in IN_THE_DATABASE:
        assert Promise("two_walls", why).setting == names.DATABASE_URL


@pytest.mark.parametrize("superuser", [True, False])
def test_the_database_is_asked_what_we_may_do_in_it(
    postgresql_database: str, superuser: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = health.Role("table", superuser=superuser, passes_walls=False)
    assert health.role().superuser  # of the tests' own server
    monkeypatch.setattr(health, "role", lambda: role)
    found = {each.key: each.why for each in in_force()}
    assert found["two_walls"] == ("two_walls.role" if superuser else None)


@pytest.mark.postgresql
def test_a_rule_for_rows_that_is_off_is_no_second_wall(
    postgresql_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = health.Role("table", superuser=False, passes_walls=False)
    monkeypatch.setattr(health, "role", lambda: role)
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE answer DISABLE ROW LEVEL SECURITY"))
    assert {each.key: each.why for each in in_force()}["two_walls"] == "two_walls.rules"


def test_the_names_of_settings_are_those_of_the_environment() -> None:
    known = {
        each for each in vars(names).values() if re.fullmatch("COMMON_TABLE_[A-Z_]+", str(each))
    }
    assert {f"COMMON_TABLE_{name.upper()}" for name in TOUCHES} == known


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_promise_every_break_and_every_limit_has_a_sentence(language: str) -> None:
    said = sentences(language)
    breaks = {f"{key}.{setting}" for setting, keys in TOUCHES.items() for key in keys}
    assert list(said["promise"]) == [each.key for each in promises(BEST)]
    assert tuple(said["limit"]) == LIMITS
    assert set(said["broken"]) - IN_THE_DATABASE <= breaks
    possible = {
        each.why
        for begun in BEGINNINGS
        for setting, others in OTHERS.items()
        for value in others
        for each in promises(replace(begun, **{setting: value}))
    }
    assert set(said["broken"]) == (possible - {None}) | IN_THE_DATABASE


def test_where_we_have_no_sentences_they_are_in_english() -> None:
    assert sentences("fr") == sentences("en") != sentences("es")


ON_THE_PAGE = {
    "You answer once.": ("once", "nobody"),
    "With your answers only a reporting group": ("group",),
    "Your answers are sealed": ("sealed",),
    "At close the answers are mixed": ("mixed",),
    "Results are shown only for groups of five": ("five",),
    "You may skip any question": ("skip",),
    "Colleagues may know your way of writing": ("words",),
    "Your workplace network may see": ("network",),
    "Until you send, whoever has your link": ("holders",),
    "Until a sheet of paper is typed in twice": ("paper",),
    "A web server that stands in front": ("front",),
    "Whoever runs the server could misuse it": ("operator",),
    "Group results and comments may be public": ("records",),
    "If everyone in a group agrees": ("agreeing",),
    "If one person joins or leaves between two rounds": ("rounds",),
}
"""The beginning of each promise and limit in the README, and where it is on the page."""
ON_THE_PAGE_ONLY = {
    "no_list",
    "this_site",
    "on_the_way",
    "at_rest",
    "two_proofs",
    "two_walls",
    "by_itself",
    "copies",
}


def test_the_readme_and_the_page_promise_the_same() -> None:
    lists = re.findall(
        r"^## What we (?:promise|cannot).*?(?=^## )", README, re.MULTILINE | re.DOTALL
    )
    bullets = re.findall(r"^- (.*)$", "".join(lists), re.MULTILINE)
    missing = [each for each in bullets if not each.startswith(tuple(ON_THE_PAGE))]
    gone = [each for each in ON_THE_PAGE if not any(one.startswith(each) for one in bullets)]
    assert (missing, gone) == ([], [])
    told = {key for keys in ON_THE_PAGE.values() for key in keys}
    assert told | ON_THE_PAGE_ONLY == {*(each.key for each in promises(BEST)), *LIMITS}
    assert not told & ON_THE_PAGE_ONLY
    assert set(ALWAYS) >= {key for key in told if key not in LIMITS}


def test_the_command_prints_what_holds_and_names_the_setting_that_breaks_the_rest(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "http://table.example.org")
    assert main(["promises"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "kept: You answer once." in lines
    wrong = [line for line in lines if line.startswith("NOT KEPT")]
    assert [re.findall(r"\((\w+)\)", line) for line in wrong] == [
        ["COMMON_TABLE_PUBLIC_URL"],
        ["COMMON_TABLE_DATABASE_URL"],
    ]
    assert len(lines) == 14 + len(LIMITS)
    assert not home.exists()


def test_the_command_says_which_setting_cannot_work(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", "table")
    assert main(["promises"]) == 1
    assert "COMMON_TABLE_PUBLIC_URL takes" in capsys.readouterr().err
