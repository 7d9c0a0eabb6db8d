"""What a released wave says of groups and of the wave before it, on a real database."""

import pytest
from sqlalchemy import update

from data.services import auditing, release, waves
from data.services.errors import NotFound, WaveStateError
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import ReleasedReport
from tests.data.conftest import make_sheet


def released(made, *, shift: int = 0):
    """Everybody answers; the result."""
    for place in range(len(made.secrets)):
        made.send(place, make_sheet(place + 100 * shift))
    waves.close_wave(made.wave.id)
    return release.release_wave(made.wave.id)


def test_groups_are_compared_over_all_statements(opened):
    report = released(opened).report
    told = [item for item in report.items if item.apart is not None]
    assert report.comparison is not None
    assert report.comparison.items == len(told) > 2
    assert len(report.comparison.pairs) == 3
    assert len(report.comparison.strip) == 1_000
    assert all(len(item.apart.within_chance) == 3 for item in told)
    assert all(item.apart.p_value is None for item in told)


def test_a_released_wave_is_never_computed_again(opened, monkeypatch):
    view = released(opened)

    def never(*_: object, **__: object):
        raise AssertionError("a released wave was computed again")

    monkeypatch.setattr(release, "publish", never)
    assert release.report(opened.wave.id).report == view.report
    assert release.release_wave(opened.wave.id).report == view.report


def next_wave(made):
    """A second round of the same questionnaire in the same team."""
    from datetime import timedelta

    from data.clock import today
    from data.services import invitations

    draft = waves.draft_wave(
        made.team.id,
        "every_kind",
        languages=("en", "es"),
        closes_on=today() + timedelta(days=14),
    )
    made.wave = waves.open_wave(draft.id)
    made.secrets = [slip.secret for slip in invitations.issue(draft.id, "link")]
    return made


def test_the_first_wave_stands_beside_none(opened):
    assert released(opened).report.change is None


def test_the_next_wave_stands_beside_the_one_before(opened):
    released(opened)
    change = released(next_wave(opened), shift=1).report.change
    assert change is not None
    assert change.people == (24, 24)
    assert 0 <= change.typical_gap.before <= 1.6
    assert change.group_gap is not None
    assert {item.id for item in change.items} <= {"q1", "q2", "q3", "years", "share"} | {
        item.id for item in change.items if item.id.startswith("q")
    }


def test_a_wave_that_was_not_released_is_no_wave_to_stand_beside(opened):
    first = opened.wave.id
    opened.send_all()
    waves.close_wave(first)
    assert released(next_wave(opened)).report.change is None


def test_a_result_that_an_earlier_version_stored_stays_readable(opened):
    """It has no comparison, and keeps its checksum."""
    import hashlib
    import json

    view = released(opened)
    plain = json.loads(release.store.kept_report(opened.wave.id).body)
    for key in ("comparison", "change"):
        del plain[key]
    for item in plain["items"]:
        del item["apart"], item["pairs"]
    body = json.dumps(plain)
    table = table_of(ReleasedReport)
    with store.writing() as connection:
        kept = {"body": body, "sha256": hashlib.sha256(body.encode()).hexdigest()}
        connection.execute(update(table).values(**kept))
    old = release.report(opened.wave.id)
    assert old.sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert old.report.comparison is None
    assert old.report.release == view.report.release


def test_a_released_wave_is_audited_from_what_is_stored(opened):
    view = released(opened)
    found = auditing.audit_wave(opened.wave.id)
    assert found.is_clean
    assert found.statements == len(view.report.items)
    assert found.targets > found.statements


def test_an_open_wave_is_not_audited(opened):
    with pytest.raises(WaveStateError, match="To see its result, it must be closed"):
        auditing.audit_wave(opened.wave.id)
    with pytest.raises(NotFound):
        auditing.audit_wave("nothing")
