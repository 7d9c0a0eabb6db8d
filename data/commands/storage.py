"""What every command that needs the database does first, and how it fails."""

from collections.abc import Callable

from data.commands.messages import complain, refused


def on_database(errand: Callable[[], int]) -> int:
    """Bring the database of the settings up to date, then run an errand on it.

    Returns:
        What the errand returned; 1 when the settings, the database or the errand said no.
    """
    from data.services import start
    from data.services.errors import (
        CannotClose,
        DatabaseNotEmpty,
        NotFound,
        ReportChanged,
        StorageError,
        WaveStateError,
    )
    from data.settings import HOME, SettingsError, settings

    try:
        start.migrate()
        return errand()
    except (
        DatabaseNotEmpty,
        CannotClose,
        NotFound,
        ReportChanged,
        StorageError,
        WaveStateError,
    ) as said:
        return complain([said])
    except SettingsError as said:
        return complain([said])
    except BrokenPipeError:
        raise
    except OSError as error:
        return refused(error, where=f"{HOME} ({settings().home})")
