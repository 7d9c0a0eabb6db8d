"""`common-table audit`: what somebody who has seen every released figure could work out.

Exit status: 0 nothing, 1 something, 2 there was nothing to audit.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.commands.messages import complain, refused
from data.commands.storage import on_database

_NOT_AUDITED = 2


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "audit",
        help="look for answers that could be worked out from a result",
        description="Looks, with integer programming, for answers of people or groups that follow "
        "from all figures of a released result together. Exit status 0 when there are none, 1 when "
        "there are any (that all of a group are on one side of the scale is told, but is none), "
        "2 when there is nothing to audit.",
    )
    parser.add_argument(
        "what",
        metavar="FILE_OR_WAVE",
        help="a JSON file from `score` or from an export, or the id of a released wave",
    )
    parser.set_defaults(command=audit)


def audit(arguments: argparse.Namespace) -> int:
    """Audit a file if there is one of that name, else a wave."""
    path = Path(arguments.what)
    if path.exists() or path.suffix:
        return _audit_file(path)
    return on_database(lambda: _audit_wave(arguments.what), otherwise=_NOT_AUDITED)


def _audit_file(path: Path) -> int:
    from data.services.auditing import NotAResult, audit_file

    try:
        return _told(audit_file(path))
    except NotAResult as wrong:
        complain(wrong.args)
    except OSError as error:
        refused(error, where=str(path))
    return _NOT_AUDITED


def _audit_wave(wave_id: str) -> int:
    from data.services.auditing import audit_wave

    return _told(audit_wave(wave_id))


def _told(found: Any) -> int:
    print(json.dumps(asdict(found)))
    return 0 if found.is_clean else 1
