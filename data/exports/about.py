"""What a reader must know before the numbers."""

from collections.abc import Iterator

from data.exports.content import ReportContent


def about(content: ReportContent) -> tuple[str, ...]:
    """What a reader must know before the numbers, line by line."""
    release, instrument = content.report.release, content.edition.instrument
    lines = [content.questionnaire, f"Round: {content.title}"]
    if content.team:
        lines.append(f"Team: {content.team}")
    if content.demo:
        lines.append("MADE-UP DATA: this team does not exist. Do not use these figures.")
    lines.append(f"Questionnaire: {instrument.id}, version {instrument.version}")
    if content.opened_on and content.closes_on:
        lines.append(f"Open from {content.opened_on} through {content.closes_on}")
    invited = f" of {release.invited} invited" if release.invited is not None else ""
    lines.append(f"People who answered: {release.people}{invited}")
    lines.extend(_rules(content))
    lines.extend(_notices(content))
    lines.extend(f"Note on the input: {warning}" for warning in content.warnings)
    lines.append(f"Checksum of the released result (SHA-256): {content.sha256}")
    return tuple(lines)


def _rules(content: ReportContent) -> Iterator[str]:
    release = content.report.release
    if release.public:
        yield "The answers were public before, so every figure is exact."
        return
    yield (
        f"Figures are shown only for groups of {release.smallest_group} or more people. Smaller "
        "groups are counted together with others; the sheet Withheld says which, and why."
    )
    yield f"Merged or left out here: {len(release.withheld)}."
    if content.team:
        yield "Every figure here passed the same rules as those of the results screen."


def _notices(content: ReportContent) -> Iterator[str]:
    instrument = content.edition.instrument
    if not instrument.validated:
        yield (
            "This questionnaire has not been validated by research. It opens a talk; "
            "it does not measure anybody."
        )
    if instrument.owner:
        permission = (
            f" Used with permission: {instrument.permission}." if instrument.permission else ""
        )
        yield f"The wording belongs to {instrument.owner}.{permission}"
    if not content.wording_allowed:
        yield "The wording may not be exported, so statements are called by number."
    else:
        yield f"License of the wording: {instrument.license}"
