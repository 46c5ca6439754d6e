"""Does one bad site cost the others anything?  Every fault at once, in one pass of a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from tests.line.conftest import Clock, line_over
from tests.press_site.faults import SIMPLE, drip, silence
from tests.press_site.press import Press, channel_of
from tests.press_site.site import press_site

DAY = date(2026, 2, 3)
DEADLINE = 2.0
PASS = """
import json, sys, time
from contextlib import closing
from datetime import UTC, datetime
from monitor.config import load
from monitor.fetch import Fetcher
from monitor.run import open_line, run_once
config = load(sys.argv[1])
now = lambda: datetime(2026, 2, 3, 8, tzinfo=UTC)
with Fetcher(pace=0, attempts=1, deadline=float(sys.argv[2])) as fetcher:
    line = open_line(config, fetcher.fetch, now)
    with closing(line.store):
        begun, cpu = time.perf_counter(), time.process_time()
        run_once(config, line)
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
with open("/proc/self/status") as status:
    peak = int(status.read().partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps({"seconds": took, "peak": peak, "cpu": cpu}))
"""
REASONS = {
    "500": "HTTP 500",
    "reset in the body": "connection failed",
    "reset at once": "connection failed",
    "gzip bomb": "larger than the limit of 8 MB",
    "50 MB page": "larger than the limit of 8 MB",
    "50 MB page without length": "larger than the limit of 8 MB",
    "redirect loop": "more than 5 redirects",
    "redirect to link-local": "169.254.169.254 is a private address",
    "redirect to localhost": "is a private address",
    "maintenance page": "maintenance",
    "bot wall": "a bot wall",
    "empty page": "empty",
    "error page as success": "error page",
    "silence": "no complete answer within 2 s",
    "one byte a second": "no complete answer within 2 s",
    "layout drift": "no article on the list page",
    "item off-site": "",
}
GOOD = ("kjj.cq.gov.cn", "/zwxx_176/tzgg/")


def a_pass(file: Path) -> dict[str, float]:
    """Seconds, CPU seconds and peak MB of one pass in a process of its own."""
    command = [sys.executable, "-c", PASS, str(file), str(DEADLINE)]
    ended = subprocess.run(command, capture_output=True, check=True, timeout=60)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads peak memory from /proc")
def test_every_fault_at_once_costs_the_others_nothing(write_config: Callable[..., Path]) -> None:
    press = Press(first=DAY - timedelta(9), last=DAY)
    with press_site(press) as site:
        faults = SIMPLE | {
            "silence": silence(site.server.stopped),
            "one byte a second": drip(site.server.stopped),
        }
        hosts = {name: f"s{number}.cq.gov.cn" for number, name in enumerate(REASONS)}
        sources = []
        for name, host in hosts.items():
            if name in faults:
                site.faults[host, "/ywdt/"] = faults[name]
            if name == "layout drift":
                site.pages.drift.add(host)
            id_ = name.replace(" ", "-")
            sources.append({"id": id_, "url": site.url(host, "/ywdt/jrcq/"), "schedule": "daily 07:00"})
        sources.insert(8, {"id": "good", "url": site.url(*GOOD)})
        file = write_config(*({"adapter": "cq_gov", "allow_private": True} | source for source in sources))
        measured = a_pass(file)
        wanted = {site.url_of(story) for story in press.listed(channel_of(*GOOD))}
        with line_over(file, Clock()) as (_, line):
            kept = {article.url for article, source, _ in line.store.kept_articles() if source == "good"}
        states = json.loads(CliRunner().invoke(app, ["sources", "-f", "json", "-c", str(file)]).stdout)
    print(f"\nevery fault at once: {measured['seconds']:.1f} s, peak {measured['peak']:.0f} MB")
    assert kept == wanted != set()
    told = {state["id"].replace("-", " "): state for state in states}
    for name, reason in REASONS.items():
        name = name.replace("-", " ")
        assert reason in told[name]["message"], name
        assert (told[name]["failures"], told[name]["state"] == "ok") == (
            ("0", True) if not reason else ("1", False)
        )
    assert not [r for r in site.server.requests if r.host == "elsewhere"]
    assert measured["peak"] < 200
    assert measured["seconds"] < DEADLINE + 10
