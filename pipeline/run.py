"""The whole story: collect the files, extract and audit each, publish the tables."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from extractors import extract_source
from extractors.address import Address, Location
from extractors.errors import InputError, Language, UnreadableDocumentError
from extractors.limits import STANDARD, Limits
from extractors.source import ID_DIGITS, FoundFile, Listing, unreadable
from extractors.values.accounts import chart as shipped_chart
from extractors.values.accounts import load_chart
from pipeline.cache import Cache
from pipeline.cluster import run_on_cluster
from pipeline.decisions.apply import Decided
from pipeline.decisions.ledger import beside, read_decisions
from pipeline.engine import Fault, default_workers, run_each
from pipeline.entry import pack, unpack
from pipeline.examine import Chart, Extract, failed
from pipeline.outcome import Outcome, Task
from pipeline.publish import write
from pipeline.remote.hand import Hands, at_hand, fingerprints
from pipeline.remote.listing import find_documents, identity
from pipeline.remote.upload import check, publishing
from pipeline.spool import Spool
from pipeline.summary import Report, summarize
from pipeline.work import examine_packed


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `chart` is a chart of accounts in place of the shipped one.

    `password` opens the documents that ask for one; `decisions` is a file of decisions in place of
    the one beside `out`. `cache` is the folder of what was read before; None where nothing is to
    be looked up or kept. `cluster` is the address of a Dask scheduler whose workers read in place
    of processes of this machine.
    """

    sources: tuple[Location, ...]
    out: Location
    language: Language = Language.FRENCH
    chart: Path | None = None
    workers: int | None = None
    extract: Extract = extract_source
    password: str | None = field(default=None, repr=False)
    decisions: Path | None = None
    cache: Path | None = None
    limits: Limits = STANDARD
    cluster: str | None = None


class Watch:
    """Told how a run goes on; this one keeps silent."""

    def begin(self, total: int) -> None:
        """`total` documents are to be read."""

    def advance(self, outcome: Outcome, *, recalled: bool) -> None:
        """One more is done; `recalled` where it was not read but found in the cache."""

    def no_cache(self, folder: Path, error: OSError) -> None:
        """The cache cannot be written: what is read from here on is not kept."""


def run(settings: Settings, watch: Watch) -> Report:
    """Read, audit and publish; TotauxError where there is nothing to read or nowhere to write."""
    if isinstance(settings.out, Address):
        check(settings.out)
    ledger = settings.decisions or beside(settings.out)
    decisions = read_decisions(ledger, required=settings.decisions is not None) if ledger else []
    listing = _without(find_documents(settings.sources, settings.out), ledger)
    chart = chosen_chart(settings.chart)
    with publishing(settings.out) as folder:
        tasks = distinct(listing.files)
        watch.begin(len(tasks))
        with closing(Spool(folder.with_name("outcomes"), len(tasks))) as outcomes:
            fetched = folder.with_name("fetched")
            for index, entry in examine_all(tasks, chart, settings, watch, fetched):
                outcomes.put(index, entry)
            decided = Decided(outcomes, decisions)
            write(decided, folder, settings.language, {"decisions": decided.orphans})
            report = summarize(decided, listing.left_out, decided.listed)
    return report


def distinct(files: Iterable[FoundFile]) -> list[Task]:
    """One task for each distinct content, under its first name, in order of names.

    The tables tell documents apart by the first digits of their SHA-256: where two contents have
    the same, the later one is not to be read, and gets an id that no other has.
    """
    tasks: dict[str | Location, Task] = {}
    files = tuple(files)
    for file, known in zip(files, fingerprints(file.path for file in files), strict=True):
        key = known.sha256 or file.path
        task = Task(file.path, file.name, sha256=known.sha256, size=known.size)
        first = tasks.setdefault(key, task)
        if first.path != file.path:
            tasks[key] = replace(first, duplicates=(*first.duplicates, file.name))
    owners: dict[str, Task] = {}
    for task in tasks.values():
        owners.setdefault(task.document_id, task)
    return [_apart(task, owners) for task in tasks.values()]


