"""Watch the sources: `monitor run`, `check`, `sources` and `reload`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, FormatOption, local, show
from monitor.cli.review import CHANGE_COLUMNS, open_store, row_of, worth_showing

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.visit import Visit

SOURCE_COLUMNS = (
    "id",
    "state",
    "failures",
    "last_visit",
    "last_success",
    "last_new",
    "next_visit",
    "message",
)


def add_to(app: typer.Typer) -> None:
    for command in (run, check, sources, reload):
        app.command()(command)


def run(
    once: Annotated[bool, typer.Option("--once", help="One pass over every source, then exit.")] = False,
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be repeated.")] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """Watch the sources until told to stop, or make one pass with --once.

    Examples:\n
      monitor run\n
      monitor run --once --source cqrb
    """
    from monitor.config import load

    settings = load(config)
    if once:
        _run_once(settings, source or [], config)
        return
    from monitor import logs, web
    from monitor.schedule import Daemon

    logs.set_up()
    daemon = Daemon(config, settings, only=source or [])
    with web.serving(daemon, settings.health.host, settings.health.port):
        daemon.run()


def _run_once(settings: Config, only: list[str], file: Path) -> None:
    from alerts import look_of, ping, send_pending, sender
    from monitor.fetch import USER_AGENT, Fetcher
    from monitor.run import open_line, run_once
    from monitor.troubles import free_space, watch

    agent = settings.user_agent or USER_AGENT
    with Fetcher(user_agent=agent, pace=settings.pace, shared=settings.turns) as fetcher:
        line = open_line(settings, fetcher.fetch, lambda: datetime.now(UTC))
        with closing(line.store):
            visits = run_once(settings, line, only)
            watch(settings, line.store, line.now(), free_mb=free_space(settings))
            send = sender(settings.alerts.channels)
            ended = send_pending(line.store, send, line.now(), look_of(settings.alerts))
    _report(visits, file)
    if ended.sent or ended.failed or ended.dead:
        typer.echo(f"alerts: sent {ended.sent}, to be tried again {ended.failed}, given up {ended.dead}")
    if address := settings.alerts.ping.get_secret_value():
        ping(address)
    if ended.failed or ended.dead:
        typer.echo("why not: monitor alerts list --failed; then: monitor alerts retry", err=True)
    if ended.failed or ended.dead or any(visit.failures for visit in visits):
        raise typer.Exit(1)


def _report(visits: list[Visit], file: Path) -> None:
    for visit in visits:
        for failure in visit.failures:
            typer.echo(failure, err=True)
    shown = worth_showing(change for visit in visits for change in visit.changes)
    shown.sort(key=lambda change: row_of(change)["published"])
    if shown:
        show([row_of(change) for change in shown], Format.TABLE, CHANGE_COLUMNS)
    articles = sum(visit.articles for visit in visits)
    observations = sum(visit.observations for visit in visits)
    counted = (
        f"{len(visits)} sources, {articles} new articles, {observations} observations, {len(shown)} changes"
    )
    typer.echo(counted if articles else f"Nothing new at {len(visits)} sources.")
    typer.echo(f"Look further:  monitor history 研发投入强度 --config {file}")
    typer.echo(f"               monitor changes --kind target_met --config {file}")


def check(config: ConfigFile = CONFIG) -> None:
    """Is everything right?  Settings, catalogue and channels; what is due next. Sends nothing."""
    from alerts import check_templates, look_of
    from monitor import sites
    from monitor.config import load, timing
    from monitor.errors import ConfigError
    from monitor.run import known_indicators

    settings = load(config)
    concepts = known_indicators(settings).concepts
    check_templates(look_of(settings.alerts))
    wrong = list[str]()
    for s in settings.sources:
        try:
            sites.check(s.source())
        except ConfigError as error:
            wrong.append(f"{config}: {error}")
    now = datetime.now(UTC)
    rows = [
        {
            "id": s.id,
            "adapter": s.adapter,
            "url": s.url,
            "schedule": s.schedule if s.enabled else "disabled",
            "next": local(
                timing(s.schedule).after(now, settings.zone, s.id, settings.jitter).isoformat(), settings.zone
            )
            if s.enabled
            else "",
        }
        for s in settings.sources
    ]
    show(rows, Format.TABLE, ("id", "adapter", "url", "schedule", "next"))
    channels = ", ".join(settings.alerts.channels) or "none"
    typer.echo(f"{config}: {len(rows)} sources; catalogue: {len(concepts)} indicators; channels: {channels}")
    if wrong:
        raise ConfigError("\n".join(wrong))


def sources(
    unread: Annotated[
        bool, typer.Option("--unread", help="Instead the pages that could not be had or read, and why.")
    ] = False,
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """How each source fares: last visit, last success, last new article, failures in a row, next visit.

    A page that cannot be read is kept with the reason and tried again. For three days its source is told to
    be failing, then only --unread shows it; `monitor snapshot ADDRESS` gives it back as it was received.

    Examples:\n
      monitor sources\n
      monitor sources --unread
    """
    from monitor.config import load

    settings = load(config)
    with closing(open_store(config)) as store:
        states = store.source_states()
        aside = store.unread()
    if unread:
        shown = [
            {
                "source": row.source,
                "since": local(row.since, settings.zone),
                "state": row.state,
                "url": row.url,
            }
            | {"reason": row.reason}
            for row in aside
        ]
        if shown or form is not Format.TABLE:
            show(shown, form, ("source", "since", "state", "reason"))
        else:
            typer.echo("every page that was found could be read")
        return
    rows = []
    for source in settings.sources:
        row = states.get(source.id)
        about = {"id": source.id, "state": row.state if row else "not visited yet"}
        about |= {"failures": str(row.failures if row else 0), "message": row.message if row else ""}
        for name in ("last_visit", "last_success", "last_new", "next_visit"):
            about[name] = local(getattr(row, name), settings.zone) if row else "never"
        rows.append(about)
    show(rows, form, SOURCE_COLUMNS)


def reload(config: ConfigFile = CONFIG) -> None:
    """Let the running daemon read its settings again; a broken file keeps the old ones."""
    import os
    import signal

    from monitor.config import load
    from storage.backup import file_of
    from storage.lock import daemon_of

    process = daemon_of(str(file_of(load(config).database.get_secret_value())))
    if process is None:
        typer.echo("no daemon is at work on this database; start one by `monitor run`", err=True)
        raise typer.Exit(1)
    os.kill(process, signal.SIGHUP)
    typer.echo(f"told process {process} to read its settings again")
