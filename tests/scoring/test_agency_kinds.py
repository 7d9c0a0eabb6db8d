"""A name for agencies stands for two of them and five people, whatever the roster."""

import itertools

import pytest

from scoring.agency_kinds import AgencyKind, ShownKind, shown_kinds


def names(kinds: dict[str, AgencyKind]) -> list[tuple[str, ...]]:
    return [part.kinds for part in shown_kinds(kinds)]


LARGE = AgencyKind(agencies=2, staff=5, broad="health")


@pytest.mark.parametrize(
    "small",
    [
        pytest.param(AgencyKind(agencies=1, staff=90, broad="legal"), id="one agency"),
        pytest.param(AgencyKind(agencies=3, staff=4, broad="legal"), id="four people"),
    ],
)
def test_a_kind_that_is_too_small_goes_with_all_of_its_broad_kind(small: AgencyKind) -> None:
    lawyers = AgencyKind(agencies=4, staff=20, broad="legal")
    found = shown_kinds({"courts": small, "lawyers": lawyers, "treatment": LARGE, "peers": LARGE})
    assert found == (
        ShownKind(("courts", "lawyers"), ("legal",), small.agencies + 4, small.staff + 20),
        ShownKind(("peers",), ("health",), 2, 5),
        ShownKind(("treatment",), ("health",), 2, 5),
    )


def test_broad_kinds_that_are_still_too_small_go_together() -> None:
    courts = AgencyKind(agencies=1, staff=3, broad="legal")
    schools = AgencyKind(agencies=1, staff=3, broad="children")
    found = shown_kinds({"courts": courts, "schools": schools, "treatment": LARGE})
    assert [part.kinds for part in found] == [("courts", "schools"), ("treatment",)]
    assert found[0].broad == ("children", "legal")


def test_where_that_is_too_little_all_agencies_go_together() -> None:
    courts = AgencyKind(agencies=1, staff=90, broad="legal")
    assert names({"courts": courts, "treatment": LARGE}) == [("courts", "treatment")]


def test_where_all_agencies_are_too_few_nothing_is_named() -> None:
    assert names({"courts": AgencyKind(1, 90, "legal")}) == []
    assert names({}) == []


def test_every_roster_of_four_kinds() -> None:
    sizes = [(1, 4), (1, 9), (2, 4), (2, 5)]
    for four in itertools.product(sizes, repeat=4):
        kinds = {
            name: AgencyKind(agencies, staff, broad)
            for name, broad, (agencies, staff) in zip("abcd", "xxyy", four, strict=True)
        }
        found = shown_kinds(kinds)
        assert all(part.agencies >= 2 and part.staff >= 5 for part in found)
        assert sorted(name for part in found for name in part.kinds) == list("abcd")
        for part in found:  # one kind alone, whole broad kinds, or everything
            whole = {name for name in kinds if kinds[name].broad in part.broad}
            assert len(part.kinds) == 1 or set(part.kinds) == whole
        alone = [part.kinds[0] for part in found if len(part.kinds) == 1]
        assert all(kinds[name].agencies >= 2 and kinds[name].staff >= 5 for name in alone)
        for one in alone:  # otherwise the rest of its broad kind would be the small one
            twin = {"a": "b", "b": "a", "c": "d", "d": "c"}[one]
            assert twin in alone


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match=r"kind 'courts' takes 1 agency or more .* not 0 and 5"):
        shown_kinds({"courts": AgencyKind(0, 5, "legal")})
    with pytest.raises(ValueError, match="0 staff or more, not 1 and -1"):
        shown_kinds({"courts": AgencyKind(1, -1, "legal")})
