"""What could a user have got wrong?  `monitor doctor` looks at everything and says it all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from monitor.cli.output import CONFIG, ConfigFile
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.fetch import Fetcher
    from monitor.types import Link, Source

LITTLE = 500
"""Megabytes of free disk below which a visit may soon fail."""
APART = 3600
"""Seconds by which our clock and a server's may differ; caches answer with old dates."""


def add_to(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(config: ConfigFile = CONFIG) -> None:
    """Everything a user could have got wrong: catalogue, database, disk, clock, channels, every source.

    Each enabled source is asked for its list and one article, as a visit would, robots.txt included;
    nothing is kept and nobody is told.
    """
    from monitor.config import load
    from monitor.fetch import USER_AGENT, Fetcher

    settings = load(config)
    sick = False
    agent, turns = settings.user_agent or USER_AGENT, settings.turns
    with Fetcher(user_agent=agent, pace=settings.pace, shared=turns, attempts=1) as fetcher:
        for name, examine in _examinations(settings, fetcher):
            try:
                typer.echo(f"ok    {name:12} {examine()}")
            except MonitorError as wrong:
                sick = True
                typer.echo(f"WRONG {name:12} {wrong}")
    raise typer.Exit(1 if sick else 0)


def _examinations(settings: Config, fetcher: Fetcher) -> Iterator[tuple[str, Callable[[], str]]]:
    for name, examine in (
        ("catalogue", _catalogue),
        ("database", _database),
        ("disk", _disk),
        ("clock", _clock),
        ("channels", _channels),
        ("reader", _reader),
    ):
        yield name, partial(examine, settings)
    today = datetime.now(settings.zone).date()
    for one in settings.sources:
        if one.enabled:
            yield one.id, partial(_source, one.source(), fetcher, today)


def _catalogue(settings: Config) -> str:
    from monitor.run import known_indicators

    return f"{len(known_indicators(settings).concepts)} indicators"


def _database(settings: Config) -> str:
    import sqlite3

    from storage import Store
    from storage.backup import check, file_of
    from storage.journal import journal

    address = settings.database.get_secret_value()
    with Store(address) as store:
        store.check_writable()
    if not address.startswith("sqlite"):
        return "PostgreSQL, writable"
    file = file_of(address)
    check(file)
    why = "" if journal(file) == "WAL" else ": slower, but safe with this SQLite and file system"
    return f"{file}, sound and writable; SQLite {sqlite3.sqlite_version}, journal {journal(file)}{why}"


def _disk(settings: Config) -> str:
    import shutil

    from storage.backup import file_of

    address = settings.database.get_secret_value()
    place = file_of(address).resolve().parent if address.startswith("sqlite") else Path()
    place = next(folder for folder in (place, *place.parents) if folder.exists())
    free = shutil.disk_usage(place).free // 2**20
    if free < LITTLE:
        raise MonitorError(f"only {free} MB are free in {place}; make room, or a visit will fail")
    return f"{free} MB free in {place}"


def _clock(settings: Config) -> str:
    now = datetime.now(settings.zone)
    if now.year < 2025:
        raise MonitorError(f"says {now:%Y-%m-%d %H:%M}; set it, or 今年 is read as another year")
    return f"{now:%Y-%m-%d %H:%M} {settings.timezone}"


def _channels(settings: Config) -> str:
    names = ", ".join(settings.alerts.channels)
    return f"{names}; try them by `monitor alerts test`" if names else "none: nobody is told"


def _reader(settings: Config) -> str:
    """The second reader, where one is configured, is asked to say one word of JSON."""
    llm = settings.extract.llm
    if llm is None:
        return "our own rules alone"
    from monitor.llm import asker
    from storage import Store

    ask = asker(llm.url, llm.model, llm.key.get_secret_value(), llm.timeout_seconds)
    ask('Answer with this JSON: {"figures": []}')
    with Store(settings.database.get_secret_value()) as store:
        taken, failed, last = store.answered()
    why = f"; of late: {last[:200]}" if last else ""
    return f"{llm.model} answers; {taken} sentences taken from it, {failed} failed or refused{why}"


def _source(source: Source, fetcher: Fetcher, today: date) -> str:
    """The list can be had, robots.txt lets its articles be had, and the first of them can be read."""
    from monitor import sites
    from monitor.errors import NotYet

    links: list[Link] = []
    early = ""
    try:
        links += sites.discover(source, fetcher.fetch, today)
    except NotYet as not_out:
        early = f"; {not_out}"
    if not links:
        return f"reached; no article there{early}"
    page = fetcher.fetch(links[0].url, source)
    article = sites.read(page, links[0], source)
    _same_time(page.headers.get("date", ""), page.fetched_at)
    allowed = "" if source.adapter == "folder" else "; robots.txt lets us in"
    return f"{len(links)} articles, one of {len(article.text)} characters read{allowed}{early}"


def _same_time(theirs: str, ours: datetime) -> None:
    try:
        apart = (ours - parsedate_to_datetime(theirs)).total_seconds()
    except (ValueError, TypeError):
        return  # no usable date, or one without a zone
    if abs(apart) > APART:
        raise MonitorError(f"its clock and ours are {abs(apart) / 3600:.0f} hours apart; is ours right?")
