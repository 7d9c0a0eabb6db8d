"""The making of reports, beside whatever else the program does: it can be left and come back to.

How far it is stands in the database, where every process sees it. Whoever makes a report says all
the time that they are at work; so one whose process was killed is told as cut off.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from threading import BoundedSemaphore, Event, Thread

from data import sealed_words
from data.clock import seconds
from data.exports.report.document import Document
from data.exports.report.formats import REPORT_FORMATS
from data.exports.report.gather import report
from data.exports.report.sources import Sources
from data.services import report_keeping
from data.services.errors import (
    FamilyStateError,
    NotAllowed,
    NotFound,
    ReportChanged,
    StorageError,
    WaveStateError,
)
from data.services.report_sources import sources
from data.store import reports as store

BEAT = 10
"""Seconds between two signs of life."""
LEASE = 60
"""Seconds without a sign of life after which nobody makes a report any more."""

_EXPECTED = (FamilyStateError, NotAllowed, NotFound, ReportChanged, StorageError, WaveStateError)
_AT_ONCE = BoundedSemaphore(2)  # others wait: people who answer come first
_FAMILIES_CHANGED = "What families said has changed meanwhile. Make the report again."
_OUR_SIDE = "Something went wrong on our side, so there is no file. Make the report again."
_log = logging.getLogger("common_table")


@dataclass(frozen=True, slots=True)
class Job:
    """Reports that are made together: the same parts of the same round in several kinds of files.

    Attributes:
        formats: the kind of file of each report, by its id.
    """

    team_id: str
    wave_id: str
    parts: tuple[str, ...]
    language: str
    formats: Mapping[str, str]


def start(job: Job) -> None:
    """Make reports in a thread of this process, as whoever asks for it now."""
    context = copy_context()
    Thread(target=context.run, args=(make, job), name="report", daemon=True).start()


def make(job: Job) -> None:
    """Make reports; whatever goes wrong is told in their rows."""
    with _at_work(job), _AT_ONCE:
        try:
            _make(job)
        except sealed_words.WordsGone:
            _fail(job, _FAMILIES_CHANGED)
        except _EXPECTED as told:
            _fail(job, str(told))
        except Exception:  # noqa: BLE001 - nobody waits for this thread; its rows say what happened
            _log.exception("a report could not be made")
            _fail(job, _OUR_SIDE)


def _make(job: Job) -> None:
    sealed = report_keeping.holds_words(job.parts)
    if sealed:
        for report_id in job.formats:  # before anything is read: who takes words back ends it
            sealed_words.new_key(report_keeping.owner(report_id))
    as_what = f"report: {', '.join(job.formats.values())}"
    whole, basis = sources(job.wave_id, parts=job.parts, language=job.language, as_what=as_what)
    document = _document(job, whole)
    for report_id, key in job.formats.items():
        content = REPORT_FORMATS[key].write(document)
        kept = report_keeping.seal(report_id, content) if sealed else content
        gone = store.finish(job.team_id, report_id, content=kept, basis=basis)
        report_keeping.destroy_keys(gone or ())
        if gone is None and sealed:  # somebody has taken words back, and it went with them
            sealed_words.destroy(report_keeping.owner(report_id))


def _document(job: Job, whole: Sources) -> Document:
    """The report; after each part its rows say how far it is."""
    document = report(whole, parts=(), language=job.language)
    for done, key in enumerate(job.parts, start=1):
        more = report(whole, parts=(key,), language=job.language).parts
        document = replace(document, parts=(*document.parts, *more))
        store.step(job.team_id, tuple(job.formats), seen=seconds(), done=done)
    return document


def _fail(job: Job, problem: str) -> None:
    """Those that are not finished have failed; without a database their lease tells it."""
    with suppress(StorageError):
        store.fail(job.team_id, tuple(job.formats), problem=problem)


@contextmanager
def _at_work(job: Job) -> Iterator[None]:
    """Signs of life until the block is left."""
    over = Event()
    context = copy_context()
    beating = Thread(target=context.run, args=(_beat, job, over), name="report beat", daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()


def _beat(job: Job, over: Event) -> None:
    while not over.wait(BEAT):
        with suppress(StorageError):  # the next one is another chance
            store.step(job.team_id, tuple(job.formats), seen=seconds())
