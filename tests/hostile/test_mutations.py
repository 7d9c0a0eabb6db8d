"""Good files changed by chance are taken or refused; nothing else ever happens."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.hostile.bounded import ROOT
from tests.parts import seed_of_part

QUICK = 300
LONG = int(os.environ.get("COMMON_TABLE_MUTANTS", "30000"))


def run(seed: int, *, many: int) -> dict[str, Any]:
    """Read so many mutants in a bounded process; how many were taken and refused."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hostile.reading_mutants", str(seed), str(many)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout)


def test_a_few_hundred_changed_files_end_no_reader() -> None:
    counted = run(1, many=QUICK)
    assert counted["taken"] + counted["refused"] == QUICK
    assert min(counted["taken"], counted["refused"]) > QUICK // 20, "all of one kind prove little"


@pytest.mark.long
def test_the_same_seed_changes_the_same_bytes() -> None:
    assert run(2, many=20)["bytes"] == run(2, many=20)["bytes"]


@pytest.mark.long
def test_very_many_changed_files_end_no_reader(capsys: pytest.CaptureFixture[str]) -> None:
    """COMMON_TABLE_MUTANTS raises how many; each core reads a share of its own."""
    cores = os.cpu_count() or 1
    shares = [len(range(core, LONG, cores)) for core in range(cores)]
    with ThreadPoolExecutor(cores) as threads:
        seeds = range(seed_of_part(3), seed_of_part(3) + cores)
        every = list(threads.map(lambda seed, many: run(seed, many=many), seeds, shares))
    taken, refused = (sum(each[how] for each in every) for how in ("taken", "refused"))
    slowest = max(each["slowest_ms"] for each in every)
    with capsys.disabled():
        sys.stdout.write(f"\n{taken} taken, {refused} refused, the slowest in {slowest} ms\n")
    assert taken + refused == LONG
    assert slowest < 1000, "of the processor; a reader that hangs is ended before"
