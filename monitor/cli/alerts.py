"""Did the alerts arrive?  `monitor alerts test`, `list`, `retry` and `explain`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, FormatOption, local, show
from monitor.cli.review import only_change, open_store

app = typer.Typer(help="Messages: try the channels, see what is owed, send again.", no_args_is_help=True)
COLUMNS = ("id", "state", "channel", "recipient", "subject", "attempts", "next_attempt", "answer")


@app.command(name="test")
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


@app.command(name="list")
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


@app.command()
def retry(config: ConfigFile = CONFIG) -> None:
    """Send everything again that did not arrive; each message at most once."""
    from alerts import send_pending, sender
    from monitor.config import load

    settings = load(config).alerts
    with closing(open_store(config)) as store:
        now = datetime.now(UTC)
        store.retry(now)
        ended = send_pending(store, sender(settings.channels), now, settings.language)
    typer.echo(f"sent {ended.sent}, failed {ended.failed}, given up {ended.dead}")
    raise typer.Exit(1 if ended.failed or ended.dead else 0)


@app.command()
def explain(
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="The beginning of its id.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Say which routes take a change, and why the others do not.

    Example:\n
      monitor alerts explain 3f2a
    """
    from alerts.rules import routes_of, why_not
    from monitor.config import load
    from monitor.run import known_indicators, names_of

    settings = load(config)
    names = names_of(known_indicators(settings))
    with closing(open_store(config)) as store:
        found = only_change(store, change)
    routes = routes_of(settings.alerts)
    if not routes:
        typer.echo(f"no channels are configured; add them under `alerts:` in {config}")
    for one in routes:
        reason = why_not(found, one, names)
        typer.echo(f"{one.name}: {reason or 'takes it, ' + one.send + ', to ' + ', '.join(one.to)}")
