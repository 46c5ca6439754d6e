"""How does what was found reach a person or a program?  Rows as a table, JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

CONFIG = Path("sources.yaml")
ConfigFile = Annotated[Path, typer.Option("--config", "-c", help="The settings file.")]


def day(text: str) -> date:
    """A day as it is written on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}` is no day; write it as 2025-02-20") from None


class Format(StrEnum):
    """Forms in which rows come out."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]


def show(rows: Sequence[Mapping[str, Any]], form: Format, columns: Sequence[str]) -> None:
    """Print rows: `columns` of them as a table, all of them in the other forms."""
    if form is Format.TABLE:
        table(rows, columns)
    elif form is Format.JSON:
        typer.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif form is Format.JSONL:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        names = list(dict.fromkeys(name for row in rows for name in row)) or list(columns)
        writer = csv.DictWriter(sys.stdout, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print a table as wide as the terminal; nothing in it is taken for markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text("" if row.get(name) is None else str(row.get(name))) for name in columns))
    console = Console()
    if not console.is_terminal:
        console = Console(width=200)
    console.print(drawn)


def number(value: Decimal) -> int | float:
    """A JSON number: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def local(stamp: str | None, zone: ZoneInfo) -> str:
    """A kept UTC moment as a person of the zone reads it."""
    return datetime.fromisoformat(stamp).astimezone(zone).strftime("%Y-%m-%d %H:%M") if stamp else "never"
