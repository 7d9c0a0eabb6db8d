"""Which statements may become lines of a team's principles: those on common ground.

They come from the latest released round of each values inventory. A round that only facilitators
see yet offers nothing, since a line is seen by the whole team.
"""

from collections.abc import Iterator

from data.exports.content import content_of
from data.guide_views import OfferView
from data.services import release, waves
from data.services.errors import ReportChanged
from data.services.guide_picks import common_ground
from data.services.guide_sentences import Teller
from data.services.holds import hidden_until
from data.views import ReportView
from surveys.guide_words import guide_words

_RELEASED = ("released", "archived")


def latest(team_id: str) -> tuple[ReportView, ...]:
    """The latest round of each values inventory that the whole team may see."""
    found: dict[str, ReportView] = {}
    for wave in waves.waves(team_id):
        is_out = wave.state in _RELEASED and hidden_until(wave.id) is None
        if not is_out or wave.instrument_id in found:
            continue
        try:
            view = release.report(wave.id)
        except ReportChanged:  # the screen of the result says so
            continue
        if view.edition.instrument.kind == "values":
            found[wave.instrument_id] = view
    return tuple(found.values())


def offers_of(
    view: ReportView, known: set[tuple[str, str]], *, language: str | None
) -> Iterator[OfferView]:
    """The lines that one round offers, most agreed first.

    Args:
        known: wave and item of the lines that were chosen before.
        language: the one to speak; the wave's first unless people were asked in this one.
    """
    content = content_of(view, language=language)
    words = guide_words(content.language)
    teller = Teller(view.report, words, agreement=True)
    for item_id in common_ground(view.report):
        measures = view.report.item(item_id).measures
        side = "lower" if measures and measures.side == "lower" else "upper"
        statement = content.statements[item_id].text
        yield OfferView(
            wave_id=view.wave.id,
            wave_title=view.wave.title,
            item=item_id,
            words=words.lines[side].format(statement=statement),
            figure=teller.figure(item_id),
            chosen=(view.wave.id, item_id) in known,
        )
