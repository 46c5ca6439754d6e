"""How are the government sites under cq.gov.cn read?  One platform (TRS WCM) serves all of them.

What is known of it:
- an article is …/YYYYMM/tYYYYMMDD_ID.html; the ID is one counter over all sites
- _wap and _app twins, http and https, with and without www are the same article
- list pages are index.html, index_1.html …; their number stands in createPage(34, 0, "index", "html")
- the state's rules require the metas ArticleTitle, PubDate, ContentSource; the date in the address may differ
- links to attachments stand in the text, or in a script as hasFJ='<a href="./P0….pdf">'
- the page's controls, off-site links and a stray template date stand around it

Options: `pages` (list pages to read, default 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from monitor.errors import FetchError, ReadError
from monitor.sites.address import at_home
from monitor.sites.body import find_body
from monitor.sites.meta import day_in, day_of_url, published_of, publisher_of, tidy, title_of
from monitor.types import Article, Fetch, Link, Page, Source

ARTICLE = re.compile(r"/\d{6}/t\d{8}_(?P<id>\d+)(?:_wap|_app)?\.html$")
PAGES = re.compile(r"createPage\(\s*(\d+)\s*,")
BODY = (".trs_paper_default", ".trs_editor_view", ".TRS_UEDITOR", ".zwxl-article", "#zoom", ".pages_content")
ATTACHMENT = re.compile(r"""\bhref\s*=\s*["']([^"'<>]+\.(?:xlsx?|pdf|docx?))["']""", re.I)
"""Written as a link, or in the script that writes the link."""
OPTIONS = {"pages": int}
NOT_FOUND = 404


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles of the column, each once whatever its twins; off-site items are left out.

    Raises ReadError where the first page lists none: `empty` without the platform's paging, else
    `layout changed`.
    """
    seen: set[str] = set()
    failed: FetchError | None = None
    total = wanted = int(source.options.get("pages", 1))
    for number in range(wanted):
        if number >= total:
            break
        url = source.url if number == 0 else urljoin(source.url, f"index_{number}.html")
        try:
            page = fetch(url, source)
        except FetchError as error:
            if number == 0:
                raise
            if error.status == NOT_FOUND:
                break
            failed = failed or error  # what stands on the pages behind it is found all the same
            continue
        if page.not_modified:
            break
        found = PAGES.search(page.text)
        total = int(found[1]) if found else total
        links = list(_links(page, source))
        if not links and number == 0:
            state = "layout changed" if found else "empty"
            raise ReadError("no article on the list page; has its layout changed?", url=url, state=state)
        for link in links:
            number_of_article = ARTICLE.search(link.url)
            if number_of_article and number_of_article["id"] not in seen:
                seen.add(number_of_article["id"])
                yield link
    if failed:
        raise failed


def _links(page: Page, source: Source) -> Iterator[Link]:
    tree = LexborHTMLParser(page.text)
    for anchor in tree.css("a[href]"):
        url = at_home(urljoin(page.url, (anchor.attributes.get("href") or "").strip()), source)
        if not ARTICLE.search(url):
            continue
        url = re.sub(r"_(?:wap|app)\.html$", ".html", url)
        heading = anchor.css_first("p")
        title = anchor.attributes.get("title") or (heading or anchor).text(deep=True)
        around = anchor.text(deep=True, separator=" ")
        if anchor.next is not None:
            around += " " + (anchor.next.text(deep=True, separator=" ") or "")
        yield Link(url=url, title=tidy(title), published=day_in(around) or day_of_url(url))


def read(page: Page, link: Link, source: Source) -> Article:
    """The article; ReadError with state `layout changed` where none of the known bodies is there."""
    tree = LexborHTMLParser(page.text)
    lines, reader, author, dateline = find_body(tree, BODY)
    title = title_of(tree) or link.title
    if not reader:
        raise ReadError(
            "no article on the page; its layout may have changed", url=page.url, state="layout changed"
        )
    day = published_of(tree, page.url, listed=link.published)
    if day is None:
        raise ReadError("no day of publication", url=page.url, state="layout changed")
    attachments = dict.fromkeys(urljoin(page.url, href) for href in ATTACHMENT.findall(page.text))
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
        attachments=tuple(attachments),
    )
