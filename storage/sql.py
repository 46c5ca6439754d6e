"""The statements all parts of storage share, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from monitor.types import Statement
from storage import tables as _fills_the_metadata  # noqa: F401
from storage.convert import Row, statement_of

TABLES = SQLModel.metadata.tables
ARTICLE, CHANGE, NAME = TABLES["article"], TABLES["change"], TABLES["name"]
OBSERVATION, OUTBOX, PAGE = TABLES["observation"], TABLES["outbox"], TABLES["page"]
SKETCH, SOURCE, VISIT = TABLES["sketch"], TABLES["source"], TABLES["visit"]
SILENCE, TROUBLE = TABLES["silence"], TABLES["trouble"]

STANDS = OBSERVATION.c.gone_at.is_(None)
_FROM_ARTICLE = [ARTICLE.c[name] for name in ("url", "publisher", "title", "source", "imported", "voice")]


def rows(connection: Connection, query: Select[Any]) -> Sequence[Row]:
    """What a query finds, as mappings by column name."""
    return [dict(row) for row in connection.execute(query).mappings()]


def statements(connection: Connection, *wanted: ColumnElement[bool]) -> dict[int, Statement]:
    """The statements that meet conditions on `observation` and `article`, by id of the observation."""
    joined = OBSERVATION.join(ARTICLE, ARTICLE.c.id == OBSERVATION.c.article_id)
    query = select(*OBSERVATION.c, *_FROM_ARTICLE).select_from(joined).where(*wanted)
    return {row["id"]: statement_of(row) for row in rows(connection, query)}


def put(
    connection: Connection, table: Table, new: Sequence[Row], *, key: str = "key", again: Iterable[str] = ()
) -> None:
    """Insert rows; of those whose key is there already only the columns in `again` are set."""
    if not new:
        return
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table)
    columns = {name: insert.excluded[name] for name in again}
    keys = key.split()
    if columns:
        insert = insert.on_conflict_do_update(index_elements=keys, set_=columns)
    else:
        insert = insert.on_conflict_do_nothing(index_elements=keys)
    connection.execute(insert, [dict(row) for row in new])


def portions(parts: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size`: databases limit the length of a statement."""
    listed = list(parts)
    return (listed[i : i + size] for i in range(0, len(listed), size))
