"""Licensed editions belong to one team, and their words go nowhere else."""

import csv
import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.exports.content import content_of
from data.exports.formats import FORMATS
from data.services import answering, closing, editions, invitations, release, teams, waves
from data.services.errors import EditionTaken, NotFound, WaveProblems
from data.store import connections
from data.store import editions as store
from data.store.editions import FrozenRecord
from data.views import AgencyEntry, EditionView, TeamView
from surveys.instrument import Edition
from surveys.library import shipped
from surveys.problems import InstrumentProblems

CANARY = "Canary"
TERMS = {"owner": "Example Owner", "permission": "letter EX-7", "expires": None}
ROSTER = (
    AgencyEntry("County court", "court", 6),
    AgencyEntry("Child welfare", "child_welfare", 12),
)
YAML = """\
id: county_values
version: 1.0.0
title: {en: Canary title}
intro: {en: Canary intro}
scale:
  points:
  - {value: 1, label: {en: Canary low}}
  - {value: 2, label: {en: Canary mid}}
  - {value: 3, label: {en: Canary high}}
  no_answer:
  - {code: dk, label: {en: Canary unsure}}
items:
- {id: q1, type: scale, domain: community, text: {en: Canary one}, help: {en: Canary help}}
- id: q2
  type: choose
  at_most: 1
  text: {en: Canary two}
  options:
  - {id: a, label: {en: Canary first}}
  - {id: b, label: {en: Canary second}}
- {id: q3, type: percent, text: {en: Canary three}}
- {id: q4, type: text, text: {en: Canary four}}
"""
TABLE = (
    ("type", "id", "language", "text"),
    ("edition", "county_values", "", "1.0.0"),
    ("title", "", "en", "Canary title"),
    ("point", "1", "en", "Canary low"),
    ("point", "2", "en", "Canary high"),
    ("scale", "q1", "en", "Canary one"),
    ("single_choice", "q2", "en", "Canary two"),
    ("option", "a", "en", "Canary first"),
    ("option", "b", "en", "Canary second"),
)


def as_csv(rows: tuple[tuple[str, ...], ...]) -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    return sheet.getvalue().encode()


def bring(
    team: TeamView, content: str | bytes = YAML, name: str = "county.yaml", **terms: object
) -> EditionView:
    plain = content.encode() if isinstance(content, str) else content
    return editions.import_licensed(team.id, plain, name, **(TERMS | terms))  # type: ignore[arg-type]


@pytest.fixture
def team(database: str) -> TeamView:
    return teams.create_team("River county", "River", ROSTER)


@pytest.fixture
def one_team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "River", ROSTER)


def own(team: TeamView) -> list[str]:
    return [each.version for each in editions.editions(team.id) if not each.shipped]


@pytest.mark.parametrize(("content", "name"), [(YAML, "a.yaml"), (as_csv(TABLE), "A.CSV")])
def test_an_edition_is_listed_after_the_shipped_ones_with_its_terms(
    content: str | bytes, name: str, team: TeamView
) -> None:
    made = bring(team, content, name)
    *first, last = editions.editions(team.id)
    assert last == made
    assert [each.instrument_id for each in first] == [each.instrument.id for each in shipped()]
    assert (last.owner, last.permission, last.expires) == ("Example Owner", "letter EX-7", None)
    assert (last.shipped, last.wording_may_be_exported) == (False, False)
    assert last.titles == {"en": "Canary title"}


def test_no_other_team_can_see_choose_or_open_it(team: TeamView) -> None:
    other = teams.create_team("Hill county", "Hill", ROSTER)
    bring(team)
    assert all(each.shipped for each in editions.editions(other.id))
    with pytest.raises(NotFound, match="This team has no questionnaire 'county_values'"):
        editions.edition(other.id, "county_values")
    with pytest.raises(NotFound, match="This team has no questionnaire 'county_values'"):
        waves.draft_wave(
            other.id, "county_values", languages=("en",), closes_on=today() + timedelta(days=7)
        )


def test_two_teams_may_each_have_one_of_the_same_id(team: TeamView) -> None:
    other = teams.create_team("Hill county", "Hill", ROSTER)
    bring(team)
    bring(other, YAML.replace("Canary one", "Another one"))
    texts = [
        editions.edition(each.id, "county_values").wording("en").items["q1"].text
        for each in (team, other)
    ]
    assert texts == ["Canary one", "Another one"]


def test_the_same_file_twice_changes_nothing(team: TeamView) -> None:
    assert bring(team) == bring(team)
    assert own(team) == ["1.0.0"]


