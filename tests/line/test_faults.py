"""What the machine does to a daemon: each is told in one line, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from monitor.config import load
from monitor.errors import StorageError
from monitor.run import run_once
from monitor.schedule import Daemon
from storage import Store
from storage.lock import only_daemon
from tests.line.conftest import Clock, line_over, publish
from tests.line.test_commands import monitor

WriteConfig = Callable[..., Path]
TARGET = "今年，全市高新技术企业要突破7000家。"


@pytest.fixture
def watched(write_config: WriteConfig, press: Path) -> Path:
    publish(press, "a", TARGET, "2025-02-20")
    return write_config({"id": "press", "adapter": "folder", "url": str(press)})


def test_a_database_that_is_garbage_is_refused_and_the_backup_offered(watched: Path) -> None:
    (watched.parent / "monitor.sqlite3").write_bytes(b"this was a database once" * 100)
    ended = monitor("run", "--once", "--config", watched)
    assert ended.returncode == 1
    (line,) = ended.stderr.decode().splitlines()
    assert "cannot be opened: file is not a database; `monitor restore` brings back the last backup" in line


def test_what_was_lost_is_brought_back(watched: Path, tmp_path: Path) -> None:
    assert monitor("run", "--once", "--config", watched).returncode == 0
    copy = monitor("backup", tmp_path / "backups", "--config", watched).stdout.decode().strip()
    (tmp_path / "monitor.sqlite3").write_bytes(b"garbage" * 1000)
    assert monitor("restore", copy, "--config", watched).returncode == 0
    assert "new_target" in monitor("changes", "--config", watched).stdout.decode()


def test_a_writer_in_the_way_loses_nothing(watched: Path, clock: Clock) -> None:
    with line_over(watched, clock) as (config, line):
        line.store.engine.dispose()
        with closing(sqlite3.connect(watched.parent / "monitor.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with line.store.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout = 50")
            with pytest.raises(StorageError, match="could not be written: database is locked"):
                run_once(config, line)
            other.execute("ROLLBACK")
        (visit,) = run_once(config, line)
        assert (visit.articles, len(line.store.changes())) == (1, len(visit.changes))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_loses_nothing(
    write_config: WriteConfig, press: Path, small_disk: Path, clock: Clock
) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    source = {"id": "press", "adapter": "folder", "url": str(press)}
    file = write_config(source, database=f"sqlite:///{small_disk}/monitor.sqlite3")
    with line_over(file, clock) as (config, line):
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as growing, suppress(OSError):
            while True:
                growing.write(bytes(4096))
        with pytest.raises(StorageError, match="could not be written"):
            run_once(config, line)
        ballast.unlink()
        (visit,) = run_once(config, line)
        assert visit.articles == 1
        assert line.store.view("pragma_integrity_check") == [{"integrity_check": "ok"}]


def test_a_second_daemon_is_refused_on_postgresql(
    write_config: WriteConfig, press: Path, new_database: Callable[[str], str], clock: Clock
) -> None:
    address = new_database("postgresql")
    file = write_config({"id": "press", "adapter": "folder", "url": str(press)}, database=address)
    with (
        Store(address) as store,
        only_daemon(store.engine),
        pytest.raises(StorageError, match="another daemon is at work on this database"),
    ):
        Daemon(file, load(file), now=clock).run()
