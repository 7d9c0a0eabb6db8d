"""A sample is of the sentences that chance drew, and of no others."""

import random

import pytest

from data.services import redacting, sampling, transcripts
from data.services.authority import acting, actor
from data.services.errors import FamilyStateError
from data.store import family_words as store
from tests.data.services.families.groups import Group, begun, facilitator, held, redacted, written

WORDS = tuple(f"The {each} was late. Nobody told us." for each in ("bus", "call", "visit", "form"))


@pytest.fixture
def group(sqlite_database: str) -> Group:
    made = begun()
    redacted(made, written(made, held(made, people=4, name="One"), WORDS))
    return made


def about(made: Group) -> tuple[str, str]:
    found = transcripts.transcript_of(made.team_id, made.sessions[0].id)
    assert found is not None
    return made.team_id, found.id


def version(made: Group) -> int:
    return transcripts.transcript(*about(made)).version


def draw(made: Group, size: int, *, seed: int = 1) -> sampling.Drawn:
    chance = random.Random(seed)
    sampling.draw_sentences(*about(made), size, seen=version(made), chance=chance)
    found = sampling.drawn(*about(made))
    assert found is not None
    return found


def record(made: Group, *leaks: int):
    return sampling.record_sample(*about(made), leaks=leaks, seen=version(made))


def test_nothing_counts_that_was_never_drawn(group: Group) -> None:
    with pytest.raises(FamilyStateError, match="No sentences of these words were drawn"):
        record(group)
    assert len(draw(group, 3).texts) == 3
    for stranger in (0, 4, 400, -1):
        with pytest.raises(FamilyStateError, match=f"3 sentences were drawn .* {stranger}\\."):
            record(group, 1, stranger)
    with acting(facilitator(group.team_id, "Somebody else")):
        assert sampling.drawn(*about(group)) is None
        with pytest.raises(FamilyStateError, match="No sentences"):
            record(group)
    found = record(group, 2, 2)
    assert (found.sampled, found.leaks, found.whole) == (3, 1, False)
    with pytest.raises(FamilyStateError, match="No sentences"):
        record(group)


def test_who_draws_again_reads_the_same_sentences_and_more(group: Group) -> None:
    first = draw(group, 3)
    for size, seed in ((3, 2), (1, 3)):
        assert draw(group, size, seed=seed) == first
    more = draw(group, 5, seed=4)
    assert (len(more.texts), more.whole) == (5, False)
    numbers = drawn_numbers(group)
    every = draw(group, 99, seed=5)
    assert every.whole
    assert set(numbers) < set(drawn_numbers(group)) == set(range(len(every.texts)))
    assert record(group).whole


def test_what_was_drawn_of_other_words_counts_no_more(group: Group) -> None:
    draw(group, 3)
    redacting.take_out(*about(group), "call", "[talk]", seen=version(group))
    assert sampling.drawn(*about(group)) is None
    with pytest.raises(FamilyStateError, match="No sentences"):
        record(group)


@pytest.mark.long
def test_every_sentence_is_drawn_as_often_as_any_other(group: Group) -> None:
    often: dict[int, int] = {}
    for seed in range(60):
        with acting(facilitator(group.team_id, f"Reader {seed}")):
            draw(group, 3, seed=seed)
            for number in drawn_numbers(group):
                often[number] = often.get(number, 0) + 1
    assert len(often) == 9, "each of the nine sentences came up"
    assert sum(often.values()) == 180


def drawn_numbers(made: Group) -> list[int]:
    row = store.transcript(*about(made))
    assert row is not None
    return row["evidence"]["drawn"][actor().id]["numbers"]
