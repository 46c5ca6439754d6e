"""The statements all parts of storage share, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Executable, Select, Table, select
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
UNREAD, ANSWER = TABLES["unread"], TABLES["answer"]

STANDS = OBSERVATION.c.gone_at.is_(None)
_TOLD_BY = ("url", "publisher", "title", "author", "source", "imported", "voice")
_FROM_ARTICLE = [ARTICLE.c[name] for name in _TOLD_BY]
# To build a statement costs more than to run it, and these run many times an article.
_SAID = select(*OBSERVATION.c, *_FROM_ARTICLE).join(ARTICLE, ARTICLE.c.id == OBSERVATION.c.article_id)


def rows(connection: Connection, query: Select[Any], values: Row | None = None) -> Sequence[Row]:
    """What a query finds with these values for its parameters, as mappings by column name."""
    return [dict(row) for row in connection.execute(query, values).mappings()]


def statements(connection: Connection, *wanted: ColumnElement[bool]) -> dict[int, Statement]:
    """The statements that meet conditions on `observation` and `article`, by id of the observation."""
    return {row["id"]: statement_of(row) for row in rows(connection, _SAID.where(*wanted))}


def put(
    connection: Connection, table: Table, new: Sequence[Row], *, key: str = "key", again: Iterable[str] = ()
) -> None:
    """Insert rows; of those whose key is there already only the columns in `again` are set."""
    if new:
        insert = _insert(connection.dialect.name, table, key, tuple(again))
        connection.execute(insert, [dict(row) for row in new])


@cache
def _insert(database: str, table: Table, key: str, again: tuple[str, ...]) -> Executable:
    dialect: Any = postgresql if database == "postgresql" else sqlite
    insert = dialect.insert(table)
    keys, columns = key.split(), {name: insert.excluded[name] for name in again}
    if not columns:
        return cast("Executable", insert.on_conflict_do_nothing(index_elements=keys))
    return cast("Executable", insert.on_conflict_do_update(index_elements=keys, set_=columns))


def portions(parts: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size`: databases limit the length of a statement."""
    listed = list(parts)
    return (listed[i : i + size] for i in range(0, len(listed), size))
