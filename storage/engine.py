"""Where is the database, and is it up to date?  Opens SQLite and PostgreSQL and migrates them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from monitor.errors import StorageError
from storage.backup import backup, file_of
from storage.journal import journal

MIGRATIONS = Path(__file__).parent / "migrations"
VIEWS = Path(__file__).parent / "views.sql"
WRITERS = 0x6D6F6E69
"""Key of the advisory lock under which writers on PostgreSQL take turns."""


def open_engine(url: str) -> Engine:
    """A ready engine; the database exists and has today's tables. Raises StorageError."""
    try:
        place = make_url(url)
    except ArgumentError:
        raise StorageError(
            f"database: {url!r} is no database address; write sqlite:///data/monitor.sqlite3"
        ) from None
    if place.drivername.startswith("sqlite"):
        if place.database and place.database != ":memory:":
            _make_folder(Path(place.database).parent)
        engine = create_engine(place, connect_args={"timeout": 30})
        event.listen(engine, "connect", _settings(place.database or ""))
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(place, pool_pre_ping=True)
    try:
        migrate(engine)
    except DatabaseError as refused:
        engine.dispose()
        reason = str(refused.orig).strip().splitlines()[0]
        way_out = "; `monitor restore` brings back the last backup" if "not a database" in reason else ""
        raise StorageError(
            f"database {place.render_as_string()} cannot be opened: {reason}{way_out}"
        ) from None
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise StorageError(f"the database folder {folder} cannot be opened: {refused.strerror}") from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, rolled back if anything goes wrong inside; writers take turns.

    Raises StorageError where the database cannot: locked for long, disk full, server gone.
    """
    try:
        with _transaction(engine) as connection:
            yield connection
    except OperationalError as refused:
        reason = str(refused.orig).strip().splitlines()[0]
        advice = "; is the disk full, or another program writing?"
        raise StorageError(f"the database could not be written: {reason}{advice}") from refused


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": WRITERS})
        yield connection


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; a SQLite file that holds older ones is copied to `backups` first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == head:
        return
    if found and engine.dialect.name == "sqlite":
        url = engine.url.render_as_string(hide_password=False)
        backup(url, file_of(url).parent / "backups", datetime.now(UTC))
    with _transaction(engine) as connection:
        config.attributes["connection"] = connection
        for view in re.findall(r"(?im)^create view (\w+)", VIEWS.read_text(encoding="utf-8")):
            connection.exec_driver_sql(f"drop view if exists {view}")
        command.upgrade(config, "head")
        # Views hold nothing; made anew with every migration they always fit the tables.
        for statement in VIEWS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.execute(text(statement.replace(":", r"\:")))


def _settings(file: str) -> Callable[[Any, object], None]:
    journal_mode = journal(Path(file))

    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, or pysqlite would begin too late
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        for setting in ("foreign_keys = ON", "busy_timeout = 30000", "synchronous = FULL"):
            connection.execute(f"PRAGMA {setting}")

    return set_up


def _begin(connection: Connection) -> None:
    # A transaction that begins to write only half way would meet "database is locked".
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
