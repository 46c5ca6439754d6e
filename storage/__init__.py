"""What has been read, said and owed so far?  `Store` is the only door to the database.

store = Store("sqlite:///data/monitor.sqlite3")
history = store.history(article, observations)
changes = diff(article, observations, history)
store.save(page=page, article=article, source="cqrb", observations=observations, changes=changes, now=now)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, bindparam, delete, func, select, update

from monitor.diff import History, Sense, indicator_of, published_order, statements_of, touched
from monitor.errors import Outdated
from monitor.extract.version import version
from monitor.types import Alert, Article, Change, Observation, Page, Statement
from storage.answers import Answers
from storage.calm import Calm
from storage.convert import stamp
from storage.engine import open_engine, writing
from storage.evidence import Evidence
from storage.keep import ids_of, keep_article, keep_changes, keep_statements
from storage.names import Names
from storage.reading import Point
from storage.sql import (
    ARTICLE,
    CHANGE,
    OBSERVATION,
    PAGE,
    SOURCE,
    STANDS,
    UNREAD,
    VISIT,
    portions,
    put,
    statements,
)

__all__ = ["Point", "Store"]

# Asked for every page of every visit, so they are built once.
_AT = PAGE.c.url == bindparam("url")
_VERSIONS = select(ARTICLE.c.page_id).join(PAGE, PAGE.c.id == ARTICLE.c.page_id).where(_AT)
_NEWEST = _VERSIONS.order_by(ARTICLE.c.id.desc()).limit(1).scalar_subquery()
_LATEST = _AT & ((PAGE.c.id == _NEWEST) | PAGE.c.id.not_in(_VERSIONS))
"""Pages of the newest version of an article, and those that never made a version of their own."""
_KNOWN = select(PAGE.c.id).where(_LATEST, PAGE.c.sha256 == bindparam("sha256"))
_VALIDATORS = (
    select(PAGE.c.etag, PAGE.c.last_modified)
    .where(_LATEST, PAGE.c.fetched_at >= bindparam("since"))
    .order_by(PAGE.c.id.desc())
    .limit(1)
)


class Store(Calm, Names, Evidence, Answers):
    """One database: opened, migrated, one writer at a time. A context manager, or call `close`."""

    def __init__(self, url: str, *, concepts: Mapping[str, Sense] | None = None) -> None:
        """`url` as sources.yaml gives it; `concepts` is the catalogue by id. Raises StorageError."""
        self.engine = open_engine(url)
        self.concepts = dict(concepts or {})
        self._read_until: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def known(self, url: str, sha256: str) -> bool:
        """Whether these bytes are what was last read from this address. Bytes that come back are news."""
        with self.engine.connect() as connection:
            return connection.scalar(_KNOWN, {"url": url, "sha256": sha256}) is not None

    def kept(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses from which a page was read before."""
        found: set[str] = set()
        with self.engine.connect() as connection:
            for some in portions(urls, 5000):
                found |= set(connection.scalars(select(PAGE.c.url).where(PAGE.c.url.in_(some))))
        return found

    def validators(self, url: str, since: datetime | None = None) -> tuple[str, str]:
        """ETag and Last-Modified of the newest page kept from this address, if fetched `since` then; else
        empty.
        """
        asked = {"url": url, "since": stamp(since) if since else ""}
        with self.engine.connect() as connection:
            row = connection.execute(_VALIDATORS, asked).first()
        return (row.etag, row.last_modified) if row else ("", "")

    def history(self, article: Article, observations: Iterable[Observation]) -> History:
        """Everything the observations can be held against, and what the article said before."""
        observations = list(observations)
        with self.engine.connect() as connection:
            context = self.context(connection)
            newest = connection.scalar(select(func.max(OBSERVATION.c.id)))
            self._read_until[article.url] = newest or 0
            past = statements(connection, STANDS, ARTICLE.c.url == article.url)
            about = [*observations, *(statement.observation for statement in past.values())]
            near = touched(about, context)
            day = "" if past else article.published.isoformat()
            found = past | _shelved(connection, near, day)
            first = self._first(connection, article, about, context)
        return History(
            statements=tuple(found.values()), first=first, names=context.names, concepts=self.concepts
        )

    def save(
        self,
        *,
        page: Page,
        article: Article,
        source: str,
        observations: Sequence[Observation],
        changes: Sequence[Change],
        alerts: Sequence[Alert] = (),
        now: datetime,
        imported: bool = False,
        extractor: str = "",
    ) -> None:
        """Keep one article whole, in one transaction; saving it again alters nothing.

        `extractor` is the version that read it, by default the one installed.
        Raises Outdated if somebody else wrote about the same indicators since `history` was asked: the
        changes would be wrong; ask `history` again, diff again, save again.
        """
        extractor = extractor or version()
        with writing(self.engine) as connection:
            context = self.context(connection)
            self._check_still_true(connection, article, observations, context)
            article_id = keep_article(
                connection,
                page,
                article,
                source=source,
                now=now,
                imported=imported,
                extractor=extractor,
            )
            told = statements_of(article, observations, source=source, imported=imported)
            keep_statements(
                connection,
                told,
                context,
                url=article.url,
                article_id=article_id,
                extractor=extractor,
                now=now,
            )
            keep_changes(connection, changes, context, now)
            about = ids_of(connection, CHANGE, {alert.change.key for alert in alerts if alert.change})
            for alert in alerts:
                change_id = about.get(alert.change.key) if alert.change else None
                self.queue(connection, alert, change_id, now)

    def reread(
        self,
        article: Article,
        observations: Sequence[Observation],
        changes: Sequence[Change],
        *,
        source: str,
        imported: bool,
        extractor: str,
        now: datetime,
    ) -> None:
        """Replace what was read from a kept article by what a newer extractor reads; nobody is told.

        What the older one said stays in the table, marked gone, with its version.
        """
        newest = select(func.max(ARTICLE.c.id)).where(ARTICLE.c.url == article.url)
        with writing(self.engine) as connection:
            context = self.context(connection)
            article_id = int(connection.execute(newest).scalar_one())
            told = statements_of(article, observations, source=source, imported=imported)
            keep_statements(
                connection,
                told,
                context,
                url=article.url,
                article_id=article_id,
                extractor=extractor,
                now=now,
            )
            keep_changes(connection, changes, context, now)
            mine = ARTICLE.c.id == article_id
            connection.execute(update(ARTICLE).where(mine).values(extractor=extractor))

    def mark_gone(self, url: str, now: datetime) -> bool:
        """The article was deleted where it stood; what it said stands, with this mark. False: never kept."""
        there = (ARTICLE.c.url == url) & ARTICLE.c.gone_at.is_(None)
        with writing(self.engine) as connection:
            connection.execute(delete(UNREAD).where(UNREAD.c.url == url))
            return connection.execute(update(ARTICLE).where(there).values(gone_at=stamp(now))).rowcount > 0

    def record_visit(
        self,
        source: str,
        *,
        at: datetime,
        state: str = "ok",
        message: str = "",
        links: int = 0,
        articles: int = 0,
        changes: int = 0,
        next_visit: datetime | None = None,
    ) -> None:
        """How a visit to a source ended. `state` is `ok` or names the failure; `articles` counts new ones."""
        moment = stamp(at)
        values: dict[str, Any] = {"last_visit": moment, "state": state, "message": message}
        if state == "ok":
            values |= {"last_success": moment, "failures": 0}
        else:
            values["failures"] = SOURCE.c.failures + 1
        if articles:
            values["last_new"] = moment
        if next_visit:
            values["next_visit"] = stamp(next_visit)
        visit: dict[str, Any] = {"source_id": source, "at": moment, "state": state, "message": message}
        visit |= {"links": links, "articles": articles, "changes": changes}
        with writing(self.engine) as connection:
            put(connection, SOURCE, [{"id": source, "failures": 0, "state": "", "message": ""}], key="id")
            connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(values))
            connection.execute(VISIT.insert().values(visit))

    def plan(self, source: str, next_visit: datetime) -> None:
        """Set anew when a source is to be visited next."""
        with writing(self.engine) as connection:
            there = SOURCE.c.id == source
            connection.execute(update(SOURCE).where(there).values(next_visit=stamp(next_visit)))

    def check_writable(self) -> None:
        """Raises StorageError where nothing can be written now."""
        with writing(self.engine) as connection:
            connection.execute(update(SOURCE).where(SOURCE.c.id.is_(None)).values(failures=0))

    def _check_still_true(
        self, connection: Connection, article: Article, observations: Sequence[Observation], context: History
    ) -> None:
        seen = self._read_until.pop(article.url, None)
        if seen is None:
            return
        c = OBSERVATION.c
        newer = set(connection.scalars(select(c.shelf).where(c.id > seen).distinct()))
        if newer & touched(observations, context):
            raise Outdated(f"{article.url}: another process wrote at the same time; run again")

    def _first(
        self, connection: Connection, article: Article, observations: list[Observation], context: History
    ) -> dict[str, Statement]:
        """The earliest headline statement of each open-vocabulary name, by other articles."""
        names = {indicator_of(o, context.names) for o in observations if o.headline and not o.concept}
        first: dict[str, Statement] = {}
        seen: dict[str, int] = {}
        for name in sorted(names - self.concepts.keys()):
            c = OBSERVATION.c
            named = (c.name == name, c.headline, c.concept.is_(None), STANDS, ARTICLE.c.url != article.url)
            joined = select(c.id, c.published).join(ARTICLE, ARTICLE.c.id == c.article_id).where(*named)
            earliest = connection.execute(joined.order_by(c.published).limit(1)).first()
            if earliest is None:
                continue
            if earliest.published < article.published.isoformat():  # known before; which one is no matter
                seen[name] = earliest.id
            else:
                day = statements(connection, *named, c.published == earliest.published)
                first[name] = min(day.values(), key=published_order)
        known = statements(connection, OBSERVATION.c.id.in_(seen.values()))
        first |= {name: known[number] for name, number in seen.items()}
        return first


def _shelved(connection: Connection, near: Iterable[str], day: str) -> dict[int, Statement]:
    """What stands on the shelves. Of the echoes those published since `day`: what comes before them can make
    them more than that; an earlier one alters nothing that comes after it.
    """
    c = OBSERVATION.c
    found: dict[int, Statement] = {}
    for some in portions(sorted(near), 5000):
        based = select(c.shelf).where(c.base_shelf.in_(some)).distinct()
        places = {*some, *connection.scalars(based)}  # 是2020年的2.1倍 stands elsewhere but is about 2020
        for column in (c.shelf, c.year_shelf):
            here = column.in_(places)
            found |= statements(connection, STANDS, here, ~c.echo)
            found |= statements(connection, STANDS, here, c.echo, c.published >= day)
    return found
