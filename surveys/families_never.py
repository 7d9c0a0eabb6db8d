"""What an intake never asks for, and how a question is recognized that would ask for it.

Nothing that can be demanded by a court should be there to be given. So each thing that is never
asked has a pattern for ids and one for words in each language, and no file that asks for it loads.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveys.families_parts import FamiliesStructure, IntakeItem
from surveys.families_words import FamiliesWording
from surveys.problems import Problem, Source
from surveys.yaml_reader import Path

FREE_TEXT = frozenset(
    {
        "support_language",
        "support_access",
        "support_food",
        "contact_call_name",
        "contact_route",
        "contact_when",
        "demo_race",
        "demo_tribe",
        "demo_gender",
        "demo_home_language",
    }
)
"""The only questions that may be answered in words of one's own."""


@dataclass(frozen=True, slots=True)
class NeverAsked:
    """Something that is never asked; patterns take small letters."""

    ids: str
    en: str
    es: str


_STAFF_EN = r"case ?worker|social worker|worker|judge|lawyer|attorney|counselor"
_STAFF_ES = r"trabajador(?:a)?(?: social)?|juez(?:a)?|abogad[oa]|consejer[oa]"

NEVER: Mapping[str, NeverAsked] = {
    "child_name": NeverAsked(
        ids=r"(?:child|children|kid|kids|baby)_?(?:full|first|last|legal)?_?names?",
        en=r"(?:child|children|kid|kids|baby)(?:'s|s'|')? (?:\w+ )?names?|"
        r"names? of (?:(?:your|the|a|each|all) )*(?:child|children|kids?|baby)",
        es=r"nombres? de (?:(?:su|sus|el|la|los|las|cada) )*(?:niñ[oa]s?|hij[oa]s?|bebés?)|"
        r"cómo se llaman? (?:su|sus|el|la|los|las) (?:niñ[oa]s?|hij[oa]s?|bebés?)",
    ),
    "case_number": NeverAsked(
        ids=r"(?:case|court|file|docket)_?(?:number|no|id)|docket",
        en=r"(?:case|court|file) (?:file )?(?:number|id|no)\b|number of (?:your|the) case|docket",
        es=r"(?:número|expediente|folio) (?:de|del) (?:su |el )?"
        r"(?:caso|tribunal|expediente|juzgado)",
    ),
    "medical_number": NeverAsked(
        ids=r"(?:medical|record|mrn|medicaid|insurance|patient|policy|member)_?(?:number|no|id)|mrn",
        en=r"(?:medical|record|medicaid|insurance|plan|patient|policy|member) (?:number|id|card)\b",
        es=r"número (?:médico|(?:de|del) (?:su |el )?(?:seguro(?! social)|paciente|"
        r"expediente médico|medicaid|póliza|miembro))",
    ),
    "social_security": NeverAsked(
        ids=r"ssn|social_?security|itin",
        en=r"social security|\bssn\b|\bitin\b",
        es=r"seguro social|\bssn\b|\bitin\b",
    ),
    "birth_date": NeverAsked(
        ids=r"dob|birth_?(?:date|day)|date_of_birth|born",
        en=r"date of birth|birth ?(?:date|day)|\bdob\b|\bborn\b",
        es=r"fecha de nacimiento|cumpleaños|\bnaci(?:ó|eron)\b",
    ),
    "diagnosis": NeverAsked(
        ids=r"diagnos\w*|disorder|illness|condition",
        en=r"diagnos\w*|\b(?:disorder|illness|condition|disease)s?\b",
        es=r"diagn[óo]stic\w*|\b(?:trastorno|enfermedad|padecimiento)(?:e?s)?\b",
    ),
    "substances": NeverAsked(
        ids=r"substances?|drugs?_used|drug_of|heroin|fentanyl|cocaine|meth|opioids?|last_use|"
        r"current_use|use_now|using|sober\w*|drink\w*",
        en=r"(?:what|which) (?:drugs?|substances?)|do you (?:still )?(?:use|drink)|did you use|"
        r"\b(?:heroin|fentanyl|cocaine|meth|methamphetamine|opioids?|marijuana|cannabis)\b|"
        r"last (?:use|drink)|\bsober\w*|how (?:much|often) .*\b(?:use|drink)\b",
        es=r"(?:qué|cuáles) (?:drogas?|sustancias?)|"
        r"\b(?:consume|consumió|consumía|bebe|toma alcohol)\b|"
        r"\b(?:heroína|fentanilo|cocaína|metanfetamina|opioides?|marihuana)\b|sobri\w+",
    ),
    "medicine": NeverAsked(
        ids=r"medicines?|medications?|meds|moud|mat|methadone|buprenorphine|naltrexone|prescri\w*",
        en=r"\b(?:medicines?|medications?|meds|moud|methadone|buprenorphine|suboxone|naltrexone)\b|"
        r"prescri\w*",
        es=r"\b(?:medicinas?|medicamentos?|moud|metadona|buprenorfina|naltrexona)\b|\breceta\w*",
    ),
    "offense": NeverAsked(
        ids=r"arrest\w*|charges?|convict\w*|crim\w*|offen[sc]es?|probation|parole|sentence",
        en=r"\barrest\w*|\bcharge[sd]?\b|\bconvict\w*|\bcrim\w*|\boffen[sc]es?\b|probation|parole",
        es=r"\barrest\w*|\bcargos?\b|\bconden\w*|\bdelitos?\b|\bcrimen\w*|libertad condicional",
    ),
    "immigration": NeverAsked(
        ids=r"immigra\w*|citizen\w*|visa|green_?card|legal_status|papers",
        en=r"immigra\w*|citizen\w*|\bvisas?\b|green card|legal status|undocumented|your papers",
        es=r"inmigra\w*|migratori\w*|ciudadan\w*|\bvisas?\b|indocumentad\w*|sus papeles",
    ),
    "staff_name": NeverAsked(
        ids=r"(?:worker|caseworker|judge|lawyer|attorney|counselor|staff)_?names?",
        en=rf"names? of (?:(?:your|the|a) )?(?:{_STAFF_EN})|(?:{_STAFF_EN})(?:'s) name|"
        rf"who (?:is|was|are|were) (?:your|the) (?:{_STAFF_EN})",
        es=rf"nombre de (?:(?:su|el|la) )?(?:{_STAFF_ES})|"
        rf"(?:quién (?:es|fue)|cómo se llama) (?:su|el|la) (?:{_STAFF_ES})",
    ),
    "home_address": NeverAsked(
        ids=r"(?:home|street|mail|mailing)_?address|address|zip\w*|street",
        en=r"\baddress\b|where do you live|\bzip\b|\bstreet\b",
        es=r"\bdirección\b|\bdomicilio\b|dónde vive|código postal|\bcalle\b",
    ),
    "employer": NeverAsked(
        ids=r"employer|job|workplace|work_?place|boss",
        en=r"\bemployers?\b|where do you work|(?:place of work|workplace)|your (?:job|boss)\b",
        es=r"\bempleador\w*|dónde trabaja|lugar de trabajo|su (?:empleo|jef[ea])\b",
    ),
    "photo": NeverAsked(
        ids=r"photos?|pictures?|image|selfie|upload|attachment",
        en=r"\bphotos?\b|\bpictures?\b|selfie|\bupload\b",
        es=r"\bfotos?\b|fotografía|\bimagen\b|\bselfie\b|\bsub(?:a|ir) un archivo",
    ),
    "story": NeverAsked(
        ids=r"(?:your_)?story|what_happened|about_case|tell_us|anything_else|comments?|notes?",
        en=r"\bstory\b|tell us|what happened|describe (?:your|the) case|"
        r"anything else|more about your",
        es=r"\bhistoria\b|cuéntenos|qué (?:pasó|ocurrió)|describa su caso|algo más|más sobre su",
    ),
}


