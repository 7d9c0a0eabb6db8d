"""What every command that needs the database does first, and how it fails."""

from collections.abc import Callable

from data.commands.messages import complain, refused, remark


def on_database(errand: Callable[[], int], *, otherwise: int = 1) -> int:
    """Bring the database of the settings up to date, then run an errand on it.

    Returns:
        What the errand returned; `otherwise` when the settings, the database or the errand said no.
    """
    from data.services import start
    from data.services.authority import OPERATOR, acting
    from data.services.errors import (
        AccountError,
        CannotClose,
        DatabaseNotEmpty,
        NotFound,
        ReportChanged,
        SetUpError,
        StorageError,
        WaveStateError,
    )
    from data.settings import HOME, SettingsError, settings

    try:
        made = start.migrate()
        if made is not None:
            remark([f"a new database was made at {made}; there was none."])
        with acting(OPERATOR):
            return errand()
    except (
        AccountError,
        DatabaseNotEmpty,
        CannotClose,
        NotFound,
        ReportChanged,
        SetUpError,
        WaveStateError,
    ) as said:
        complain([said])
    except StorageError as said:
        complain([said.in_full])
    except SettingsError as said:
        complain([said])
    except BrokenPipeError:
        raise
    except OSError as error:
        refused(error, where=f"{HOME} ({settings().home})")
    return otherwise
