"""What does a document say?  `monitor extract` prints its observations and keeps nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, FormatOption, number, show
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.types import Article, Observation, Page, Source

COLUMNS = ("subject", "indicator", "period", "status", "measure", "comparator", "value", "unit", "quote")


def add_to(app: typer.Typer) -> None:
    app.command(name="extract")(extract)


def extract(
    documents: Annotated[list[str], typer.Argument(metavar="FILE|URL|-", help="What to read; - is stdin.")],
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of publication: what 今年 and 目前 are counted from."),
    ] = None,
    area: Annotated[str, typer.Option(help="What 全市 and 我市 mean.")] = "",
    publisher: Annotated[str, typer.Option(help="Who printed it.")] = "",
    explained: Annotated[
        bool,
        typer.Option("--explain", help="Sentence by sentence: which rule filled what, and what was refused."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program; as --format json.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print what documents say: one row for each quantified statement. No database is touched.

    Examples:\n
      monitor extract page.txt --published 2025-02-20 --area 重庆市\n
      monitor extract *.txt --published 2025-02-20 --format jsonl > observations.jsonl\n
      curl -s https://example.org/a.html | monitor extract - --published 2025-02-20\n
      monitor extract page.txt --published 2025-02-20 --explain
    """
    from monitor.cli.explain import passage_row, print_passages
    from monitor.extract import extract as observations_of
    from monitor.extract.explain import explain

    form = Format.JSON if as_json else form
    if explained and form is Format.CSV:
        raise typer.BadParameter(
            "an explanation is no table; use --json or --format jsonl", param_hint="--explain"
        )
    day, failed = published.date() if published else None, False
    rows: list[dict[str, Any]] = []
    for document in documents:
        try:
            article, shift = _read(document, day, area, publisher)
        except MonitorError as error:
            typer.echo(str(error), err=True)
            failed = True
            continue
        stem = "stdin" if document == "-" else Path(document.split("?")[0]).stem
        if not explained:
            rows += (observation_row(stem, o, shift) for o in observations_of(article))
        elif form is Format.TABLE:
            typer.echo("".join(f"{document}\n\n" for _ in documents[1:2]), nl=False)
            print_passages(explain(article))
        else:
            rows += (passage_row(stem, passage, shift) for passage in explain(article))
    if not explained or form is not Format.TABLE:
        show(rows, form, COLUMNS if len(documents) == 1 else ("doc", *COLUMNS))
    if failed:
        raise typer.Exit(1)


def _read(document: str, day: date | None, area: str, publisher: str) -> tuple[Article, int]:
    """The article, and how far its text stands behind the beginning of the file."""
    from monitor import sites
    from monitor.types import Link, Source

    adapter = "html_list" if document.startswith(("http://", "https://")) else "folder"
    source = Source(id="extract", adapter=adapter, url=document, publisher=publisher, area=area or "重庆市")
    page = _page(document, source)
    today = datetime.now(UTC).astimezone().date()
    article = sites.read(page, Link(url=document, published=day or today), source)
    if day is None and article.published == today:
        typer.echo(f"{document}: read as published today, {today}; say otherwise by --published", err=True)
    article = replace(
        article,
        published=day or article.published,
        area=area or article.area,
        publisher=publisher or article.publisher,
    )
    return article, len(page.text) - len(article.text) if page.text.endswith(article.text) else 0


def _page(document: str, source: Source) -> Page:
    from monitor.fetch import Fetcher

    if document != "-":
        with Fetcher() as fetcher:
            return fetcher.fetch(document, source)
    from monitor.errors import ReadError
    from monitor.fetch.decode import decode
    from monitor.types import Page

    content = sys.stdin.buffer.read()
    if not content.strip():
        raise ReadError("nothing came in; pipe a document into `monitor extract -`", url="-")
    text, charset = decode(content, url="-")
    html = text.lstrip()[:1] == "<"
    kind = "text/html" if html else "text/plain"
    return Page(
        url="-",
        text=text,
        content=content,
        sha256="",
        fetched_at=datetime.now(UTC),
        charset=charset,
        content_type=kind,
    )


def observation_row(doc: str, o: Observation, shift: int = 0) -> dict[str, Any]:
    """An observation as a program reads it; offsets count from `shift` characters before the text."""
    row: dict[str, Any] = {"doc": doc, "quote": o.quote, "sentence": o.sentence, "subject": o.subject}
    row |= {"indicator": o.indicator, "period": o.period, "status": o.status.value}
    row |= {"measure": o.measure.value, "value": number(o.value)}
    row |= dict(_optional(o))
    row |= {"unit": o.unit, "comparator": o.comparator, "headline": o.headline, "concept": o.concept}
    return row | {"start": o.start + shift, "end": o.end + shift, "confidence": round(o.confidence, 3)}


def _optional(o: Observation) -> Iterator[tuple[str, Any]]:
    if o.value_high is not None:
        yield "value_high", number(o.value_high)
    if o.scope is not None:
        yield "scope", o.scope