def test_other_words_under_the_same_version_are_refused(team: TeamView) -> None:
    bring(team)
    refusal = (
        "There is a questionnaire 'county_values' already with the version 1.0.0. "
        "Give this one another version."
    )
    with pytest.raises(EditionTaken, match=re.escape(refusal)):
        bring(team, YAML.replace("Canary one", "Canary changed"))
    kept = editions.edition(team.id, "county_values").wording("en").items["q1"].text
    assert kept == "Canary one"


def test_the_id_of_a_shipped_questionnaire_is_taken(one_team: TeamView) -> None:
    with pytest.raises(EditionTaken, match=r"'values_open' already\. Give this one another id\."):
        bring(one_team, YAML.replace("county_values", "values_open").replace("1.0.0", "9.0.0"))
    assert own(one_team) == []


def test_the_last_version_is_the_one_with_the_largest_numbers(one_team: TeamView) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        bring(one_team, YAML.replace("1.0.0", version))
    assert editions.edition(one_team.id, "county_values").instrument.version == "1.10.0"
    assert editions.edition(one_team.id, "county_values", "1.2.0").instrument.version == "1.2.0"
    with pytest.raises(NotFound, match=r"This team has no questionnaire 'county_values 2\.0\.0'"):
        editions.edition(one_team.id, "county_values", "2.0.0")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: editions.editions("nowhere"),
        lambda: editions.import_licensed("nowhere", YAML.encode(), "a.yaml", **TERMS),
    ],
    ids=["list", "import"],
)
def test_a_team_that_is_not_there_has_none(ask: Callable[[], object], one_team: TeamView) -> None:
    with pytest.raises(NotFound, match=r"This team is not here\. It may have been deleted\."):
        ask()


def test_a_wave_keeps_the_words_it_was_opened_with(team: TeamView) -> None:
    bring(team)
    wave = opened(team)
    bring(team, YAML.replace("1.0.0", "1.1.0").replace("Canary one", "Canary new"))
    asked = answering.open_form(invitations.issue(wave, "link")[0].secret).edition
    assert asked.wording("en").items["q1"].text == "Canary one"


def test_a_wave_opens_through_the_last_day_of_the_permission_and_not_later(
    one_team: TeamView,
) -> None:
    bring(one_team, expires=today())
    draft = drafted(one_team)
    with (
        at_day(today() + timedelta(days=1)),
        pytest.raises(WaveProblems, match="The permission to use this questionnaire ended on"),
    ):
        waves.open_wave(draft)
    assert waves.open_wave(draft).state == "open"


def drafted(team: TeamView) -> str:
    closes_on = today() + timedelta(days=7)
    return waves.draft_wave(team.id, "county_values", languages=("en",), closes_on=closes_on).id


def opened(team: TeamView) -> str:
    return waves.open_wave(drafted(team)).id


def every_export(team: TeamView) -> dict[str, str]:
    """What each file of a released wave says, unzipped."""
    wave = opened(team)
    for place, slip in enumerate(invitations.issue(wave, "link")):
        sheet = {"q1": place % 3, "q2": ["ab"[place % 2]], "q3": place * 5, "q4": "own words"}
        answering.keep_answers(slip.secret, sheet)
    closing.close_wave(wave)
    content = content_of(release.release_wave(wave))
    return {key: unzipped(form.write(content)) for key, form in FORMATS.items()}


def unzipped(written: bytes) -> str:
    if not written.startswith(b"PK"):
        return written.decode(errors="replace")  # SPSS files hold numbers between their words
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def test_its_words_are_in_no_file_of_a_released_wave_unless_that_is_allowed(
    team: TeamView,
) -> None:
    bring(team)
    for text in every_export(team).values():
        assert CANARY not in text
        assert "Statement 1" in text
        assert "county_values" in text
    other = teams.create_team("Hill county", "Hill", ROSTER)
    bring(other, wording_may_be_exported=True)
    for text in every_export(other).values():
        assert "Canary one" in text
        assert "Statement 1" not in text


