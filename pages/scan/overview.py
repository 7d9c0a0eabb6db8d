"""The scan of a team: how much is known of each section, and what to do next."""

import streamlit as st

from data.exports.scan.formats import SCAN_FORMATS
from data.scan_views import BoardView, SectionView
from data.services import scan_settling, scans
from data.services.authority import may
from data.views import TeamView
from pages.charts import theme
from pages.charts.known import KnownRow, known_figure
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.scan.reading import Reading, over
from scoring.scanned import STANDINGS


def page() -> None:
    """The newest scan of the team that the address names, or how to begin one."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    rounds = scans.scans(team.id)
    if not rounds:
        _empty(team)
    else:
        wanted = st.query_params.get("scan", "")
        known = {each.id for each in rounds}
        _scan(team, scans.board(wanted if wanted in known else rounds[0].id))
        _other_rounds(team)
    _beside(team)
    links.back()


def _empty(team: TeamView) -> None:
    heading("Environmental scan", over=team.name, demo=team.demo)
    st.write(
        "What does your community have for families, what does it lack, and what does nobody know "
        "yet? Your agencies go through one list of 63 statements in nine sections. Each answers "
        "only what it would know. What nobody knows becomes a list of whom to ask."
    )
    if not may("scan.run", team_id=team.id):
        st.info("No scan has begun yet. A facilitator of your team can begin one.")
        return
    if st.button("Begin the scan", type="primary"):
        begin(team.id)


def begin(team_id: str) -> None:
    """Begin a round, then show it."""
    take_step(
        lambda: scans.begin(team_id),
        go=lambda made: links.go("scan-run", scan=made.id),
        told="The round has begun. Choose who answers for which agency.",
    )


def _scan(team: TeamView, board: BoardView) -> None:
    heading("Environmental scan", over=over(board), demo=team.demo)
    if board.scan.closed_on is not None:
        st.info(f"This round ended on {written_date(board.scan.closed_on, 'en')}.")
    _ways(board)
    reading = Reading(board)
    if not board.scan.edition.checklist.validated:
        small(reading.say("not_validated"))
    _known(reading)
    _agreement(board)
    for section in board.sections:
        if section.items:
            _section(reading, section)
    if may("scan.export", team_id=team.id):
        _export(team)


def _ways(board: BoardView) -> None:
    differ = sum(1 for item in board.items if item.conflicts)
    waiting = len(scan_settling.work_list(board))
    mine = len(scan_settling.my_rechecks(board))
    scan_id, team_id = board.scan.id, board.scan.team_id
    with st.container(horizontal=True):
        if scans.my_agencies(team_id):
            links.link("scan-answer", "Answer for my agency", scan=scan_id)
        links.link("scan-differ", f"Where agencies differ ({differ})", scan=scan_id)
        links.link("scan-work", f"Who finds out what ({waiting})", scan=scan_id)
        if mine:
            links.link("scan-recheck", f"My two-minute check ({mine})", scan=scan_id)
        links.link("scan-sign", "Sign-off", scan=scan_id)
        if board.scan.earlier_id:
            links.link("scan-changes", "What changed", scan=scan_id)
        if may("scan.run", team_id=team_id):
            links.link("scan-run", "Run this scan", scan=scan_id)


def _known(reading: Reading) -> None:
    st.header("How much is known", anchor=False)
    st.write(
        "Solid is known, hatched is not. Unknown is never counted as “not in place”. The share in "
        "place is told only where six in ten or more are known."
    )
    rows = [
        KnownRow(reading.section(each), each.summary.counts)
        for each in reading.board.sections
        if each.items
    ]
    names = {standing: reading.status(standing) for standing in STANDINGS}
    figure = known_figure(rows, names=names, size=theme.HAND)
    st.plotly_chart(
        figure,
        config=theme.config("scan", save="Save as a picture"),
        key="scan-known",
        theme=None,
    )
    with st.expander("The same in words"):
        for each in reading.board.sections:
            if each.items:
                st.markdown(f"- **{plain(reading.section(each))}**: {_counts(reading, each)}")


def _counts(reading: Reading, section: SectionView) -> str:
    """How many items stand in which way, and the two shares; one that is not told says so."""
    summary = section.summary
    known = summary.known_share
    counts = [
        f"{reading.status(each).lower()} {count}" for each, count in summary.counts.items() if count
    ]
    share = "none applies" if known is None else f"{known:.0%}"
    return plain(f"{', '.join(counts)}. Known: {share}. In place: {in_place(section)}.")


def in_place(section: SectionView) -> str:
    """The share in place, or why there is none."""
    share = section.summary.in_place_share
    if section.summary.known_share is None:
        return "none applies"
    return "too little known" if share is None else f"{share:.0%}"


def _agreement(board: BoardView) -> None:
    agreement, dont_know = board.agreement, board.dont_know
    st.header("Do agencies say the same?", anchor=False)
    if dont_know.asked:
        said = f"{dont_know.dont_know} of {dont_know.asked} answers were “We don't know”"
        st.write(f"{said} ({dont_know.share:.0%}). That is not disagreement: it is whom to ask.")
    if agreement.reason is not None and agreement.alpha != agreement.alpha:
        st.write(
            "Whether agencies say the same can be told once two or more of them have answered the "
            "same statements, and not all in the same way."
        )
        return
    span = ""
    if agreement.low == agreement.low:
        span = f" (between {agreement.low:.2f} and {agreement.high:.2f}, 95 in 100 times)"
    same = agreement.units - agreement.differing
    st.write(
        f"Two or more agencies know about {agreement.units} statements. On {same} of them all say "
        "the same."
    )
    with st.expander("The same as a measure"):
        st.write(
            f"Krippendorff's alpha is {agreement.alpha:.2f}{span}. 1 is full agreement, 0 is what "
            "chance would do. “We don't know” is left out."
        )


def _section(reading: Reading, section: SectionView) -> None:
    summary = section.summary
    share = "none applies" if summary.known_share is None else f"{summary.known_share:.0%} known"
    with st.expander(f"{plain(reading.section(section))}: {share}, in place: {in_place(section)}"):
        for item in section.items:
            st.markdown(f"**{plain(reading.item(item))}**")
            settled = " (settled)" if item.settled else ""
            names = reading.board.agencies
            said = (
                f"{names[each.agency_code]}: {reading.status(each.status)}" for each in item.answers
            )
            small(f"{reading.status(item.standing)}{settled}")
            for line in said:
                small(line)


def _export(team: TeamView) -> None:
    st.header("Take it with you", anchor=False)
    st.write("All rounds, with every state, every agency's answer and its evidence.")
    with st.container(horizontal=True):
        for chosen in SCAN_FORMATS.values():
            st.link_button(chosen.title, f"/export/scan/{team.id}.{chosen.key}")


def _other_rounds(team: TeamView) -> None:
    rounds = scans.scans(team.id)
    if len(rounds) < 2:
        return
    st.header("Rounds", anchor=False)
    for each in rounds:
        ended = "open" if each.closed_on is None else f"ended {written_date(each.closed_on, 'en')}"
        links.link("scan", f"Round {each.number} ({ended})", team=team.id, scan=each.id)


def _beside(team: TeamView) -> None:
    st.header("Beside the scan", anchor=False)
    links.link("baseline", "Shared results: the five Rs", team=team.id)
    links.link("worksheets", "Worksheets: roles, and who tells whom what", team=team.id)
    links.link("training", "Training that would help", team=team.id)
