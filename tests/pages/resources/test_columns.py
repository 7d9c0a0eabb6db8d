"""What is said of the columns of a table can be changed until it is taken over."""

import pytest
from streamlit.testing.v1 import AppTest

from data.imports.directory.profiles import Profile
from data.services import directories, teams
from data.services.authority import OPERATOR
from data.views import AgencyEntry
from pages.parts import session
from tests.pages.results.looking import texts

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
TABLE = b"What,Who,Notes\nPeer coaching,River Recovery,Call first\n"


def screen() -> None:
    import streamlit as st

    from data.services import directories, shown
    from pages.parts.session import signed_in
    from pages.resources import columns

    with signed_in():
        team_id = st.query_params["team"]
        files = {"our list.csv": b"What,Who,Notes\nPeer coaching,River Recovery,Call first\n"}
        columns.choose(columns.lists_read(directories.imports(team_id)), source="Our list")
        profile = columns.kept("Our list")
        reading = directories.read(team_id, files, source="Our list", profile=profile)
        examples = shown.preview(reading).examples
        columns.ask(reading.directory, examples, source="Our list", profile=profile)
        for each in reading.directory.services:
            st.text(f"service: {each.name}, {each.description}")


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    return teams.create_team("River county", "", ROSTER).id


def shown(team_id: str) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=90)
    app.query_params["team"] = team_id
    app.run()
    assert not app.exception
    return app


def say(app: AppTest, **fields: str) -> None:
    for column, field in fields.items():
        app.selectbox(key=f"column-our list.csv-{column}").set_value(field)
    next(each for each in app.button if each.label == "Read it in this way").click()
    app.run()
    assert not app.exception


def test_a_mapping_can_be_corrected_as_often_as_needed(team_id: str) -> None:
    app = shown(team_id)
    say(app, What="service.description", Who="organization.name")
    assert "service:" not in "".join(texts(app))
    for what, told in (("service.name", "service: Peer coaching,"), ("service.fees", "")):
        next(each for each in app.button if each.label.startswith("Change what")).click()
        app.run()
        assert app.selectbox(key="column-our list.csv-Who").value == "organization.name"
        assert "Call first" in "".join(texts(app))
        say(app, What=what)
        assert [each.value for each in app.text if each.value.startswith("service:")] == (
            [told] if told else []
        )


def test_a_new_list_can_be_read_as_an_earlier_one(team_id: str) -> None:
    profile = Profile("Last year", {"our list": {"What": "service.name"}})
    files = {"our list.csv": TABLE}
    reading = directories.read(team_id, files, source="Last year", profile=profile)
    directories.accept(reading)
    app = shown(team_id)
    assert "service:" not in "".join(texts(app))
    app.selectbox[0].set_value("Last year").run()
    assert not app.exception
    assert [each.value for each in app.text if each.value.startswith("service:")] == [
        "service: Peer coaching,"
    ]


def of_no() -> None:
    import streamlit as st

    from data.services import directories
    from pages.parts.session import signed_in
    from pages.resources import columns

    with signed_in():
        files = {"our list.csv": b"What,Medicaid\nPeers,no\nDetox,no\n"}
        profile = columns.kept("Our list")
        reading = directories.read(
            st.query_params["team"], files, source="Our list", profile=profile
        )
        columns.ask_of_no(reading.directory, source="Our list", profile=profile)
        for each in reading.directory.services:
            st.text(each.fact("accepts_medicaid").state)


def test_a_person_says_what_no_in_every_row_means_and_can_take_it_back(team_id: str) -> None:
    app = AppTest.from_function(of_no, default_timeout=90)
    app.query_params["team"] = team_id
    mapped = {"our list": {"What": "service.name", "Medicaid": "fact.accepts_medicaid"}}
    app.session_state["profile Our list"] = Profile("Our list", mapped)
    app.run()
    for counted, states in ((None, "unknown"), (True, "no"), (False, "unknown")):
        if counted is not None:
            app.checkbox[0].set_value(counted)
            app.button[0].click().run()
        assert not app.exception
        assert [each.value for each in app.text] == [states] * 2


def by_file() -> None:
    import streamlit as st

    from data.imports.directory.profiles import Profile
    from pages.parts.session import signed_in
    from pages.resources import columns

    with signed_in():
        given = Profile("Elsewhere", {"*": {"What": st.query_params["field"]}})
        columns.take(given, source="Our list", file_id=st.query_params["file"])
        kept = columns.kept("Our list")
        st.text("" if kept is None else f"{kept.name}: {kept.files['*']['What']}")


def test_a_file_that_says_what_columns_are_is_taken_once(team_id: str) -> None:
    app = AppTest.from_function(by_file, default_timeout=90)
    for file, field, told in (
        ("one", "service.name", "service.name"),
        ("one", "service.fees", "service.name"),
        ("two", "service.fees", "service.fees"),
    ):
        app.query_params["file"], app.query_params["field"] = file, field
        app.run()
        assert not app.exception
        assert [each.value for each in app.text] == [f"Our list: {told}"]
