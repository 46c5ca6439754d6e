"""How is the digital edition of 重庆日报 read?  Edition of a day -> pages (版) -> articles.

What is known of it:
- /cqrb/YYYY-MM/DD/NNN/node.htm is page NNN, /cqrb/YYYY-MM/DD/NNN/content_rb_ID.htm an article
- older years: /html/cqrb/…, content_ID.htm; the entry page answers 200 with a meta refresh
- the same article is linked from its headline and from an <area> of the page's picture
- rows of hidden pages stand in the list with display:none and lead to 404
- an edition is 404 until it is out, and on days without an issue
- the day is in the address only; body #ozoom; the first `td strong` is the page's name, not the title

Options: `paper` (default cqrb; other papers of the house by their folder), `days` (editions to look back,
default 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import FetchError, ReadError
from monitor.sites.body import find_body
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Article, Fetch, Link, Page, Source

NODE = re.compile(r"/(\d{4}-\d\d)/(\d\d)/(\d{2,3})/node\.htm$")
CONTENT = re.compile(r"/content_(?:\w+_)?(?P<id>\d+)\.htm$")
BODY = ("founder-content", "#ozoom", ".contents")
TITLES = ('td[width="572"]', "tr[valign=top] td[align=center]")
NOT_FOUND = 404


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the last editions that are out, newest edition first, each once."""
    paper, days = str(source.options.get("paper", "cqrb")), int(source.options.get("days", 3))
    parts = urlsplit(source.url)
    root = f"{parts.scheme}://{parts.netloc}"
    seen: set[str] = set()
    for back in range(days):
        day = today - timedelta(days=back)
        first = f"{root}/{paper}/{day:%Y-%m/%d}/001/node.htm"
        try:
            page = fetch(first, source)
        except FetchError as error:
            if error.status == NOT_FOUND:
                continue  # not out yet, or a day without an issue
            raise
        if page.not_modified:
            continue
        links = list(_edition(page, source, fetch, day, seen))
        if not links:
            raise ReadError(
                "an edition without articles; its layout may have changed", url=first, state="layout changed"
            )
        yield from links


def _edition(first: Page, source: Source, fetch: Fetch, day: date, seen: set[str]) -> Iterator[Link]:
    tree = LexborHTMLParser(first.text)
    pages = {first.url: first}
    for anchor in tree.css("a[href]"):
        url = urljoin(first.url, anchor.attributes.get("href") or "")
        if NODE.search(url) and url not in pages and not _hidden(anchor):
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
                title = node.attributes.get("alt") or node.text(deep=True)
                yield Link(url=url, title=tidy(title), published=day)


def _hidden(node: LexborNode) -> bool:
    up: LexborNode | None = node
    while up is not None:
        if "display:none" in (up.attributes.get("style") or "").replace(" ", "").lower():
            return True
        up = up.parent
    return False


def read(page: Page, link: Link, source: Source) -> Article:
    """The article with its pre-title and subtitle; ReadError where there is no body."""
    tree = LexborHTMLParser(page.text)
    lines, reader = find_body(tree, BODY)
    if not lines or not reader.startswith("selector"):
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    pre_title, title, subtitle = _titles(tree)
    title = title or link.title
    day = day_of_url(page.url) or link.published
    if day is None:
        raise ReadError("no day in the address", url=page.url, state="layout changed")
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


def _titles(tree: LexborHTMLParser) -> tuple[str, str, str]:
    """Pre-title, title and subtitle of the cell whose strong is the title."""
    for selector in TITLES:
        for cell in tree.css(selector):
            strong = cell.css_first("strong")
            if strong is None:
                continue
            before: list[str] = []
            after: list[str] = []
            past = False
            child: LexborNode | None = cell.child
            while child is not None:
                if child.tag == "strong":
                    past = True
                elif child.tag == "span":
                    (after if past else before).append(tidy(child.text(deep=True)))
                child = child.next
            return " ".join(filter(None, before)), tidy(strong.text(deep=True)), " ".join(filter(None, after))
    return "", "", ""
