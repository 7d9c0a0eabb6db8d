"""How much of what may tell who somebody is comes to a person's eyes, and what that costs them.

It takes files of texts with marked places in the form of microsoft/presidio-research (MIT), such as
`data/synth_dataset_v2.json` and `tests/data/generated_large.json` there; with none, it measures the
small set that was written for our own tests. It measures; it exits with 0 whatever comes out.

    .venv/bin/python benchmarks/redaction.py [FILE ...] [--lower | --starts] [--missed] [--json F]

With `--starts` only sentences begin with a capital, and the texts of a set are the turns of one
transcript, since one alone is too short to tell that nobody wrote a capital inside.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "tests" / "data" / "redaction" / "invented.txt"
sys.path.insert(0, str(ROOT))

from data.redaction.finding import Places, hits  # noqa: E402
from data.redaction.queue import suspects  # noqa: E402
from data.redaction.sentences import sentences  # noqa: E402
from data.redaction.unusual import Capitals, capitals  # noqa: E402
from tests.data.redaction.marked import marked_texts  # noqa: E402

NAMES = frozenset({"PERSON", "name"})
Kinds = dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with marked places.

    Attributes:
        text: as it is.
        marks: kind, first code point, and the one after the last.
    """

    text: str
    marks: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out for one set.

    Attributes:
        texts, words, marks, names: how many there are.
        names_full: share of names of which every letter or digit was proposed.
        names_touched: share of names of which a part was proposed.
        all_full, all_touched: the same for all marked places.
        flags: places proposed per 1,000 words.
        strings: different strings proposed per 1,000 words, each text of a set by itself, or all
            together.
        milliseconds: per 1,000 words.
    """

    texts: int
    words: int
    marks: int
    names: int
    names_full: float
    names_touched: float
    all_full: float
    all_touched: float
    flags: float
    strings: float
    milliseconds: float


def read(path: Path) -> list[Text]:
    """The texts of a file of presidio-research."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        Text(
            row["full_text"],
            tuple(
                (mark["entity_type"], mark["start_position"], mark["end_position"])
                for mark in row["spans"]
            ),
        )
        for row in rows
    ]


def ours() -> list[Text]:
    """The texts that were written for our own tests."""
    return [Text(each.text, each.marks) for each in marked_texts(OURS)]


def proposed(text: str, around: Capitals | None) -> Iterator[tuple[int, int]]:
    """Places of everything that a person would be asked about."""
    for hit in hits(text, roster=None, places=Places(()), around=around):
        yield hit.start, hit.end


def covered(text: str, start: int, end: int, found: Iterable[tuple[int, int]]) -> tuple[bool, bool]:
    """Whether all letters and digits of a place are proposed, and whether any is."""
    seen = {at for one, two in found for at in range(max(one, start), min(two, end))}
    told = [at for at in range(start, end) if text[at].isalnum()]
    return all(at in seen for at in told), any(at in seen for at in told)


def measure(
    texts: Sequence[Text], *, together: bool, missed: Counter[str], kinds: Kinds
) -> Figures:
    """All figures of a set; what nobody would be asked about is counted in `missed`."""
    results: list[tuple[str, bool, bool]] = []
    flags = 0
    said = [each.text for each in texts]
    began = time.perf_counter()
    around = capitals("\n".join(said)) if together else None
    for each in texts:
        found = tuple(proposed(each.text, around))
        flags += len(found)
        for kind, start, end in each.marks:
            full, touched = covered(each.text, start, end, found)
            results.append((kind, full, touched))
            kinds.setdefault(kind, Counter()).update(marks=1, full=full, touched=touched)
            if not touched:
                missed[f"{kind}: {each.text[start:end]!r} in {each.text[:70]!r}"] += 1
    took = time.perf_counter() - began
    words = sum(len(each.text.split()) for each in texts)
    names = [(full, touched) for kind, full, touched in results if kind in NAMES]
    return Figures(
        texts=len(texts),
        words=words,
        marks=len(results),
        names=len(names),
        names_full=sum(full for full, _ in names) / len(names),
        names_touched=sum(touched for _, touched in names) / len(names),
        all_full=sum(full for _, full, _ in results) / len(results),
        all_touched=sum(touched for *_, touched in results) / len(results),
        flags=1000 * flags / words,
        strings=1000 * sum(len(suspects(each)) for each in ([said] if together else said)) / words,
        milliseconds=1e6 * took / words,
    )


def lowered(texts: Sequence[Text]) -> list[Text]:
    """Without any capitals; texts that would change their length are left out."""
    small = [Text(each.text.lower(), each.marks) for each in texts]
    return [now for now, was in zip(small, texts, strict=True) if len(now.text) == len(was.text)]


def at_starts(texts: Sequence[Text]) -> list[Text]:
    """With a capital at the start of sentences and nowhere else, as many people type."""
    made: list[Text] = []
    for each in lowered(texts):
        letters = list(each.text)
        for sentence in sentences(each.text):
            letters[sentence.start] = letters[sentence.start].title()[0]
        made.append(Text("".join(letters), each.marks))
    return made


def told(name: str, figures: Figures, kinds: Kinds) -> Iterator[str]:
    """The lines of the table of one set."""
    yield f"\n{name}"
    for field, value in asdict(figures).items():
        yield (
            f"  {field:15} {value:10,.3f}"
            if isinstance(value, float)
            else f"  {field:15} {value:6,}"
        )
    for kind, counts in sorted(kinds.items()):
        full, touched = counts["full"] / counts["marks"], counts["touched"] / counts["marks"]
        yield f"  {kind:20} {counts['marks']:6,}  full / touched {full:.3f} / {touched:.3f}"


def main() -> None:
    """Measure each file, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--lower", action="store_true", help="without any capitals")
    how.add_argument(
        "--starts", action="store_true", help="capitals at the start of sentences only"
    )
    parser.add_argument("--missed", action="store_true", help="list what nobody is asked about")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    asked = parser.parse_args()
    sets = {path.name: read(path) for path in asked.files} or {OURS.name: ours()}
    figures: dict[str, Figures] = {}
    for name, texts in sets.items():
        missed: Counter[str] = Counter()
        kinds: Kinds = {}
        read_as = lowered(texts) if asked.lower else at_starts(texts) if asked.starts else texts
        figures[name] = measure(read_as, together=asked.starts, missed=missed, kinds=kinds)
        print(*told(name, figures[name], kinds), sep="\n")
        if asked.missed:
            print(*(f"    {often:3} x {said}" for said, often in missed.most_common()), sep="\n")
    if asked.json:
        asked.json.write_text(json.dumps({n: asdict(f) for n, f in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
