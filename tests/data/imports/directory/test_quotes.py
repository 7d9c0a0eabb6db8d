"""One quote that nobody closed costs one row its quotes, and no other row anything."""

import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.report import report


@pytest.mark.parametrize(
    ("second", "third"),
    [
        ('"Help', "Food"),
        ('"Help', 'Food "now"'),
        ('5" pipes', "Food"),
        ('"Help\nfor all"', "Food"),
    ],
    ids=["never closed", "another far below", "inches", "a cell of two lines"],
)
def test_below_a_quote_that_stays_open_every_row_is_read(second: str, third: str) -> None:
    below = [f"s{number},Name {number},words" for number in range(4, 60)]
    broken = 's0,"Open" here,words'  # out of order whatever else is there
    rows = ["id,name,description", f"s2,{second},a", f"s3,{third},b", broken, *below]
    directory = read_directory({"services.csv": "\n".join(rows).encode()})
    names = {each.id: each.name for each in directory.services}
    assert report(directory)["files"]["services.csv"]["rows"] == len(names) == 59
    assert names["s2"] == second.strip('"')
    assert (names["s0"], names["s59"]) == ("Open here", "Name 59")
    wrong = [issue.came for issue in directory.issues if issue.code == "quotes_broken"]
    assert wrong[-1] == "s0 | Open here | words"
