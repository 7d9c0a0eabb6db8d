"""The report as a workbook in which every cell is a value: no formula, no link."""

from datetime import date

from data.exports.about import about
from data.exports.content import ReportContent
from data.exports.sheets import write_workbook
from data.exports.tables import every_table

_MADE_ON = date(2000, 1, 1)


def write_xlsx(content: ReportContent) -> bytes:
    """A workbook: read me, statements, groups, response, withheld, facts, codebook, terms.

    The same content always gives the same bytes.
    """
    return write_workbook(
        every_table(content),
        title=content.title,
        day=content.closes_on or _MADE_ON,
        read_me=about(content),
    )
