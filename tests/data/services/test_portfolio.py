"""Teams side by side: only those that agreed, only what was released, only for their own people."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from benchmarks.many_teams import Team, result
from data.clock import today
from data.exports.portfolio import PORTFOLIO_FORMATS
from data.portfolio_views import PortfolioView
from data.services import (
    audit_log,
    demo,
    portfolio,
    portfolio_consent,
    portfolio_files,
    release,
    scans,
    teams,
)
from data.services.authority import OPERATOR, PROGRAM, RESPONDENT, Actor, acting
from data.services.errors import NotAllowed, NotFound
from data.services.portfolio_comparing import own_reason, pair_reason
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.meetings import ResultHold
from data.tables.values import ReleasedReport, Wave
from scoring.report import DivergenceReport
from surveys.library import shipped_edition
from tests.data.services.side_by_side import made, put, somebody, statements

CANARY = "Canary Heights"


def files() -> dict[str, bytes]:
    """Everything that leaves, in every format."""
    return {
        key: chosen.write(portfolio_files.for_export(as_what=key))
        for key, chosen in PORTFOLIO_FORMATS.items()
    }


def withdraw(team: Team) -> None:
    version = portfolio_consent.consent(team.id).version
    portfolio_consent.allow(team.id, shown=False, counted=False, based_on=version)


@pytest.fixture
def six(database: str) -> list[Team]:
    """Six teams that agreed to everything."""
    some = [made(f"Table {place}", leaning=0.3 + place / 10) for place in range(6)]
    put(*some)
    return some


def test_nobody_is_in_it_before_a_facilitator_said_so(database: str) -> None:
    silent = [made(f"{CANARY} {place}", shown=None) for place in range(6)]
    put(*silent)
    for who in (OPERATOR, somebody(*silent)):
        with acting(who):
            view = portfolio.portfolio()
            assert (view.roles, view.places, view.benchmarks) == (6, (), ())
            assert not any(CANARY.encode() in content for content in files().values())


def test_whoever_agreed_to_one_thing_did_not_agree_to_the_other(database: str) -> None:
    seen = [made(f"Seen {place}", counted=False) for place in range(5)]
    counted = [made(f"{CANARY} {place}", shown=False) for place in range(5)]
    put(*seen, *counted)
    view = portfolio.portfolio()
    assert [place.name for place in view.places] == [team.name for team in seen]
    (benchmark,) = view.benchmarks
    assert (benchmark.response.teams, benchmark.response.people) == (5, 65)
    with acting(somebody(*seen, *counted)):
        assert not any(CANARY.encode() in content for content in files().values())


def test_a_team_that_has_not_agreed_gives_no_number_to_any_screen_file_or_benchmark(
    six: list[Team],
) -> None:
    """Two worlds that differ in nothing but that team: what is told is the same to the byte."""
    told = []
    for leaning in (0.05, 0.95):
        other = made(CANARY, leaning=leaning, people=(17, 14), shown=None)
        put(other)
        with acting(somebody(*six, other)):
            told.append((portfolio.portfolio(), files()))
        teams.delete_team(other.id, confirm_name=CANARY)
    assert told[0] == told[1]


def test_a_team_in_which_somebody_has_no_role_gives_them_no_number(six: list[Team]) -> None:
    """The proof that no benchmark tells anything new: worlds that look alike in one's own teams."""
    told = []
    for leaning in (0.05, 0.95, None):
        strangers = [] if leaning is None else [made(CANARY, leaning=leaning) for _ in range(3)]
        put(*strangers)
        with acting(somebody(*six)):
            told.append((portfolio.portfolio(), files()))
        for each in strangers:
            teams.delete_team(each.id, confirm_name=CANARY)
    assert told[0] == told[1] == told[2]


def test_every_figure_of_a_benchmark_is_of_a_result_that_its_reader_may_open(
    six: list[Team],
) -> None:
    stranger = made(CANARY)
    put(stranger)
    with acting(somebody(*six)):
        (benchmark,) = portfolio.portfolio().benchmarks
        opened = [release.report(f"w{team.id}").report for team in six]
        with pytest.raises(NotFound):
            release.report(f"w{stranger.id}")
    for each in benchmark.items:
        shares = [whole.item(each.item).measures for whole in opened]
        known = [share.side_share for share in shares if share and share.side_share is not None]
        assert each.side_share.teams == len(known)
        if each.side_share.low is not None and each.side_share.high is not None:
            inside = [each.side_share.low <= share <= each.side_share.high for share in known]
            assert sum(inside) * 2 >= len(known)


