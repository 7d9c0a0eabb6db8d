"""Long runs that are done in parts: another part draws other cases."""

import os

PART = int(os.environ.get("COMMON_TABLE_PART", "0"))
"""Which part this is; what was found in parts of different numbers may be added up."""
_APART = 1_000_000


def seed_of_part(seed: int) -> int:
    """The seed for this part; the usual part, 0, has the seed as it is.

    Args:
        seed: at least 0, and less than a million.
    """
    return seed + PART * _APART
