"""How is a site read that has a list of links and nothing special?  By selectors with sane defaults.

Options, all CSS selectors unless said otherwise:
    links      the anchors of articles (default: every anchor whose text has eight characters or more)
    match      a regular expression the address must match
    next       the anchor to the next list page; `pages` (a number, default 1) tells how many to follow
    title, date, body    places on the article page; `body` may be a list, tried in order
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.errors import ConfigError, ReadError
from monitor.sites.address import at_home
from monitor.sites.body import find_body
from monitor.sites.meta import day_in, day_of_url, published_of, publisher_of, tidy, title_of
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = {"links": str, "match": str, "next": str, "pages": int, "title": str, "date": str, "body": object}
_LIST_PARTS = ("li", "tr", "td", "p", "dd", "div")
BODY = (
    "article",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    ".trs_paper_default",
    "#ozoom",
    "#zoom",
    ".article-content",
    ".article_content",
    ".content",
    "#content",
    ".rm_txt_con",
    "#detail",
)


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Links of the list page and of as many next ones as the source says, each address once."""
    seen: set[str] = set()
    url = source.url
    for _ in range(int(source.options.get("pages", 1))):
        page = fetch(url, source)
        if page.not_modified:
            return
        tree = LexborHTMLParser(page.text)
        for link in _links(tree, page.url, source):
            if link.url not in seen:
                seen.add(link.url)
                yield link
        if not seen:
            advice = "has its layout changed? `options: {links: SELECTOR}` says where they are"
            raise ReadError(f"no link to an article; {advice}", url=page.url, state="layout changed")
        follow = source.options.get("next")
        anchor = tree.css_first(str(follow)) if follow else None
        if anchor is None or not anchor.attributes.get("href"):
            return
        url = urljoin(page.url, str(anchor.attributes["href"]))


def check_selectors(source: Source) -> None:
    """Raises ConfigError for selectors and patterns that cannot work."""
    try:
        re.compile(str(source.options.get("match", "")))
        bodies = source.options.get("body", ())
        selectors = [bodies] if isinstance(bodies, str) else list(bodies)
        selectors += [
            source.options[name] for name in ("links", "next", "title", "date") if name in source.options
        ]
        for selector in selectors:
            LexborHTMLParser("<p>").css(str(selector))
    except (re.error, SelectolaxError) as error:
        raise ConfigError(
            f"source {source.id}: options: {error}; see the adapter's list of options"
        ) from error


def _links(tree: LexborHTMLParser, base: str, source: Source) -> Iterator[Link]:
    pattern = re.compile(str(source.options.get("match", "")))
    chosen = source.options.get("links")
    for anchor in tree.css(str(chosen) if chosen else "a[href]"):
        href = (anchor.attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:")):
            continue
        url = at_home(urljoin(base, href), source)
        title = tidy(anchor.attributes.get("title") or anchor.text(deep=True))
        if not url or not pattern.search(url) or url == at_home(base, source):
            continue
        if chosen or len(title) >= 8:
            yield Link(url=url, title=title, published=_listed_day(anchor) or day_of_url(url))


def _listed_day(anchor: LexborNode) -> date | None:
    """The day printed in the list item, beside the link."""
    parent = anchor.parent
    if parent is None or parent.tag not in _LIST_PARTS or len(parent.css("a")) > 1:
        return None
    return day_in(parent.text(deep=True, separator=" "))


def read(page: Page, link: Link, source: Source) -> Article:
    """The article: its body by selector or text density. Raises ReadError without prose or day."""
    tree = LexborHTMLParser(page.text)
    wanted = source.options.get("body", ())
    selectors = [wanted] if isinstance(wanted, str) else list(wanted)
    lines, reader, author, dateline = find_body(tree, [*selectors, *BODY])
    title = title_of(tree, str(source.options.get("title", ""))) or link.title
    if not reader:
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    day = published_of(tree, page.url, selector=str(source.options.get("date", "")), listed=link.published)
    if day is None:
        raise ReadError("no day of publication; name its place by `options: {date: SELECTOR}`", url=page.url)
    return Article(
        url=link.url,
        publisher=publisher_of(tree) or source.publisher,
        published=day,
        text="\n".join(lines if title and title in lines[:2] else [title, *lines]).strip(),
        title=title,
        area=source.area,
        reader=reader,
        author=author,
        dateline=dateline,
    )
