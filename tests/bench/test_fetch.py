"""What does fetching cost?  200 unchanged pages, and the worst a server can send, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from time import thread_time

import pytest

from monitor.fetch import Fetcher
from monitor.types import Source
from tests.press_site.faults import SIMPLE
from tests.press_site.press import Press
from tests.press_site.site import press_site

pytestmark = pytest.mark.bench
PRESS = Press(first=date(2026, 2, 1), last=date(2026, 2, 3))
PATH = "/cqrb/2026-02/02/001/node.htm"
ALONE = """
import json, sys, time
from monitor.errors import FetchError
from monitor.fetch import Fetcher
from monitor.types import Source
with Fetcher(pace=0, attempts=1) as fetcher:
    begun, cpu = time.perf_counter(), time.process_time()
    try:
        fetcher.fetch(sys.argv[1], Source(id="s", adapter="rss", allow_private=True))
    except FetchError as error:
        reason = str(error)
    with open("/proc/self/status") as status:  # getrusage would count the parent's memory before exec
        rss = int(status.read().partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps([time.perf_counter() - begun, time.process_time() - cpu, rss, reason]))
"""


def test_unchanged_pages_cost_under_a_third_of_a_second() -> None:
    """Peers, measured on the same 200 pages: urlwatch 0.55 s CPU, changedetection.io 0.99 s."""
    with press_site(PRESS) as site, Fetcher(pace=0, full_every=1000) as fetcher:
        url = site.url("epaper.cqrb.cn", PATH)
        source = Source(id="s", adapter="cqrb_epaper", url=url, allow_private=True)
        etag = fetcher.fetch(url, source).etag
        begun = thread_time()
        for _ in range(200):
            assert fetcher.fetch(url, source, etag=etag).not_modified
        spent = thread_time() - begun
    print(f"\n200 x 304: {spent:.2f} s CPU")
    assert spent < 0.3


@pytest.mark.skipif(sys.platform != "linux", reason="reads peak memory from /proc")
@pytest.mark.parametrize("fault", ["gzip bomb", "50 MB page", "50 MB page without length"])
def test_hostile_body_costs_next_to_nothing(fault: str) -> None:
    """Peers on the bomb: 14 to 74 s and 3.7 to 7.5 GB."""
    with press_site(PRESS) as site:
        site.faults["epaper.cqrb.cn", PATH] = SIMPLE[fault]
        command = [sys.executable, "-c", ALONE, site.url("epaper.cqrb.cn", PATH)]
        out = subprocess.run(command, capture_output=True, check=True, timeout=60)
    wall, cpu, peak, reason = json.loads(out.stdout)
    print(f"\n{fault}: {wall:.3f} s, {cpu:.3f} s CPU, peak {peak:.0f} MB")
    assert "larger than the limit" in reason
    assert cpu < 0.5
    assert peak < 100