def test_what_was_taken_back_is_gone_at_once_everywhere(six: list[Team]) -> None:
    assert len(portfolio.portfolio().benchmarks[0].items) > 30
    withdraw(six[0])
    view = portfolio.portfolio()
    assert six[0].name not in [place.name for place in view.places]
    assert view.benchmarks[0].response.teams == 5
    withdraw(six[1])
    (benchmark,) = portfolio.portfolio().benchmarks
    assert (benchmark.response.refused, benchmark.items) == ("few_teams", ())
    assert not any(six[0].name.encode() in content for content in files().values())


def test_nothing_that_is_stored_for_it_holds_a_figure(six: list[Team]) -> None:
    """So there is nothing to clean up when a team takes its word back."""
    from data.tables.portfolio import PortfolioConsent

    portfolio.portfolio()
    files()
    kept = set(table_of(PortfolioConsent).c.keys())
    assert kept == {"team_id", "version", "shown", "counted", "saved_by", "saved_by_name"} | {
        "saved_on"
    }


def test_members_outsiders_and_the_program_see_nobody(six: list[Team]) -> None:
    with acting(somebody(*six, role="member")):
        assert portfolio.portfolio() == PortfolioView(today(), 0, (), ())
        with pytest.raises(NotAllowed):
            portfolio.one(six[0].id)
        with pytest.raises(NotAllowed):
            portfolio_files.for_export(as_what="csv", only=[six[0].id])
    with acting(somebody(*six[:2])), pytest.raises(NotFound):
        portfolio.one(six[2].id)
    with acting(somebody(admin=True)):
        assert portfolio.portfolio().places == ()
    for who in (PROGRAM, RESPONDENT):
        with acting(who), pytest.raises(NotAllowed):
            portfolio.portfolio()


def test_a_role_in_some_teams_shows_those_and_no_others(six: list[Team]) -> None:
    for role in ("consultant", "facilitator"):
        with acting(somebody(*six[:3], role=role)):
            view = portfolio.portfolio()
            assert [place.team_id for place in view.places] == [team.id for team in six[:3]]
            assert view.benchmarks[0].response.refused == "few_teams"
    mixed = Actor("c" * 16, "C", "person", teams={six[0].id: "member", six[1].id: "consultant"})
    with acting(mixed):
        assert [place.team_id for place in portfolio.portfolio().places] == [six[1].id]


def test_the_log_of_each_team_says_who_took_it_in_a_file(six: list[Team]) -> None:
    withdraw(six[5])
    portfolio_files.for_export(as_what="xlsx")
    for team in six[:5]:
        entry = audit_log.entries(team_id=team.id)[0]
        assert (entry.action, entry.details["format"]) == ("portfolio.export", "xlsx")
    assert audit_log.entries(team_id=six[5].id)[0].action == "portfolio.consent"


def test_a_result_on_hold_is_nowhere_and_the_one_before_it_stands(database: str) -> None:
    team = made(CANARY)
    put(team)
    hold(team, until=today() + timedelta(days=1))
    (place,) = portfolio.portfolio().places
    assert (place.result, place.no_result, place.newer_on_hold) == (None, "on_hold", True)
    hold(team, until=today())
    (place,) = portfolio.portfolio().places
    assert (place.no_result, place.newer_on_hold) == (None, False)
    hold(team, until=None)
    assert portfolio.portfolio().places[0].result is not None


def hold(team: Team, *, until) -> None:
    table = table_of(ResultHold)
    row = {"team_id": team.id, "wave_id": f"w{team.id}", "version": 1, "days": 2}
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(delete(table))
        connection.execute(insert(table).values(**row, shown_on=until, beside=None))


def test_what_is_open_or_closed_and_not_released_shows_no_figure(database: str) -> None:
    put(replace(made(CANARY), result=None))
    (place,) = portfolio.portfolio().places
    assert (place.stage, place.released, place.result) == ("closed", 0, None)
    assert place.no_result == "not_released"


