"""How is a paper with the newer Founder skin read?  重庆晨报 (epaper.cqcb.com) and its sisters.

What is known of it:
- /html/YYYYMM/DD/node_NNN.html is page NNN of an edition, content_ID.html beside it an article
- the pages of an edition are in div.Chunkiconlist, headlines in .newslist h3; <area> links also cover notices
- title .newsdetatit h3, pre-title .intro, subtitle .sub; each of the latter two may be empty
- body founder-content in .newsdetatext; pictures with captions stand before it
- the day is in the address

Options: `days` (editions to look back, default 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.errors import FetchError, ReadError
from monitor.sites.body import find_body
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Article, Fetch, Link, Page, Source

NODE = re.compile(r"/node_\d{3}\.html$")
CONTENT = re.compile(r"/content_(?P<id>\d+)\.html$")
DAY = re.compile(r"/html/(\d{4})(\d\d)/(\d\d)/")
BODY = ("founder-content", ".newsdetatext")
NOT_FOUND = 404


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the last editions that are out, newest edition first, each once."""
    parts = urlsplit(source.url)
    for back in range(int(source.options.get("days", 3))):
        day = today - timedelta(days=back)
        first = f"{parts.scheme}://{parts.netloc}/html/{day:%Y%m/%d}/node_001.html"
        try:
            page = fetch(first, source)
        except FetchError as error:
            if error.status == NOT_FOUND:
                continue  # not out yet, or a day without an issue
            raise
        if page.not_modified:
            continue
        links = list(_edition(page, source, fetch, day))
        if not links:
            raise ReadError(
                "an edition without articles; its layout may have changed", url=first, state="layout changed"
            )
        yield from links


def _edition(first: Page, source: Source, fetch: Fetch, day: date) -> Iterator[Link]:
    seen: set[str] = set()
    pages = {first.url: first}
    for anchor in LexborHTMLParser(first.text).css("a[href]"):
        url = urljoin(first.url, anchor.attributes.get("href") or "")
        if NODE.search(url) and url not in pages:
            try:
                pages[url] = fetch(url, source)
            except FetchError as error:
                if error.status != NOT_FOUND:
                    raise
    for page in pages.values():
        for node in LexborHTMLParser(page.text).css("a[href], area[href]"):
            url = urljoin(page.url, node.attributes.get("href") or "")
            article = CONTENT.search(url)
            if article and article["id"] not in seen and urlsplit(url).netloc == urlsplit(first.url).netloc:
                seen.add(article["id"])
                yield Link(url=url, title=tidy(node.text(deep=True)), published=day)


def read(page: Page, link: Link, source: Source) -> Article:
    """The article with its pre-title and subtitle; ReadError where there is no body."""
    tree = LexborHTMLParser(page.text)
    lines, reader = find_body(tree, BODY)
    if not lines or not reader.startswith("selector"):
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    pre_title, title, subtitle = (_text(tree, f".newsdetatit {part}") for part in (".intro", "h3", ".sub"))
    m = DAY.search(page.url)
    day = date(int(m[1]), int(m[2]), int(m[3])) if m else day_of_url(page.url) or link.published
    if day is None:
        raise ReadError("no day in the address", url=page.url, state="layout changed")
    title = title or link.title
    return Article(
        url=page.url,
        publisher=source.publisher,
        published=day,
        text="\n".join(part for part in (pre_title, title, subtitle, *lines) if part),
        title=title,
        pre_title=pre_title,
        subtitle=subtitle,
        area=source.area,
        reader=reader,
    )


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return tidy(node.text(deep=True)) if node else ""
