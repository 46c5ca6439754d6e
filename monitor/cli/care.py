"""Is what was gathered safe?  `monitor backup` and `restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.output import CONFIG, ConfigFile


def add_to(app: typer.Typer) -> None:
    for command in (backup, restore):
        app.command()(command)


def backup(
    folder: Annotated[Path, typer.Argument(help="Where copies go.")] = Path("data/backups"),
    keep: Annotated[int, typer.Option(min=1, help="How many copies stay.")] = 7,
    config: ConfigFile = CONFIG,
) -> None:
    """Copy the database while it is in use, check the copy, and drop the oldest ones."""
    from monitor.config import load
    from storage.backup import backup as copy_to

    address = load(config).database.get_secret_value()
    typer.echo(str(copy_to(address, folder, datetime.now(UTC), keep)))


def restore(
    copy: Annotated[Path, typer.Argument(help="A file `monitor backup` made.")], config: ConfigFile = CONFIG
) -> None:
    """Put a copy in the place of the database; what stood there is kept beside it. Stop the daemon first."""
    from monitor.config import load
    from storage.backup import restore as put_back

    aside = put_back(copy, load(config).database.get_secret_value(), datetime.now(UTC))
    typer.echo(f"restored {copy}" + (f"; the former database is {aside}" if aside else ""))
