"""The account of an import, ready to be shown or kept."""

from collections import Counter
from typing import Any

from data.imports.directory.records import Directory


def report(directory: Directory) -> dict[str, Any]:
    """Count what came of each file and what was noticed.

    Returns:
        Ready for JSON: `files` (rows, imported, merged, held, excluded of each, which add up),
        `issues` (how many of each code), `services`, `organizations` and `sites` (how many), and
        `unknown_columns` (of each file that has some).
    """
    return {
        "files": {
            file.name: {
                "rows": file.rows,
                "imported": file.imported,
                "merged": file.merged,
                "held": file.held,
                "excluded": file.excluded,
            }
            for file in directory.files
        },
        "issues": dict(sorted(Counter(issue.code for issue in directory.issues).items())),
        "services": len(directory.services),
        "organizations": len(directory.organizations),
        "sites": len(directory.sites),
        "unknown_columns": {
            file.name: list(file.unknown_columns)
            for file in directory.files
            if file.unknown_columns
        },
    }


def set_aside(directory: Directory) -> dict[str, list[dict[str, Any]]]:
    """Each row that became no record of its own, for whoever has the files.

    Returns:
        Ready for JSON: by file, of each row that was merged, held or excluded its number, which of
        these (`outcome`) and why (`reason`). Files without one are not there.
    """
    return {
        file.name: [
            {"row": each.row, "outcome": each.outcome, "reason": each.reason}
            for each in file.set_aside
        ]
        for file in directory.files
        if file.set_aside
    }
