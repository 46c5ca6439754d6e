"""How does a page become history and alerts?  One straight line an article, one visit a source, one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from alerts import route
from monitor import sites
from monitor.config import Alerts, Config, timing
from monitor.diff import diff
from monitor.errors import ConfigError, FetchError, Outdated, ReadError
from monitor.extract import catalogue, extract
from monitor.types import Change, Fetch, Link, Source, Standing
from storage import Store

GONE = (404, 410)
ATTEMPTS = 3
"""How often an article is taken again because somebody else wrote about the same indicators meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How one visit to a source ended."""

    source: str
    state: str = "ok"
    failures: tuple[str, ...] = ()
    """One line each: what could not be had or read, and what to do."""
    links: int = 0
    articles: int = 0
    """New or changed ones."""
    observations: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every step of the line is given: nothing here is looked up anywhere else."""

    store: Store
    fetch: Fetch
    now: Callable[[], datetime]
    alerts: Alerts
    known: catalogue.Catalogue
    zone: tzinfo
    """Where the readers of alerts are."""
    names: Mapping[str, Sequence[str]]
    """Further names and the group of each concept, for the rules of alerts."""


def open_line(config: Config, fetch: Fetch, now: Callable[[], datetime]) -> Line:
    """The line over the configured database; close its `store` when done. Raises StorageError."""
    known = known_indicators(config)
    store = Store(config.database.get_secret_value(), concepts=known.concepts)
    return Line(
        store=store,
        fetch=fetch,
        now=now,
        alerts=config.alerts,
        known=known,
        zone=config.zone,
        names=names_of(known),
    )


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
    etag, last_modified = line.store.validators(link.url)
    page = line.fetch(link.url, source, etag=etag, last_modified=last_modified)
    if page.not_modified or line.store.known(page.url, page.sha256):
        return None
    article = sites.read(page, link, source)
    observations = extract(article, line.known)
    for attempt in range(ATTEMPTS):
        history = line.store.history(article, observations)
        changes = diff(article, observations, history, source=source.id)
        news = [change for change in changes if change.standing is Standing.NEWS]
        now = line.now()
        try:
            line.store.save(
                page=page,
                article=article,
                source=source.id,
                observations=observations,
                changes=changes,
                alerts=route(news, line.alerts, line.names, now, line.zone),
                now=now,
            )
            break
        except Outdated:
            if attempt == ATTEMPTS - 1:
                raise
    return len(observations), changes


def visit(source: Source, line: Line, today: date, stop: Callable[[], bool] = lambda: False) -> Visit:
    """Everything new at one source. What fails becomes a line of the visit; the other articles go on."""
    links, failures, done, observations = 0, [], 0, 0
    changes: list[Change] = []
    state = "ok"
    try:
        found = _wanted(source, line, today)
    except (FetchError, ReadError, ConfigError) as error:
        return Visit(source=source.id, state=getattr(error, "state", "configuration"), failures=(str(error),))
    links = len(found)
    least, most = source.expect
    if links < least or (most is not None and links > most):
        state = "unexpected"
        failures.append(
            f"{source.id}: found {links} articles where {least} to {most or 'many'} are expected; the layout "
            f"has probably changed: look at {source.url}"
        )
    for link in found:
        if stop():
            break
        try:
            read = process(link, source, line)
        except (FetchError, ReadError) as error:
            if isinstance(error, FetchError) and error.status in GONE:
                line.store.mark_gone(link.url, line.now())
                continue
            state = error.state
            failures.append(str(error))
            continue
        if read:
            done, observations = done + 1, observations + read[0]
            changes += read[1]
    return Visit(
        source=source.id,
        state=state,
        failures=tuple(failures),
        links=links,
        articles=done,
        observations=observations,
        changes=tuple(changes),
    )


def visit_and_note(
    source: Source,
    config: Config,
    line: Line,
    stop: Callable[[], bool] = lambda: False,
) -> Visit:
    """A visit, and on the source's row how it ended and when the next one is due."""
    ended = visit(source, line, line.now().astimezone(config.zone).date(), stop)
    now = line.now()
    line.store.record_visit(
        source.id,
        at=now,
        state=ended.state,
        message="; ".join(ended.failures),
        links=ended.links,
        articles=ended.articles,
        changes=len(ended.changes),
        next_visit=timing(source.schedule).after(now, config.zone, source.id, config.jitter),
    )
    return ended


def run_once(config: Config, line: Line, only: Iterable[str] = ()) -> list[Visit]:
    """One pass over every enabled source, or over those named. Raises ConfigError for a name unknown."""
    wanted = set(only)
    known = {settings.id for settings in config.sources}
    if unknown := wanted - known:
        raise ConfigError(f"there is no source `{min(unknown)}`; there are: {', '.join(sorted(known))}")
    return [
        visit_and_note(settings.source(), config, line)
        for settings in config.sources
        if (settings.id in wanted if wanted else settings.enabled)
    ]


def _wanted(source: Source, line: Line, today: date) -> list[Link]:
    """Links to look at: new ones always, known ones on the first visit of a day; oldest first."""
    found = {link.url: link for link in sites.discover(source, line.fetch, today)}
    if source.adapter != "folder":
        known = line.store.kept(found)
        state = line.store.source_states().get(source.id)
        looked = state is not None and (state.last_visit or "")[:10] == line.now().date().isoformat()
        since = today - timedelta(days=source.recheck_days)
        recent = {} if looked else {link.url: link for link in line.store.recent(source.id, since)}
        found = {url: link for url, link in found.items() if url not in known} | recent
    return sorted(found.values(), key=lambda link: link.published or today)
