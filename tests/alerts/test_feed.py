"""Can the changes be read elsewhere?  The Atom feed, and the page a message links to."""

import re
from datetime import timedelta

import feedparser
import httpx
import pytest
from typer.testing import CliRunner

from alerts.feed import atom
from alerts.render import Look
from monitor.cli import app
from monitor.types import ChangeKind, Standing
from monitor.web import serving
from tests.alerts.made import change, told
from tests.line.conftest import clock, press, publish, write_config  # noqa: F401
from tests.line.test_daemon import running, until


def test_an_entry_says_it_all_and_keeps_its_id():
    first, again = (
        feedparser.parse(atom([change()], Look(base_url="https://m.example.org"))) for _ in range(2)
    )
    assert not first.bozo
    (entry,) = first.entries
    assert entry.title == "【新目标】2025年研发投入强度 ≥2.73%（重庆市）"
    assert entry.link == "https://press.example/1.html"
    assert entry.updated.startswith("2025-02-20")
    assert "2.73%以上" in entry.summary
    assert entry.id == again.entries[0].id
    assert first.feed.link == "https://m.example.org/"


def test_the_feed_holds_what_an_alert_would_tell_newest_first():
    kept = [change(after=told(period=str(2020 + n))) for n in range(3)]
    left = [
        change(ChangeKind.CONFIRMATION),
        change(standing=Standing.SILENT),
        change(after=told(headline=False)),
    ]
    assert len(feedparser.parse(atom([*kept, *left], Look(language="en"))).entries) == 3


@pytest.fixture
def watched(write_config, press, clock):  # noqa: F811
    publish(press, "a", "2025年，全市高新技术企业要突破7000家。", clock().date() - timedelta(3))
    publish(press, "b", "记者获悉，2025年，全市高新技术企业将突破7000家。", clock().date() - timedelta(2))
    source = {"id": "press", "adapter": "folder", "url": str(press)}
    return write_config(source, health={"port": 0}, alerts={"base_url": "https://m.example.org"})


def test_the_daemon_serves_the_feed_and_a_page_for_each_change(watched, clock):  # noqa: F811
    with running(watched, clock) as daemon, serving(daemon, "127.0.0.1", 0) as port:
        until(lambda: daemon.counts.visits._metrics, "the first visit is counted")
        feed = httpx.get(f"http://127.0.0.1:{port}/feed.atom")
        assert feed.headers["content-type"].startswith("application/atom+xml")
        (entry,) = feedparser.parse(feed.content).entries
        page = re.search(r"https://m\.example\.org(/changes/\w+)", entry.summary)[1]
        shown = httpx.get(f"http://127.0.0.1:{port}{page}")
        assert "<mark>" in shown.text
        assert "另见" in shown.text
        for missing in ("/changes/", "/changes/zzzz", "/changes/%25", "/else"):
            assert httpx.get(f"http://127.0.0.1:{port}{missing}").status_code == 404


def test_the_feed_is_written_to_a_file(watched, tmp_path):
    answer = CliRunner().invoke(app, ["feed", "--output", str(tmp_path / "f.atom"), "--config", str(watched)])
    assert answer.exit_code == 0
    assert feedparser.parse((tmp_path / "f.atom").read_text("utf-8")).feed.title == "重庆指标变化"
