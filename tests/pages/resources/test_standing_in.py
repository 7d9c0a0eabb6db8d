"""The page of a service says which listing stands for it, and for which one it stands."""

import pytest
from streamlit.testing.v1 import AppTest

from data.services import directories, listings, teams
from data.services.authority import OPERATOR
from pages.parts import links, session
from tests.data.services.reachable import ROSTER
from tests.pages.results.looking import texts

HEAD = "id,name,description,status\n"


def screen() -> None:
    from pages.parts.session import signed_in
    from pages.resources import listed

    with signed_in():
        listed.page()


@pytest.fixture
def ids(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The team, and two listings of one service, of which the kept one has left its list."""
    monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    for name in ("link", "back"):
        monkeypatch.setattr(links, name, lambda *_, **__: None)
    team_id = teams.create_team("River county", "", ROSTER).id
    give(team_id, "X", "x1,One,x,active\n")
    give(team_id, "Y", "y1,One of Y,y,active\ny2,Two,y,active\n")
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.merge(team_id, ids["x1"], into=ids["y1"])
    give(team_id, "Y", "y2,Two,y,active\n")
    return {**ids, "team": team_id}


def give(team_id: str, source: str, rows: str) -> None:
    given = {"services.csv": f"{HEAD}{rows}".encode()}
    directories.accept(directories.read(team_id, given, source=source))


def shown(ids: dict[str, str], key: str) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=90)
    app.query_params["team"], app.query_params["service"] = ids["team"], ids[key]
    app.run()
    assert not app.exception
    return app


def test_each_of_them_names_the_other(ids: dict[str, str]) -> None:
    said = texts(shown(ids, "x1"))
    assert "It stands for One of Y, from Y, which is not on its list any more." in said
    app = shown(ids, "y1")
    assert "It counts as One, from X, so it is not counted twice." in texts(app)
    assert "Let it count by itself again" in [each.label for each in app.button]
    assert "stands for" not in texts(shown(ids, "y2"))
