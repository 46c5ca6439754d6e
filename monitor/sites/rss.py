"""How is a feed read?  RSS or Atom, by feedparser; the articles it links to as on any list page."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import feedparser

from monitor.errors import ReadError
from monitor.sites import html_list
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = html_list.OPTIONS
BEIJING = timezone(timedelta(hours=8))
"""Feeds say when in UTC; a paper's day is that of Beijing."""


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """The feed's items. Raises ReadError where the address holds no feed."""
    page = fetch(source.url, source)
    if page.not_modified:
        return
    feed = feedparser.parse(BytesIO(page.content))  # a string it would take for an address and fetch
    if not feed.entries and (feed.bozo or not feed.get("version")):
        raise ReadError(
            "this is no RSS or Atom feed; give its address as `url`", url=source.url, state="layout changed"
        )
    if not feed.entries:
        raise ReadError("the feed is empty", url=source.url, state="empty")
    for entry in feed.entries:
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        if entry.get("link"):
            day = datetime.fromtimestamp(timegm(when), BEIJING).date() if when else None
            yield Link(url=entry["link"], title=entry.get("title", ""), published=day)


def read(page: Page, link: Link, source: Source) -> Article:
    """As on any page; title and day may come from the feed."""
    return html_list.read(page, link, source)
