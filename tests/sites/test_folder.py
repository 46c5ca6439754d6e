from datetime import UTC, date, datetime

import pytest

from monitor import sites
from monitor.errors import ConfigError, ReadError
from monitor.fetch.local import read_local
from monitor.types import Source

NOW = datetime(2025, 3, 1, tzinfo=UTC)
DAY = date(2025, 2, 20)


def source(folder):
    return Source(id="inbox", adapter="folder", url=str(folder), publisher="测试报", area="重庆市")


def articles(folder):
    mine = source(folder)
    links = list(sites.discover(mine, lambda *_: None, DAY))
    return [sites.read(read_local(link.url, NOW), link, mine) for link in links]


def test_a_text_file_is_kept_as_it_stands_and_its_name_tells_the_day(tmp_path):
    (tmp_path / "2025-02-20 头版.txt").write_bytes("标题\r\n\r\n  正文。".encode())
    (article,) = articles(tmp_path)
    assert article.text == "标题\r\n\r\n  正文。"
    assert (article.published, article.publisher, article.title) == (DAY, "测试报", "标题")


def test_front_matter_tells_what_the_text_does_not(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\npublished: 2025-02-20\npublisher: 晨报\narea: 永川区\n---\n# 标题\n正文。"
    )
    (article,) = articles(tmp_path)
    assert article.text == "# 标题\n正文。"
    assert (article.published, article.publisher, article.area) == (DAY, "晨报", "永川区")


def test_a_sidecar_does_the_same(tmp_path):
    (tmp_path / "a.txt").write_text("正文。")
    (tmp_path / "a.meta.yaml").write_text("published: 2025-02-20\ntitle: 题目")
    (article,) = articles(tmp_path)
    assert (article.published, article.title) == (DAY, "题目")


def test_of_an_html_file_the_article_is_read(tmp_path):
    page = """<html><head><meta name="PubDate" content="2025-02-20 08:00"><title>去年成绩单 - 某网</title></head>
    <body><nav><a href="/">首页</a></nav>
    <div id="x"><h1>去年成绩单</h1><p>去年，全市新增企业三百家，其中外资企业二十家，增长较快。</p>
    <table>
    <tr><th>指标</th><th>绝对数</th></tr>
    <tr><td>出口</td><td>12亿元</td></tr></table><p>责编：张三</p></div></body></html>"""
    (tmp_path / "a.html").write_text(page)
    (article,) = articles(tmp_path)
    assert article.title == "去年成绩单"
    assert article.published == DAY
    assert article.reader == "text density"
    assert article.text.split("\n")[1:] == [
        "去年，全市新增企业三百家，其中外资企业二十家，增长较快。",
        "指标\t绝对数",
        "出口\t12亿元",
    ]


@pytest.mark.parametrize(
    ("about", "complaint"),
    [
        ("published: 20 Feb", "write it as 2025-02-20"),
        ("published: 2025-02-30", "there is no such day"),
        ("publishd: 2025-02-20", "unknown key 'publishd'"),
        ("- a", "a key a line"),
        ("a: [", "not YAML"),
        ("title: x", "no day of publication"),
    ],
)
def test_what_is_wrong_beside_a_file_is_said_in_one_line(tmp_path, about, complaint):
    (tmp_path / "a.txt").write_text("正文。")
    (tmp_path / "a.meta.yaml").write_text(about)
    with pytest.raises(ReadError, match=complaint) as error:
        articles(tmp_path)
    assert "\n" not in str(error.value)


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(ReadError, match="no such folder"):
        articles(tmp_path / "none")


def test_an_unknown_adapter_names_the_known_ones():
    with pytest.raises(ConfigError, match=r"no adapter 'flolder'; known are .*folder"):
        list(sites.discover(Source(id="s", adapter="flolder"), lambda *_: None, DAY))
