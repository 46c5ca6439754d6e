"""Which articles stand in a paper's edition of a day?  What all digital editions have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.errors import FetchError, NotYet, ReadError
from monitor.sites.address import at_home
from monitor.sites.meta import day_of_url, tidy
from monitor.types import Fetch, Link, Page, Source

NOT_FOUND = 404


@dataclass(slots=True)
class Edition:
    """How the editions of one paper are addressed. `node` matches addresses of pages, `content` those of
    articles, with the article's number as its group `id`.
    """

    first_pages: Callable[[date], Sequence[str]]
    """Addresses the first page of a day may have, the likeliest first: papers change them over the years."""
    node: re.Pattern[str]
    content: re.Pattern[str]
    form: int | None = None
    """Which of the addresses answered last."""
    failures: list[FetchError | ReadError] = field(default_factory=list)

    def discover(self, source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
        """Articles of the editions of the last `options.days` days (default 3), each once.

        What one page fails at costs no link of another: everything found is given before the first failure is
        raised. Raises NotYet where only today's edition is missing; on a day without an issue it stays so.
        """
        days = int(source.options.get("days", 3))
        missing: list[date] = []
        for back in reversed(range(days)):
            day = today - timedelta(days=back)
            try:
                first = self._first(day, source, fetch, settled=back > 0)
            except FetchError as error:
                self.failures.append(error)
                continue
            if first is None:
                missing.append(day)
            elif not first.not_modified:
                yield from self._articles(self._pages(first, day, source, fetch), day, source)
        if self.failures:
            raise self.failures[0]
        if len(missing) == days > 1:
            reason = f"none of the last {days} editions is there; the paper has probably moved"
            raise ReadError(reason, url=source.url, state="not found")
        if today in missing:
            raise NotYet(f"the edition of {today} is not there yet", url=source.url)

    def _first(self, day: date, source: Source, fetch: Fetch, *, settled: bool) -> Page | None:
        """The first page of a day; None where there is no edition. Of a past day every form is tried."""
        addresses = self.first_pages(day)
        forms = sorted(range(len(addresses)), key=lambda number: number != self.form)
        for number in forms if settled or self.form is None else forms[:1]:
            try:
                first = fetch(addresses[number], source)
            except FetchError as error:
                if error.status != NOT_FOUND:
                    raise
            else:
                self.form = number
                return first
        return None

    def _pages(self, first: Page, day: date, source: Source, fetch: Fetch) -> Iterator[Page]:
        yield first
        seen = {first.url}
        for anchor in LexborHTMLParser(first.text).css("a[href]"):
            url = urljoin(first.url, anchor.attributes.get("href") or "")
            if not self.node.search(url) or url in seen or day_of_url(url) != day or _hidden(anchor):
                continue
            seen.add(url)
            try:
                page = fetch(url, source)
            except FetchError as error:
                if error.status != NOT_FOUND:
                    self.failures.append(error)
                continue
            yield page

    def _articles(self, pages: Iterator[Page], day: date, source: Source) -> Iterator[Link]:
        """Headlines name the article's address; regions of the page's picture add what has no headline."""
        found: dict[str, Link] = {}
        first, unchanged = "", False
        for page in pages:
            first, unchanged = first or page.url, unchanged or page.not_modified
            tree = LexborHTMLParser(page.text)
            for anchor in [*tree.css("a[href]"), *tree.css("area[href]")]:
                url = at_home(urljoin(page.url, anchor.attributes.get("href") or ""), source)
                article = self.content.search(url)
                if article and article["id"] not in found and day_of_url(url) == day:
                    title = anchor.attributes.get("alt") or anchor.text(deep=True)
                    found[article["id"]] = Link(url=url, title=tidy(title), published=day)
        yield from found.values()
        if not found and not unchanged:
            reason = "an edition without articles; its layout may have changed"
            self.failures.append(ReadError(reason, url=first, state="layout changed"))


def _hidden(node: LexborNode) -> bool:
    up: LexborNode | None = node
    while up is not None:
        if "display:none" in (up.attributes.get("style") or "").replace(" ", "").lower():
            return True
        up = up.parent
    return False
