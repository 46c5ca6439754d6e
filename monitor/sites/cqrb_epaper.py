"""How is the digital edition of 重庆日报 read?  Edition of a day -> pages (版) -> articles.

What is known of it:
- /cqrb/YYYY-MM/DD/NNN/node.htm is page NNN, /cqrb/YYYY-MM/DD/NNN/content_rb_ID.htm an article
- older years: /html/cqrb/…, content_ID.htm; the entry page answers 200 with a meta refresh
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
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import ReadError
from monitor.sites.body import find_body
from monitor.sites.edition import editions
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Article, Fetch, Link, Page, Source

NODE = re.compile(r"/(\d{4}-\d\d)/(\d\d)/(\d{2,3})/node\.htm$")
CONTENT = re.compile(r"/content_(?:\w+_)?(?P<id>\d+)\.htm$")
BODY = ("founder-content", "#ozoom", ".contents")
TITLES = ('td[width="572"]', "tr[valign=top] td[align=center]")


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the last editions that are out, newest edition first, each once."""
    paper, parts = str(source.options.get("paper", "cqrb")), urlsplit(source.url)

    def first_page(day: date) -> str:
        return f"{parts.scheme}://{parts.netloc}/{paper}/{day:%Y-%m/%d}/001/node.htm"

    yield from editions(source, fetch, today, first_page, NODE, CONTENT)


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
