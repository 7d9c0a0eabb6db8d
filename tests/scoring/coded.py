"""Published examples of coders who read the same, as printed; `None` is a gap.

Where only a table of counts was printed, `of_table` makes the units of it. The data of most of them
are also in the tests of dkpro-statistics (github.com/dkpro/dkpro-statistics, Apache-2.0), with page
numbers.
"""

from collections.abc import Sequence

COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen (1960), Educational and Psychological Measurement 20, p. 45; kappa .492."""

KRIPPENDORFF_2004_P246 = {
    "even habits": ([[12, 9, 9], [9, 14, 9], [9, 9, 20]], 0.186),
    "uneven habits": ([[12, 18, 18], [0, 14, 18], [0, 0, 20]], 0.258),
}
"""Krippendorff (2004), Content Analysis, 2nd edition, p. 246; kappas."""

FLEISS_1971 = [
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555",
    "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555",
    "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555",
]
"""Fleiss (1971), Psychological Bulletin 76, p. 379: 30 people, each by six; kappa .430."""

KRIPPENDORFF_BINARY = [
    (0, 0),
    (1, 1),
    (0, 1),
    (0, 0),
    (0, 0),
    (0, 1),
    (0, 0),
    (0, 1),
    (1, 0),
    (0, 0),
]
"""Krippendorff (1980), Content Analysis, p. 133; alpha .095."""

KRIPPENDORFF_1980_P139 = ["111", "122", "222", "444", "144", "222", "123", "333", "222"]
"""Krippendorff (1980), p. 139; alpha .642 nominal, .547 interval."""

KRIPPENDORFF_GAPS = [
    "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3.",
]
"""Krippendorff (2004), p. 230; alpha .743 nominal, .815 ordinal, .849 interval."""

HAYES_2007 = [
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111.",
    ".100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0",
    "0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2",
    "110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1",
]
"""Hayes & Krippendorff (2007), Communication Methods and Measures 1, p. 84; alpha .7598 ordinal."""

KRIPPENDORFF_1995 = {
    "A": ("001111111100001111110000", "000011110000000110000000", 0.385, 0.329),
    "B": ("111111111111111111000000", "111111111100000000000000", 0.385, None),
    "C": ("001111110011001111001100", "110011110011110011001100", 0.314, None),
}
"""Krippendorff (1995), Sociological Methodology 25, p. 57: two coders, 24 seconds; kappa, alpha."""

STRETCHES_2004 = {
    "c": ([(225, 295), (370, 400)], [(220, 300), (355, 375), (400, 420)]),
    "k": ([(180, 240), (300, 350)], [(180, 240), (300, 350)]),
}
"""Krippendorff (2004), p. 254: two coders of 300 seconds from 150."""

STRETCHES_1995 = {
    "A": ([(2, 10), (14, 20)], [(4, 8), (15, 17)]),
    "B": ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)]),
    "C": (
        [(2, 8), (10, 12), (14, 18), (20, 22)],
        [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)],
    ),
    "D": (
        [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)],
        [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)],
    ),
}
"""Krippendorff (1995), p. 57: two coders of 24 seconds."""


def of_lines(lines: Sequence[str]) -> list[list[int | None]]:
    """Units by coders, from one word for each unit, in which a dot is a gap."""
    words = [word for line in lines for word in line.split()]
    return [[None if each == "." else int(each) for each in word] for word in words]


def of_table(counts: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """What two coders said of each unit, from how many units each pair of values has."""
    pairs = [
        (ours, theirs)
        for ours, row in enumerate(counts)
        for theirs, units in enumerate(row)
        for _ in range(units)
    ]
    return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
