"""`common-table backup` and `common-table restore`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.clock import today
from data.commands.messages import complain, refused, remark, say

if TYPE_CHECKING:
    from data.services.restoring import Restored
    from data.store.sealed_waves import SealedWave

_MOST_DAYS = 3650
_NAMED = 3  # so many waves of a long list
_PROMISED = "parents of family groups were promised that safety copies last no longer."


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    backing_up = commands.add_parser(
        "backup", help="copy the database into one new file, while the app runs"
    )
    backing_up.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a file that is not there yet; with --keep-days, a folder",
    )
    backing_up.add_argument(
        "--keep-days",
        metavar="DAYS",
        type=_days,
        help="write into the folder FILE and remove backups there that are so many days old",
    )
    backing_up.set_defaults(command=back_up)
    restoring = commands.add_parser(
        "restore", help="make the database out of a backup, where there is none yet"
    )
    restoring.add_argument("file", metavar="FILE", type=Path, help="what `backup` has made")
    restoring.set_defaults(command=restore)


def back_up(arguments: argparse.Namespace) -> int:
    """Write a backup, read it back, and say what is not in it."""
    days = arguments.keep_days
    if days is None:
        return _careful(lambda: _back_up(arguments.file), file=arguments.file)
    return _careful(lambda: _back_up_into(arguments.file, days), file=arguments.file)


def _days(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(
            f"'{typed}' is no number of days; write one from 1 to {_MOST_DAYS}"
        )
    return int(typed)


def restore(arguments: argparse.Namespace) -> int:
    """Restore a backup and say what did not come back."""
    return _careful(lambda: _restore(arguments.file), file=arguments.file)


def _back_up(file: Path) -> int:
    from data.services import backing_up
    from data.settings import settings

    made = backing_up.back_up(file, tell=_progress("copied"))
    _note(file, days=made.most_days)
    say(f"{file}: {made.tables} tables, read back and found whole.")
    remark(_is_not_in_it(made.open_waves, keys=settings().keys))
    if made.most_days is not None:
        last = today() + timedelta(days=made.most_days)
        told = f"delete this file, and every copy of it, on {last} at the latest: {_PROMISED}"
        remark([told])
    return 0


def _back_up_into(folder: Path, days: int) -> int:
    from data.services import backing_up
    from data.settings import settings

    kept = backing_up.back_up_into(folder, days=days, tell=_progress("copied"))
    _note(folder, days=days, is_folder=True)
    say(f"{kept.file}: {kept.made.tables} tables, read back and found whole.")
    for path in kept.removed:
        say(f"{path}: removed, its {days} days are over.")
    if kept.in_doubt:
        told = (
            "the clock went ahead by more than a week, so no old backup is removed before it shows "
            "a later day; set it if it is wrong."
        )
        remark([told])
    remark(_is_not_in_it(kept.made.open_waves, keys=settings().keys))
    most = kept.made.most_days
    if most is not None and days > most:
        remark([f"take {most} days or fewer, and delete copies that are older: {_PROMISED}"])
    return 0


def _note(path: Path, *, days: int | None, is_folder: bool = False) -> None:
    """Write down where a backup is, so that screens can tell which may hold what was destroyed."""
    from data.services import backups_noted
    from data.settings import settings

    try:
        backups_noted.note(path, day=today(), days=days, is_folder=is_folder)
    except OSError as error:
        told = (
            f"{settings().home / backups_noted.FILE} could not be written ({error.strerror}), so "
            "screens of family groups do not tell of this backup."
        )
        remark([told])


def _restore(file: Path) -> int:
    from data.services import restoring

    restored = restoring.restore(file, tell=_progress("restored"))
    say(
        f"{restored.tables} tables are back as they were on {restored.day}. "
        "Everybody is signed out."
    )
    for told in _came_back(restored):
        say(told)
    remark(_did_not_come_back(restored))
    return 0


def _came_back(restored: "Restored") -> tuple[str, ...]:
    """What people have ended since then, and what is open again now; a line for each."""
    ended = (
        f"What was ended after {restored.day} is as it was before: accounts that were switched "
        "off, roles and consents that were taken back, and what parents allowed less or took down "
        "with their card. Words of a seat that was taken back stay gone."
    )
    signing_in = (
        "Passphrases, second steps and recovery codes are those of that day, also ones that were "
        "changed because somebody had stolen them, and recovery codes that were used: reset those "
        "accounts (common-table account reset NAME)."
    )
    since = (
        f"{_since(restored)} See to all of it before the app starts: look through what staff did "
        "in the old database, if it can be read, and ask the teams."
    )
    return ended, signing_in, since


def _since(restored: "Restored") -> str:
    """What the anchors tell of the days that are not in the backup."""
    steps = restored.steps_since
    if steps is None:
        return "How much staff did since is not known here: audit-anchors.txt is not there."
    if steps == 0:
        return "audit-anchors.txt knows of nothing that staff did since."
    many = "step" if steps == 1 else "steps"
    return f"audit-anchors.txt knows of {steps} {many} of staff since."


def _is_not_in_it(open_waves: Sequence[str], *, keys: Path) -> list[str]:
    pepper = (
        f"keep a copy of {keys / 'pepper'} in another place than the backups; without it links, "
        "codes and second steps of signing in do not work with a restored database."
    )
    if not open_waves:
        return [pepper]
    losing = (
        f"the folder of keys ({keys}) is never in a backup; if it is lost, so are the answers of "
        f"these open waves: {_named(open_waves)}."
    )
    return [losing, pepper]


def _did_not_come_back(restored: "Restored") -> list[str]:
    from data.settings import settings

    keys, said = settings().keys, []
    if not restored.same_pepper:
        said.append(
            f"{keys / 'pepper'} is not the one that this backup was made beside: links and codes "
            "that are out and second steps of signing in do not work. Put the old file there "
            "before the app starts. If it is lost for good, say so with `common-table pepper "
            "--lost`, make new links and codes where nobody has answered yet, and let people in "
            "again with `common-table account reset NAME`."
        )
    if restored.without_key:
        said.append(_without_key(restored.without_key, keys=keys))
    return said


def _without_key(waves: "Sequence[SealedWave]", *, keys: Path) -> str:
    """One sentence, however many waves there are."""
    first = waves[0].id
    if not waves[1:]:
        return (
            f"the key of open wave {first} is not in {keys}: its {waves[0].answers} sealed answers "
            f"cannot be counted and nobody can answer. Put {first}.key back if you have it."
        )
    return (
        f"the keys of {len(waves)} open waves are not in {keys}: their "
        f"{sum(wave.answers for wave in waves)} sealed answers cannot be counted and nobody can "
        f"answer. The waves are {_named([wave.id for wave in waves])}. Put the files of their keys "
        f"back if you have them; that of the first is {first}.key."
    )


def _named(waves: Sequence[str]) -> str:
    """All ids of a short list; of a long one the first and how many more there are."""
    if len(waves) <= _NAMED + 1:
        return ", ".join(waves)
    return f"{', '.join(waves[:_NAMED])} and {len(waves) - _NAMED} more"


def _progress(done: str) -> Callable[[str, int], None]:
    """A line for each table, for somebody who watches; how many rows it has is not said."""
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda _table, _rows: None
    return lambda table, _rows: remark([f"{done} {table}"])


def _careful(errand: Callable[[], int], *, file: Path) -> int:
    """Run an errand that must find the database as it is, not brought up to date."""
    from data.services.backing_up import BackupProblem, StorageError
    from data.settings import SettingsError

    try:
        return errand()
    except StorageError as said:
        return complain([said.in_full])
    except (BackupProblem, SettingsError) as said:
        return complain([said])
    except BrokenPipeError:
        raise
    except OSError as error:
        return refused(error, where=file)
