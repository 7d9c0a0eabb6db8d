"""Everything of a team that was measured more than once, round beside round."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import streamlit as st

from data.services import holds, over_time
from data.services.over_time import OverTime, ScanRound, Series
from data.views import TeamView
from pages.charts import theme
from pages.charts.words import Words, words
from pages.meeting.waves_read import FEWEST, OverRounds, known_chart
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.readying import Readying, show_gates
from pages.parts.result_screen import Chart, read_aloud
from pages.parts.session import require_sign_in
from pages.parts.words import language_name, written_date

KINDS = ("values", "capacity", "readiness", "other")
_EXPECTED = KINDS[:3]
_SAID = words("en")


def page() -> None:
    """The rounds of the team that the address names."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading(_SAID.say("over.title"), over=team.name, demo=team.demo)
    st.write(_SAID.say("over.intro"))
    found = over_time.over_time(team.id)
    size = theme.ROOM if st.toggle(_SAID.say("results.big_letters")) else theme.HAND
    language = _language(found)
    for kind in KINDS:
        _kind(kind, found.of_kind(kind), language=language, size=size)
    _scan(team, size=size)
    _baseline(team)
    links.link("meeting", "Meet and act", team=team.id)
    links.back()


def _language(found: OverTime) -> str:
    """In which language statements and sentences about questionnaires stand."""
    languages = sorted({each for one in found.series for each in one.edition.languages} or {"en"})
    if len(languages) == 1:
        return languages[0]
    return st.selectbox(
        _SAID.say("results.language"),
        languages,
        index=languages.index("en") if "en" in languages else 0,
        format_func=language_name,
        key="over-language",
    )


def _kind(kind: str, series: Sequence[Series], *, language: str, size: theme.Size) -> None:
    """All editions of one kind of questionnaire, each on its own."""
    if not series and kind not in _EXPECTED:
        return
    said = words(language)
    st.header(said.say(f"over.kind_{kind}"), anchor=False)
    if not series:
        st.text(said.say("over.none", what=said.say(f"over.what_{kind}")))
    ids = [each.edition.instrument.id for each in series]
    for name in dict.fromkeys(ids):
        same = [each for each in series if each.edition.instrument.id == name]
        if len(same) > 1:
            st.info(said.say("over.editions", count=len(same)))
        for each in same:
            _series(each, alone=len(series) == 1, language=language, size=size)


def _series(series: Series, *, alone: bool, language: str, size: theme.Size) -> None:
    """One edition: its rounds, then what moved, or why that cannot be told."""
    asked = series.edition.languages
    read_in = language if language in asked else asked[0]
    said = words(read_in)
    if not alone:
        st.subheader(plain(_edition_title(series, language=read_in)), anchor=False)
    for day in series.held:
        st.info(said.say("over.held", day=written_date(day, said.language)))
    if series.changed:
        st.error(said.say("over.broken", count=series.changed))
    if not series.rounds:
        return
    over = OverRounds(series, read_in)
    _rounds(over)
    if series.kind == "readiness":
        _readiness(over, size=size)
    elif len(series.rounds) < FEWEST:
        st.info(plain(said.say("over.one", title=over.title)))
    else:
        _moves(over, size=size)


def _edition_title(series: Series, *, language: str) -> str:
    asked = series.edition.instrument
    title = asked.id
    if asked.wording_may_be_exported:
        title = series.edition.wording(language).title
    return words(language).say("over.edition", title=title, version=asked.version)


def _rounds(over: OverRounds) -> None:
    """Which rounds there are; for facilitators also which of them others do not see yet."""
    for place, name in enumerate(over.rounds()):
        wave = over.series.rounds[place].wave
        st.markdown(f"**{place + 1}: {plain(name)}**")
        small(over.answered(place))
        until = holds.hidden_until(wave.id)
        if until is not None:
            day = written_date(until, over.words.language)
            st.warning(over.words.say("over.held_here", number=place + 1, day=day))
        links.link("results", over.words.say("over.to_result", number=place + 1), wave=wave.id)


