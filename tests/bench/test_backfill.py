"""What does the past cost?  Editions of a paper, killed on the way and resumed: 25 days, or a year of soak."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import text

from monitor.extract import extract
from storage import Store
from tests.conftest import ROOT
from tests.press_site.pages import Pages
from tests.press_site.press import Press

FIRST, PAPER = date(2025, 1, 1), "epaper.cqrb.cn"
SAID = "select a.url from observation o join article a on a.id = o.article_id"
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
def press_elsewhere(last: date) -> Iterator[str]:
    """The stand-in in a process of its own, so that serving is not counted; the address of its paper."""
    command = [sys.executable, "-c", SERVER, str(FIRST), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        try:
            yield f"http://epaper.cqrb.cn.localhost:{server.stdout.readline().strip()}"
        finally:
            server.terminate()


def bare_crawl(root: str, days: int) -> tuple[float, float]:
    """The same pages by httpx and selectolax alone, nothing extracted or kept: ms and ms CPU an article."""
    begun, cpu, articles = time.perf_counter(), time.process_time(), 0
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
    took, used = time.perf_counter() - begun, time.process_time() - cpu
    return took / articles * 1000, used / articles * 1000


def kept_in(database: Path) -> int:
    """How many articles are there by now."""
    if not database.exists():
        return 0
    there = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
    with closing(there) as connection, suppress(sqlite3.OperationalError):  # not even a table yet
        return int(connection.execute("select count(*) from article").fetchone()[0])
    return 0


def walk(command: list[str], articles: Callable[[], int], kills: list[int]) -> tuple[float, float]:
    """Seconds and CPU seconds of a backfill that is killed when so many articles are kept, and begun again."""
    begun, cpu = time.perf_counter(), cpu_of_children()
    for kill in kills:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while articles() < kill:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(random.uniform(0.1, 0.2))
                    pytest.fail(f"it ended by itself with {articles()} articles")
            os.kill(process.pid, signal.SIGKILL)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun, cpu_of_children() - cpu


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check_against_the_press(file: Path, root: str, press: Press) -> int:
    """Every article of the generator once, with its words and all that is read from them. How many."""
    stories = [
        story
        for day in press.days()
        for page in range(1, press.pages + 1)
        for story in press.edition(PAPER, day, page)
    ]
    wanted = {f"{root}{Pages(press).url_of(story)}": story for story in stories}
    with closing(Store(f"sqlite:///{file}")) as store:
        with store.engine.connect() as connection:
            kept = connection.execute(text("select url, version from article")).all()
            said = Counter(connection.execute(text(SAID)).scalars())
        assert Counter(url for url, _ in kept) == Counter(list(wanted))
        assert {version for _, version in kept} == {1}
        for article, source, imported in store.kept_articles():
            story = wanted[article.url]
            assert (article.title, source, imported) == (story.title, "cqrb", True)
            assert article.text.endswith("\n".join(story.body))
            assert said[article.url] == len(extract(article))
    return len(kept)


@pytest.mark.parametrize(
    ("days", "kills"),
    [pytest.param(25, 2, marks=pytest.mark.bench), pytest.param(365, 5, marks=pytest.mark.soak)],
)
def test_the_past_of_a_paper_killed_on_the_way_and_resumed(tmp_path: Path, days: int, kills: int) -> None:
    press = Press(first=FIRST, last=FIRST + timedelta(days - 1))
    total = days * (press.pages * press.articles + 2)  # two notices an edition
    points = sorted(random.sample(range(total), kills))
    with press_elsewhere(press.last) as root:
        file = settings(tmp_path, f"{root}/html/cqrb/")
        span = ["--from", str(press.first), "--to", str(press.last), "--config", str(file)]
        command = [str(Path(sys.executable).with_name("monitor")), "backfill", "cqrb", *span]
        database = tmp_path / "monitor.sqlite3"
        took, cpu = walk(command, lambda: kept_in(database), points)
        again = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        bare, bare_cpu = bare_crawl(root, min(days, 20))
    assert ": 0 articles and 0 observations are new" in again
    assert check_against_the_press(database, root, press) == total
    each, cpu_each = took / total * 1000, cpu / total * 1000
    print(f"\n{days} days killed at {points}: {total} articles in {took:.0f} s")
    print(
        f"each {each:.1f} ms, {cpu_each:.1f} ms CPU; fetched and parsed only {bare:.1f} ms, {bare_cpu:.1f} ms CPU;"
    )
    print(f"ratio {each / bare:.1f}, of CPU {cpu_each / bare_cpu:.1f}")
