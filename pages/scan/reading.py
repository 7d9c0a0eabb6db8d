"""A scan in one language: the words of its sections and items, own ones too, and of its answers."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from data.scan_views import BoardView, ItemView, SectionView
from data.services import scans
from pages.charts.words import Words
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.named import named
from pages.parts.words import language_name, words, written_date


@dataclass(frozen=True, slots=True)
class Reading:
    """A scan and the language it is read in."""

    board: BoardView
    language: str = "en"

    @property
    def words(self) -> Words:
        """Of buttons and states."""
        return words(self.language, about="scan")

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of ours."""
        return self.words.say(key, **values)

    def status(self, status: str) -> str:
        """A status of an agency, or what may be said of an item."""
        return self.say(f"status_{status}")

    def section(self, section: SectionView) -> str:
        """The title of a section."""
        if not section.own:
            wording = self.board.scan.edition.wording(self.language)
            return wording.sections.get(section.id, section.id)
        own = (self.board.own_words[item.id].section_title for item in section.items)
        return next((title for title in own if title), section.id)

    def item(self, item: ItemView) -> str:
        """The statement of an item."""
        if item.own:
            return self.board.own_words[item.id].text
        return self.board.scan.edition.wording(self.language).items[item.id].text

    def would_show(self, item: ItemView) -> str:
        """What would show that it is so; empty where an own item does not say."""
        if item.own:
            return self.board.own_words[item.id].evidence
        return self.board.scan.edition.wording(self.language).items[item.id].evidence

    def why(self, item: ItemView) -> str:
        """Why it is asked; empty for an own item."""
        if item.own:
            return ""
        return self.board.scan.edition.wording(self.language).items[item.id].why


def scan_page(title: str, show: Callable[[BoardView], None]) -> None:
    """A screen about the scan that the address names: its heading, itself, and the ways back."""
    board = named(lambda: scans.board(st.query_params.get("scan", "")), missing="No such scan")
    if board is None:
        return
    heading(title, over=over(board), demo=board.scan.demo)
    show(board)
    links.link("scan", "Back to the scan", team=board.scan.team_id)


def over(board: BoardView) -> str:
    """What stands above the heading: the team and the round."""
    scan = board.scan
    since = f"round {scan.number}, begun {written_date(scan.opened_on, 'en')}"
    return f"{scan.team_name} · {scan.title}, {since}"


def chosen_language(board: BoardView) -> str:
    """The language of the statements, which the address says, and a way to choose another."""
    languages = board.scan.edition.languages
    now = st.query_params.get("language", "en")
    now = now if now in languages else languages[0]
    if len(languages) > 1:
        label = words(now, about="scan").say("language")
        chosen = st.radio(
            label,
            languages,
            index=languages.index(now),
            format_func=language_name,
            horizontal=True,
            key="scan-language",
        )
        if chosen != now:
            st.query_params["language"] = chosen
            st.rerun()
    return now
