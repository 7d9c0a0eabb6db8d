"""Words that somebody typed are shown, and do nothing."""

import pytest
from markdown_it import MarkdownIt

from pages.parts.plain import plain

HOSTILE = (
    "![](http://evil.example/p.gif)",
    "[click](http://evil.example)",
    "<img src=http://evil.example/p.gif>",
    "<script>alert(1)</script>",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "**bold** _it_ ~~gone~~ `code`",
    "$x^2$ and $$y$$",
    ":red[text] :material/home: :smile:",
    "| a | b |\n| - | - |",
    "http://evil.example www.evil.example a@evil.example",
    "a\n\n# b",
    "[ref]: http://evil.example",
    "\\![](http://evil.example)",
    "&lt;b&gt; &amp;",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_comes_out_of_it(text: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False}).enable("table").render(plain(text))
    inside = shown.removeprefix("<p>").removesuffix("</p>\n")
    assert "<" not in inside


@pytest.mark.parametrize("text", HOSTILE)
def test_no_address_is_left_to_become_a_link(text: str) -> None:
    shown = plain(text).replace("\\", "")
    assert "http:/" not in shown
    assert "www." not in shown
    assert "@e" not in shown


@pytest.mark.parametrize("text", ["Courts and legal partners", "Niñez y familias", "5 of 7", ""])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


def test_marks_are_kept_for_the_reader() -> None:
    shown = MarkdownIt().render(plain("St. Mary's (3 agencies) – A&B *"))
    assert shown == "<p>St. Mary's (3 agencies) – A&amp;B *</p>\n"
