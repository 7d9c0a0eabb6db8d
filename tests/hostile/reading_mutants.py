"""Read mutants in this process, which may take little memory and little time for each."""

import hashlib
import json
import resource
import signal
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from tests.hostile.bounded import MOST_MEMORY, MOST_SECONDS, outcome, pages
from tests.hostile.mutations import Mutant, mutants


def main(seed: int, many: int) -> None:
    """Count what happened; an error that nobody expected ends the process with its trace."""
    signal.signal(signal.SIGVTALRM, _too_slow)
    asked = pages(0) * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (asked, asked))
    taken = refused = 0
    slowest, seen = 0.0, hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        for mutant in islice(mutants(seed), many):
            began = time.process_time()
            said = _read(mutant, Path(folder))
            slowest = max(slowest, time.process_time() - began)
            taken, refused = taken + (said is None), refused + (said is not None)
            seen.update(mutant.content)
    counted = {"taken": taken, "refused": refused, "slowest_ms": round(slowest * 1000)}
    sys.stdout.write(json.dumps(counted | {"bytes": seen.hexdigest()}))


def _read(mutant: Mutant, folder: Path) -> str | None:
    path = folder / mutant.name
    path.write_bytes(mutant.content)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        return outcome(path, name=mutant.name, questionnaire=mutant.questionnaire)
    except BaseException:
        sys.stderr.write(f"{mutant.name}: {mutant.content!r}\n"[:20_000])
        raise
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_slow(*_: object) -> None:
    raise TimeoutError("a reader hung")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
