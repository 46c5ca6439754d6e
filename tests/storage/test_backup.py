"""Does a copy hold everything, even made in the middle of the work, and does it come back?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.errors import StorageError
from storage import Store
from storage.backup import backup, copy_to, restore
from storage.engine import writing
from tests.storage.feed import NOW, feed
from tests.storage.test_keeping import SAID, article


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/monitor.sqlite3"


def test_a_copy_made_while_somebody_writes_is_whole(url: str, tmp_path: Path) -> None:
    with Store(url) as store:
        feed(store, article("a"), SAID)
        with writing(store.engine) as connection:
            connection.execute(text("insert into name values ('half', 'done')"))
            copy = backup(url, tmp_path / "backups", NOW)
    with Store(f"sqlite:///{copy}") as copied:
        assert len(copied.changes()) == 2
        with copied.engine.connect() as connection:
            assert connection.scalar(text("select count(*) from name")) == 0


def test_the_last_copies_are_kept(url: str, tmp_path: Path) -> None:
    Store(url).close()
    made = [backup(url, tmp_path / "backups", NOW + timedelta(days=day), keep=3) for day in range(5)]
    assert sorted((tmp_path / "backups").iterdir()) == made[-3:]


def test_a_copy_of_one_name_gives_way_to_the_next(url: str, tmp_path: Path) -> None:
    Store(url).close()
    copy = copy_to(url, tmp_path / "review" / "monitor.sqlite3")
    with Store(url) as store:
        feed(store, article("a"), SAID)
    assert copy_to(url, copy) == copy
    assert [file.name for file in copy.parent.iterdir()] == ["monitor.sqlite3"]
    with Store(f"sqlite:///{copy}") as copied:
        assert len(copied.changes()) == 2


def test_restored_as_it_was_and_the_other_kept_beside(url: str, tmp_path: Path) -> None:
    with Store(url) as store:
        feed(store, article("a"), SAID)
    copy = backup(url, tmp_path / "backups", NOW)
    with Store(url) as store:
        feed(store, article("b", "2024-03-01", "晨报"), SAID)
    aside = restore(copy, url, NOW)
    with Store(url) as store:
        assert len(store.changes()) == 2
    with Store(f"sqlite:///{aside}") as store:
        assert len(store.changes()) == 4


def test_a_damaged_copy_is_refused(url: str, tmp_path: Path) -> None:
    Store(url).close()
    copy = backup(url, tmp_path / "backups", NOW)
    body = bytearray(copy.read_bytes())
    body[4096:12288] = b"\xff" * 8192
    copy.write_bytes(body)
    with pytest.raises(StorageError, match=str(copy.name)):
        restore(copy, url, NOW)
    with Store(url) as store:
        assert store.changes() == []


def test_garbage_is_refused_in_one_clear_line(url: str, tmp_path: Path) -> None:
    (tmp_path / "monitor.sqlite3").write_bytes(b"this is no database" * 500)
    with pytest.raises(StorageError, match="monitor restore"):
        Store(url)


def test_before_an_older_database_is_migrated_it_is_copied(url: str, tmp_path: Path) -> None:
    with Store(url) as store:
        feed(store, article("a"), SAID)
    with closing(sqlite3.connect(tmp_path / "monitor.sqlite3")) as connection:
        connection.executescript(
            "drop view v_changes; drop view v_history; drop view v_points; drop view v_targets;"
            "drop index ix_observation_shelf; drop index ix_observation_year_shelf;"
            "create index ix_observation_shelf on observation (shelf);"
            "create index ix_observation_year_shelf on observation (year_shelf);"
            "drop view v_deliveries; drop index ix_article_page; drop table silence; drop table trouble;"
            "drop table unread;"
            "alter table outbox drop column topic; alter table outbox drop column awaits;"
            "alter table outbox drop column wire; alter table article drop column author;"
            "alter table article drop column dateline; drop table answer;"
            "alter table observation drop column echo; update alembic_version set version_num = '0001';"
        )
    with Store(url) as store:
        assert len(store.changes()) == 2
    [copy] = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select version_num from alembic_version").fetchone() == ("0001",)


def test_postgres_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump"):
        backup("postgresql+psycopg://host/monitor", tmp_path, NOW)
