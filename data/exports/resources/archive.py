"""A map of resources whole: what an archive holds, and beside it what a reader must know."""

import json

from data.exports.resources.words import about, need_words
from data.services.resource_files import ResourceExport

WHAT = "Archive of a map of community resources"


def write_archive(content: ResourceExport) -> bytes:
    """UTF-8 text that can be read back into a team without a map."""
    told = {
        "about": list(about(content, WHAT)),
        "need": need_words(content),
        "validated": False,
        **content.archive,
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()