def _apart(task: Task, owners: dict[str, Task]) -> Task:
    """The task, with an id of its own if the one that it would have is another's."""
    owner = owners[task.document_id]
    if owner is task:
        return task
    digest = task.digest
    while digest[:ID_DIGITS] in owners:
        digest = hashlib.sha256(digest.encode()).hexdigest()
    owners[digest[:ID_DIGITS]] = task
    refusal = UnreadableDocumentError("same-id", path=owner.name)
    return replace(task, stand_in=digest[:ID_DIGITS], refusal=refusal)


def examine_all(
    tasks: Sequence[Task], chart: Chart, settings: Settings, watch: Watch, fetched: Path
) -> Iterator[tuple[int, bytes]]:
    """Each task's index and packed outcome as it comes; what breaks one leaves the others alone.

    What the cache holds comes first, and nobody reads it. `fetched` is a folder to be made where
    documents have to be fetched.
    """
    cache = _cache(chart, settings)
    unread = []
    for index, task in enumerate(tasks):
        if entry := cache and cache.get(task):
            watch.advance(unpack(entry), recalled=True)
            yield index, entry
        else:
            unread.append(index)
    language, limits = settings.language, settings.limits
    work = partial(
        examine_packed,
        chart=chart,
        language=language,
        extract=settings.extract,
        password=settings.password,
        limits=limits,
    )
    workers = settings.workers or default_workers()
    to_read = [tasks[index] for index in unread]
    hands = Hands(to_read, limits, fetched, workers)
    if settings.cluster and to_read:
        results = run_on_cluster(
            work,
            map(_absolute, to_read),
            settings.cluster,
            bring=partial(at_hand, limits=limits),
            shared=[source.absolute() for source in settings.sources if isinstance(source, Path)],
            limits=limits,
        )
    else:
        results = run_each(work, hands, workers, limits)
    for at, result in results:
        task = hands[at]
        if isinstance(result, Fault):
            # Perhaps of this run and machine only: not kept.
            with at_hand(task, limits) as near:
                outcome = failed(near, result.error(limits), language)
            entry = pack(outcome)
        else:
            entry, outcome = result, unpack(result)
            if cache and not outcome.passing:
                cache = _kept(cache, task, entry, watch)
        hands.release(at)
        watch.advance(outcome, recalled=False)
        yield unread[at], entry


def _absolute(task: Task) -> Task:
    """The task as other machines know it, which run in other folders."""
    return replace(task, path=task.path.absolute()) if isinstance(task.path, Path) else task


def _kept(cache: Cache, task: Task, entry: bytes, watch: Watch) -> Cache | None:
    """The cache, with one more entry; None where it cannot be written."""
    try:
        cache.put(task, entry)
    except OSError as error:
        watch.no_cache(cache.folder, error)
        return None
    return cache


def _cache(chart: Chart, settings: Settings) -> Cache | None:
    if settings.cache is None:
        return None
    reader = settings.extract
    options = (
        settings.language,
        settings.password,
        # A document beyond these is refused, and its refusal kept.
        (settings.limits.pages, settings.limits.size),
        f"{reader.__module__}.{reader.__qualname__}",
        sorted(map(repr, chart.values())),
    )
    return Cache(settings.cache, repr(options))


def chosen_chart(path: Path | None) -> Chart:
    """The chart of accounts at `path`, the shipped one where there is no path."""
    if path is None:
        return shipped_chart()
    try:
        return load_chart(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, csv.Error) as error:
        raise InputError("bad-chart", path=str(path), columns="code, name_en") from error


def _without(listing: Listing, ledger: Location | None) -> Listing:
    """The listing less the file of decisions, which may stand among the plans."""
    if ledger is None:
        return listing
    real = identity(ledger)
    files = tuple(file for file in listing.files if identity(file.path) != real)
    names = {file.name for file in listing.files} - {file.name for file in files}
    return Listing(files, tuple(sorted({*listing.left_out, *names})))
