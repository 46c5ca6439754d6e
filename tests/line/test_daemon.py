"""A daemon nobody has to look after: what is due is visited once, and it ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from monitor.config import load
from monitor.errors import StorageError
from monitor.fetch import Fetcher
from monitor.schedule import Daemon
from monitor.web import serving
from storage import Store
from tests.line.conftest import Clock, free_port, publish

WriteConfig = Callable[..., Path]
TARGET = "今年，全市高新技术企业要突破7000家。"
PATIENCE = 30.0


def until(true: Callable[[], Any], what: str) -> Any:
    """Waits for something another thread or process does; fails after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    pytest.fail(f"{what} did not happen within {PATIENCE} s")


@contextmanager
def running(file: Path, clock: Clock, fetcher: Fetcher | None = None) -> Iterator[Daemon]:
    daemon = Daemon(file, load(file), now=clock, tick=0.05, fetcher=fetcher)
    thread = threading.Thread(target=daemon.run)
    thread.start()
    try:
        yield daemon
    finally:
        daemon.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def visits(file: Path, source: str = "press") -> int:
    with Store(load(file).database.get_secret_value()) as store:
        rows = store.view("v_sources")
    return next((int(row["visits"]) for row in rows if row["id"] == source), 0)


@pytest.fixture
def watched(write_config: WriteConfig, press: Path) -> Path:
    publish(press, "a", TARGET, "2025-02-20")
    source = {"id": "press", "adapter": "folder", "url": str(press), "schedule": "every 1h"}
    return write_config(source, health={"port": 0})


def test_after_downtime_an_overdue_source_is_visited_once(watched: Path, clock: Clock) -> None:
    with running(watched, clock):
        until(lambda: visits(watched) == 1, "the first visit")
    clock.now += timedelta(days=3)
    with running(watched, clock) as daemon:
        until(lambda: visits(watched) == 2, "the visit after downtime")
        for _ in range(5):
            daemon.look()
    assert visits(watched) == 2


def test_the_bytes_of_old_pages_are_dropped(watched: Path, clock: Clock) -> None:
    with running(watched, clock, Fetcher(pace=0, now=clock)):
        until(lambda: visits(watched) == 1, "the first visit")
    watched.write_text(watched.read_text("utf-8") + "keep_pages_days: 30\n", "utf-8")
    clock.now += timedelta(days=31)
    with Store(load(watched).database.get_secret_value()) as store, running(watched, clock):
        (article, *_) = next(iter(store.kept_articles()))

        def dropped() -> bool:
            try:
                return not store.snapshot(article.url)
            except StorageError as gone:
                return "dropped after the retention" in str(gone)

        until(dropped, "the bytes are dropped")


def test_every_slot_is_visited(watched: Path, clock: Clock) -> None:
    with running(watched, clock):
        for number in range(1, 6):
            until(lambda number=number: visits(watched) == number, f"visit {number}")
            clock.now += timedelta(hours=1)


@pytest.mark.parametrize("hours", [-1, 24], ids=["back", "forward"])
def test_a_clock_that_is_set_delays_no_source_longer_than_its_interval(
    watched: Path, clock: Clock, hours: int
) -> None:
    with running(watched, clock) as daemon:
        until(lambda: visits(watched) == 1, "the first visit")
        clock.now += timedelta(hours=hours)
        daemon.look()
        clock.now += timedelta(hours=1)
        until(lambda: visits(watched) >= 2, "a visit within one interval after the change")


def test_a_second_daemon_is_refused(watched: Path, clock: Clock) -> None:
    with running(watched, clock):
        until(lambda: visits(watched) == 1, "the first visit")
        with pytest.raises(StorageError, match="another daemon is at work on this database"):
            Daemon(watched, load(watched), now=clock).run()


def test_health_and_metrics(watched: Path, clock: Clock) -> None:
    with running(watched, clock) as daemon, serving(daemon, "127.0.0.1", 0) as port:
        until(lambda: daemon.counts.visits._metrics, "the first visit is counted")
        address = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{address}/healthz").json() == {"ok": True, "wrong": []}
        text = httpx.get(f"{address}/metrics").text
        assert 'monitor_visits_total{source="press",state="ok"} 1.0' in text
        assert 'monitor_changes_total{kind="new_target"} 1.0' in text
        assert 'monitor_outbox{state="queued"} 0.0' in text
        daemon.scheduler.pause()

        def unwell() -> bool:  # a look that had begun may still note one later time
            clock.now += timedelta(minutes=5)
            return httpx.get(f"{address}/healthz").status_code == 503

        until(unwell, "the health page tells that nobody looks any more")
        assert "last looked for" in httpx.get(f"{address}/healthz").text


