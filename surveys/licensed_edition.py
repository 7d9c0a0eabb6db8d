"""From the file of a licensed edition to an instrument with its words."""

from collections.abc import Iterator, Mapping

from surveys.instrument import (
    ChooseItem,
    Edition,
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
from surveys.licensed_file import (
    LicensedChoose,
    LicensedFile,
    LicensedItem,
    LicensedNumber,
    LicensedPercent,
    LicensedScale,
    LicensedScaleItem,
    LicensedSingleChoice,
    Texts,
)
from surveys.yaml_reader import Path

SCALE = "scale"
_ITEMS_PER_MINUTE = 6
_MOST_BANDS = 5


def edition_of(file: LicensedFile, terms: Mapping[str, object]) -> Edition:
    """The edition under the terms of its permission; every text must be there in every language."""
    return Edition(
        instrument=instrument_of(file).model_copy(update=dict(terms)),
        wordings={language: _wording(file, language) for language in languages_of(file)},
    )


def instrument_of(file: LicensedFile) -> Instrument:
    """The structure."""
    items = tuple(_item(item) for item in file.items)
    rated = file.scale is not None and any(isinstance(item, ScaleItem) for item in items)
    return Instrument(
        id=file.id,
        version=file.version,
        kind=file.kind,
        edition="licensed",
        minutes=file.minutes or max(1, round(len(items) / _ITEMS_PER_MINUTE)),
        license="licensed to this team",
        scales=(scale_of(file.scale),) if rated and file.scale else (),
        sections=_sections(file),
        items=items,
    )


def scale_of(scale: LicensedScale) -> Scale:
    """The scale; an odd number of points has a middle."""
    return Scale(
        id=SCALE,
        points=tuple(
            Point(value=point.value, id=_point_id(place))
            for place, point in enumerate(scale.points)
        ),
        no_answer=tuple(each.code for each in scale.no_answer),
        midpoint=len(scale.points) % 2 == 1,
    )


def languages_of(file: LicensedFile) -> tuple[str, ...]:
    """Every language with a text, those of the title first."""
    return tuple(dict.fromkeys(language for _, texts in spoken(file) for language in texts))


def spoken(file: LicensedFile) -> Iterator[tuple[Path, Texts]]:
    """Every text of the file and its place."""
    yield ("title",), file.title
    if file.intro is not None:
        yield ("intro",), file.intro
    if file.scale is not None:
        for place, point in enumerate(file.scale.points):
            yield (SCALE, "points", place, "label"), point.label
        for place, code in enumerate(file.scale.no_answer):
            yield (SCALE, "no_answer", place, "label"), code.label
    for place, item in enumerate(file.items):
        yield from _spoken_of(item, ("items", place))


def _spoken_of(item: LicensedItem, path: Path) -> Iterator[tuple[Path, Texts]]:
    yield (*path, "text"), item.text
    if item.help is not None:
        yield (*path, "help"), item.help
    if isinstance(item, LicensedSingleChoice | LicensedChoose):
        for place, option in enumerate(item.options):
            yield (*path, "options", place, "label"), option.label


def _item(item: LicensedItem) -> Item:
    if isinstance(item, LicensedScaleItem):
        return ScaleItem(
            id=item.id,
            section=item.domain,
            scale=SCALE,
            reverse=item.reverse,
            scored=item.scored,
        )
    if isinstance(item, LicensedSingleChoice):
        options = tuple(option.id for option in item.options)
        return SingleChoiceItem(id=item.id, section=item.domain, options=options)
    if isinstance(item, LicensedChoose):
        return ChooseItem(
            id=item.id,
            section=item.domain,
            options=tuple(option.id for option in item.options),
            at_most=item.at_most,
            at_least=item.at_least,
        )
    if isinstance(item, LicensedPercent):
        return PercentItem(id=item.id, section=item.domain, bands=item.bands)
    if isinstance(item, LicensedNumber):
        return _number_item(item)
    return TextItem(id=item.id, section=item.domain, longest=item.longest)


def _number_item(item: LicensedNumber) -> NumberItem:
    return NumberItem(
        id=item.id,
        section=item.domain,
        minimum=item.minimum,
        maximum=item.maximum,
        bands=item.bands or _even_bands(item.minimum, item.maximum),
    )


def _even_bands(minimum: int, maximum: int) -> tuple[int, ...]:
    numbers = maximum - minimum + 1
    bands = max(2, min(_MOST_BANDS, numbers))
    return tuple(minimum + numbers * place // bands for place in range(bands))


def _point_id(place: int) -> str:
    return f"p{place}"


def _sections(file: LicensedFile) -> tuple[str, ...]:
    asked = (item.domain for item in _counted(file))
    return tuple(dict.fromkeys(asked)) or ("statements",)


def _counted(file: LicensedFile) -> Iterator[LicensedItem]:
    yield from (item for item in file.items if item.type != "text")


def _wording(file: LicensedFile, language: str) -> Wording:
    title = file.title[language]
    rated = any(isinstance(item, LicensedScaleItem) for item in file.items)
    return Wording(
        language=language,
        title=title,
        intro=file.intro[language] if file.intro else title,
        scales={SCALE: _scale_wording(file.scale, language)} if rated and file.scale else {},
        sections={name: SectionWording(title=name.replace("_", " ")) for name in _sections(file)},
        items={item.id: _item_wording(item, language) for item in file.items},
    )


def _scale_wording(scale: LicensedScale, language: str) -> ScaleWording:
    return ScaleWording(
        points={
            _point_id(place): PointWording(label=point.label[language])
            for place, point in enumerate(scale.points)
        },
        no_answer={each.code: each.label[language] for each in scale.no_answer},
    )


def _item_wording(item: LicensedItem, language: str) -> ItemWording:
    chosen = isinstance(item, LicensedSingleChoice | LicensedChoose)
    return ItemWording(
        text=item.text[language],
        help=item.help[language] if item.help else None,
        options={option.id: option.label[language] for option in item.options} if chosen else {},
    )
