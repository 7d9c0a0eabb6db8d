"""A small study that has one of everything, and studies made by chance."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from data.coded_project import (
    Case,
    Code,
    CodedProject,
    CodeMatrix,
    Coder,
    Coding,
    Source,
    Variable,
    Withheld,
)
from data.family_findings import (
    FamilyFindings,
    FoundTheme,
    ReleasedQuote,
    SeenBeside,
)

TEXT = "Mamá dijo: «no había quien los cuidara» 😀.\nWe waited e\u0301ight weeks.\n\nThen nothing."
SECOND = "The bus comes twice a day & the office closes at 4 < 5.\n"


def passage(text: str, words: str) -> tuple[int, int]:
    """Where some words stand."""
    at = text.index(words)
    return at, at + len(words)


def study() -> CodedProject:
    """Two sessions, four codes in two levels, two coders, one memo, facts of every kind."""
    early = datetime(2027, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=-6)))
    codings = (
        Coding(
            "c1", *passage(TEXT, "no había quien los cuidara"), "care", "a", "ask\nagain", early
        ),
        Coding("c2", *passage(TEXT, "no había quien los cuidara"), "care", "b"),
        Coding("c3", *passage(TEXT, "😀.\nWe"), "wait", "a"),
        Coding("c4", *passage(TEXT, "e\u0301ight weeks"), "wait", "b", made_on=early),
    )
    facts = (
        *(Variable("people", 7), Variable("online", True), Variable("share", 0.1)),
        *(Variable("month", "2027-03"), Variable("day", date(2027, 3, 2))),
        Variable("began", datetime(2027, 3, 2, 18, tzinfo=UTC)),
    )
    return CodedProject(
        "study-1",
        "What families met",
        date(2027, 4, 26),
        (
            Code("top", "Barriers", is_codable=False),
            Code(
                "care", "Childcare", "top", "Nobody to leave a child with", "yes", "no", "#1f77b4"
            ),
            Code("wait", "Waiting/time", "top", "Weeks & months"),
            Code("road", "Getting there", definition="Bus, car"),
        ),
        (Coder("a", "coder_a"), Coder("b", "coder_b")),
        (
            Source("t1", "Session 1", TEXT, codings),
            Source("t2", "Session 2", SECOND, (Coding("c5", 0, len(SECOND), "road", "a"),)),
        ),
        (Case("k1", "Session 1", ("t1",), facts), Case("k2", "Session 2", ("t2",))),
        CodeMatrix(("k1", "k2"), {"care": (4, "fewer than 3"), "road": (0, 5)}),
        ("Words that could tell who somebody is were taken out by two people.",),
        (Withheld("texts", 1, "one is not released yet."), Withheld("codings", 9, "see above.")),
    )


def report() -> FamilyFindings:
    """A report with two themes, of which one has quotes."""
    quote = ReleasedQuote("We waited <b>eight</b> weeks.", "a group of parents", is_changed=True)
    return FamilyFindings(
        "What families told us",
        "Example County",
        date(2027, 4, 26),
        about=("Two groups met in March 2027.",),
        themes=(
            FoundTheme(
                "Nobody can look after the children during treatment.",
                "at least 3 people in 2 groups",
                ("Outpatient treatment",),
                "Childcare",
                ("Parents on medication can parent safely.",),
                (SeenBeside("Outpatient treatment", "hidden", "Five agencies refer there."),),
                (quote, ReleasedQuote("Nobody called back.")),
            ),
            FoundTheme("The bus is the wait.", "at least 3 people in 2 groups"),
        ),
        withheld=(Withheld("quotes", 3, "their speakers did not agree to it."),),
    )


_ODD = ("\r\n", "\n", "\r", "😀", "e\u0301", "👩\u200d👧", "&", "<", "\ufeff", "ñ", " ")
_ANY = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
LETTERS = st.lists(st.one_of(st.sampled_from(_ODD), _ANY), min_size=1, max_size=40).map("".join)
TEXTS = LETTERS.map(lambda text: text.lstrip("\ufeff") or "x")
NAMES = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


@st.composite
def studies(draw: st.DrawFn) -> CodedProject:
    """Texts of any letters with codings anywhere in them."""
    codes = [Code(f"k{place}", draw(NAMES)) for place in range(draw(st.integers(1, 4)))]
    codes = [
        replace(code, parent=codes[place - 1].id if place and draw(st.booleans()) else None)
        for place, code in enumerate(codes)
    ]
    sources = [
        Source(f"t{place}", f"Session {place}", text, draw(codings(f"t{place}", text, codes)))
        for place, text in enumerate(draw(st.lists(TEXTS, min_size=1, max_size=3)))
    ]
    coders = (Coder("a", "coder_a"), Coder("b", "coder_b"))
    made = (date(2027, 4, 26), tuple(codes), coders, tuple(sources))
    return CodedProject("chance", "By chance", *made)


@st.composite
def codings(draw: st.DrawFn, own: str, text: str, codes: list[Code]) -> tuple[Coding, ...]:
    """Up to six, with any place and memo."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        code, coder = draw(st.sampled_from(codes)).id, draw(st.sampled_from("ab"))
        memo = draw(st.sampled_from(["", "a memo", "two\nlines & <more>"]))
        made.append(Coding(f"{own}-{number}", start, end, code, coder, memo))
    return tuple(made)


Span = tuple[str, int, int, str, str, str]


def spans(project: CodedProject) -> list[Span]:
    """Every coding by what it says, whatever the ids are."""
    names = {each.id: each.name for each in project.codes}
    coders = {each.id: each.name for each in project.coders}
    return sorted(
        (source.text, each.start, each.end, names[each.code], coders[each.coder], each.memo)
        for source in project.sources
        for each in source.codings
    )
