"""Questionnaires for tests of the form: every kind of item, awkward ids, hostile words."""

from collections.abc import Callable, Sequence

from data.views import AgencyEntry
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    Point,
    PointWording,
    Scale,
    ScaleItem,
    ScaleWording,
    SectionWording,
    SingleChoiceItem,
    TextItem,
    Wording,
)

ROSTER = (
    AgencyEntry(name="County court", sector="court", people=12),
    AgencyEntry(name="Child welfare", sector="child_welfare", people=12),
)
OPTIONS = ("one", "two", "three", "four")
UNSURE = {"dk": "Do not know", "skip": "Rather not say", "na": "Not for us"}
HOSTILE = (
    "<script>document.title='caught'</script>",
    '"><img src=//elsewhere.example/p.gif onerror="document.title=\'caught\'">',
    "</textarea></fieldset></form><form action=//elsewhere.example><input name=secret>",
    "{{ 7 * 7 }}{% raw %} {0} {came} %s ${x}",
    "&lt;b&gt; &amp; <!-- --> <![CDATA[ ]]>",
    "\r\nSet-Cookie: caught=1",
)

Speak = Callable[[str, str], str]


def scale(points: int, *, unsure: Sequence[str] = ("dk",), apart: bool = True) -> Scale:
    """A scale with so many points; an odd one has a midpoint."""
    return Scale(
        id=f"points{points}",
        points=tuple(Point(value=value, id=f"p{value}") for value in range(1, points + 1)),
        no_answer=tuple(unsure),
        midpoint=points % 2 == 1,
        set_apart=apart,
    )


SCALES = (
    scale(2, unsure=()),
    scale(3),
    scale(4, unsure=("dk", "na")),
    scale(5),
    scale(6),
    scale(7, apart=False),
)
ITEMS: tuple[Item, ...] = (
    ScaleItem(id="form", section="all", scale="points2"),  # ids that a page might use itself
    ScaleItem(id="main", section="all", scale="points3"),
    ScaleItem(id="code", section="all", scale="points4"),
    ScaleItem(id="language", section="all", scale="points5"),
    ScaleItem(id="page", section="all", scale="points6"),
    ScaleItem(id="action", section="all", scale="points7"),
    SingleChoiceItem(id="first", section="all", options=OPTIONS, no_answer=("dk",)),
    ChooseItem(id="causes", section="all", options=OPTIONS, at_most=2),
    ChooseItem(
        id="ways", section="all", options=OPTIONS, at_least=2, at_most=3, no_answer=("dk", "skip")
    ),
    PercentItem(id="share", section="all", no_answer=("dk", "skip")),
    NumberItem(id="years", section="all", minimum=-5, maximum=60, bands=(-5, 3, 10)),
    TextItem(id="own_words", section="all", longest=40),
)
FACTS = (
    Fact(id="tenure", use="whole_group_only", options=("short", "long")),
    Fact(id="role", use="compare_groups", options=("staff", "lead")),
    Fact(id="sector", use="compare_groups", options=("a", "b"), source="roster"),
)


def instrument(items: Sequence[Item] = ITEMS, *, name: str = "every_kind") -> Instrument:
    """With two open questions and three facts, one of them known from the roster."""
    used = {item.scale for item in items if isinstance(item, ScaleItem)}
    return Instrument(
        id=name,
        version="1.0.0",
        kind="values",
        minutes=5,
        license="CC BY 4.0",
        scales=tuple(each for each in SCALES if each.id in used),
        sections=("all",),
        items=tuple(items),
        open_questions=(TextItem(id="wish"), TextItem(id="worry")),
        facts=FACTS,
    )


def wording(asked: Instrument, language: str, speak: Speak | None = None) -> Wording:
    """Words that say what they stand for; `speak` turns an id into other words."""
    say = speak or (lambda key, language: f"{key} ({language})")

    def own(each: Item | Fact) -> ItemWording:
        options = {option: say(option, language) for option in getattr(each, "options", ())}
        unsure = {code: say(code, language) for code in getattr(each, "no_answer", ())}
        return ItemWording(text=say(each.id, language), options=options, no_answer=unsure)

    return Wording(
        language=language,
        title=say("Every kind", language),
        intro=say("Say what you think.", language),
        outro=say("See you at the table.", language),
        scales={each.id: _scale_words(each, language, say) for each in asked.scales},
        sections={"all": SectionWording(title="All")},
        items={item.id: own(item) for item in asked.items},
        open_questions={item.id: own(item) for item in asked.open_questions},
        facts={fact.id: own(fact) for fact in asked.facts},
    )


def edition(
    asked: Instrument | None = None,
    *,
    languages: Sequence[str] = ("en", "es"),
    speak: Speak | None = None,
) -> Edition:
    """A questionnaire with its words."""
    structure = asked or instrument()
    return Edition(
        instrument=structure,
        wordings={each: wording(structure, each, speak) for each in languages},
    )


def hostile_edition() -> Edition:
    """Every word of it is markup, a script or a template."""

    def speak(key: str, language: str) -> str:
        return f"{key} {' '.join(HOSTILE)}"

    return edition(instrument(name="hostile"), speak=speak)


def _scale_words(each: Scale, language: str, say: Speak) -> ScaleWording:
    anchored = len(each.points) == 5
    return ScaleWording(
        points={
            point.id: PointWording(
                label=say(point.id, language),
                anchor=say(f"meaning of {point.id}", language) if anchored else None,
            )
            for point in each.points
        },
        no_answer={code: say(code, language) for code in each.no_answer},
    )
