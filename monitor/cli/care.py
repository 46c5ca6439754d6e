"""Is what was gathered safe and at hand?  `monitor backup`, `restore`, `prune` and `export`."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, show
from monitor.cli.review import open_store, row_of
from monitor.errors import ConfigError


class Shape(StrEnum):
    """Forms of an export."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    PARQUET = "parquet"


class What(StrEnum):
    """What can be exported."""

    CHANGES = "changes"
    STATEMENTS = "statements"


def add_to(app: typer.Typer) -> None:
    for command in (backup, restore, prune, export):
        app.command()(command)


def backup(
    place: Annotated[
        Path, typer.Argument(help="A folder where copies go, or one file to be replaced (*.sqlite3).")
    ] = Path("data/backups"),
    keep: Annotated[int, typer.Option(min=1, help="How many copies stay in a folder.")] = 7,
    config: ConfigFile = CONFIG,
) -> None:
    """Copy the database while it is in use, check the copy, and drop the oldest ones.

    Examples:\n
      monitor backup\n
      monitor backup review.sqlite3      one copy, to look at elsewhere
    """
    from monitor.config import load
    from storage import backup as copies

    address = load(config).database.get_secret_value()
    if place.suffix == ".sqlite3":
        typer.echo(str(copies.copy_to(address, place)))
    else:
        typer.echo(str(copies.backup(address, place, datetime.now(UTC), keep)))


def restore(
    copy: Annotated[Path, typer.Argument(help="A file `monitor backup` made.")], config: ConfigFile = CONFIG
) -> None:
    """Put a copy in the place of the database; what stood there is kept beside it. Stop the daemon first."""
    from monitor.config import load
    from storage.backup import restore as put_back

    aside = put_back(copy, load(config).database.get_secret_value(), datetime.now(UTC))
    typer.echo(f"restored {copy}" + (f"; the former database is {aside}" if aside else ""))


def prune(
    days: Annotated[int | None, typer.Option(min=1, help="Older ones; default keep_pages_days.")] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """Drop the bytes of old pages. What was read, its words, addresses and hashes stay."""
    from monitor.config import load

    limit = days or load(config).keep_pages_days
    if limit is None:
        raise ConfigError(f"pages are kept for ever; give --days or set `keep_pages_days` in {config}")
    with closing(open_store(config)) as store:
        dropped = store.drop_evidence(datetime.now(UTC) - timedelta(days=limit))
    typer.echo(f"dropped the bytes of {dropped} pages older than {limit} days")


def export(
    what: Annotated[What, typer.Argument(help="What to export.")] = What.CHANGES,
    form: Annotated[Shape, typer.Option("--format", "-f", help="The form.")] = Shape.CSV,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else stdout.")] = None,
    config: ConfigFile = CONFIG,
) -> None:
    """All changes, or all statements that stand, for other programs.

    Example:\n
      monitor export statements --format xlsx --output statements.xlsx
    """
    with closing(open_store(config)) as store:
        if what is What.CHANGES:
            rows = [row_of(change) for change in store.changes()]
        else:
            rows = [dict(row) for row in store.view("v_history")]
    if form in (Shape.CSV, Shape.JSON) and output is None:
        show(rows, Format(form.value), ())
        return
    if output is None:
        raise ConfigError(f"{form.value} is no text; say where to by --output FILE")
    _write(rows, form, output)
    typer.echo(f"{len(rows)} rows in {output}")


def _write(rows: list[dict[str, Any]], form: Shape, output: Path) -> None:
    import csv
    import json

    names = list(rows[0]) if rows else []
    try:
        if form is Shape.CSV:
            with output.open("w", encoding="utf-8-sig", newline="") as file:  # Excel needs the mark
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(rows)
        elif form is Shape.JSON:
            output.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
        elif form is Shape.XLSX:
            from openpyxl import Workbook

            book = Workbook(write_only=True)
            sheet = book.create_sheet("monitor")
            sheet.append(names)
            for row in rows:
                sheet.append([row[name] for name in names])
            book.save(output)
        else:
            from pyarrow import Table
            from pyarrow.parquet import write_table

            write_table(Table.from_pylist(rows), output)
    except ImportError as missing:
        advice = "pip install 'chongqing-indicator-monitor[export]'"
        raise ConfigError(f"{form.value} needs {missing.name}: {advice}") from None
    except OSError as refused:
        raise ConfigError(f"{output} cannot be written: {refused.strerror}") from None
