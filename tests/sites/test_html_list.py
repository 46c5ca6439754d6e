from datetime import UTC, date, datetime

import pytest

from monitor import sites
from monitor.errors import ConfigError, ReadError
from monitor.types import Link, Page, Source

DAY = date(2026, 3, 2)
LIST = """<ul><li><a href="/a/1.html">全市工业经济运行情况发布</a>
<span>2026-03-01</span></li>
<li><a href="2.html" title="前两月外贸进出口数据公布">前两月…</a></li>
<li><a href="/a/1.html#top">全市工业经济运行情况发布</a></li>
<li><a href="http://other.example/9.html">别处的一篇很长的文章标题</a></li>
<li><a href="/">首页</a></li></ul>"""
ARTICLE = """<html><body><div class="top">网站导航</div>
<div class="content"><h1>题目</h1>
<p>　　今年，全市规上工业增加值增长百分之六。</p><p>字号：大 中 小</p><br>第二段<br>第三段</div></body></html>"""


def page(url, text):
    return Page(url=url, text=text, content=b"", sha256="", fetched_at=datetime(2026, 3, 2, tzinfo=UTC))


def source(**options):
    return Source(id="s", adapter="html_list", url="http://site.example/a/", options=options)


def test_links_are_found_once_with_title_and_day():
    found = list(sites.discover(source(), lambda url, _: page(url, LIST), DAY))
    assert found == [
        Link(
            url="http://site.example/a/1.html", title="全市工业经济运行情况发布", published=date(2026, 3, 1)
        ),
        Link(url="http://site.example/a/2.html", title="前两月外贸进出口数据公布"),
    ]


def test_selectors_and_a_pattern_narrow_the_list():
    mine = source(links="li a", match=r"/\d\.html$")
    found = sites.discover(mine, lambda url, _: page(url, LIST), DAY)
    assert [link.url[-6:] for link in found] == ["1.html", "2.html"]


def test_an_unchanged_list_offers_nothing():
    unchanged = Page(
        url="u",
        text="",
        content=b"",
        sha256="",
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
        not_modified=True,
    )
    assert list(sites.discover(source(), lambda *_: unchanged, DAY)) == []


def test_the_body_is_read_without_what_stands_around_it():
    link = Link(url="http://site.example/a/1.html", published=date(2026, 3, 1))
    article = sites.read(page(link.url, ARTICLE), link, source())
    assert article.text == "题目\n今年，全市规上工业增加值增长百分之六。\n第二段\n第三段"
    assert (article.title, article.published, article.reader) == (
        "题目",
        date(2026, 3, 1),
        "selector .content",
    )


def test_a_page_without_prose_is_an_error_with_its_state():
    with pytest.raises(ReadError) as error:
        sites.read(
            page("http://site.example/x", "<html><body><a href='/'>首页</a></body></html>"),
            Link(url="u"),
            source(),
        )
    assert error.value.state == "layout changed"


@pytest.mark.parametrize("wrong", [{"match": "("}, {"pages": "many"}, {"links": ":::"}, {"page": 3}], ids=str)
def test_options_that_cannot_work_are_told(wrong):
    with pytest.raises(ConfigError, match="source s: options"):
        list(sites.discover(source(**wrong), lambda url, _: page(url, LIST), DAY))
