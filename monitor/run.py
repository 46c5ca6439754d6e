"""How does a page become history and alerts?  One straight line an article, one visit a source, one pass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from alerts import Calm, check_templates, due_at, look_of, route, seconds, undone_by
from monitor import sites
from monitor.config import Alerts, Config, timing
from monitor.diff import diff
from monitor.errors import ConfigError, FetchError, Outdated, ReadError
from monitor.extract import catalogue
from monitor.reader import Extract, reader_of
from monitor.types import Alert, Article, Change, Fetch, Link, Observation, Page, Source, Standing
from monitor.visit import Lists, Visit, catch_up, find, miscount, wanted
from storage import Store

GONE = (404, 410)
ATTEMPTS = 9
"""How often an article is taken again because another process wrote about the same indicators meanwhile."""
TRUSTED = timedelta(days=3)
"""How long a server is believed that an article is unmodified; from then on it is asked for whole."""
AGAIN = timedelta(hours=20)
"""A picture on which no word was found is looked at again after so long, if it did not change."""
PATIENCE = timedelta(days=3)
"""So long a source is told to be failing for a page of it that cannot be had or read."""
RETRY, NOON = timedelta(minutes=30), 12
"""A paper that is not out yet is looked for again so soon, until that hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every step of the line is given: nothing here is looked up anywhere else."""

    store: Store
    fetch: Fetch
    now: Callable[[], datetime]
    alerts: Alerts
    extract: Extract
    zone: tzinfo
    """Where the readers of alerts are."""
    names: Mapping[str, Sequence[str]]
    """Further names and the group of each concept, for the rules of alerts."""
    unreliable: frozenset[str] = frozenset()
    """Sources of which nothing is told before another source says it too."""
    imported: bool = False
    """What is read is history: marked so, and nobody is told."""
    turn: threading.Lock = field(default_factory=threading.Lock)
    """Articles of one process are held against history one after the other."""


def open_line(config: Config, fetch: Fetch, now: Callable[[], datetime]) -> Line:
    """The line over the configured database; close its `store` when done. Raises StorageError."""
    known = known_indicators(config)
    check_templates(look_of(config.alerts))
    store = Store(config.database.get_secret_value(), concepts=known.concepts)
    return Line(
        store=store,
        fetch=fetch,
        now=now,
        alerts=config.alerts,
        extract=reader_of(config, known, store, now),
        zone=config.zone,
        names=names_of(known),
        unreliable=unreliable(config),
    )


def unreliable(config: Config) -> frozenset[str]:
    """Ids of the sources that are marked so."""
    return frozenset(settings.id for settings in config.sources if settings.unreliable)


def names_of(known: catalogue.Catalogue) -> dict[str, tuple[str, ...]]:
    """Further names and the group of each concept, by its id, for the rules of alerts."""
    return {one.id: (one.name, *one.synonyms, one.group) for one in known.concepts.values()}


def known_indicators(config: Config) -> catalogue.Catalogue:
    """The shipped catalogue with the user's own file over it. Raises ConfigError."""
    return catalogue.load(*[str(config.catalogue)] if config.catalogue else [])


def process(link: Link, source: Source, line: Line) -> tuple[int, list[Change]] | None:
    """One article, from its address to the database: how many observations and what they change.

    None where nothing is new. Raises FetchError, ReadError and StorageError; then nothing was kept.
    """
    since = None if source.adapter == "folder" else line.now() - TRUSTED
    etag, last_modified = line.store.validators(link.url, since)
    page = line.fetch(link.url, source, etag=etag, last_modified=last_modified)
    if page.not_modified or line.store.known(link.url, page.sha256):
        return None
    article = _read(page, link, source, line)
    observations = line.extract(article)
    with line.turn:
        return len(observations), _compare_and_save(
            replace(page, url=link.url), article, observations, source, line
        )


def _read(page: Page, link: Link, source: Source, line: Line) -> Article:
    if page.charset == "binary":
        # To find nothing takes a minute; it is not tried at every visit.
        known = line.store.why_unread(link.url, page.sha256, line.now() - AGAIN)
        if known and known.state == "empty":
            raise ReadError(known.reason, state=known.state)
    try:
        return sites.read(page, link, source)
    except ReadError as unreadable:
        unreadable.page = page
        raise


def _compare_and_save(
    page: Page, article: Article, observations: Sequence[Observation], source: Source, line: Line
) -> list[Change]:
    for attempt in range(ATTEMPTS):
        history = line.store.history(article, observations)
        changes = diff(article, observations, history, source=source.id, imported=line.imported)
        now = line.now()
        try:
            line.store.save(
                page=page,
                article=article,
                source=source.id,
                observations=observations,
                changes=changes,
                alerts=alerts_of(changes, line, now),
                now=now,
                imported=line.imported,
            )
            break
        except Outdated:
            if attempt == ATTEMPTS - 1:
                raise
    return changes


