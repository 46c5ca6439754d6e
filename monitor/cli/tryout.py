"""How would this site be read?  `monitor try` shows every step and keeps nothing."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.extract import COLUMNS, observation_row
from monitor.cli.output import CONFIG, ConfigFile, table
from monitor.errors import ConfigError, MonitorError

if TYPE_CHECKING:
    from rich.console import Console

    from monitor.config import Config
    from monitor.extract.catalogue import Catalogue
    from monitor.types import Article, Fetch, Link, Observation, Page, Source

LISTED, SHOWN = 10, 2
"""Links that are shown, and pages between the first and the last."""
END = "。"
"""Prose has it; a list of titles has not."""
FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
READ = (
    "title",
    "pre_title",
    "subtitle",
    "author",
    "dateline",
    "published",
    "publisher",
    "area",
    "reader",
    "url",
)


def add_to(app: typer.Typer) -> None:
    app.command(name="try")(try_)


@dataclass(slots=True)
class Trial:
    """What came of each step; a step that failed left its reason in `failures`."""

    source: Source
    single: bool
    """An address was given, so it may be an article; a source is a list."""
    pages: list[Page] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    article: Article | None = None
    observations: list[Observation] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def try_(
    place: Annotated[
        str, typer.Argument(metavar="URL|SOURCE_ID", help="A page, a list, a file or a source.")
    ],
    adapter: Annotated[str, typer.Option(help="How the site is read; guessed if not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    config: ConfigFile = CONFIG,
) -> None:
    """Show how a place would be read: fetched, decoded, what is found, the text with its figures marked.

    Of a list the newest article is read. Nothing is stored, nobody is told; add the source when you like it.

    Examples:\n
      monitor try https://www.cq.gov.cn/ywdt/jrcq/\n
      monitor try cqrb --json
    """
    from monitor.config import load
    from monitor.fetch import USER_AGENT, Fetcher
    from monitor.run import known_indicators

    settings = load(config) if config != CONFIG or config.exists() else None
    source = _source(place, adapter, settings)
    trial = Trial(source, single=source.id != place or source.url == place)
    agent, pace = (settings.user_agent, settings.pace) if settings else ("", 1.0)
    turns = settings.turns if settings else None
    with Fetcher(user_agent=agent or USER_AGENT, pace=pace, shared=turns, attempts=1) as fetcher:
        _go(trial, fetcher.fetch, _today(settings), known_indicators(settings) if settings else None)
    if as_json:
        typer.echo(json.dumps(_plain(trial), ensure_ascii=False, indent=1, default=str))
    else:
        _show(trial)
    for failure in trial.failures:
        typer.echo(failure, err=True)
    if trial.failures:
        raise typer.Exit(1)


def _today(settings: Config | None) -> date:
    return datetime.now(settings.zone if settings else None).astimezone().date()


def _source(place: str, adapter: str, settings: Config | None) -> Source:
    """The source of that id, or one for this address, like a configured one of the same site if there is."""
    from monitor import sites
    from monitor.types import Source

    configured = [one.source() for one in settings.sources] if settings else []
    for source in configured:
        if source.id == place:
            return replace(source, adapter=adapter or source.adapter)
    if not place.startswith(("http://", "https://")):
        if not Path(place).exists():
            known = ", ".join(source.id for source in configured) or "none"
            if "." in place and "/" in place:
                address = f"https://{place.rpartition('://')[2].lstrip('/')}"
                raise ConfigError(f"`{place}` is no address and no file; write addresses as {address}")
            raise ConfigError(f"`{place}` is no address, no file and no source; sources are: {known}")
        return Source(id=place, adapter=adapter or "folder", url=place)
    alike = [source for source in configured if sites.at_home(place, source)]
    like = alike[0] if alike else Source(id=place, adapter=sites.adapter_of(place))
    # Who types an address means it, be it inside the own network; a redirect to another host stays forbidden.
    return replace(like, url=place, adapter=adapter or like.adapter, allow_private=True)


def _go(trial: Trial, fetch: Fetch, today: date, known: Catalogue | None) -> None:
    from monitor.extract import extract
    from monitor.types import Link

    fetched: dict[str, Page | MonitorError] = {}

    def once(url: str, source: Source, **_: str) -> Page:
        if url not in fetched:
            try:
                fetched[url] = page = fetch(url, source)
                trial.pages.append(page)
            except MonitorError as failed:
                fetched[url] = failed
        found = fetched[url]
        if isinstance(found, MonitorError):
            raise found
        return found

    place, local = trial.source.url, trial.source.adapter == "folder"
    if trial.single and not (local and Path(place).is_dir()):
        _read(trial, Link(url=place), once, today)
    if (trial.article is None or END not in trial.article.text) and not (local and Path(place).is_file()):
        trial.article = None
        _discover(trial, once, today)
    trial.failures = list(dict.fromkeys(trial.failures))
    if trial.article:
        trial.observations = extract(trial.article, known) if known else extract(trial.article)


def _discover(trial: Trial, fetch: Fetch, today: date) -> None:
    from monitor import sites

    page = trial.pages[-1] if trial.pages else None
    if trial.source.adapter == "html_list" and page and FEED.match(page.text):
        trial.source = replace(trial.source, adapter="rss")
    complaints = list[str]()
    options = {**trial.source.options, "days": 1} if trial.source.adapter in sites.BY_DAY else None
    source = replace(trial.source, options=options) if options else trial.source
    for day in (today, today - timedelta(days=1)) if options else (today,):
        try:
            trial.links.extend(sites.discover(source, fetch, day))
        except MonitorError as failed:
            complaints.append(str(failed))
        if trial.links:
            complaints.clear()
            break
    if trial.links:
        trial.failures.clear()  # it is a list, so it need not be an article
        _read(trial, max(trial.links, key=lambda link: link.published or date.min), fetch, today)
    trial.failures += complaints


def _read(trial: Trial, link: Link, fetch: Fetch, today: date) -> None:
    """The article; where only its day is not found, as if published today."""
    from monitor import sites

    try:
        page = fetch(link.url, trial.source)
    except MonitorError as failed:
        trial.failures.append(str(failed))
        return
    try:
        trial.article = sites.read(page, link, trial.source)
    except MonitorError as failed:
        trial.failures.append(str(failed))
        with suppress(MonitorError):
            trial.article = sites.read(page, replace(link, published=today), trial.source)


def _plain(trial: Trial) -> dict[str, Any]:
    """The trial for a program."""
    article = trial.article
    return {
        "adapter": trial.source.adapter,
        "fetched": [_about(page) for page in trial.pages],
        "links": [{"url": k.url, "title": k.title, "published": k.published} for k in trial.links],
        "article": article and {name: getattr(article, name) for name in (*READ, "attachments", "text")},
        "observations": [observation_row(article.url, o) for o in trial.observations] if article else [],
        "failures": trial.failures,
    }


def _about(page: Page) -> dict[str, Any]:
    about = {name: getattr(page, name) for name in ("url", "status", "content_type", "charset", "etag")}
    return about | {"bytes": len(page.content), "last_modified": page.last_modified}


def _show(trial: Trial) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=120)
    console.print(f"adapter    {trial.source.adapter}")
    left_out = trial.pages[1:-1][SHOWN:]
    for page in trial.pages:
        if page in left_out:
            continue
        changes = " and ".join(
            n for n, v in (("ETag", page.etag), ("Last-Modified", page.last_modified)) if v
        )
        kind = f"{page.content_type or 'no content type'}, {page.charset}, {len(page.content)} bytes"
        console.print(f"fetched    {page.url}\n           {kind}, {changes or 'no validators'}")
    if left_out:
        console.print(f"           and {len(left_out)} more pages")
    if trial.links:
        console.print(f"\nfound      {len(trial.links)} articles, among them")
    for link in trial.links[:LISTED]:
        console.print(f"           {link.published or '          '}  {link.title[:60]}\n{' ' * 23}{link.url}")
    if trial.article:
        _show_article(trial.article, trial.observations, console)


def _show_article(article: Article, observations: list[Observation], console: Console) -> None:
    from rich.text import Text

    console.print()
    for name in READ:
        if value := getattr(article, name):
            console.print(f"{name:10} {value}")
    for attachment in article.attachments:
        console.print(f"attachment {attachment}")
    text = Text("\n" + article.text + "\n")
    for o in observations:
        text.stylize("bold black on yellow" if o.headline else "black on cyan", o.start + 1, o.end + 1)
    console.print(text)
    if observations:
        table([observation_row(article.url, o) for o in observations], COLUMNS)
    else:
        console.print("no figure or target was read from it")
