"""How are www.cqrb.cn and www.cqcb.com read?  EmpireCMS: a column's list as JSON, articles as pages.

What is known of it:
- /{column}/index.json, index_2.json …: newslist[].title, titleurl, newstime (YYYY-MM-DD HH:MM:SS)
- titleurl ends in ID.html; the page for a desk is ID_pc.html; on www.cqrb.cn it begins with /www/
- an entry may lead to another site; it is left out
- the page prints its day without the year; list and address have it
- classes of the article page are known from 2019 only: .tile title, .content body; else the densest block

Options: `pages` (list files to read, default 1).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from monitor.errors import FetchError, ReadError
from monitor.sites.address import at_home
from monitor.sites.body import find_body
from monitor.sites.meta import day_in, day_of_url, publisher_of, tidy, title_of
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = {"pages": int}
BODY = (".article .content", ".content", ".contents", ".article-content", "#content")


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the column's list files. Raises ReadError where the list is no such JSON."""
    seen: set[str] = set()
    failed: FetchError | ReadError | None = None
    total = wanted = int(source.options.get("pages", 1))
    for number in range(1, wanted + 1):
        if number > total:
            break
        name = "index.json" if number == 1 else f"index_{number}.json"
        try:
            page = fetch(urljoin(source.url, name), source)
            if page.not_modified:
                break
            total, entries = _parsed(page)
        except (FetchError, ReadError) as error:
            if number == 1:
                raise
            failed = failed or error  # what stands on the pages behind it is found all the same
            continue
        if not entries and number == 1:
            raise ReadError("the column's list is empty", url=page.url, state="empty")
        for entry in entries:
            path = re.sub(r"^/www/", "/", str(entry.get("titleurl", "")))
            url = re.sub(r"(?<!_pc)\.html$", "_pc.html", at_home(urljoin(page.url, path), source))
            if url and url not in seen:
                seen.add(url)
                day = day_in(str(entry.get("newstime", ""))) or day_of_url(url)
                yield Link(url=url, title=tidy(str(entry.get("title", ""))), published=day)
    if failed:
        raise failed


def _parsed(page: Page) -> tuple[int, list[dict[str, object]]]:
    try:
        table = json.loads(page.text)
        return int(table.get("pagenum") or 1), [e for e in table["newslist"] if e.get("titleurl")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = "the column's list is not the JSON it was; its layout may have changed"
        raise ReadError(reason, url=page.url, state="layout changed") from error


def read(page: Page, link: Link, source: Source) -> Article:
    """The article; ReadError where there is no body."""
    tree = LexborHTMLParser(page.text)
    lines, reader, author, dateline = find_body(tree, BODY)
    if not reader:
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    title = title_of(tree, ".tile") or link.title
    day = link.published or day_of_url(page.url)
    if day is None:
        raise ReadError("no day in list or address", url=page.url, state="layout changed")
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
