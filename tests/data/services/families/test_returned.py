"""A page for those who took part leaves only as promised; files speak English or Spanish."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from data.clock import at_day, today
from data.services import family_files, family_said, family_theme_readers, family_themes
from data.services.authority import acting
from data.services.errors import FamilyStateError, NotAllowed
from data.services.family_days import why_it_stays_from_participants
from data.services.family_said import INSIDE, withheld
from tests.data.services.families.groups import Group, facilitator
from tests.data.services.families.searching import unpacked
from tests.data.services.families.themed import SAID, quoted, themed

PAGES = ("return-docx", "return-html")
LATER = timedelta(days=31)


def made(*, closed: bool = False, **settings: object) -> Group:
    """A theme that somebody has read; a closed plan promised that the report stays."""
    tiers = {"quote_tiers": ["never", "paraphrase", "inside"]} if closed else {}
    open_to = "inside" if closed else "public"
    of = {"withdraw_days": 30, "public_report": not closed, **tiers, **settings}
    group, theme = themed(tier=open_to, **of)
    quoted(group, theme, words=SAID[0], scope="team" if closed else "public")
    read(group, theme)
    return group


def read(group: Group, theme: str) -> None:
    """Somebody who did not write the theme reads it."""
    about = (group.team_id, group.plan.id)
    (seen,) = (each.version for each in family_themes.all_themes(*about) if each.id == theme)
    with acting(facilitator(group.team_id, "Second reader")):
        family_theme_readers.mark_read(*about, theme, seen=seen)


def take(group: Group, key: str, **how: object) -> bytes:
    return unpacked(family_files.take(group.team_id, group.plan.id, key, **how).content)


@pytest.mark.parametrize("shown_first", [True, False])
def test_it_leaves_once_the_days_are_over_where_people_were_promised_to_see_it(
    sqlite_database: str, *, shown_first: bool
) -> None:
    group = made(closed=shown_first, shown_first=shown_first)
    about = (group.team_id, group.plan.id)
    for key in PAGES:
        with pytest.raises(FamilyStateError, match="for 30 days after"):
            take(group, key)
    with at_day(today() + LATER):
        assert why_it_stays_from_participants(*about) == ""
        for key in PAGES:
            content = take(group, key)
            assert b"Families wait for long." in content
            assert SAID[0].encode() not in content
            assert b"A. Rivera, 555-0100" in content
        taken = family_files.take(*about, "return-html")
        assert taken.name == f"family-group-{group.plan.id}-for-those-who-took-part.html"


def test_it_does_not_leave_where_the_report_was_promised_to_stay(sqlite_database: str) -> None:
    group = made(closed=True)
    with at_day(today() + LATER):
        for key in PAGES:
            with pytest.raises(FamilyStateError, match="the report stays with the team"):
                take(group, key)
        assert "stays with the team" in why_it_stays_from_participants(group.team_id, group.plan.id)
        with (
            acting(facilitator(group.team_id, "Member", role="member")),
            pytest.raises(NotAllowed),
        ):
            family_files.returned(group.team_id, group.plan.id)


def test_a_theme_of_fewer_than_may_be_told_to_everybody_is_not_on_it(sqlite_database: str) -> None:
    group = made(people_outside=9)
    with at_day(today() + LATER):
        content = take(group, "return-html")
    assert b"Families wait for long." not in content
    assert b"Not told: 1 more." in content


def test_files_speak_spanish_where_that_is_chosen(sqlite_database: str) -> None:
    group = made()
    told = INSIDE["es"]["team_only"].encode()
    for key in ("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx", "docx", "html"):
        content = take(group, key, language="es")
        assert told in content, key
        assert INSIDE["en"]["team_only"].encode() not in content, key
    plain = json.loads(take(group, "json", language="es"))
    assert plain["language"] == "es"
    assert plain["themes"][0]["spread"] == "8 personas en 2 sesiones"
    assert plain["for"] == "team"


def test_everything_that_can_be_left_out_is_told_in_both_languages() -> None:
    english, spanish = (family_said._WITHHELD[each] for each in ("en", "es"))
    assert english.keys() == spanish.keys()
    for kind in english:
        assert withheld(kind, 2).why != withheld(kind, 2, "es").why


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_theme_in_the_very_words_of_somebody_stays_inside_the_team(
    sqlite_database: str, language: str
) -> None:
    group, theme = themed(tier="inside", withdraw_days=30, public_report=True, shown_first=False)
    about = (group.team_id, group.plan.id)
    (before,) = family_themes.all_themes(*about)
    entry = replace(before.entry, words=SAID[0])
    family_themes.save_theme(*about, theme, entry, seen=before.version)
    read(group, theme)
    told = withheld("own_words", 1, language)
    with at_day(today() + LATER):
        for key in ("docx", "html", "json"):
            content = take(group, key, public=True, language=language)
            assert SAID[0].encode() not in content
            assert told.why.encode() in content
            assert SAID[0].encode() in take(group, key, language=language)
        for key in PAGES:
            assert SAID[0].encode() not in take(group, key, language=language)
