"""Why something is not shown on its own, in words; the same on screens and in files."""

from collections.abc import Mapping

from scoring.release import Release, Withheld

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "team": (
            "Nothing is shown, because fewer than {smallest} people answered. "
            "With so few, somebody's answers could be guessed."
        ),
        "group": (
            "“{subject}” is counted in “{into}”, because too few of its people answered "
            "to stand alone."
        ),
        "group_larger": (
            "“{subject}” is counted in “{into}”, because it takes in a group in which too "
            "few people answered."
        ),
        "group_team": (
            "“{subject}” is counted with the whole team only, because too few people answered "
            "to show groups apart."
        ),
        "statement_few": (
            "“{subject}” is shown for the whole team only, because in some group "
            "too few people answered it."
        ),
        "statement_alike": (
            "“{subject}” is shown for the whole team only, and in less detail, because answers "
            "were too few or too much alike."
        ),
        "statement_hidden": "“{subject}” is not shown, because too few people answered it.",
        "fact": (
            "“{subject}” is not shown, because some of its answers were given by too few people."
        ),
        "no_groups": (
            "No groups are shown apart, because fewer than two of them have "
            "{smallest} or more people who answered."
        ),
        "pooled": (
            "Some answers to “{subject}” are counted together, because too few people gave them."
        ),
        "nearly_all": (
            "Where almost everybody answered alike we say only “at least so many”. "
            "That keeps the one or two others unknown."
        ),
        "averages": (
            "Where a group has fewer than 10 answers, or answers that are nearly all alike, "
            "each group is shown as one average, to the nearest half step."
        ),
        "team_edge": ("Teams of fewer than 10 are shown by side only, not answer by answer."),
        "public": "The answers were public before, so every figure is exact.",
    },
    "es": {
        "team": (
            "No se muestra nada, porque contestaron menos de {smallest} personas. "
            "Con tan pocas se podrían adivinar las respuestas de alguien."
        ),
        "group": (
            "«{subject}» se cuenta en «{into}», porque contestaron muy pocas de sus personas "
            "para mostrarse aparte."
        ),
        "group_larger": (
            "«{subject}» se cuenta en «{into}», porque hubo que sumarle un grupo en el que "
            "contestaron muy pocas personas."
        ),
        "group_team": (
            "«{subject}» se cuenta solo con todo el equipo, porque contestaron muy pocas personas "
            "para mostrar grupos por separado."
        ),
        "statement_few": (
            "«{subject}» se muestra solo para el equipo completo, porque en algún grupo "
            "la contestaron muy pocas personas."
        ),
        "statement_alike": (
            "«{subject}» se muestra solo para el equipo completo y con menos detalle, porque las "
            "respuestas fueron muy pocas o muy parecidas."
        ),
        "statement_hidden": "«{subject}» no se muestra, porque la contestaron muy pocas personas.",
        "fact": (
            "«{subject}» no se muestra, porque algunas respuestas las dieron muy pocas personas."
        ),
        "no_groups": (
            "No se muestran grupos por separado, porque menos de dos tienen "
            "{smallest} o más personas que contestaron."
        ),
        "pooled": (
            "Algunas respuestas a «{subject}» se cuentan juntas, porque las dieron "
            "muy pocas personas."
        ),
        "nearly_all": (
            "Cuando casi todos contestaron igual decimos solo «al menos tantos». "
            "Así no se sabe quiénes son los demás."
        ),
        "averages": (
            "Cuando un grupo tiene menos de 10 respuestas, o casi todas iguales, cada grupo se "
            "muestra con un solo promedio, al medio paso más cercano."
        ),
        "team_edge": (
            "Los equipos de menos de 10 se muestran solo por lado, no respuesta por respuesta."
        ),
        "public": "Las respuestas ya eran públicas, así que cada cifra es exacta.",
    },
}


def reason(withheld: Withheld, *, release: Release, names: Mapping[str, str], language: str) -> str:
    """Why this was merged or left out, in one sentence.

    Args:
        withheld: what the door reported.
        release: the release it belongs to.
        names: what groups, statements and facts are called, by id.
        language: of the sentence; English where we have none.
    """
    return _say(
        language,
        _key(withheld, release=release),
        subject=names.get(withheld.subject, withheld.subject),
        into=names.get(withheld.into or "", withheld.into or ""),
        smallest=release.smallest_group,
    )


def general_notes(release: Release, *, names: Mapping[str, str], language: str) -> tuple[str, ...]:
    """What else a reader should know about the figures of this release."""
    if release.public:
        return (_say(language, "public"),)
    return tuple(
        _say(language, key, subject=subject, smallest=release.smallest_group)
        for key, subject in _note_keys(release, names=names)
    )


def _note_keys(release: Release, *, names: Mapping[str, str]) -> list[tuple[str, str]]:
    team = [item.team for item in release.items if item.team is not None]
    each = [figure for item in release.items for figure in item.groups or ()]
    told = (
        ("no_groups", bool(release.items) and not release.groups_shown),
        ("team_edge", any(figure.counts is None and figure.sides is not None for figure in team)),
        ("nearly_all", any(figure.at_least is not None for figure in (*team, *each))),
        ("averages", any(figure.mean_edge not in (None, "exact") for figure in each)),
    )
    pooled = [
        ("pooled", names.get(fact.id, fact.id))
        for fact in release.facts
        if any(len(options) > 1 for options, _ in fact.cells)
    ]
    return [*((key, "") for key, holds in told if holds), *pooled]


def _key(withheld: Withheld, *, release: Release) -> str:
    if withheld.what == "group" and not release.groups_shown:
        return "group_team"
    if withheld.what == "group" and withheld.why == "takes_in_others":
        return "group_larger"
    if withheld.what != "statement":
        return withheld.what
    item = next((item for item in release.items if item.id == withheld.subject), None)
    if item is None or item.team is None:
        return "statement_hidden"
    return "statement_alike" if withheld.why == "too_alike" else "statement_few"


def _say(language: str, key: str, **values: object) -> str:
    return _WORDS.get(language, _WORDS["en"])[key].format(**values)