BROKEN = {
    "a type that is none": ("type: percent", "type: Canary"),
    "no text": ("text: {en: Canary one}", "text: {}"),
    "a text that is a list": ("text: {en: Canary one}", "text: [Canary one]"),
    "a text too long": ("Canary one", "Canary " * 400),
    "a text in no language": ("text: {en: Canary one}", "text: {Canary: Canary one}"),
    "a field we do not know": ("help: {en: Canary help}", "Canary_note: Canary help"),
    "a label that is a text": ("label: {en: Canary low}", "label: Canary low"),
    "a value that is words": ("value: 1, ", "value: Canary low, "),
    "an id that is a sentence": ("id: q1", "id: Canary one is a sentence"),
    "an id twice": ("id: q2", "id: q1"),
    "a title missing": ("title: {en: Canary title}\n", ""),
    "an alias": ("{en: Canary two}", "&Canary {en: Canary two}"),
    "a tag": ("{en: Canary two}", "!Canary {en: Canary two}"),
    "a key twice": ("intro: {en: Canary intro}", "title: {en: Canary intro}"),
    "a broken line": ("{en: Canary two}", "{en: Canary two"),
    "a colon in words": ("{en: Canary two}", "Canary: two: three"),
    "a number for words": ("at_most: 1", "at_most: Canary"),
}


def told(content: str | bytes, name: str, team: TeamView) -> str:
    with pytest.raises(InstrumentProblems) as caught:
        bring(team, content, name)
    assert caught.value.problems
    return "\n".join([str(caught.value), repr(caught.value)])


def quoted(text: str) -> list[str]:
    """Words of the file that are not its ids, fields or kinds."""
    return re.findall(
        r"Canary[ -](?:low|mid|high|unsure|one|two|three|four|help|title|intro)", text
    )


@pytest.mark.parametrize("name", BROKEN)
def test_problems_of_a_file_never_quote_its_words_and_nor_do_logs(
    name: str, one_team: TeamView, caplog: pytest.LogCaptureFixture
) -> None:
    before, after = BROKEN[name]
    assert before in YAML
    with caplog.at_level(logging.DEBUG):
        text = told(YAML.replace(before, after, 1), "county.yaml", one_team)
    assert quoted(text) == []
    assert CANARY not in caplog.text
    assert own(one_team) == []


@pytest.mark.parametrize(
    "rows",
    [
        (*TABLE, ("Canary one", "q9", "en", "Canary two")),
        (*TABLE, ("scale", "Canary one", "en", "Canary two")),
        (*TABLE, ("scale", "q1", "en", "Canary two")),
        (*TABLE[:6], ("option", "a", "en", "Canary first")),
        (*TABLE, ("percent", "q9", "Canary one", "Canary two")),
        (*TABLE, ("percent", "q9", "en", "Canary one " * 300)),
        (("type", "id", "Canary one"), *TABLE[1:]),
    ],
)
def test_problems_of_a_table_never_quote_its_words(
    rows: tuple[tuple[str, ...], ...], one_team: TeamView
) -> None:
    assert quoted(told(as_csv(rows), "county.csv", one_team)) == []


def test_a_successful_import_and_its_wave_write_no_words_into_a_log(
    one_team: TeamView, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        bring(one_team)
        every_export(one_team)
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plain: plain["wordings"]["en"].update(title="Other"), "stored wording was changed"),
        (None, "another version stored it"),
    ],
    ids=["changed", "of a model we do not know"],
)
def test_a_stored_edition_that_cannot_be_trusted_is_refused_without_a_word_of_it(
    change: Callable[[dict], None] | None, said: str, one_team: TeamView
) -> None:
    bring(one_team)
    whole = editions.edition(one_team.id, "county_values")
    broken_record(whole, one_team, change)
    with pytest.raises(RuntimeError, match=said) as caught:
        editions.edition(one_team.id, "county_values")
    assert CANARY not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def broken_record(whole: Edition, team: TeamView, change: Callable[[dict], None] | None) -> None:
    """Another edition in the store, changed after its checksum was taken, or with a new field."""
    plain = whole.model_dump(mode="json")
    plain["instrument"]["version"] = "1.1.0"
    if change is None:
        plain["instrument"]["items"][0]["Canary one"] = "Canary two"
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(text.encode()).hexdigest()
    if change is not None:
        change(plain)
        text = json.dumps(plain)
    record = FrozenRecord(checksum=name, body=text)
    store.add_team_edition(team.id, record, instrument_id="county_values", version="1.1.0")


def test_an_edition_goes_with_its_team(one_team: TeamView) -> None:
    bring(one_team)
    teams.delete_team(one_team.id, confirm_name=one_team.name)
    assert store.team_checksums(one_team.id) == ()
    with connections.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM team_edition").scalar() == 0
        bodies = connection.exec_driver_sql("SELECT body FROM frozen_edition").scalars().all()
    assert not any(CANARY in body for body in bodies)
