"""Did the alerts arrive, and who hears what?  `monitor alerts …`, `monitor silence` and `monitor feed`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, FormatOption, local, show
from monitor.cli.review import only_change, open_store
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.config import Config
    from storage import Store

group = typer.Typer(help="Messages: try the channels, see what is owed, send again.", no_args_is_help=True)
COLUMNS = ("id", "state", "channel", "recipient", "subject", "attempts", "next_attempt", "answer")


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="alerts")
    for command in (silence, feed):
        app.command()(command)


@group.command(name="test")
def try_channels(config: ConfigFile = CONFIG) -> None:
    """Send a test message to every configured channel and say which arrived."""
    from alerts import sender
    from alerts.render import Message
    from monitor.config import load
    from monitor.errors import DeliveryError

    settings = load(config).alerts
    if not settings.channels:
        typer.echo(f"no channels are configured; add them under `alerts:` in {config}", err=True)
        raise typer.Exit(1)
    send, failed = sender(settings.channels), False
    now = datetime.now(UTC)
    text = "This is a test message of the indicator monitor. Nothing has changed."
    message = Message("Test / 测试: indicator monitor", text, f"<p>{text}</p>")
    for name, channel in settings.channels.items():
        for recipient in channel.to or [""]:
            place = f"{name} {recipient}".strip()
            try:
                send(name, recipient, message, f"test-{now:%Y%m%d%H%M%S%f}")
                typer.echo(f"{place}: arrived")
            except DeliveryError as error:
                failed = True
                typer.echo(f"{place}: failed: {error}")
    raise typer.Exit(1 if failed else 0)


@group.command(name="list")
def list_messages(
    failed: Annotated[bool, typer.Option("--failed", help="Only those that did not arrive.")] = False,
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """Messages, oldest first: to whom, in which state, and what the channel answered."""
    from monitor.config import load

    zone = load(config).zone
    with closing(open_store(config)) as store:
        kept = store.messages(("failed", "dead", "sending") if failed else ())
    rows = [
        {
            "id": row.id,
            "state": row.state,
            "channel": row.channel,
            "recipient": row.recipient,
            "subject": row.subject,
            "attempts": row.attempts,
            "next_attempt": local(row.next_attempt_at, zone) if row.state in ("queued", "failed") else "",
            "answer": row.answer,
        }
        for row in kept
    ]
    show(rows, form, COLUMNS)


@group.command()
def retry(config: ConfigFile = CONFIG) -> None:
    """Send everything again that did not arrive; what a running daemon is just sending is left to it."""
    from alerts import look_of, send_pending, sender
    from monitor.config import load

    settings = load(config).alerts
    with closing(open_store(config)) as store:
        now = datetime.now(UTC)
        store.retry(now)
        ended = send_pending(store, sender(settings.channels), now, look_of(settings))
    typer.echo(f"sent {ended.sent}, failed {ended.failed}, given up {ended.dead}")
    raise typer.Exit(1 if ended.failed or ended.dead else 0)


@group.command()
def explain(
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="The beginning of its id.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Say which routes take a change, and why the others do not.

    Example:\n
      monitor alerts explain 3f2a
    """
    from alerts import Calm
    from alerts.rules import held_back, routes_of, why_not
    from monitor.config import load
    from monitor.run import known_indicators, names_of, unreliable

    settings = load(config)
    names = names_of(known_indicators(settings))
    with closing(open_store(config)) as store:
        found = only_change(store, change)
        silenced = {one.name for one in store.silences(datetime.now(UTC))}
        sent = [row for row in store.messages_of(found.key) if row.state == "sent"]
    routes = routes_of(settings.alerts)
    if not routes:
        typer.echo(f"no channels are configured; add them under `alerts:` in {config}")
    if held := held_back(found, Calm(silenced, unreliable(settings)), names):
        typer.echo(f"held back: {held}")
    for one in routes:
        reason = why_not(found, one, names)
        typer.echo(f"{one.name}: {reason or 'takes it, ' + one.send + ', to ' + ', '.join(one.to)}")
    for row in sent:
        typer.echo(f"sent: {row.channel} {row.recipient} {local(row.sent_at, settings.zone)}")


def silence(
    name: Annotated[str, typer.Argument(metavar="[INDICATOR|SOURCE]", help="Of what; none: list.")] = "",
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%d %H:%M"], help="When it ends, in your time zone."),
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help="End it now.")] = False,
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """Hear nothing of an indicator or a source for a while; changes are recorded all the same.

    Examples:\n
      monitor silence 研发投入强度 --until 2026-03-01\n
      monitor silence cqcb --until "2026-03-01 18:00"\n
      monitor silence\n
      monitor silence cqcb --lift
    """
    from monitor.config import load

    settings, now = load(config), datetime.now(UTC)
    with closing(open_store(config)) as store:
        if name and lift:
            if not store.lift(name):
                raise ConfigError(f"{name} is not silenced; `monitor silence` lists what is")
        elif name:
            if until is None:
                raise ConfigError(
                    f"say until when: monitor silence {name} --until {_next_week(now):%Y-%m-%d}"
                )
            end = until.replace(tzinfo=settings.zone)
            if end <= now:
                raise ConfigError(f"{until:%Y-%m-%d %H:%M} is past; give a day to come")
            _check_known(name, settings, store)
            store.silence(name, end, now)
        rows = [
            {
                "name": row.name,
                "until": local(row.until, settings.zone),
                "since": local(row.since, settings.zone),
            }
            for row in store.silences(now)
        ]
    show(rows, form, ("name", "until", "since"))


def _next_week(now: datetime) -> datetime:
    return now + timedelta(days=7)


def _check_known(name: str, settings: Config, store: Store) -> None:
    """Raises ConfigError for a name nothing would ever be silenced by."""
    from monitor.config.explain import suggestion
    from monitor.run import known_indicators, names_of

    sources = [source.id for source in settings.sources]
    catalogue = {one for id_, names in names_of(known_indicators(settings)).items() for one in (id_, *names)}
    if name not in sources and name not in catalogue and not store.changes(indicator=name):
        there = suggestion(name, [*sources, *sorted(catalogue)]) if name else ""
        hint = there if there.startswith("did you mean") else "`monitor changes` shows the names in use"
        raise ConfigError(f"there is no source and no indicator `{name}`; {hint}")


def feed(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else stdout.")] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """The changes of the last three months as an Atom feed; the daemon serves the same at /feed.atom.

    Example:\n
      monitor feed --output feed.atom
    """
    from alerts import look_of
    from alerts.feed import atom
    from monitor.config import load

    since = (datetime.now(UTC) - timedelta(days=92)).date()
    with closing(open_store(config)) as store:
        text = atom(store.changes(since=since), look_of(load(config).alerts))
    if output is None:
        typer.echo(text)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as refused:
        raise ConfigError(f"{output} cannot be written: {refused.strerror}") from None
    typer.echo(f"wrote {output}")
