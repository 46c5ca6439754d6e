"""Which articles stand in a paper's edition of a day?  What both digital editions have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import FetchError, ReadError
from monitor.sites.meta import tidy
from monitor.types import Fetch, Link, Page, Source

NOT_FOUND = 404


def editions(
    source: Source,
    fetch: Fetch,
    today: date,
    first_page: Callable[[date], str],
    node: re.Pattern[str],
    content: re.Pattern[str],
) -> Iterator[Link]:
    """Articles of the editions of the last `options.days` days (default 3), newest first, each once.

    `first_page` gives the address of an edition's first page; `node` matches addresses of pages, `content`
    those of articles, with the article's number as its group `id`. An edition that is not there is not out
    yet, or there is none that day. Raises ReadError for an edition in which no article is found.
    """
    days, missing = int(source.options.get("days", 3)), 0
    for back in range(days):
        day = today - timedelta(days=back)
        try:
            first = fetch(first_page(day), source)
        except FetchError as error:
            if error.status == NOT_FOUND:
                missing += 1
                continue
            raise
        if first.not_modified:
            continue
        links = list(_articles(_pages(first, source, fetch, node), first, day, content))
        if not links:
            reason = "an edition without articles; its layout may have changed"
            raise ReadError(reason, url=first.url, state="layout changed")
        yield from links
    if missing == days:
        reason = f"none of the last {days} editions is there; the paper has probably moved"
        raise ReadError(reason, url=source.url, state="not found")


def _pages(first: Page, source: Source, fetch: Fetch, node: re.Pattern[str]) -> list[Page]:
    pages = {first.url: first}
    for anchor in LexborHTMLParser(first.text).css("a[href]"):
        url = urljoin(first.url, anchor.attributes.get("href") or "")
        if node.search(url) and url not in pages and not _hidden(anchor):
            try:
                pages[url] = fetch(url, source)
            except FetchError as error:
                if error.status != NOT_FOUND:
                    raise  # the visit is told as failed and made again; what was read stays known
    return list(pages.values())


def _articles(pages: list[Page], first: Page, day: date, content: re.Pattern[str]) -> Iterator[Link]:
    seen: set[str] = set()
    home = urlsplit(first.url).netloc
    for page in pages:
        for anchor in LexborHTMLParser(page.text).css("a[href], area[href]"):
            url = urljoin(page.url, anchor.attributes.get("href") or "")
            article = content.search(url)
            if article and article["id"] not in seen and urlsplit(url).netloc == home:
                seen.add(article["id"])
                title = anchor.attributes.get("alt") or anchor.text(deep=True)
                yield Link(url=url, title=tidy(title), published=day)


def _hidden(node: LexborNode) -> bool:
    up: LexborNode | None = node
    while up is not None:
        if "display:none" in (up.attributes.get("style") or "").replace(" ", "").lower():
            return True
        up = up.parent
    return False
