from datetime import UTC, date, datetime

import pytest

from monitor import sites
from monitor.errors import ReadError
from monitor.types import Link, Page, Source

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>快讯</title>
<item><title>外贸数据公布</title><link>http://site.example/1.html</link><pubDate>Sun, 01 Mar 2026 07:00:00 +0800</pubDate></item>
<item><title>没有地址的一条</title></item></channel></rss>"""
SOURCE = Source(id="s", adapter="rss", url="http://site.example/feed")


def page(text):
    return Page(
        url=SOURCE.url,
        text=text,
        content=text.encode(),
        sha256="",
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def test_items_with_an_address_are_links():
    found = list(sites.discover(SOURCE, lambda *_: page(FEED), date(2026, 3, 2)))
    assert found == [Link(url="http://site.example/1.html", title="外贸数据公布", published=date(2026, 3, 1))]


def test_what_is_no_feed_is_said():
    with pytest.raises(ReadError, match="no RSS or Atom feed"):
        list(sites.discover(SOURCE, lambda *_: page("<html><body>维护中</body></html>"), date(2026, 3, 2)))


def test_a_body_that_looks_like_an_address_is_not_fetched(tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_text(FEED, "utf-8")
    with pytest.raises(ReadError, match="no RSS or Atom feed"):
        list(sites.discover(SOURCE, lambda *_: page(str(secret)), date(2026, 3, 2)))