def alerts_of(changes: Sequence[Change], line: Line, now: datetime) -> list[Alert]:
    """Whom the changes concern; with them what an unreliable source said before and this one confirms."""
    silenced = {silence.name for silence in line.store.silences(now)}
    held = [change for change in changes if change.standing is not Standing.WITHDRAWN]
    undone = {change: back.key for change in held if (back := undone_by(change))}
    told = line.store.told_of(undone.values())
    seconded = line.store.news_of(seconds(held, line.unreliable))
    news = [change for change in held if change.standing is Standing.NEWS or undone.get(change) in told]
    owed = route(news, line.alerts, line.names, now, line.zone, Calm(silenced, line.unreliable, told))
    return owed + route(seconded, line.alerts, line.names, now, line.zone, Calm(silenced))


def visit(source: Source, line: Line, today: date, stop: Callable[[], bool] = lambda: False) -> Visit:
    """Everything new at one source. What fails becomes a line of the visit; the other articles go on."""
    lists = Lists(line.store, line.fetch, line.now())
    found, failed, note = find(sites.discover(source, lists.fetch, today))
    if not failed and not lists.unchanged:
        failed = miscount(source, len(found))
    if not failed:
        found, failed = catch_up(source, lists, today, found)
    read = take(wanted(source, line.store, found, today, line.zone), source, line, stop)
    if read.whole and not failed:
        lists.note()
    read = read.with_failure(failed) if failed else read
    return replace(read, links=len(found), note=note)


def take(links: Iterable[Link], source: Source, line: Line, stop: Callable[[], bool]) -> Visit:
    """Read these articles. The state is that of the first failure.

    What fails is kept with its reason. After PATIENCE it is no failure of the source any more: it is tried
    again, but the rest is what counts.
    """
    state, whole, failures, done, observations = "ok", True, list[str](), 0, 0
    left_out = 0
    changes: list[Change] = []
    for link in links:
        if stop():
            whole = False
            break
        try:
            read = process(link, source, line)
        except (FetchError, ReadError) as error:
            if isinstance(error, FetchError) and error.status in GONE:
                # A known one was deleted; a new one may yet come: its list is not done with.
                whole &= line.store.mark_gone(link.url, line.now())
                continue
            if _lasts(error, link, source, line):
                left_out += 1
                continue
            state = error.state if state == "ok" else state
            failures.append(str(error))
            continue
        if read:
            done, observations = done + 1, observations + read[0]
            changes += read[1]
    return Visit(
        source=source.id,
        state=state,
        failures=tuple(failures),
        articles=done,
        observations=observations,
        changes=tuple(changes),
        left_out=left_out,
        whole=whole and not failures,
    )


def _lasts(error: FetchError | ReadError, link: Link, source: Source, line: Line) -> bool:
    """Whether it has failed for so long that it is the page's own fault; keeps the page and the reason."""
    if error.state == "closed":  # it was not even asked for
        return False
    page = error.page if isinstance(error, ReadError) and isinstance(error.page, Page) else None
    now = line.now()
    since = line.store.set_aside(link, source.id, str(error), error.state, page, now, line.imported)
    return now - since >= PATIENCE


def visit_and_note(
    source: Source,
    config: Config,
    line: Line,
    stop: Callable[[], bool] = lambda: False,
) -> Visit:
    """A visit, and on the source's row how it ended and when the next one is due."""
    ended = visit(source, line, line.now().astimezone(config.zone).date(), stop)
    now = line.now()
    due = timing(source.schedule).after(now, config.zone, source.id, config.jitter)
    if ended.note and now.astimezone(config.zone).hour < NOON:
        due = min(due, now + RETRY)
    line.store.record_visit(
        source.id,
        at=now,
        state=ended.state,
        message=ended.message,
        links=ended.links,
        articles=ended.articles,
        changes=len(ended.changes),
        next_visit=due,
    )
    line.store.end_visit(source.id, now, due_at("immediately", line.alerts.quiet, now, line.zone))
    return ended


def run_once(config: Config, line: Line, only: Iterable[str] = ()) -> list[Visit]:
    """One pass over every enabled source, or over those named. Raises ConfigError for a name unknown."""
    wanted = set(only)
    known = {settings.id for settings in config.sources}
    if unknown := wanted - known:
        raise ConfigError(f"there is no source `{min(unknown)}`; there are: {', '.join(sorted(known))}")
    chosen = [s.source() for s in config.sources if (s.id in wanted if wanted else s.enabled)]
    stop = threading.Event()
    with ThreadPoolExecutor(
        max(1, len(chosen))
    ) as visitors:  # each host has its own pace; none waits for another
        try:
            return list(
                visitors.map(lambda source: visit_and_note(source, config, line, stop.is_set), chosen)
            )
        except BaseException:
            stop.set()
            raise
