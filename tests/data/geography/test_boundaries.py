"""Outlines of counties: the same as those they were made from, and light."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.geography import boundaries, building, gazetteer
from data.geography.boundaries import polygons
from data.geography.gazetteer import area, areas

SOURCE = "boundaries/us_counties_2017_3dec.geojson"
FOLDER = Path(boundaries.__file__).parent


@pytest.fixture(scope="module")
def source(request: pytest.FixtureRequest) -> dict[str, Any]:
    from tests.conftest import shared_folder

    return json.loads((shared_folder("samples") / SOURCE).read_text(encoding="utf-8"))


def parts_of(geometry: dict[str, Any]) -> list[list[list[list[float]]]]:
    several = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if several else [geometry["coordinates"]]


def test_every_ring_of_every_county_is_the_one_it_was_made_from(source: dict[str, Any]) -> None:
    for feature in source["features"]:
        ours = [
            (ring.part, ring.hole, np.column_stack([ring.lon, ring.lat]).tolist())
            for ring in polygons([feature["id"]])
        ]
        theirs = [
            (part, place > 0, ring)
            for part, rings in enumerate(parts_of(feature["geometry"]))
            for place, ring in enumerate(rings)
        ]
        assert ours == theirs, feature["id"]


def test_the_files_are_what_building_makes_of_the_source(source: dict[str, Any]) -> None:
    made = building.built(source)
    assert made.gazetteer == gazetteer.FILE.read_text(encoding="utf-8")
    with np.load(boundaries.FILE, allow_pickle=False) as kept:
        assert set(kept) == set(made.boundaries)
        for name, array in made.boundaries.items():
            np.testing.assert_array_equal(kept[name], array)


def test_building_writes_files_that_are_read_back(
    source: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "few.geojson"
    few = [each for each in source["features"] if each["id"].startswith("10")]
    given.write_text(json.dumps({"features": few}), encoding="utf-8")
    monkeypatch.setattr(gazetteer, "FILE", tmp_path / "few.csv")
    monkeypatch.setattr(boundaries, "FILE", tmp_path / "few.npz")
    building.build(given)
    assert len((tmp_path / "few.csv").read_text(encoding="utf-8").splitlines()) == 1 + 3
    with np.load(tmp_path / "few.npz", allow_pickle=False) as kept:
        assert sorted(kept) == ["10_rings", "10_steps"]


def test_all_files_of_the_nation_are_lighter_than_450_kilobytes() -> None:
    files = [path for path in FOLDER.iterdir() if path.suffix in (".csv", ".npz", ".yaml")]
    assert sum(path.stat().st_size for path in files) < 450_000


def test_the_notices_travel_with_the_files() -> None:
    notice = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    for said in ("U.S. Census Bureau", "public domain", "2017", "us-atlas 3.0.1"):
        assert said in notice
    assert "Copyright 2013-2019 Michael Bostock" in notice
    assert "provided that the above copyright notice\nand this permission notice appear" in notice


def test_only_the_state_that_is_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = np.load

    class Watched:
        def __init__(self, *given: Any, **named: Any) -> None:
            self.file = whole(*given, **named)

        def __enter__(self) -> "Watched":
            return self

        def __exit__(self, *how: object) -> None:
            self.file.close()

        def __getitem__(self, name: str) -> Any:
            asked.append(name)
            return self.file[name]

    boundaries._of_state.cache_clear()
    monkeypatch.setattr(np, "load", Watched)
    polygons(["21037", "21117", "21037"])
    assert asked == ["21_rings", "21_steps"]


def test_rings_are_closed_come_in_the_order_asked_and_cannot_be_changed() -> None:
    rings = polygons(["51059", 1001])
    assert list(dict.fromkeys(ring.area for ring in rings)) == ["51059", "01001"]
    for ring in rings:
        assert (ring.lon[0], ring.lat[0]) == (ring.lon[-1], ring.lat[-1])
        with pytest.raises(ValueError, match="read-only"):
            ring.lon[0] = 0.0


def test_a_county_around_a_city_has_a_hole_for_it() -> None:
    assert [ring.hole for ring in polygons(["51059"])] == [False, True]
    assert [ring.hole for ring in polygons(["51600"])] == [False]


def test_nobody_asked_for_is_nothing() -> None:
    assert polygons([]) == ()


def test_an_area_without_an_outline_is_refused_by_its_code() -> None:
    with pytest.raises(LookupError, match=r"no county '09110' in the boundaries of 2017"):
        polygons(["21037", "09110"])


def inside(lon: np.ndarray, lat: np.ndarray, *, of: str) -> np.ndarray:
    """Even-odd rule over all rings: counts crossings of a line going east from each point."""
    odd = np.zeros(lon.shape, dtype=bool)
    for ring in polygons([of]):
        x, y = ring.lon, ring.lat
        for x0, y0, x1, y1 in zip(x[:-1], y[:-1], x[1:], y[1:], strict=True):
            crosses = (y0 > lat) != (y1 > lat)
            if crosses.any():
                odd ^= crosses & (lon < x0 + (lat - y0) / (y1 - y0 + (y1 == y0)) * (x1 - x0))
    return odd


@pytest.mark.parametrize(
    "code",
    ["21037", "51059", "24037", "15001", "53055"],
    ids=["one piece", "with a hole", "two pieces", "an island", "many islands"],
)
def test_a_centroid_is_the_mean_of_all_points_of_the_land(code: str) -> None:
    every = polygons([code])
    x = np.concatenate([ring.lon for ring in every])
    y = np.concatenate([ring.lat for ring in every])
    across, up = np.meshgrid(np.linspace(x.min(), x.max(), 700), np.linspace(y.min(), y.max(), 700))
    land = inside(across, up, of=code)
    found = area(code)
    assert found.lon == pytest.approx(across[land].mean(), abs=0.002)
    assert found.lat == pytest.approx(up[land].mean(), abs=0.002)


def test_a_county_on_both_ends_of_the_map_has_its_middle_on_the_islands() -> None:
    islands = polygons(["02016"])
    assert min(ring.lon.min() for ring in islands) < -179
    assert max(ring.lon.max() for ring in islands) > 179
    middle = area("02016")
    assert -179.9 < middle.lon < -165
    assert 51 < middle.lat < 55


def test_the_one_area_that_was_simplified_away_still_has_a_place() -> None:
    flat = [
        each.id
        for each in areas()
        if all(len({*zip(ring.lon, ring.lat, strict=True)}) < 3 for ring in polygons([each.id]))
    ]
    assert flat == ["51610"]
    assert (area("51610").lon, area("51610").lat) == pytest.approx((-77.17, 38.88), abs=0.02)


def test_points_too_far_apart_are_refused_with_the_code() -> None:
    wide = {"type": "Polygon", "coordinates": [[[-90, 30], [-50, 30], [-50, 40], [-90, 30]]]}
    given = {"features": [{"id": "99001", "properties": {"NAME": "Wide"}, "geometry": wide}]}
    with pytest.raises(ValueError, match=r"99001 has two points 40\.0 degrees apart; at most 32"):
        building.built(given)


def test_a_rectangle_with_a_hole_has_the_centroid_of_the_textbook() -> None:
    outer = [[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]
    hole = [[2, 0], [4, 0], [4, 2], [2, 2], [2, 0]]
    assert building.centroid({"type": "Polygon", "coordinates": [outer, hole]}) == (1.0, 1.0)
