"""Does a week leave the daemon as it was?  Seven simulated days against the stand-in, every slot kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import yaml

from monitor.config import load, timing
from storage import Store
from storage.sql import TABLES
from tests.alerts.receivers import postbox_at
from tests.conftest import ROOT
from tests.line.conftest import free_port
from tests.press_site.press import ZONE, Press
from tests.press_site.site import PressSite, press_site

DAYS = int(os.environ.get("MONITOR_SOAK_DAYS", "7"))
SPEED = 1000
FIRST = date(2026, 3, 2)
START = datetime(2026, 3, 2, tzinfo=ZONE)
MEGABYTE = 2**20
LOOK = timedelta(hours=6)


def settings(site: PressSite, folder: Path, port: int, mail: int) -> Path:
    """The shipped sources, watched on the stand-in, with every alert mailed."""
    shipped = (ROOT / "sources.yaml").read_text("utf-8")
    config = yaml.safe_load(site.sources(shipped, f"sqlite:///{folder}/monitor.sqlite3"))
    channel = {"url": f"mailto://127.0.0.1:{mail}?from=m@example.org", "to": ["a@example.org"]}
    config |= {"pace": 0, "jitter": 0, "health": {"port": port}, "alerts": {"channels": {"mail": channel}}}
    file = folder / "sources.yaml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return file


@contextmanager
def soaking(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.line.soaking", str(file), START.isoformat(), str(SPEED)]
    with (file.parent / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as daemon:
        try:
            yield daemon
            daemon.terminate()
            assert daemon.wait(15) == 0
        finally:
            daemon.kill()


def gauges(port: int) -> tuple[float, float]:
    """Resident megabytes and open files, as /metrics says."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text
    found = dict(re.findall(r"^process_(resident_memory_bytes|open_fds) (\S+)$", text, re.MULTILINE))
    return float(found["resident_memory_bytes"]) / MEGABYTE, float(found["open_fds"])


def missed(file: Path, start: datetime, end: datetime) -> list[str]:
    """Slots of the span in which no visit ended before the next one."""
    config = load(file)
    with (
        Store(config.database.get_secret_value()) as store,
        store.engine.connect() as connection,
    ):
        kept = connection.execute(TABLES["visit"].select()).mappings().all()
    lacking = []
    for source in (source for source in config.sources if source.enabled):
        ended = [datetime.fromisoformat(row["at"]) for row in kept if row["source_id"] == source.id]
        when = timing(source.schedule)
        slot = when.after(start, config.zone, source.id, config.jitter)
        while (later := when.after(slot, config.zone, source.id, config.jitter)) < end:
            if not any(slot <= moment < later for moment in ended):
                lacking.append(f"{source.id} {slot.astimezone(config.zone):%d %H:%M}")
            slot = later
    return lacking


@pytest.mark.soak
def test_a_week_leaves_it_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port, seen = free_port(), list[tuple[float, float]]()
    press = Press(first=FIRST - timedelta(days=2), last=FIRST, pages=4, articles=3)
    with postbox_at() as box, press_site(press) as site:
        file = settings(site, tmp_path, port, box.port)
        with soaking(file):
            begun = time.monotonic()
            wait_for(lambda: httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200)
            for step in range(1, DAYS * 4 + 1):
                time.sleep(max(0.0, begun + step * LOOK.total_seconds() / SPEED - time.monotonic()))
                seen.append(gauges(port))
                press.last = FIRST + step * LOOK
                site.pages.forget()
        lacking = missed(file, START, START + timedelta(days=DAYS))
    after_a_day, at_the_end = seen[3], seen[-1]
    with Store(load(file).database.get_secret_value()) as store, capsys.disabled():
        articles, alerts = len(list(store.kept_articles())), store.messages()
        print(f"\n{DAYS} days: {articles} articles, {len(alerts)} alerts, {len(box.mails)} mails")
        print("MB and files every six hours:", [(round(mb, 1), int(files)) for mb, files in seen])
        print("missed:", lacking)
    assert articles > 30 * DAYS
    assert lacking == []
    assert at_the_end[0] <= max(1.1 * after_a_day[0], 1)
    assert max(mb for mb, _ in seen) <= 150
    assert max(files for _, files in seen[-4:]) <= max(files for _, files in seen[:4]) + 3


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if true():
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail("the daemon did not answer within a minute")
