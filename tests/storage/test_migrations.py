"""Do the migrations make the very tables the program uses?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import Store
from storage.engine import migrate
from storage.journal import journal


def test_migrations_make_the_tables_in_use(either: Store) -> None:
    with either.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences: list[Any] = compare_metadata(context, SQLModel.metadata)
    assert differences == []


def test_migrating_again_does_nothing(either: Store) -> None:
    migrate(either.engine)
    with either.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from v_changes")) == 0


def test_sqlite_is_set_to_lose_nothing(store: Store) -> None:
    mode = journal(Path(str(store.engine.url.database))).lower()
    wanted = {"journal_mode": mode, "foreign_keys": 1, "busy_timeout": 30000, "synchronous": 2}
    with store.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"pragma {name}").scalar() for name in wanted}
    assert found == wanted