def test_a_stored_result_that_somebody_changed_gives_no_figure(database: str) -> None:
    team = made("Table")
    put(team)
    table = table_of(ReleasedReport)
    with within(EVERYTHING), store.writing() as connection:
        connection.execute(update(table).values(body=table.c.body + " "))
    (place,) = portfolio.portfolio().places
    assert (place.result, place.no_result) == (None, "changed")


def test_a_team_too_small_for_any_figure_says_so(database: str) -> None:
    put(made("Small", people=(2, 2)), made("Large"))
    large, small = portfolio.portfolio().places
    assert small.result is not None
    assert (small.result.people, small.result.statements) == (4, 0)
    reason = pair_reason(large, small, "values", as_of=today())
    assert str(reason) == "Too few people of Small answered for any figure to be shown."


def test_each_team_shows_what_its_own_report_says(six: list[Team]) -> None:
    for team, place in zip(six, portfolio.portfolio().places, strict=True):
        whole, found = team.result, place.result
        assert isinstance(whole, DivergenceReport)
        assert found is not None
        assert whole.comparison is not None
        assert (found.people, found.invited) == (whole.release.people, whole.release.invited)
        assert (found.agreed, found.stand_out) == (len(whole.agreed), whole.comparison.stand_out)
        labels = [item.measures.label for item in whole.items if item.measures is not None]
        assert found.labelled == sum(label is not None for label in labels)
        assert found.by_chance == whole.comparison.expected_by_chance
        told = {item.id: item.measures for item in whole.items if item.released.ordinal}
        assert {
            item: (figure.people, figure.side_share, figure.typical_gap)
            for item, figure in found.figures.items()
        } == {
            item: (measures.people, measures.side_share, measures.typical_gap)
            for item, measures in told.items()
            if measures is not None
        }


def test_of_people_who_all_agree_but_are_few_it_is_not_said_that_they_share_nothing(
    database: str,
) -> None:
    """All 8 give the highest answer to everything; with so few only sides are shown."""
    put(*(made(f"Table {n}", people=(8,), leaning=1.0) for n in range(7)))
    view = portfolio.portfolio()
    found = view.places[0].result
    assert found is not None
    assert (found.statements, found.labelled, found.agreed) == (45, 0, None)
    assert found.agreed_share is None
    (benchmark,) = view.benchmarks
    assert benchmark.response.low is not None
    assert benchmark.agreed_share is not None
    assert (benchmark.agreed_share.low, benchmark.agreed_share.teams) == (None, 0)
    row = json.loads(files()["json"])["teams"][0]
    assert (row["statements"], row["common_ground"], row["common_ground_of"]) == (45, None, None)


def later(team: Team, instrument: str) -> None:
    """Another questionnaire of that team, released after the first."""
    edition = shipped_edition(instrument)
    whole = result(people=(7, 6), seed=3, edition=edition)
    new = made(team.name, edition=edition, result=whole, shown=None)
    put(new)
    waves = table_of(Wave)
    with within(EVERYTHING), store.writing() as connection:
        moved = update(waves).where(waves.c.id == f"w{new.id}")
        connection.execute(moved.values(team_id=team.id, number=2, title=instrument))


@pytest.mark.parametrize("instrument", ["capacity_open", "peer_readiness_open"])
def test_a_later_result_of_another_kind_replaces_nothing(six: list[Team], instrument: str) -> None:
    before = portfolio.portfolio()
    for team in six:
        later(team, instrument)
    after = portfolio.portfolio()
    assert [place.result for place in after.places] == [place.result for place in before.places]
    for place in after.places:
        (other,) = place.others
        assert (other.title, other.instrument_id) == (instrument, instrument)
        assert (other.agreed, other.agreed_share, other.labelled) == (None, None, 0)
    found = {each.instrument_id: each for each in after.benchmarks}
    assert found["values_open"] == before.benchmarks[0]
    assert found[instrument].response.teams == 6
    assert found[instrument].agreed_share is None
    plain = json.loads(files()["json"])
    assert plain["teams"][0]["other_results"].startswith(f"{instrument}, 20")
    figures = {(row["questionnaire"], row["figure"]) for row in plain["benchmarks"]}
    assert ("values_open", "common ground, share of statements") in figures
    assert (instrument, "common ground, share of statements") not in figures


