"""A disk that forgets: what was written and not synced survives a power cut at random.

SQLite does all of its file work through this layer. Every write, truncation and deletion is done at
once, so that the program sees it, and noted as pending until the file is synced. At a cut each
pending step survives or not, whatever its order, and some writes survive in part.
"""

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import apsw

_names = count(1)
_TORN = 0.1
_SURVIVING = (0.1, 0.5, 0.9)


@dataclass
class _File:
    """What is surely on the disk, and what was done to it since.

    Attributes:
        durable: the content at the last sync; None when not even the name is safe.
        pending: steps since then: (offset, bytes) for a write, (size, None) for a truncation.
        deleted: the name was taken away, and that is not synced.
    """

    durable: bytearray | None
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    deleted: bool = False


class Disk:
    """All files of SQLite, and the moment at which the power goes.

    Attributes:
        steps: of writing, so far.
        cut: the power is gone.
        trouble: what every step of writing fails with, such as a full disk; None while all is well.
    """

    def __init__(self, chance: Random) -> None:
        self.name = f"unsynced-{next(_names)}"
        self._chance = chance
        self._files: dict[Path, _File] = {}
        self._left: int | None = None
        self.steps = 0
        self.cut = False
        self.trouble: type[apsw.Error] | None = None
        self._vfs = _Layer(self)

    def cut_after(self, steps: int) -> None:
        """Let the power go at this step, counted from now."""
        self._left = steps

    def step(self) -> None:
        """One more step of writing; at the chosen one, and ever after, nothing works."""
        self.steps += 1
        if self._left is not None:
            self._left -= 1
            self.cut = self.cut or self._left <= 0
        self.refuse_if_cut()
        if self.trouble is not None:
            raise self.trouble("the disk does not take this")

    def refuse_if_cut(self) -> None:
        """Nothing works without power."""
        if self.cut:
            raise apsw.IOError("the power is gone")

    def file(self, path: Path) -> _File:
        """What is known of a file; asked for before it is opened."""
        known = self._files.get(path)
        if known is None or known.deleted:
            durable = bytearray(path.read_bytes()) if path.exists() else None
            known = self._files[path] = _File(durable)
        return known

    def delete(self, path: Path, *, synced: bool) -> None:
        """Take a name away."""
        known = self.file(path)
        if synced:
            del self._files[path]
        else:
            known.deleted = True

    def leave_what_survives(self) -> None:
        """Put into the place of every file what is on the disk when the power is back."""
        surviving = self._chance.choice(_SURVIVING)
        for path, known in self._files.items():
            content = self._survivor(known, surviving)
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)  # memory, not disk

    def remove(self) -> None:
        """Nothing opens files here any more."""
        self._vfs.unregister()

    def _survivor(self, known: _File, surviving: float) -> bytes | None:
        chance = self._chance
        gone = known.deleted and chance.random() < surviving
        if gone or (known.durable is None and chance.random() >= surviving):
            return None
        content = bytearray(known.durable or b"")
        for offset, written in known.pending:
            if chance.random() >= surviving:
                continue
            torn = written is not None and chance.random() < _TORN
            part = written[: chance.randrange(len(written))] if torn and written else written
            _apply(content, offset, part)
        return bytes(content)


class _Layer(apsw.VFS):
    """SQLite's way to the files."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(disk.name, base="unix")

    def xOpen(self, name, flags):  # noqa: N802 - as SQLite calls it
        self._disk.refuse_if_cut()
        return _Handle(self._disk, name, flags)

    def xDelete(self, filename, syncdir):  # noqa: N802
        self._disk.step()
        self._disk.delete(Path(filename), synced=syncdir)
        super().xDelete(filename, syncdir)


class _Handle(apsw.VFSFile):
    """One open file."""

    def __init__(self, disk: Disk, name, flags) -> None:
        self._disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._known = disk.file(Path(path)) if path else _File(None)
        super().__init__("unix", name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self._known.pending.append((offset, bytes(data)))
        self._disk.step()
        super().xWrite(data, offset)

    def xTruncate(self, newsize):  # noqa: N802
        self._known.pending.append((newsize, None))
        self._disk.step()
        super().xTruncate(newsize)

    def xSync(self, flags):  # noqa: N802
        self._disk.step()
        durable = self._known.durable or bytearray()
        for offset, written in self._known.pending:
            _apply(durable, offset, written)
        self._known.durable = durable
        self._known.pending.clear()


def _apply(content: bytearray, offset: int, written: bytes | None) -> None:
    if written is None:
        del content[offset:]
        content.extend(bytes(max(0, offset - len(content))))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(written)] = written