def _moves(over: OverRounds, *, size: theme.Size) -> None:
    """What each result says of the round before it, all statements together, then by section."""
    for pair in over.series.pairs:
        ways = {"earlier": pair.earlier + 1, "later": pair.later + 1}
        between = over.words.say("over.between_rounds", **ways)
        read_aloud(f"{between}. {over.word(pair.change)}")
    for sentence in over.gaps():
        st.text(sentence)
    if not over.series.pairs:
        return
    for sentence in over.notes():
        st.text(sentence)
    _place(over.whole(), said=over.words, size=size)
    for sentence in over.about_groups():
        st.text(sentence)
    sections = over.sections()
    if sections.rows and st.toggle(
        over.words.say("over.sections_show"), key=f"sections-{over.key}"
    ):
        st.text(over.words.say("over.sections_read"))
        _place(sections, said=over.words, size=size)


def _readiness(over: OverRounds, *, size: theme.Size) -> None:
    """The lowest part and the gates of every round; no figure stands for all of it."""
    said, told = over.words, over.ready()
    if not any(told):
        st.info(said.say("results.too_few", smallest=over.last.report.release.smallest_group))
        return
    st.text(said.say("ready.rule"))
    for place, found in enumerate(told, start=1):
        if found is not None:
            _round_of_readiness(found, place=place, said=said)
        else:
            smallest = over.readings[place - 1].report.release.smallest_group
            st.text(f"{place}: {said.say('results.too_few', smallest=smallest)}")
    _place(over.parts(), said=said, size=size)
    if len(told) < FEWEST:
        st.info(plain(said.say("over.one", title=over.title)))
    else:
        st.text(said.say("ready.over"))


def _round_of_readiness(found: Readying, *, place: int, said: Words) -> None:
    st.markdown(f"**{said.say('over.number', number=place)}**")
    if found.of.parts:
        read_aloud(found.lowest())
    if found.of.gates:
        st.markdown(f"**{plain(said.say('ready.gates'))}**")
        show_gates(found)


def _scan(team: TeamView, *, size: theme.Size) -> None:
    """How much of the environmental scan is known, round by round, and what changed."""
    st.header("Environmental scan", anchor=False)
    rounds = over_time.scan_rounds(team.id)
    if not rounds:
        st.text("No scan has begun yet.")
    elif len(rounds) < FEWEST:
        st.info("The scan has one round so far. The next round will be set beside it.")
    else:
        _known(rounds, size=size)
    if rounds:
        links.link("scan", "Go to the scan", team=team.id)


def _known(rounds: Sequence[ScanRound], *, size: theme.Size) -> None:
    st.write(
        "The share of statements of each section that somebody found out. It can fall: an answer "
        "that became too old counts as not known until somebody looks again. More known is not "
        "more in place."
    )
    versions = {each.board.scan.edition.checklist.version for each in rounds}
    if len(versions) > 1:
        st.text("The list itself was changed between rounds, so sections may hold new statements.")
    _place(known_chart(rounds, words=_SAID), said=_SAID, size=size)
    for before, now in pairwise(rounds):
        numbers = f"Round {before.board.scan.number} to {now.board.scan.number}"
        st.text(
            f"{numbers}: statements that stand otherwise: {len(now.changes)}. Newly known: "
            f"{now.became_known}. No longer known: {now.no_longer_known}. Known before and now, "
            f"but otherwise: {now.known_otherwise}."
        )
        label = f"Changes of round {now.board.scan.number}"
        links.link("scan-changes", label, scan=now.board.scan.id)


def _place(chart: Chart, *, said: Words, size: theme.Size) -> None:
    """A chart with its words for those who do not see it, and its table row by row.

    Rows are a list: a table of this width has to be scrolled on a phone, which no key can do.
    """
    st.plotly_chart(
        chart.draw(size),
        theme=None,
        config=theme.config(chart.key, save=said.say("chart.save")),
        alt=chart.told,
        key=f"chart-{chart.key}-{size.text}-{said.language}",
    )
    with st.expander(said.say("over.rows")):
        st.markdown("\n".join(_row(row) for row in chart.rows))


def _row(row: Mapping[str, str]) -> str:
    (_, first), *others = row.items()
    rest = "; ".join(f"{plain(head)}: {plain(cell)}" for head, cell in others)
    return f"- **{plain(first)}** – {rest}"


def _baseline(team: TeamView) -> None:
    """A link and nothing else: what families experience has many causes."""
    st.header("Shared results: the five Rs", anchor=False)
    st.write(
        "What happens to families stands on a screen of its own. It is not drawn beside these "
        "rounds on purpose: both can move for many reasons, and one moving with the other would "
        "not show that it is the cause."
    )
    links.link("baseline", "Shared results: the five Rs", team=team.id)
