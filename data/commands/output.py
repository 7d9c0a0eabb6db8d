"""Where a result goes: a whole file or none, or standard output."""

import errno
import os
import sys
import tempfile
from pathlib import Path


def write_out(content: bytes, output: Path | None) -> None:
    """Write a file, or to standard output where none is named.

    Raises:
        OSError: it cannot be written; a file that was there before is as it was.
    """
    if output is not None:
        _write_file(content, output)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def same_file(one: Path, other: Path | None) -> bool:
    """Both names are of one file that is there."""
    try:
        return other is not None and one.samefile(other)
    except OSError:
        return False


def _write_file(content: bytes, output: Path) -> None:
    if output.is_dir():
        raise IsADirectoryError(errno.EISDIR, "this is a folder; name a file", str(output))
    if output.exists() and not output.is_file():  # such as a device
        output.write_bytes(content)
        return
    target = output.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".common-table.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """What new files may not allow; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
