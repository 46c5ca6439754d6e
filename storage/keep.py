"""How is one article written?  The statements of the one transaction, in order."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from monitor.diff import History, indicator_of
from monitor.types import Article, Change, ChangeKind, Page, Standing, Statement
from storage.convert import article_row, observation_row, stamp
from storage.reprints import join_story
from storage.sql import ARTICLE, CHANGE, OBSERVATION, PAGE, STANDS, UNREAD, portions, put, rows

STATED = set(ChangeKind) - {
    ChangeKind.NEW_INDICATOR,
    ChangeKind.TARGET_MET,
    ChangeKind.TARGET_MISSED,
    ChangeKind.DISCREPANCY,
}
"""Kinds of which every statement has exactly one: how it stands to the ones before it."""
_AT = ARTICLE.c.url == bindparam("url")
_NO_LONGER_UNREAD = delete(UNREAD).where(UNREAD.c.url == bindparam("url"))
_NEWEST = select(ARTICLE).where(_AT).order_by(ARTICLE.c.version.desc()).limit(1)
_STANDING = (
    select(OBSERVATION.c.id, OBSERVATION.c.key)
    .join(ARTICLE, ARTICLE.c.id == OBSERVATION.c.article_id)
    .where(_AT, STANDS)
)
_SAME = select(PAGE.c.id).where(PAGE.c.url == bindparam("url"), PAGE.c.sha256 == bindparam("sha256"))


def page_row(page: Page, *, whole: bool) -> dict[str, Any]:
    """The columns that hold a page; its bytes only if `whole`."""
    copied = ("url", "sha256", "status", "charset", "content_type", "etag", "last_modified")
    row: dict[str, Any] = {name: getattr(page, name) for name in copied}
    row |= {"fetched_at": stamp(page.fetched_at), "content": zlib.compress(page.content) if whole else b""}
    return row | {"headers": json.dumps(dict(page.headers))}


def keep_page(connection: Connection, page: Page, *, whole: bool) -> int:
    """The id of the page; its bytes are kept if `whole`."""
    row = page_row(page, whole=whole)
    put(connection, PAGE, [row], key="url sha256", again=("etag", "last_modified"))
    return int(connection.execute(_SAME, {"url": page.url, "sha256": page.sha256}).scalar_one())


def keep_article(
    connection: Connection,
    page: Page,
    article: Article,
    *,
    source: str,
    now: datetime,
    imported: bool,
    extractor: str,
) -> int:
    """The id of this version of the article; a new row only if what was read differs."""
    connection.execute(_NO_LONGER_UNREAD, {"url": article.url})
    last = next(iter(rows(connection, _NEWEST, {"url": article.url})), None)
    row = article_row(article)
    if last is not None and all(last[name] == value for name, value in row.items()):
        keep_page(connection, page, whole=False)
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == last["id"]).values(gone_at=None))
        return int(last["id"])
    row |= {"version": last["version"] + 1 if last else 1, "source": source, "voice": article.publisher}
    row |= {"page_id": keep_page(connection, page, whole=True), "fetched_at": stamp(now)}
    row |= {"imported": imported, "extractor": extractor}
    inserted = connection.execute(ARTICLE.insert().values(row).returning(ARTICLE.c.id))
    article_id = int(inserted.scalar_one())
    join_story(connection, article_id, article.url, article.text, article.published)
    return article_id


def keep_statements(
    connection: Connection,
    told: Sequence[Statement],
    context: History,
    *,
    url: str,
    article_id: int,
    extractor: str,
    now: datetime,
) -> None:
    """What the article says now stands; what it said before and says no longer is marked gone."""
    new = [observation_row(s, context, article_id=article_id, extractor=extractor) for s in told]
    kept = {row["key"] for row in new}
    past = rows(connection, _STANDING, {"url": url})
    gone = [row["id"] for row in past if row["key"] not in kept]
    for some in portions(gone, 500):
        connection.execute(update(OBSERVATION).where(OBSERVATION.c.id.in_(some)).values(gone_at=stamp(now)))
    standing_keys = {row["key"] for row in past}
    put(
        connection,
        OBSERVATION,
        [row for row in new if row["key"] not in standing_keys],
        again=("gone_at",),
    )


def keep_changes(connection: Connection, changes: Sequence[Change], context: History, now: datetime) -> None:
    """Write the changes, and which statements are echoes after them."""
    keys = {s.key for change in changes for s in (change.after, change.before) if s}
    known = ids_of(connection, OBSERVATION, keys)
    new = []
    for change in changes:
        about = change.after or change.before
        assert about is not None, "a change is about something"
        new.append(
            {
                "key": change.key,
                "kind": change.kind.value,
                "standing": change.standing.value,
                "after_id": change.after and known[change.after.key],
                "before_id": change.before and known[change.before.key],
                "note": change.note,
                "provisional": change.provisional,
                "name": indicator_of(about.observation, context.names),
                "indicator": about.observation.indicator,
                "subject": about.observation.subject,
                "source": about.source,
                "published": about.published.isoformat(),
                "at": stamp(now),
            }
        )
    put(connection, CHANGE, new, again=("standing", "note", "provisional"))
    _mark_echoes(connection, changes, known)


def _mark_echoes(connection: Connection, changes: Sequence[Change], known: Mapping[str, int]) -> None:
    held = [c for c in changes if c.after and c.kind in STATED and c.standing is not Standing.WITHDRAWN]
    for echo in (True, False):
        marked = [known[c.after.key] for c in held if c.after and c.echo is echo]
        for some in portions(marked, 500):
            wrong = OBSERVATION.c.id.in_(some) & (OBSERVATION.c.echo != echo)
            connection.execute(update(OBSERVATION).where(wrong).values(echo=echo))


def ids_of(connection: Connection, table: Any, keys: Collection[str]) -> dict[str, int]:
    """The ids of rows by their key."""
    found: dict[str, int] = {}
    for some in portions(sorted(keys), 500):
        query = select(table.c.key, table.c.id).where(table.c.key.in_(some))
        found |= {row["key"]: row["id"] for row in rows(connection, query)}
    return found
