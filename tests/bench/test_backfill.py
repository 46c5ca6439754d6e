"""What does the past cost?  A year of a paper, killed on the way and resumed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import create_engine, text

from tests.conftest import ROOT
from tests.press_site.press import Press

pytestmark = pytest.mark.bench
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
SERVER = """
import sys, threading
from datetime import date
from tests.press_site.press import Press
from tests.press_site.site import press_site
press = Press(first=date.fromisoformat(sys.argv[1]), last=date.fromisoformat(sys.argv[2]))
with press_site(press) as site:
    print(site.server.port, flush=True)
    threading.Event().wait()
"""


def settings(folder: Path, url: str) -> Path:
    paper = {
        "id": "cqrb",
        "adapter": "cqrb_epaper",
        "url": url,
        "publisher": "重庆日报",
        "allow_private": True,
    }
    config = {"database": f"sqlite:///{folder}/monitor.sqlite3", "jitter": 0, "pace": 0, "sources": [paper]}
    file = folder / "sources.yaml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return file


@contextmanager
def press_elsewhere() -> Iterator[str]:
    """The stand-in in a process of its own, so that serving is not counted; the address of its paper."""
    command = [sys.executable, "-c", SERVER, str(FIRST), str(LAST)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        try:
            yield f"http://epaper.cqrb.cn.localhost:{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def bare_crawl(root: str, days: int) -> tuple[int, float]:
    """The same pages by httpx and selectolax alone, nothing extracted or kept: articles, and seconds for each."""
    begun, articles = time.perf_counter(), 0
    address = httpx.URL(root)
    headers = {
        "host": f"{address.host}:{address.port}"
    }  # names under .localhost are unknown to the bare client
    root = f"http://127.0.0.1:{address.port}"
    with httpx.Client(headers=headers) as client:
        for n in range(days):
            day = FIRST + timedelta(n)
            for page in range(1, 9):
                node = client.get(f"{root}/cqrb/{day:%Y-%m/%d}/{page:03}/node.htm")
                seen = set()
                for anchor in LexborHTMLParser(node.text).css("a[href], area[href]"):
                    found = str(node.url.join(anchor.attributes["href"] or ""))
                    if "content_rb" in found and found not in seen:
                        seen.add(found)
                        article = LexborHTMLParser(client.get(found).text)
                        articles += bool(article.css_first("#ozoom").text())
    return articles, (time.perf_counter() - begun) / articles


def test_a_year_of_a_paper_killed_on_the_way_and_resumed(tmp_path: Path) -> None:
    with press_elsewhere() as root:
        file = settings(tmp_path, f"{root}/html/cqrb/")
        span = ["--from", str(FIRST), "--to", str(LAST), "--config", str(file)]
        command = [str(Path(sys.executable).with_name("monitor")), "backfill", "cqrb", *span]
        begun = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(random.Random(4).uniform(20, 60))
            os.kill(process.pid, signal.SIGKILL)
        subprocess.run(command, check=True)
        took = time.perf_counter() - begun
        _, bare = bare_crawl(root, 20)
    press = Press(first=FIRST, last=LAST)
    wanted = {
        f"{root}/cqrb/{day:%Y-%m/%d}/{page:03}/content_rb_{story.number}.htm"
        for day in press.days()
        for page in range(1, 9)
        for story in press.edition("epaper.cqrb.cn", day, page)
    }
    with closing(create_engine(f"sqlite:///{tmp_path}/monitor.sqlite3").connect()) as connection:
        kept = list(connection.execute(text("select url from article")).scalars())
    assert len(kept) == len(set(kept))
    assert set(kept) == wanted
    print(f"\na year: {len(kept)} articles in {took:.0f} s, {took / len(kept) * 1000:.1f} ms each;")
    print(f"fetched and parsed only: {bare * 1000:.1f} ms each; ratio {took / len(kept) / bare:.1f}")
