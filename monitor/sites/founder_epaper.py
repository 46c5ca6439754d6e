"""How is a paper with the newer Founder skin read?  重庆晨报 (epaper.cqcb.com) and its sisters.

What is known of it:
- /html/YYYYMM/DD/node_NNN.html is page NNN of an edition, content_ID.html beside it an article
- the pages of an edition are in div.Chunkiconlist, headlines in .newslist h3; <area> links also cover notices
- title .newsdetatit h3, pre-title .intro, subtitle .sub; each of the latter two may be empty
- body founder-content in .newsdetatext; pictures with captions stand before it
- the day is in the address; until about 2015 /html/YYYY-MM/DD/node_N.htm

Options: `days` (editions to look back, default 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from monitor.errors import ReadError
from monitor.sites.body import find_body
from monitor.sites.edition import Edition
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = {"days": int}
FORMS = ("/html/{day:%Y%m/%d}/node_001.html", "/html/{day:%Y-%m/%d}/node_1.htm")
NODE = re.compile(r"/node_\d+\.html?$")
CONTENT = re.compile(r"/content_(?P<id>\d+)\.html?$")
DAY = re.compile(r"/html/(\d{4})(\d\d)/(\d\d)/")
BODY = ("founder-content", ".newsdetatext", "#ozoom")


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the last editions that are out, each once."""

    def first_pages(day: date) -> list[str]:
        return [urljoin(source.url, form.format(day=day)) for form in FORMS]

    yield from Edition(first_pages, NODE, CONTENT).discover(source, fetch, today)


def read(page: Page, link: Link, source: Source) -> Article:
    """The article with its pre-title and subtitle; ReadError where there is no body."""
    tree = LexborHTMLParser(page.text)
    lines, reader, author, dateline = find_body(tree, BODY)
    if not reader.startswith("selector"):
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
        url=link.url,
        publisher=source.publisher,
        published=day,
        text="\n".join(part for part in (pre_title, title, subtitle, *lines) if part),
        title=title,
        pre_title=pre_title,
        subtitle=subtitle,
        area=source.area,
        reader=reader,
        author=author,
        dateline=dateline,
    )


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return tidy(node.text(deep=True)) if node else ""
