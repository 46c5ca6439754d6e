"""What was before, and what exactly did the site say?  `monitor backfill` and `monitor snapshot`."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.output import CONFIG, ConfigFile, day
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.backfill import Stretch
    from monitor.config import Config
    from monitor.types import Source

SHOWN = 10


def add_to(app: typer.Typer) -> None:
    for command in (backfill, snapshot):
        app.command()(command)


def backfill(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The id of a source.")],
    since: Annotated[date, typer.Option("--from", parser=day, metavar="DAY", help="The first day.")],
    until: Annotated[
        date | None, typer.Option("--to", parser=day, metavar="DAY", help="The last day; today if not given.")
    ] = None,
    alert: Annotated[bool, typer.Option("--alert", help="Tell people what turns up, as in a visit.")] = False,
    config: ConfigFile = CONFIG,
) -> None:
    """Read what a source published in the past: its old editions, or its lists to their end.

    It becomes history and nobody is told, unless you say --alert. Interrupted in any way, the same command
    goes on where it was; what failed is tried again. It keeps to the pace of `sources.yaml`.

    Examples:\n
      monitor backfill cqrb --from 2025-01-01 --to 2025-12-31\n
      monitor backfill tjj --from 2020-01-01
    """
    from monitor.config import load

    settings = load(config)
    today = datetime.now(settings.zone).date()
    last = min(until or today, today)
    if until and since > until:
        raise ConfigError(f"--from {since} is after --to {until}; write the earlier day first")
    if since > today:
        raise ConfigError(f"--from {since} is still to come; write a day that was")
    failures, counts = _walk(settings, source_of(settings, source), since, last, alert=alert)
    typer.echo(f"{source}, {since} to {last}: {counts[0]} articles and {counts[1]} observations are new")
    for failure in failures[:SHOWN]:
        typer.echo(failure, err=True)
    if failures:
        again = "the same command tries them again; monitor sources --unread shows what could not be read"
        typer.echo(f"{len(failures)} failures; {again}", err=True)
        raise typer.Exit(1)


def source_of(settings: Config, name: str) -> Source:
    """The source with this id. Raises ConfigError."""
    for one in settings.sources:
        if one.id == name:
            return one.source()
    known = ", ".join(one.id for one in settings.sources)
    raise ConfigError(f"there is no source `{name}`; there are: {known}")


def _walk(
    settings: Config, source: Source, first: date, last: date, *, alert: bool
) -> tuple[list[str], tuple[int, int]]:
    from monitor.backfill import backfill as stretches
    from monitor.fetch import USER_AGENT, Fetcher
    from monitor.run import open_line

    failures, articles, observations = list[str](), 0, 0
    agent = settings.user_agent or USER_AGENT
    with Fetcher(user_agent=agent, pace=settings.pace, shared=settings.turns) as fetcher:
        line = open_line(settings, fetcher.fetch, lambda: datetime.now(UTC))
        line = replace(line, imported=not alert)
        with closing(line.store):
            for stretch in _shown(stretches(source, first, last, line), source.id):
                failures += stretch.visit.failures
                articles += stretch.visit.articles
                observations += stretch.visit.observations
    return failures, (articles, observations)


def _shown(walked: Iterator[Stretch], name: str) -> Iterator[Stretch]:
    """The stretches, with a progress bar on stderr where somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    text = TextColumn("{task.fields[articles]} articles new")
    console = Console(stderr=True)
    with Progress(*columns, text, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=None, articles=0)
        articles = 0
        for stretch in walked:
            articles += stretch.visit.articles
            progress.update(task, completed=stretch.done, total=stretch.total, articles=articles)
            yield stretch


def snapshot(
    article: Annotated[str, typer.Argument(help="Its address, or its number in the database.")],
    version: Annotated[
        int | None, typer.Option(min=1, help="Which version; the newest if not given.")
    ] = None,
    warc: Annotated[bool, typer.Option("--warc", help="As a WARC file, as web archives keep them.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; else stdout.")] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """Give back the page an article was read from, byte for byte as it was received.

    Examples:\n
      monitor snapshot https://www.cq.gov.cn/ywdt/jrcq/202603/t20260301_1.html > page.html\n
      monitor snapshot 42 --version 1 --warc -o page.warc.gz
    """
    from monitor.cli.review import open_store
    from monitor.fetch.warc import warc_of

    with closing(open_store(config)) as store:
        page = store.snapshot(article, version)
    content = warc_of(page) if warc else page.content
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as refused:
        raise ConfigError(f"{output} cannot be written: {refused.strerror}; name another by -o") from None
    typer.echo(f"{output}: {len(content)} bytes, {page.url}, fetched {page.fetched_at:%Y-%m-%d %H:%M} UTC")
    typer.echo(f"sha256 of the page: {page.sha256}")
