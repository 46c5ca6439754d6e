"""What exactly did the site say?  Pages as received: as proof, to ask `unchanged?`, to look again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine, delete, func, select, update

from monitor.errors import StorageError
from monitor.types import Link, Page
from storage.convert import Row, stamp
from storage.engine import writing
from storage.keep import keep_page, page_row
from storage.sql import ARTICLE, PAGE, UNREAD, VISIT, put, rows
from storage.tables import UnreadRow


class Evidence:
    """The verbs of the Store about pages."""

    engine: Engine

    def note(self, pages: Iterable[Page]) -> None:
        """Remember validators of list pages whose articles were all read; their bytes are not kept."""
        with writing(self.engine) as connection:
            used = select(ARTICLE.c.page_id)
            for page in pages:
                connection.execute(delete(PAGE).where(PAGE.c.url == page.url, PAGE.c.id.not_in(used)))
                keep_page(connection, page, whole=False)

    def set_aside(
        self,
        link: Link,
        source: str,
        reason: str,
        state: str,
        page: Page | None,
        now: datetime,
        imported: bool,
    ) -> datetime:
        """Keep what could not be had or read, with the reason; since when it is so. Read, it is forgotten."""
        had = page or Page(url=link.url, text="", content=b"", sha256="", fetched_at=now, status=0)
        received = page_row(replace(had, url=link.url), whole=True)
        row = {"source": source, "title": link.title, "state": state, "reason": reason, "imported": imported}
        again = sorted([*row, *received] if page else row)
        row |= {"published": link.published and link.published.isoformat(), "since": stamp(now)} | received
        with writing(self.engine) as connection:
            put(connection, UNREAD, [row], key="url", again=again)
            since = connection.scalar(select(UNREAD.c.since).where(UNREAD.c.url == link.url))
        return datetime.fromisoformat(str(since))

    def unread(self, source: str = "") -> list[UnreadRow]:
        """What could not be had or read, at one source or all, the newest first."""
        query = select(UNREAD).order_by(UNREAD.c.since.desc(), UNREAD.c.url)
        if source:
            query = query.where(UNREAD.c.source == source)
        with self.engine.connect() as connection:
            return [UnreadRow(**row) for row in rows(connection, query)]

    def why_unread(self, url: str, sha256: str, since: datetime) -> UnreadRow | None:
        """What was found of these very bytes, if they were looked at since then and nothing could be read."""
        same = (UNREAD.c.url == url) & (UNREAD.c.sha256 == sha256) & (UNREAD.c.fetched_at >= stamp(since))
        with self.engine.connect() as connection:
            return next((UnreadRow(**row) for row in rows(connection, select(UNREAD).where(same))), None)

    def snapshot(self, article: str, version: int | None = None) -> Page:
        """The page an article version was read from, or none could be; `article` is its address or number.

        Raises StorageError where there is none, or its bytes are older than the retention.
        """
        place = ARTICLE.c.id == int(article) if article.isdigit() else ARTICLE.c.url == article
        query = select(PAGE).join(ARTICLE, ARTICLE.c.page_id == PAGE.c.id).where(place)
        if version is not None:
            query = query.where(ARTICLE.c.version == version)
        with self.engine.connect() as connection:
            found = next(iter(rows(connection, query.order_by(ARTICLE.c.version.desc()).limit(1))), None)
            if found is None and version is None:
                aside = (UNREAD.c.url == article) & (UNREAD.c.status > 0)
                found = next(iter(rows(connection, select(UNREAD).where(aside))), None)
        if found is None:
            which = f"version {version} of {article}" if version is not None else article
            raise StorageError(f"no article kept under {which}; `monitor changes` shows addresses")
        if not found["content"]:
            raise StorageError(f"the bytes of {article} were dropped after the retention; its text is kept")
        return page_of(found)

    def drop_evidence(self, before: datetime) -> int:
        """Drop the bytes of pages fetched before a moment; texts, hashes and headers stay. How many.

        Visits made before it are forgotten too, and what could not be read since.
        """
        old = (PAGE.c.fetched_at < stamp(before)) & (func.length(PAGE.c.content) > 0)
        with writing(self.engine) as connection:
            connection.execute(delete(VISIT).where(VISIT.c.at < stamp(before)))
            connection.execute(delete(UNREAD).where(UNREAD.c.fetched_at < stamp(before)))
            return connection.execute(update(PAGE).where(old).values(content=b"")).rowcount

    def recent(self, source: str, since: date) -> list[Link]:
        """Addresses of a source's articles published since a day and not gone, to be looked at again."""
        newest = select(func.max(ARTICLE.c.id)).group_by(ARTICLE.c.url)
        query = (
            select(PAGE.c.url, ARTICLE.c.title, ARTICLE.c.published)
            .join(ARTICLE, ARTICLE.c.page_id == PAGE.c.id)
            .where(ARTICLE.c.id.in_(newest), ARTICLE.c.source == source, ARTICLE.c.gone_at.is_(None))
            .where(ARTICLE.c.published >= since.isoformat())
            .order_by(ARTICLE.c.id)
        )
        with self.engine.connect() as connection:
            return [
                Link(url=row["url"], title=row["title"], published=date.fromisoformat(row["published"]))
                for row in rows(connection, query)
            ]


def page_of(row: Row) -> Page:
    """The page kept in a row; its text is decoded anew where it is needed."""
    copied = ("url", "sha256", "status", "charset", "content_type", "etag", "last_modified")
    content = zlib.decompress(row["content"])
    return Page(
        **{name: row[name] for name in copied},
        content=content,
        text="" if row["charset"] == "binary" else content.decode(row["charset"], "replace"),
        fetched_at=datetime.fromisoformat(row["fetched_at"]),
        headers=json.loads(row["headers"]),
    )
