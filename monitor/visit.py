"""How did a visit to a source go, and which of its lists need not be looked at until they change?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from monitor import sites
from monitor.errors import ConfigError, FetchError, MonitorError, NotYet, ReadError
from monitor.sites.meta import day_of_url
from monitor.types import Change, Fetch, Link, Page, Source
from storage import Store

TRUSTED = timedelta(hours=20)
"""How long a server is believed that says `not modified`; then the page is asked for whole again."""
FURTHEST = 32
"""After a long pause at most so many times as much is looked at; `monitor backfill` reads more."""
SHOWN = 3
"""Reasons of a failed visit that are kept on its source's row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How one visit to a source ended."""

    source: str
    state: str = "ok"
    failures: tuple[str, ...] = ()
    """One line each: what could not be had or read, and what to do."""
    links: int = 0
    articles: int = 0
    """New or changed ones."""
    observations: int = 0
    changes: tuple[Change, ...] = ()
    note: str = ""
    """What is no failure but worth knowing: that today's paper is not out yet."""
    left_out: int = 0
    """Pages that could not be read for days; they are tried on, but are no failure of the source."""
    whole: bool = True
    """Every article found was read, now or before."""

    def with_failure(self, failure: MonitorError) -> Visit:
        """The same visit, of which something failed before any article."""
        state = getattr(failure, "state", "configuration")
        return replace(self, state=state, failures=(str(failure), *self.failures), whole=False)

    @property
    def message(self) -> str:
        """One line for the source's row: the first reasons, and how many more."""
        more = len(self.failures) - SHOWN
        said = [*self.failures[:SHOWN], *([f"and {more} more"] if more > 0 else [])]
        if self.left_out:
            said.append(f"{self.left_out} cannot be read: monitor sources --unread")
        return "; ".join(said) or self.note


@dataclass(slots=True)
class Lists:
    """Asks for list pages with the validators of the last visit that read all they lead to."""

    store: Store
    ask: Fetch
    now: datetime
    settled: bool = False
    """These are editions of past days: of which all was read once is never asked for again."""
    pages: list[Page] = field(default_factory=list)
    """As received in this visit, under the addresses they were asked at."""

    def fetch(self, url: str, source: Source) -> Page:
        """The page as `sites.discover` wants it; not modified costs no parsing. Raises FetchError."""
        if self.settled and day_of_url(url) and self.store.kept([url]):
            return Page(url=url, text="", content=b"", sha256="", fetched_at=self.now, not_modified=True)
        etag, last_modified = self.store.validators(url, self.now - TRUSTED)
        page = self.ask(url, source, etag=etag, last_modified=last_modified)
        self.pages.append(replace(page, url=url))
        return page

    @property
    def unchanged(self) -> bool:
        """Whether some page was not given, so that its links cannot be counted."""
        return any(page.not_modified for page in self.pages)

    def note(self) -> None:
        """Everything on the pages was read: until they change they need not be looked at."""
        new = [page for page in self.pages if not page.not_modified]
        # An edition begins with its first page; without validators a list could not be asked `changed?`.
        new = new[:1] if self.settled else [page for page in new if page.etag or page.last_modified]
        if new:
            self.store.note(new)


def find(offered: Iterable[Link]) -> tuple[list[Link], MonitorError | None, str]:
    """What `sites.discover` offers, each once; what went wrong, if anything; and what to wait for."""
    found: dict[str, Link] = {}
    try:
        for link in offered:
            found.setdefault(link.url, link)
    except NotYet as early:
        return list(found.values()), None, str(early)
    except (FetchError, ReadError, ConfigError) as error:
        return list(found.values()), error, ""
    return list(found.values()), None, ""


def catch_up(
    source: Source, lists: Lists, today: date, found: list[Link]
) -> tuple[list[Link], MonitorError | None]:
    """What the source offers, further back where nothing of what was `found` is known: after a pause more has
    been published than one visit looks at. A source seen for the first time is not read backwards.
    """
    state = lists.store.source_states().get(source.id)
    seen = state is not None and state.last_new is not None
    times, failed = 1, None
    while seen and found and not failed and times < FURTHEST:
        if source.adapter == "folder" or lists.unchanged or lists.store.kept(link.url for link in found):
            break
        times *= 2
        more, failed, _ = find(sites.discover(sites.further(source, times), lists.fetch, today))
        if len(more) <= len(found):
            break
        found = more
    return found, failed


def miscount(source: Source, links: int) -> ReadError | None:
    """What is wrong with so many articles, if more or less are expected."""
    least, most = source.expect
    if links >= least and (most is None or links <= most):
        return None
    reason = f"found {links} articles where {least} to {most or 'many'} are expected"
    advice = f"the layout has probably changed: look at {source.url}"
    return ReadError(f"{source.id}: {reason}; {advice}", state="unexpected")


def wanted(source: Source, store: Store, found: Collection[Link], today: date, zone: tzinfo) -> list[Link]:
    """Links to look at, oldest first: new ones always; known ones, and what could not be read lately, on the
    first visit of a day.
    """
    links = {link.url: link for link in found}
    if source.adapter != "folder":
        known = store.kept(links)
        links = {url: link for url, link in links.items() if url not in known}
        state = store.source_states().get(source.id)
        last = datetime.fromisoformat(state.last_visit) if state and state.last_visit else None
        if last is None or last.astimezone(zone).date() != today:
            since = today - timedelta(days=source.recheck_days)
            again = [*store.recent(source.id, since), *_unread(source, store, since)]
            links |= {link.url: link for link in again}
    return sorted(links.values(), key=lambda link: link.published or today)


def _unread(source: Source, store: Store, since: date) -> Iterator[Link]:
    """What could not be had or read since a day: the list may no longer lead to it."""
    for row in store.unread(source.id):
        if not row.imported and row.since >= since.isoformat():
            day = date.fromisoformat(row.published) if row.published else None
            yield Link(url=row.url, title=row.title, published=day)
