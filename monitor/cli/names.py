"""What are indicators called, and what would be read today?  `monitor indicators …`, `monitor reextract`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, FormatOption, show
from monitor.cli.review import Day, open_store, row_of

app = typer.Typer(
    help="Names the press uses: known, new; merge, promote to the catalogue.", no_args_is_help=True
)
NAME_COLUMNS = ("printed", "statements", "areas", "first", "last", "like")
KNOWN_COLUMNS = ("id", "name", "unit", "kind", "direction", "definition", "source")
REREAD_COLUMNS = ("published", "kind", "standing", "area", "indicator", "period", "before", "after", "url")


def add_to(parent: typer.Typer) -> None:
    parent.add_typer(app, name="indicators")
    parent.command()(reextract)


@app.command(name="list")
def list_names(form: FormatOption = Format.TABLE, config: ConfigFile = CONFIG) -> None:
    """Headline names the catalogue does not know, the most used first, with what may be the same."""
    with closing(open_store(config)) as store:
        names = store.open_names()
    show(
        [
            {
                "name": name.name,
                "printed": name.printed,
                "statements": name.statements,
                "areas": name.areas,
                "first": name.first,
                "last": name.last,
                "like": "、".join(name.like),
            }
            for name in names
        ],
        form,
        NAME_COLUMNS,
    )


@app.command()
def known(
    word: Annotated[str, typer.Argument(help="Part of a name, an id or a theme; left out: all.")] = "",
    form: FormatOption = Format.TABLE,
    as_document: Annotated[bool, typer.Option("--markdown", help="As docs/indicators.md.")] = False,
    config: ConfigFile = CONFIG,
) -> None:
    """What the catalogue knows: names, unit, which way is good, definition and its source.

    Example:\n
      monitor indicators known 研发
    """
    from monitor.config import load
    from monitor.glossary import document
    from monitor.run import known_indicators

    concepts = known_indicators(load(config)).concepts.values()
    found = [c for c in concepts if any(word in said for said in (c.id, c.name, c.en, c.group, *c.synonyms))]
    if as_document:
        typer.echo(document(found), nl=False)
        return
    show([asdict(concept) for concept in found], form, KNOWN_COLUMNS)
    if not found:
        typer.echo(f"no indicator is known by {word}; the press's own: `monitor indicators list`", err=True)


@app.command()
def merge(
    name: Annotated[str, typer.Argument(help="A printed name.")],
    into: Annotated[str, typer.Argument(help="The name or catalogue id it stands for.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Let one name stand for another, now and in future; history is told anew, nobody is alerted.

    Example:\n
      monitor indicators merge 国家级高企 hnte_stock
    """
    with closing(open_store(config)) as store:
        moved = store.merge(name, into, datetime.now(UTC))
    typer.echo(f"{moved} statements of {name} now stand under {into}")


@app.command()
def promote(
    name: Annotated[str, typer.Argument(help="A printed name.")],
    to: Annotated[Path | None, typer.Option(help="The file; else `catalogue:` of the settings.")] = None,
    concept: Annotated[str, typer.Option("--id", help="The id; else the name itself.")] = "",
    direction: Annotated[
        Literal["up", "down", "none"], typer.Option(help="Which way is good; `none`: no verdict on targets.")
    ] = "none",
    kind: Annotated[
        Literal["stock", "flow", "ratio", "index", "rank"], typer.Option(help="What kind of number it is.")
    ] = "flow",
    config: ConfigFile = CONFIG,
) -> None:
    """Write a name with all its printed forms as an entry of your own catalogue file.

    Example:\n
      monitor indicators promote 专利导航项目 --id patent_navigation --direction up --kind stock
    """
    from monitor.config import load
    from monitor.indicators import promote as write

    own = load(config).catalogue
    file = to or own or Path("catalogue.yaml")
    with closing(open_store(config)) as store:
        known = write(store, name, file, concept=concept, direction=direction, kind=kind)
    typer.echo(f"{known} stands in {file}; `monitor reextract` reads the kept articles with it")
    if own is None:
        typer.echo(f"write `catalogue: {file}` into {config}, so that it is used", err=True)


def reextract(
    since: Day = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """Read every kept article again, as after an update; history is put right, nobody is alerted."""
    from monitor.config import load
    from monitor.extract.version import version
    from monitor.reader import reader_of
    from monitor.reextract import reextract as read_again
    from monitor.run import known_indicators

    settings = load(config)
    with closing(open_store(config)) as store:
        reread = read_again(
            store,
            reader_of(settings, known_indicators(settings), store, lambda: datetime.now(UTC)),
            version=version(),
            now=datetime.now(UTC),
            since=since and since.date(),
            dry_run=dry_run,
        )
        changes = [change for one in reread for change in one.changes]
    show([row_of(change) | {"standing": str(change.standing)} for change in changes], form, REREAD_COLUMNS)
    told = "would change" if dry_run else "changed"
    typer.echo(f"{len(changes)} changes of history {told}", err=True)