def by_id(identifier: str) -> tuple[str, ...]:
    """What an id of a question or of an option says it would ask for."""
    lowered = identifier.lower()
    return tuple(
        each
        for each, known in NEVER.items()
        if re.search(rf"(?:^|_)(?:{known.ids})(?:_|$)", lowered)
    )


def by_words(text: str, language: str) -> tuple[str, ...]:
    """What the words of a question or of an option ask for.

    Args:
        language: "es" or anything else, which is looked at as English.
    """
    lowered = text.lower().replace("\u2019", "'")
    which: Literal["es", "en"] = "es" if language.startswith("es") else "en"
    return tuple(each for each, known in NEVER.items() if re.search(getattr(known, which), lowered))


def of_items(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    """Questions that would ask for what is never asked, and texts where none are taken."""
    for place, section in enumerate(structure.intake):
        for inside, item in enumerate(section.items):
            path: Path = ("intake", place, "items", inside)
            yield from _of_item(item, source, path)
    for each in NEVER:
        if each not in structure.never:
            what = f"{source.quoted(each)} is missing"
            yield source.problem("I010", ("never",), what=what, remedy="list it")
    for each in structure.never:
        if each not in NEVER:
            what = f"{source.quoted(each)} came, and nothing recognizes it"
            remedy = f"give one of {', '.join(NEVER)}"
            yield source.problem("I012", ("never",), what=what, remedy=remedy)


def of_words(
    structure: FamiliesStructure, wording: FamiliesWording, source: Source
) -> Iterator[Problem]:
    """Words of questions and options that ask for what is never asked."""
    for item in structure.items:
        words = wording.items.get(item.id)
        if words is None:
            continue
        path: Path = ("items", item.id)
        for text in (words.text, *words.options.values()):
            for each in by_words(text, wording.language):
                yield _refused(each, source, path)


def _of_item(item: IntakeItem, source: Source, path: Path) -> Iterator[Problem]:
    for identifier in (item.id, *item.answers):
        for each in by_id(identifier):
            yield _refused(each, source, path)
    if item.kind == "short_text" and item.id not in FREE_TEXT:
        what = "it takes words of one's own"
        remedy = f"give options, or ask it as one of {', '.join(sorted(FREE_TEXT))}"
        yield source.problem("I012", path, what=what, remedy=remedy)


def _refused(each: str, source: Source, path: Path) -> Problem:
    what = f"it would ask for '{each}', which is never asked"
    return source.problem("I012", path, what=what, remedy="remove the question or the option")
