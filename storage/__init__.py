"""What has been read, said and owed so far?  `Store` is the only door to the database.

store = Store("sqlite:///data/monitor.sqlite3")
history = store.history(article, observations)
store.save(page=page, article=article, source=source, observations=observations, changes=changes, …)
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monitor.diff import History, indicator_of, statements_of, touched
from monitor.diff.point import Sense
from monitor.types import Alert, Article, Change, Observation, Page, Statement
from storage.convert import observation_row, stamp
from storage.engine import open_engine, writing
from storage.outbox import Outbox
from storage.reading import ARTICLE, CHANGE, OBSERVATION, Point, Reading, statements_where
from storage.tables import PageRow, SourceRow, VisitRow

__all__ = ["Point", "Store"]

PAGE = PageRow.__table__  # type: ignore[attr-defined]
SOURCE = SourceRow.__table__  # type: ignore[attr-defined]
VISIT = VisitRow.__table__  # type: ignore[attr-defined]


class Store(Outbox, Reading):
    """One database: opened, migrated, one writer. Use as a context manager or call `close`."""

    def __init__(self, url: str, *, concepts: Mapping[str, Sense] | None = None) -> None:
        """`url` as sources.yaml gives it; `concepts` is the catalogue by id. Raises StorageError."""
        self.engine = open_engine(url)
        self.concepts = dict(concepts or {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.engine.dispose()

    def known(self, url: str, sha256: str) -> bool:
        """Whether exactly these bytes were read from this address before."""
        query = select(PAGE.c.id).where(PAGE.c.url == url, PAGE.c.sha256 == sha256)
        with self.engine.connect() as connection:
            return connection.scalar(query) is not None

    def validators(self, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the newest page kept from this address; empty where there is none."""
        query = select(PAGE.c.etag, PAGE.c.last_modified).where(PAGE.c.url == url).order_by(PAGE.c.id.desc())
        with self.engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
        return (row.etag, row.last_modified) if row else ("", "")

    def history(self, article: Article, observations: Iterable[Observation]) -> History:
        """Everything the observations can be held against, and what the article said before."""
        observations = list(observations)
        with self.engine.connect() as connection:
            names = self.names(connection)
            context = History(names=names, concepts=self.concepts)
            stands = OBSERVATION.c.gone_at.is_(None)
            past = statements_where(connection, stands & (OBSERVATION.c.url == article.url))
            places = touched([*observations, *(s.observation for s in past)], context)
            statements = {statement.key: statement for statement in past}
            for some in _portions(sorted(places), 200):
                here = or_(
                    *(and_(OBSERVATION.c.family == f, OBSERVATION.c.case_period == p) for f, p in some)
                )
                for statement in statements_where(connection, stands & here):
                    statements[statement.key] = statement
            first = self._first(connection, article, observations, context)
        return History(
            statements=tuple(statements.values()), first=first, names=names, concepts=self.concepts
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
        """Keep one article whole, in one transaction; saving it again alters nothing."""
        with writing(self.engine) as connection:
            context = History(names=self.names(connection), concepts=self.concepts)
            page_id = self._keep_page(connection, page)
            article_id = self._keep_article(
                connection,
                article,
                page_id=page_id,
                source=source,
                now=now,
                imported=imported,
                extractor=extractor,
            )
            told = statements_of(article, observations, source=source, imported=imported)
            rows = [observation_row(s, context, article_id=article_id, extractor=extractor) for s in told]
            self._take_back(connection, article.url, [str(row["key"]) for row in rows], now)
            for row in rows:
                self._insert(connection, OBSERVATION, row, restore={"gone_at": None})
            self._keep_changes(connection, changes, context, now)
            for alert in alerts:
                about = CHANGE.c.key == (alert.change.key if alert.change else "")
                change_id = connection.scalar(select(CHANGE.c.id).where(about))
                self.queue(connection, alert, change_id, now)

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
        with writing(self.engine) as connection:
            self._insert(
                connection, SOURCE, {"id": source, "failures": 0, "state": "", "message": ""}, keys=["id"]
            )
            values: dict[str, Any] = {"last_visit": moment, "state": state, "message": message}
            if state == "ok":
                values |= {"last_success": moment, "failures": 0}
            else:
                values["failures"] = SOURCE.c.failures + 1
            if articles:
                values["last_new"] = moment
            if next_visit:
                values["next_visit"] = stamp(next_visit)
            connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(values))
            visit: dict[str, Any] = {"source_id": source, "at": moment, "state": state, "message": message}
            visit |= {"links": links, "articles": articles, "changes": changes}
            connection.execute(VISIT.insert().values(visit))

    def _first(
        self, connection: Connection, article: Article, observations: list[Observation], context: History
    ) -> dict[str, Statement]:
        """The earliest headline statement of each open-vocabulary name, by other articles."""
        names = {indicator_of(o, context.names) for o in observations if o.headline and not o.concept}
        first = {}
        for name in sorted(names - self.concepts.keys()):
            c = OBSERVATION.c
            wanted = and_(
                c.name == name, c.headline, c.concept.is_(None), c.gone_at.is_(None), c.url != article.url
            )
            order = (c.published, c.publisher, c.url, c.start, c.repeat)
            earliest = connection.scalar(select(c.id).where(wanted).order_by(*order).limit(1))
            if earliest:
                first[name] = statements_where(connection, c.id == earliest)[0]
        return first

    def _keep_page(self, connection: Connection, page: Page) -> int:
        row = {name: getattr(page, name) for name in ("url", "sha256", "status", "charset", "content_type")}
        row |= {"etag": page.etag, "last_modified": page.last_modified, "fetched_at": stamp(page.fetched_at)}
        row["content"] = zlib.compress(page.content)
        self._insert(connection, PAGE, row, keys=["url", "sha256"])
        same = and_(PAGE.c.url == page.url, PAGE.c.sha256 == page.sha256)
        return int(connection.execute(select(PAGE.c.id).where(same)).scalar_one())

    def _keep_article(
        self,
        connection: Connection,
        article: Article,
        *,
        page_id: int,
        source: str,
        now: datetime,
        imported: bool,
        extractor: str,
    ) -> int:
        """The id of this version of the article; a new row only if what was read differs."""
        newest = (
            select(ARTICLE).where(ARTICLE.c.url == article.url).order_by(ARTICLE.c.version.desc()).limit(1)
        )
        last = connection.execute(newest).first()
        copied = ("url", "publisher", "title", "pre_title", "subtitle", "area", "reader", "text")
        row: dict[str, Any] = {name: getattr(article, name) for name in copied}
        row["published"] = article.published.isoformat()
        row["text_sha256"] = hashlib.sha256(article.text.encode()).hexdigest()
        if last is not None and all(getattr(last, name) == value for name, value in row.items()):
            return int(last.id)
        row |= {"version": last.version + 1 if last else 1, "page_id": page_id, "source": source}
        row |= {"fetched_at": stamp(now), "imported": imported, "extractor": extractor}
        return int(connection.execute(ARTICLE.insert().values(row).returning(ARTICLE.c.id)).scalar_one())

    def _take_back(self, connection: Connection, url: str, kept: list[str], now: datetime) -> None:
        c = OBSERVATION.c
        standing = connection.execute(select(c.id, c.key).where(c.url == url, c.gone_at.is_(None)))
        gone = [row.id for row in standing if row.key not in kept]
        if gone:
            connection.execute(update(OBSERVATION).where(c.id.in_(gone)).values(gone_at=stamp(now)))

    def _keep_changes(
        self, connection: Connection, changes: Sequence[Change], context: History, now: datetime
    ) -> None:
        keys = {s.key for change in changes for s in (change.after, change.before) if s}
        ids: dict[str, int] = {}
        for some in _portions(sorted(keys), 500):
            query = select(OBSERVATION.c.key, OBSERVATION.c.id).where(OBSERVATION.c.key.in_(some))
            ids |= {row.key: row.id for row in connection.execute(query)}
        for change in changes:
            about = change.after or change.before
            assert about is not None
            row = {
                "key": change.key,
                "kind": change.kind.value,
                "standing": change.standing.value,
                "after_id": change.after and ids[change.after.key],
                "before_id": change.before and ids[change.before.key],
                "note": change.note,
                "provisional": change.provisional,
                "name": indicator_of(about.observation, context.names),
                "indicator": about.observation.indicator,
                "subject": about.observation.subject,
                "source": about.source,
                "published": about.published.isoformat(),
                "at": stamp(now),
            }
            again = {name: row[name] for name in ("standing", "note", "provisional")}
            self._insert(connection, CHANGE, row, restore=again)

    def _insert(
        self,
        connection: Connection,
        table: Any,
        row: Mapping[str, Any],
        *,
        keys: Sequence[str] = ("key",),
        restore: Mapping[str, Any] | None = None,
    ) -> None:
        """Insert, or leave the row of the same key, or set only what `restore` names."""
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(table).values(dict(row))
        if restore:
            statement = statement.on_conflict_do_update(index_elements=list(keys), set_=dict(restore))
        else:
            statement = statement.on_conflict_do_nothing(index_elements=list(keys))
        connection.execute(statement)


def _portions(parts: list[Any], size: int) -> Iterable[list[Any]]:
    return (parts[i : i + size] for i in range(0, len(parts), size))
