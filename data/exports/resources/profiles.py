"""How the columns of each list are read, as files that `--profile` of the command line takes."""

import re
from collections.abc import Mapping

from data.exports.resources.words import about
from data.exports.resources.zipped import zipped
from data.imports.directory.profiles import Profile, to_json
from data.services.resource_files import ResourceExport

WHAT = "How columns of lists are read"
_NONE = "No list was read by what somebody said of its columns."


def write_profiles(content: ResourceExport) -> bytes:
    """A zip file with a profile for each list, of its newest file that has one.

    The same content always gives the same bytes.
    """
    found = newest(content)
    lines = [*about(content, WHAT), *(found or [_NONE])]
    files = {"readme.txt": "\n".join(lines) + "\n"}
    for number, (source, profile) in enumerate(found.items(), start=1):
        files[f"{number}-{_plain(source)}.json"] = to_json(profile)
    return zipped({name: text.encode() for name, text in files.items()})


def newest(content: ResourceExport) -> Mapping[str, Profile]:
    """The profile of each list; imports come with the newest first."""
    found: dict[str, Profile] = {}
    for each in content.imports:
        if each.profile is not None:
            found.setdefault(each.source, each.profile)
    return found


def _plain(source: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", source.lower()).strip("-") or "list"
