"""While a wave is open nobody learns anything but how many have answered."""

from data.services import answering, invitations, release, teams, waves
from tests.data.conftest import make_sheet


def _said(errand) -> str:
    try:
        return repr(errand())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _everything(made) -> str:
    """What every service says about a wave, with what differs by chance replaced."""
    wave_id, team_id = made.wave.id, made.team.id
    unused = made.secrets[-1]
    said = "\n".join(
        _said(errand)
        for errand in (
            lambda: waves.wave(wave_id),
            lambda: waves.waves(team_id),
            lambda: waves.progress(wave_id),
            lambda: waves.preview_groups(team_id),
            lambda: waves.open_wave(wave_id),
            lambda: waves.update_draft(wave_id, title="x"),
            lambda: waves.delete_draft(wave_id),
            lambda: waves.archive_wave(wave_id),
            lambda: waves.close_due_waves(),
            lambda: teams.team(team_id),
            lambda: teams.update_team(team_id, name="x", jurisdiction="", agencies=()),
            lambda: teams.delete_team(team_id, confirm_name=made.team.name),
            lambda: [team for team in teams.teams() if team.id == team_id],
            lambda: invitations.issue(wave_id, "link"),
            lambda: invitations.issue(wave_id, "code"),
            lambda: invitations.reissue_unused(wave_id, "link"),
            lambda: release.report(wave_id),
            lambda: release.release_wave(wave_id),
            lambda: release.comments(wave_id, "wish"),
            lambda: answering.open_form(unused),
            lambda: answering.open_form(made.secrets[12]),
        )
    )
    for number, agency in enumerate(made.team.agencies):
        said = said.replace(agency.code, f"agency {number}")
    return said.replace(wave_id, "this wave").replace(team_id, "this team")


def test_two_waves_with_as_many_answers_look_the_same_whatever_they_are_and_whoever_gave_them(
    make_round,
):
    one, other = make_round(), make_round()
    for place in (0, 1, 2, 3, 12):  # the first group first
        one.send(place, make_sheet(1, q1=0, wish="no"))
    for place in (12, 20, 21, 22, 8):  # other groups, other answers, and drafts beside
        other.send(place, make_sheet(2, q1=3, wish="yes " * 20, worry="much"))
    answering.keep_draft(other.secrets[5], {"q1": 3}, language="es", position=2)
    assert _everything(one) == _everything(other)
    assert "Progress(answered=5, invited=24)" in _everything(one)


def test_an_answer_more_changes_the_count_and_nothing_else(make_round):
    made = make_round()
    made.send(12)
    before = _everything(made)
    made.send(3)
    after = _everything(made)
    assert after == before.replace("answered=1", "answered=2")
