"""What became known, and how does it stand?  `monitor changes` and `monitor history`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import CONFIG, ConfigFile, Format, FormatOption, number, show
from monitor.errors import ConfigError
from monitor.types import DOUBTFUL, Change, ChangeKind, Observation, Standing, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from storage import Store

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day of publication, included.")]
CHANGE_COLUMNS = ("id", "published", "kind", "area", "indicator", "period", "before", "after", "note")
HISTORY_COLUMNS = ("area", "measure", "scope", "period", "target", "figure", "outcome", "voices")


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(invoke_without_command=True, help="What became known, in order of publication.")
    group.callback()(changes)
    group.command(name="show")(show_change)
    app.add_typer(group, name="changes")
    app.command(name="history")(history)


def open_store(config: Path) -> Store:
    """The configured database, for reading."""
    from monitor.config import load
    from monitor.run import known_indicators
    from storage import Store

    settings = load(config)
    return Store(settings.database.get_secret_value(), concepts=known_indicators(settings).concepts)


def changes(
    context: typer.Context,
    since: Day = None,
    until: Day = None,
    kind: Annotated[list[ChangeKind] | None, typer.Option(help="A kind of change; may be repeated.")] = None,
    indicator: Annotated[str, typer.Option(help="A printed name or a catalogue id.")] = "",
    area: Annotated[str, typer.Option(help="Whom it is about, e.g. 永川区.")] = "",
    source: Annotated[str, typer.Option(help="The id of a source.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Confirmations and figures of single firms too.")
    ] = False,
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """What became known, in order of publication. Firms' own figures and confirmations only with --all.

    Examples:\n
      monitor changes --since 2025-01-01 --kind target_met --kind target_missed\n
      monitor changes --indicator 研发投入强度 --format csv > changes.csv\n
      monitor changes show 3f2a
    """
    context.obj = config
    if context.invoked_subcommand:
        return
    with closing(open_store(config)) as store:
        found = store.changes(
            since=since and since.date(),
            until=until and until.date(),
            kinds=kind or (),
            indicator=indicator,
            area=area,
            source=source,
        )
    show([row_of(c) for c in (found if everything or kind else worth_showing(found))], form, CHANGE_COLUMNS)


def only_change(store: Store, beginning: str) -> Change:
    """The change whose id begins so. Raises ConfigError unless it is exactly one."""
    found = [c for c in store.changes(withdrawn=True) if c.key.startswith(beginning)]
    if len(found) != 1:
        how = "more than one change begins" if found else "no change begins"
        raise ConfigError(f"{how} with `{beginning}`; `monitor changes` shows ids")
    return found[0]


def show_change(context: typer.Context, change: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One change with its proof: both statements, their sentences and addresses."""
    with closing(open_store(context.obj)) as store:
        found = only_change(store, change)
        also = store.repeats(found)
    for name, value in (row_of(found) | {"id": found.key}).items():
        typer.echo(f"{name:10} {value}")
    for side, told in (("before", found.before), ("after", found.after)):
        if told:
            typer.echo(f"\n{side}: {told.published} {told.publisher} 《{told.title}》\n  {told.url}")
            typer.echo(
                f"  characters {told.observation.start}-{told.observation.end}: {told.observation.quote}"
            )
            typer.echo(f"  {told.observation.sentence}")
            typer.echo(f"  confidence {told.observation.confidence:.2f}{_against(told.observation)}")
    for told in also:
        typer.echo(f"\nalso: {told.published} {told.publisher} 《{told.title}》\n  {told.url}")
        typer.echo(f"  {told.observation.quote}")
    if statement := found.after or found.before:
        typer.echo()
        _tell_meaning(context.obj, statement.observation.concept or statement.observation.indicator)


def _tell_meaning(config: Path, indicator: str) -> None:
    """What the catalogue says an indicator is, where it knows it."""
    from monitor.config import load
    from monitor.glossary import paragraph
    from monitor.run import known_indicators

    known = known_indicators(load(config))
    if concept := known.concepts.get(indicator) or known.find(indicator):
        typer.echo(paragraph(concept))


def _against(o: Observation) -> str:
    from monitor.extract.confidence import doubts

    found = ", ".join(rule for rule, _ in doubts(o.rules)) if o.confidence < DOUBTFUL else ""
    return f"; what speaks against it: {found}" if found else ""


def history(
    indicator: Annotated[str, typer.Argument(help="A printed name or a catalogue id.")],
    area: Annotated[str, typer.Option(help="Whom it is about, e.g. 永川区.")] = "",
    form: FormatOption = Format.TABLE,
    config: ConfigFile = CONFIG,
) -> None:
    """One indicator's targets and figures by year, side by side.

    Example:\n
      monitor history 研发投入强度 --area 重庆市
    """
    with closing(open_store(config)) as store:
        points = store.series(indicator, area)
    rows: list[dict[str, Any]] = []
    for point in points:
        series = point.case.series
        row: dict[str, Any] = {"area": series.subject, "indicator": indicator, "measure": str(series.measure)}
        row |= {"scope": series.scope, "period": point.case.period, "target": said(point.target)}
        row |= {"figure": said(point.figure), "outcome": point.verdict and outcome(point.verdict)}
        rows.append(row | {"voices": point.voices, "links": " ".join(point.links)})
    show(rows, form, HISTORY_COLUMNS)
    if not points:
        typer.echo(f"nothing is known of {indicator}; `monitor changes` shows the names in use", err=True)
    elif form is Format.TABLE:
        _tell_meaning(config, indicator)


def worth_showing(changes: Iterable[Change]) -> list[Change]:
    """What a person asks for first: news and late news about areas, no mere repetitions.

    A new indicator stands for the figure that brought it.
    """
    shown = [
        c
        for c in changes
        if _is_headline(c) and c.kind is not ChangeKind.CONFIRMATION and c.standing is not Standing.WITHDRAWN
    ]
    brought = {c.after.key for c in shown if c.after and c.kind is ChangeKind.NEW_INDICATOR}
    firsts = (ChangeKind.NEW_FIGURE, ChangeKind.NEW_TARGET)
    return [c for c in shown if not (c.kind in firsts and c.after and c.after.key in brought)]


def _is_headline(change: Change) -> bool:
    told = change.after or change.before
    return told is not None and told.observation.headline


def row_of(change: Change) -> dict[str, Any]:
    told = change.after or change.before
    assert told is not None
    o = told.observation
    row: dict[str, Any] = {"id": change.key[:8], "published": told.published.isoformat()}
    row |= {"kind": change.kind.value, "area": o.subject, "indicator": o.indicator, "measure": str(o.measure)}
    row |= {"scope": o.scope, "period": o.period, "before": said(change.before), "after": said(change.after)}
    row |= {"status": o.status.value, "value": number(o.value), "unit": o.unit, "comparator": o.comparator}
    row |= {"provisional": change.provisional, "note": change.note, "source": told.source}
    return row | {"publisher": told.publisher, "title": told.title, "url": told.url, "quote": o.quote}


def said(told: Statement | None) -> str | None:
    """A statement as it was printed, with `est.` where it is preliminary."""
    if told is None:
        return None
    return told.observation.quote.replace("\n", "") + (
        " est." if told.observation.status == "estimate" else ""
    )


def outcome(verdict: Change) -> str:
    return verdict.kind.value.removeprefix("target_") + (" (provisional)" if verdict.provisional else "")