@contextmanager
def process(file: Path) -> Iterator[subprocess.Popen[str]]:
    code = "from monitor.cli import main; main()"
    command = [sys.executable, "-c", code, "run", "--config", str(file)]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def lines(started: subprocess.Popen[str], event: str) -> dict[str, Any]:
    """Reads the log up to a line about `event`."""
    assert started.stderr
    for line in started.stderr:
        said: dict[str, Any] = json.loads(line)
        if said["event"].startswith(event):
            return said
    pytest.fail(f"the daemon ended before `{event}`")


@pytest.fixture
def on_a_port(watched: Path) -> Path:
    text = watched.read_text("utf-8").replace("port: 0", f"port: {free_port()}")
    watched.write_text(text, "utf-8")
    return watched


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_ten_seconds_of_a_signal(on_a_port: Path, number: signal.Signals) -> None:
    with process(on_a_port) as started:
        lines(started, "visit")
        begun = time.monotonic()
        os.kill(started.pid, number)
        assert started.wait(PATIENCE) == 0
        assert time.monotonic() - begun < 10


def test_a_broken_file_keeps_the_old_settings_and_says_so(on_a_port: Path) -> None:
    good = on_a_port.read_text("utf-8")
    with process(on_a_port) as started:
        assert lines(started, "visit")["articles"] == 1
        on_a_port.write_text(good.replace("adapter:", "adaptr:"), "utf-8")
        os.kill(started.pid, signal.SIGHUP)
        problems = lines(started, "the settings are not taken")["problems"]
        assert any("did you mean `adapter`?" in line for line in problems)
        on_a_port.write_text(good.replace("id: press", "id: renamed"), "utf-8")
        os.kill(started.pid, signal.SIGHUP)
        assert lines(started, "settings read again")["sources"] == ["renamed"]
        assert lines(started, "visit")["source"] == "renamed"


def test_a_reload_takes_the_catalogue_too_but_no_broken_one(on_a_port: Path, press: Path) -> None:
    own = on_a_port.with_name("catalogue.yaml")
    own.write_text("indicators: []\n", "utf-8")
    on_a_port.write_text(f"{on_a_port.read_text('utf-8')}catalogue: {own}\n", "utf-8")
    with process(on_a_port) as started:
        assert lines(started, "visit")["articles"] == 1
        own.write_text("indicators:\n- {id: pots, name: 火锅店, share: [pots]}\n", "utf-8")
        os.kill(started.pid, signal.SIGHUP)
        assert "share is [part, whole]" in lines(started, "the settings are not taken")["problems"][0]
        own.write_text("indicators:\n- {id: pots, name: 火锅店}\n", "utf-8")
        publish(press, "b", "2024年，永川区火锅店达到900家。", "2025-02-21")
        text = on_a_port.read_text("utf-8")
        on_a_port.write_text(text.replace("id: press", "id: again"), "utf-8")
        os.kill(started.pid, signal.SIGHUP)
        assert lines(started, "visit")["articles"] == 1
    with Store(load(on_a_port).database.get_secret_value()) as store:
        assert [point.case.series.indicator for point in store.series("pots")] == ["pots"]


def test_killed_at_any_point_it_loses_and_repeats_nothing(on_a_port: Path, press: Path) -> None:
    for number in range(4):
        publish(press, f"p{number}", f"2025年，永川区新增专利{number + 3}00件。", f"2026-01-0{number + 1}")
        with process(on_a_port) as started:
            lines(started, "watching")
            time.sleep(0.05 * number)
            started.kill()
            started.wait()
        with Store(load(on_a_port).database.get_secret_value()) as store:
            store.plan("press", Clock().now)
    with process(on_a_port) as started:
        lines(started, "visit")
        os.kill(started.pid, signal.SIGTERM)
        started.wait(PATIENCE)
    with Store(load(on_a_port).database.get_secret_value()) as store:
        articles = [article.url for article, *_ in store.kept_articles()]
        keys = [change.key for change in store.changes()]
        assert store.view("pragma_integrity_check") == [{"integrity_check": "ok"}]
    assert len(articles) == len(set(articles)) == 5
    assert len(keys) == len(set(keys))
