"""What can a person do with the monitor?  `monitor --help` teaches it."""

from __future__ import annotations

import sys

import typer

from monitor.cli import alerts, care, doctor, extract, names, past, review, tryout, watch
from monitor.errors import ConfigError, MonitorError

EPILOG = """Begin with:\n
    monitor extract page.txt --published 2025-02-20     what one document says; nothing is kept\n
    monitor try https://…                               how a page or list would be read; nothing is kept\n
    monitor check                                       is sources.yaml right, what is due when\n
    monitor run --once                                  one pass over every source\n
    monitor changes --since 2025-01-01                  what became known\n
    monitor history 研发投入强度                        promised and reached, by year\n
Exit codes: 0 fine, 1 something failed, 2 wrong usage or configuration."""

app = typer.Typer(
    help="Watches the press and tells when an indicator's target or figure is new, revised, met or missed.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (watch, tryout, past, extract, review, alerts, names, care, doctor):
    group.add_to(app)


def main() -> None:
    """The command line; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except ConfigError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except MonitorError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
