"""Parts in one zip file; the same parts always make the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100600


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of parts in their order.

    Args:
        parts: the content of each under its name.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            container.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return file.getvalue()