def test_a_team_that_never_asked_about_values_stands_with_what_it_asked(database: str) -> None:
    edition = shipped_edition("capacity_open")
    whole = result(people=(7, 6), seed=3, edition=edition)
    put(made("Table", edition=edition, result=whole))
    (place,) = portfolio.portfolio().places
    assert place.result is not None
    assert (place.result.kind, place.result.agreed, place.others) == ("capacity", None, ())


@pytest.mark.long
def test_the_demo_team_stands_where_its_own_screens_say_and_counts_nowhere(
    sqlite_database: str,
) -> None:
    team_id = demo.fill_demo()
    portfolio_consent.allow(team_id, shown=True, counted=True, based_on=0)
    view = portfolio.portfolio()
    (place,) = view.places
    assert place.demo
    assert place.scan is not None
    sections = scans.board(scans.scans(team_id)[0].id).sections
    assert place.scan.known == sum(section.summary.known for section in sections)
    assert place.scan.applicable == sum(section.summary.applicable for section in sections)
    assert (place.released, place.stage) == (2, "released")
    assert place.families.plans == 1
    assert view.benchmarks == ()
    assert str(own_reason(place, "values", as_of=today())).endswith("is compared with nobody.")


def test_editions_are_never_pooled(database: str) -> None:
    edition = shipped_edition("values_open")
    later = edition.model_copy(
        update={"instrument": edition.instrument.model_copy(update={"version": "9.9.9"})}
    )
    put(
        *(made(f"Old {n}") for n in range(5)),
        *(made(f"New {n}", edition=later) for n in range(5)),
    )
    found = {each.instrument_version: each for each in portfolio.portfolio().benchmarks}
    assert len(found) == 2
    assert all(each.response.teams == 5 for each in found.values())


def test_the_files_say_the_same_as_each_other(six: list[Team]) -> None:
    import csv
    import io

    import openpyxl

    content = files()
    plain = json.loads(content["json"])
    rows = list(csv.DictReader(io.StringIO(content["csv"].decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content["xlsx"]))
    for kind, sheet, name in (
        ("team", "Teams", "teams"),
        ("benchmark", "Benchmarks", "benchmarks"),
    ):
        head, *lines = book[sheet].iter_rows(values_only=True)
        assert [dict(zip(head, line, strict=True)) for line in lines] == plain[name]
        own = [row for row in rows if row["row"] == kind]
        for row, said in zip(own, plain[name], strict=True):
            for header, cell in said.items():
                assert row[header] == ("" if cell is None else str(cell))


def test_more_teams_take_no_more_statements(sqlite_database: str) -> None:
    asked = []
    whole = result(people=(7, 6), seed=5)
    for number in (6, 40):
        put(*(made(f"T{number} {place}", result=whole, scanned=1) for place in range(number)))
        portfolio.portfolio()
        with statements() as seen:
            portfolio.portfolio()
        asked.append(len(seen))
    assert asked[0] == asked[1] < 30


def test_a_person_with_one_team_has_no_portfolio_and_with_two_has(six: list[Team]) -> None:
    for number, several in ((0, False), (1, False), (2, True)):
        with acting(somebody(*six[:number])):
            assert portfolio.has_several() is several
    assert portfolio.has_several()


def test_waves_are_asked_for_by_state_and_never_by_answer(six: list[Team]) -> None:
    """A wave that is open beside a released one adds its stage and its last day, and no figure."""
    before = portfolio.portfolio().places[0]
    table = table_of(Wave)
    with within(EVERYTHING), store.writing() as connection:
        row = connection.execute(table.select().where(table.c.id == f"w{six[0].id}")).mappings()
        kept = dict(row.one()) | {"id": "open", "number": 2, "state": "open", "title": "Second"}
        connection.execute(insert(table).values(**kept))
    after = portfolio.portfolio().places[0]
    assert (after.stage, after.wave_title) == ("open", "Second")
    assert replace(after, stage=before.stage, wave_title=before.wave_title) == before
