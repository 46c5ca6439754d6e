"""What the machine does to a daemon: each is told in one line, and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina

from monitor.config import load
from monitor.errors import StorageError
from monitor.fetch import Fetcher
from monitor.run import run_once
from monitor.schedule import Daemon
from monitor.types import ChangeKind
from storage import Store
from storage.lock import only_daemon
from tests.alerts.receivers import postbox_at
from tests.line.conftest import Clock, line_over, publish
from tests.line.test_commands import monitor
from tests.line.test_daemon import running, until, visits
from tests.press_site.press import Press, channel_of
from tests.press_site.site import press_site

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


def mailing(box: Any) -> dict[str, Any]:
    """Settings that send every alert to a mailbox of the test."""
    channel = {"url": f"mailto://127.0.0.1:{box.port}?from=m@example.org", "to": ["a@example.org"]}
    return {"alerts": {"channels": {"mail": channel}}}


def said_in(box: Any) -> dict[str, str]:
    """What was received, by the id on the wire."""
    return {mail["Message-ID"]: mail.get_body(("plain",)).get_content() for _, mail in box.mails}


def test_a_hundred_passes_killed_anywhere_lose_and_repeat_nothing(
    write_config: WriteConfig, press: Path
) -> None:
    lives = 100
    with postbox_at() as box:
        file = write_config({"id": "press", "adapter": "folder", "url": str(press)}, **mailing(box))
        database = load(file).database.get_secret_value()
        command = [sys.executable, "-m", "tests.line.killed", file, press, database, str(lives), "7"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    ended = json.loads(done.stdout)
    assert ended["killed"] > lives / 3
    with Store(database) as store:
        assert len(list(store.kept_articles())) == lives + 1
        news = Counter(change.key for change in store.changes(kinds=[ChangeKind.NEW_FIGURE]))
        assert (len(news), set(news.values())) == (lives + 1, {1})
        assert {row.state for row in store.messages()} == {"sent"}
        assert store.view("pragma_integrity_check") == [{"integrity_check": "ok"}]
    bodies = said_in(box)
    for life in range(lives + 1):
        assert len([text for text in bodies.values() if f"【{1001 + life}辆】" in text]) == 1
    came = Counter(mail["Message-ID"] for _, mail in box.mails)
    repeated = {name.strip("<>").split("@")[0] for name, times in came.items() if times > 1}
    assert repeated <= set(ended["in_flight"])


@pytest.mark.parametrize("seconds", [2, pytest.param(20, marks=pytest.mark.soak)])
def test_a_long_lock_is_waited_out(watched: Path, clock: Clock, seconds: int) -> None:
    with line_over(watched, clock) as (config, line):
        other = sqlite3.connect(
            watched.parent / "monitor.sqlite3", isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN IMMEDIATE")
        freed = threading.Timer(seconds, other.rollback)
        freed.start()
        begun = time.monotonic()
        (visit,) = run_once(config, line)
        freed.join()
        other.close()
        assert time.monotonic() - begun >= seconds
        assert (visit.state, visit.articles, len(line.store.changes())) == ("ok", 1, len(visit.changes))


def test_a_day_without_network_loses_and_repeats_nothing(write_config: WriteConfig, clock: Clock) -> None:
    day = clock.now.date()
    host, path = "www.cq.gov.cn", "/ywdt/jrcq/"
    with postbox_at() as box, stamina.set_testing(True, attempts=1):
        with press_site(Press(first=day - timedelta(2), last=day)) as site:
            column = {"id": "today", "adapter": "cq_gov", "allow_private": True, "schedule": "every 1h"}
            file = write_config({**column, "url": site.url(host, path)}, health={"port": 0}, **mailing(box))
            port = site.server.port
            with running(file, clock, fetcher_of(clock)):
                until(lambda: visits(file, "today") == 1, "the first visit")
        with running(file, clock, fetcher_of(clock)) as daemon:
            for hour in range(24):
                clock.now += timedelta(hours=1)
                until(lambda hour=hour: visits(file, "today") == hour + 2, f"visit {hour + 2}")
            assert daemon.line.store.source_states()["today"].failures == 24
            press = Press(first=day - timedelta(2), last=day + timedelta(1))
            with press_site(press, port) as site:
                clock.now += timedelta(hours=1)
                until(lambda: daemon.line.store.source_states()["today"].state == "ok", "the network is back")
                stories = {site.url_of(story) for story in press.listed(channel_of(host, path))}
                assert {article.url for article, *_ in daemon.line.store.kept_articles()} == stories
                until(lambda: {row.state for row in daemon.line.store.messages()} == {"sent"}, "all is sent")
        assert len(said_in(box)) == len(box.mails)


def fetcher_of(clock: Clock) -> Fetcher:
    """A fetcher whose patience with a dead host is measured on the clock of the test."""
    return Fetcher(pace=0, now=clock, clock=lambda: clock.now.timestamp(), sleep=lambda _: None)


@pytest.mark.parametrize("hours", [-1, 24], ids=["back an hour", "forward a day"])
def test_a_clock_that_is_set_loses_and_repeats_nothing(
    write_config: WriteConfig, press: Path, clock: Clock, hours: int
) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    with postbox_at() as box:
        source = {"id": "press", "adapter": "folder", "url": str(press), "schedule": "every 1h"}
        file = write_config(source, health={"port": 0}, **mailing(box))
        with running(file, clock) as daemon:
            until(lambda: len(box.mails) == 1, "the first alert")
            clock.now += timedelta(hours=hours)
            publish(press, "b", "去年，全市高新技术企业达到7565家。", "2026-01-04")
            for _ in range(3):
                daemon.look()
                clock.now += timedelta(hours=1)
            until(lambda: "7565" in "".join(said_in(box).values()), "the alert after the change")
            until(lambda: {row.state for row in daemon.line.store.messages()} == {"sent"}, "all is sent")
            assert len(list(daemon.line.store.kept_articles())) == 2
        assert len(said_in(box)) == len(box.mails)


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
