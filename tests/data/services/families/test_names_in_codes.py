"""The codebook is searched for names before it is kept, and no text of it leaves unread."""

from dataclasses import asdict, replace

import pytest

from data.services import coding, family_codes, family_files, family_projects, intake, redacting
from data.services.coding import CodeEntry
from data.services.family_said import withheld
from data.services.may_tell import MayTell
from data.services.read_again import READ_AGAIN
from data.store import families as studies_store
from data.store import family_words
from tests.data.services.families.groups import (
    WORDS,
    Group,
    begun,
    contact,
    held,
    released,
    written,
)
from tests.data.services.families.searching import exports, unpacked

PROJECTS = ("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx")
TELLING = "What Judge Vancastle said in Brackwater."
FIELDS = ("label", "definition", "include", "exclude")


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """Released words of four, of whom the last keeps them; somebody is called Hope."""
    made = begun()
    intake.ask_to_come(made.plan.id, contact(made.plan, name="Hope"))
    session = held(made, people=4, name="One", tiers=("inside", "inside", "inside", "never"))
    released(made, written(made, session))
    return made


def changed(**texts: str) -> tuple[CodeEntry, ...]:
    first, *others = coding.starting_codes("en")
    return (replace(first, **texts), *others)


def save(made: Group, *cleared: str, **texts: str) -> None:
    before = coding.codebook(made.team_id, made.plan.id).version
    codes = changed(**texts)
    coding.save_codebook(made.team_id, made.plan.id, codes, seen=before, cleared=cleared)


def kept_unasked(made: Group, **texts: str) -> None:
    """Codes as an earlier program kept them, which asked nobody."""
    kept = [asdict(each) for each in changed(**texts)]
    for each in kept:
        del each["cleared"]
    key = {"team_id": made.team_id, "study_id": made.plan.id, "version": 1}
    values = {"codes": kept, "saved_by_name": "Robin", "saved_on": made.plan.saved_on}
    assert studies_store.add_codebook(key, values)


def left_out(made: Group) -> dict[str, int]:
    found = family_projects.project_of(made.team_id, made.plan.id).withheld
    return {each.what: each.count for each in found}


@pytest.mark.parametrize("field", FIELDS)
def test_no_name_is_kept_in_a_code_before_somebody_has_looked_at_it(
    group: Group, field: str
) -> None:
    words = "Hope met Vancastle."
    with pytest.raises(MayTell) as asked:
        save(group, **{field: words})
    assert {each.text for each in asked.value.found} == {"Hope", "Vancastle"}
    assert coding.codebook(group.team_id, group.plan.id).version == 0
    with pytest.raises(MayTell):
        save(group, "Hope", **{field: words})
    save(group, "Hope", "Vancastle", **{field: words})
    assert words.encode() in exports(group.team_id, group.plan.id)
    save(group, **{field: f"{words} Twice."})
    with pytest.raises(MayTell) as again:
        save(group, **{field: f"{words} And Bertram."})
    assert {each.text for each in again.value.found} == {"Bertram"}


def test_the_codes_that_come_along_ask_nobody_and_leave_whole(group: Group) -> None:
    for language in ("en", "es"):
        codes, why = family_codes.codes_of(
            group.plan, coding.starting_codes(language), staying=WORDS, language=language
        )
        assert not why
        assert [each.name for each in codes] == [e.label for e in coding.starting_codes(language)]
    save(group)


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_of_a_code_that_nobody_looked_at_is_in_no_file_and_every_file_says_why(
    group: Group, field: str
) -> None:
    kept_unasked(group, **{field: TELLING})
    told = withheld(family_codes.MAY_TELL, 1)
    assert left_out(group)[told.what] == 1
    for key in PROJECTS:
        content = unpacked(family_files.take(group.team_id, group.plan.id, key).content)
        assert b"Vancastle" not in content, key
        assert told.what.encode() in content, key
        assert (b"Code 1 (its name" in content) == (field == "label"), key
    assert b"Vancastle" not in exports(group.team_id, group.plan.id)


def test_a_code_that_repeats_somebody_who_keeps_their_words_stays(group: Group) -> None:
    save(group, include="Such as: asked me what i needed.")
    assert left_out(group)[withheld(family_codes.REPEATS, 1).what] == 1
    assert b"what i needed" not in exports(group.team_id, group.plan.id)
    assert "asked me what I needed" in WORDS[3], "the last seat has said it"


def test_a_code_that_waits_to_be_read_again_is_in_no_file(group: Group) -> None:
    kept_unasked(group, definition=f"{READ_AGAIN}\nOnly a quiet line.", label="A quiet line")
    assert left_out(group)[withheld(family_codes.UNREAD, 1).what] == 1
    found = exports(group.team_id, group.plan.id)
    assert b"A quiet line" in found
    assert b"Only a quiet line" not in found


def test_what_was_looked_at_ends_with_the_text_that_it_is_about(group: Group) -> None:
    save(group, "Vancastle", "Brackwater", definition="Vancastle in Brackwater.")
    (row,) = family_words.transcripts(group.team_id, [each.id for each in group.sessions])
    ref = f"code/{coding.starting_codes('en')[0].id}"
    redacting.take_out(
        group.team_id, row["id"], "Vancastle", "[judge]", seen=row["version"], also=(ref,)
    )
    for version in studies_store.codebook_versions(group.team_id, group.plan.id):
        assert "vancastle" not in repr(version).casefold()
    first = coding.codebook(group.team_id, group.plan.id).codes[0]
    assert (first.definition, first.cleared) == ("[judge] in Brackwater.", ())
