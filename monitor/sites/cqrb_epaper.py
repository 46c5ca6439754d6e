"""How is the digital edition of 重庆日报 read?  Edition of a day -> pages (版) -> articles.

What is known of it:
- /cqrb/YYYY-MM/DD/NNN/node.htm is page NNN, /cqrb/YYYY-MM/DD/NNN/content_rb_ID.htm an article
- until 2022: /html/cqrb/…, content_ID.htm; until 2016 on cqrbepaper.cqnews.net: /cqrb/html/…/node_124.htm
- sister papers number pages with two digits
- the entry page (`url`) answers 200 and sends on, by a meta refresh, to the newest edition
- the same article is linked from its headline and from an <area> of the page's picture
- rows of hidden pages stand in the list with display:none and lead to 404
- an edition is 404 until it is out, and on days without an issue
- the day is in the address only; body #ozoom; the first `td strong` is the page's name, not the title

Options: `paper` (folder of the paper, default cqrb), `days` (editions to look back, default 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import FetchError, ReadError
from monitor.sites.body import find_body
from monitor.sites.edition import Edition
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = {"paper": str, "days": int}
FORMS = (
    "/{paper}/{day:%Y-%m/%d}/001/node.htm",
    "/html/{paper}/{day:%Y-%m/%d}/001/node.htm",
    "/{paper}/{day:%Y-%m/%d}/01/node.htm",
    "/html/{paper}/{day:%Y-%m/%d}/01/node.htm",
    "/{paper}/html/{day:%Y-%m/%d}/node_124.htm",
)
NODE = re.compile(r"(?P<root>.*/)\d{4}-\d\d/\d\d/(?P<page>\d{2,3}/node|node_\d+)\.htm$")
CONTENT = re.compile(r"/content_(?:\w+_)?(?P<id>\d+)\.htm$")
BODY = ("founder-content", "#ozoom", ".contents")
TITLES = ('td[width="572"]', "tr[valign=top] td[align=center]")


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the last editions that are out, each once; on a new address the entry page tells it."""
    paper = str(source.options.get("paper", "cqrb"))

    def first_pages(day: date) -> list[str]:
        return [urljoin(source.url, form.format(paper=paper, day=day)) for form in FORMS]

    try:
        yield from Edition(first_pages, NODE, CONTENT).discover(source, fetch, today)
    except ReadError as moved:
        entry = _entry(source, fetch) if moved.state == "not found" else None
        if entry is None:
            raise
        root, page = entry["root"], entry["page"]
        newer = Edition(lambda day: [f"{root}{day:%Y-%m/%d}/{page}.htm"], NODE, CONTENT)
        yield from newer.discover(source, fetch, today)


def _entry(source: Source, fetch: Fetch) -> re.Match[str] | None:
    """Where the entry page sends its readers, if to an edition: the address the site uses now."""
    try:
        return NODE.match(fetch(source.url, source).url)
    except FetchError:
        return None


def read(page: Page, link: Link, source: Source) -> Article:
    """The article with its pre-title and subtitle; ReadError where there is no body."""
    tree = LexborHTMLParser(page.text)
    lines, reader, author, dateline = find_body(tree, BODY)
    if not reader.startswith("selector"):
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    pre_title, title, subtitle = _titles(tree)
    title = title or link.title
    day = day_of_url(page.url) or link.published
    if day is None:
        raise ReadError("no day in the address", url=page.url, state="layout changed")
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
