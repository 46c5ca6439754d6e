"""What did a source publish before it was watched?  Its past editions and list pages, read as history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from monitor import sites
from monitor.errors import FetchError
from monitor.fetch import UNREACHABLE
from monitor.run import Line, take
from monitor.types import Link, Source
from monitor.visit import Lists, Visit, find

LIST_PAGES = 100_000
"""As many as there are."""
OLDER = 40
"""So many older articles in a row end the walk through a list: single ones may be pinned or late."""
PORTION = 20
DEAD = 3
"""So many editions in a row without an answer end the walk; one may be broken for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the way that has been walked: `done` of `total` editions, or of articles on lists."""

    done: int
    total: int
    visit: Visit


def backfill(
    source: Source, since: date, until: date, line: Line, stop: Callable[[], bool] = lambda: False
) -> Iterator[Stretch]:
    """Read what was published from `since` to `until`, both included; ends early where `stop` says so.

    Articles already kept are not fetched again, nor is an edition of which all was read: killed at any point
    and started again, it goes on. A failure is a line of its stretch and is made good by starting again.
    """
    walk = _editions if source.adapter in sites.BY_DAY else _list
    yield from walk(source, since, until, line, stop)


def _editions(
    source: Source, since: date, until: date, line: Line, stop: Callable[[], bool]
) -> Iterator[Stretch]:
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    edition = replace(source, options={**source.options, "days": 1})
    dead = 0
    for done, day in enumerate(days, 1):
        if stop():
            return
        lists = Lists(line.store, line.fetch, line.now(), settled=True)
        found, failed, _ = find(sites.discover(edition, lists.fetch, day))
        read = _new(found, source, line, stop)
        read = read.with_failure(failed) if failed else read
        if read.whole:
            lists.note()
        yield Stretch(done=done, total=len(days), visit=read)
        silent = not found and isinstance(failed, FetchError) and failed.state in UNREACHABLE
        dead = dead + 1 if silent else 0
        if dead >= DEAD:
            return  # the host is down: a year of refusals would help nobody


def _list(
    source: Source, since: date, until: date, line: Line, stop: Callable[[], bool]
) -> Iterator[Stretch]:
    deep = replace(source, options={**source.options, "pages": LIST_PAGES})
    deep = source if source.adapter == "folder" else deep
    offered = sites.discover(deep, line.fetch, until)
    found, failed, _ = find(_within(offered, since, until))
    found.sort(key=lambda link: link.published or until)
    if failed:
        yield Stretch(done=0, total=len(found), visit=Visit(source=source.id).with_failure(failed))
    for start in range(0, len(found), PORTION):
        if stop():
            return
        some = found[start : start + PORTION]
        yield Stretch(done=start + len(some), total=len(found), visit=_new(some, source, line, stop))


def _within(offered: Iterable[Link], since: date, until: date) -> Iterator[Link]:
    """Links of these days; those without a day too, as only the page will tell."""
    older = 0
    for link in offered:
        older = older + 1 if link.published and link.published < since else 0
        if older >= OLDER:
            return
        if link.published is None or since <= link.published <= until:
            yield link


def _new(found: Iterable[Link], source: Source, line: Line, stop: Callable[[], bool]) -> Visit:
    links = list(found)
    known = line.store.kept(link.url for link in links)
    read = take([link for link in links if link.url not in known], source, line, stop)
    return replace(read, links=len(links))
