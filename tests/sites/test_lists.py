"""What do the adapters find, whichever of its addresses a site shows, and what do they say when nothing?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from monitor import sites
from monitor.errors import ConfigError, FetchError, NotYet, ReadError
from monitor.types import Link, Source
from tests.sites.made import fetch_of

DAY = date(2026, 2, 3)
GOV = "https://www.cq.gov.cn/ywdt/jrcq/"
PAPER = "https://epaper.cqrb.cn"


def found(adapter: str, url: str, texts: Mapping[str, str | FetchError], **options: Any) -> list[Link]:
    source = Source(id="s", adapter=adapter, url=url, options=options)
    return list(sites.discover(source, fetch_of(texts), DAY))


@pytest.mark.parametrize(
    "href",
    [
        "./202602/t20260203_7.html",
        "./202602/t20260203_7_wap.html",
        "/ywdt/jrcq/202602/t20260203_7_app.html",
        "http://cq.gov.cn/ywdt/jrcq/202602/t20260203_7.html",
        "https://www.cq.gov.cn:443/ywdt/jrcq/202602/t20260203_7.html#top",
    ],
)
def test_every_twin_of_an_article_has_its_one_address(href: str) -> None:
    (link,) = found("cq_gov", GOV, {GOV: f'<li><a href="{href}">一条消息</a><span>2026-02-02</span></li>'})
    assert link == Link(url=f"{GOV}202602/t20260203_7.html", title="一条消息", published=date(2026, 2, 2))


@pytest.mark.parametrize("host", ["elsewhere.org", "kjj.cq.gov.cn", "www.cq.gov.cn.evil.org"])
def test_other_sites_are_not_followed(host: str) -> None:
    own, theirs = "./202602/t20260203_7.html", f"https://{host}/202602/t20260203_8.html"
    text = f'<a href="{own}">一</a><a href="{theirs}">二</a>'
    assert [link.url for link in found("cq_gov", GOV, {GOV: text})] == [f"{GOV}202602/t20260203_7.html"]
    column = "https://www.cqcb.com/hongguan/"
    entries = '{"title":"甲","titleurl":"/hongguan/2026-02-03/1.html"},'
    entries += f'{{"title":"乙","titleurl":"https://{host}/a/2.html"}}'
    text = f'{{"pagenum":1,"newslist":[{entries}]}}'
    links = found("empire_json", column, {f"{column}index.json": text})
    assert [link.url for link in links] == [f"{column}2026-02-03/1_pc.html"]


@pytest.mark.parametrize(
    ("adapter", "url", "text", "state"),
    [
        ("cq_gov", GOV, "<p>网站标识码</p>", "empty"),
        ("cq_gov", GOV, '<script>createPage(3, 0, "index", "html");</script>', "layout changed"),
        ("html_list", "http://a.example/", "<a href=/>首页</a>", "layout changed"),
        (
            "rss",
            "http://a.example/",
            '<rss version="2.0"><channel><title>快讯</title></channel></rss>',
            "empty",
        ),
        ("empire_json", "http://a.example/", '{"pagenum":1,"newslist":[]}', "empty"),
        ("empire_json", "http://a.example/", '{"list":[]}', "layout changed"),
        ("empire_json", "http://a.example/", "<html></html>", "layout changed"),
    ],
)
def test_nothing_found_is_an_error_with_its_state(adapter: str, url: str, text: str, state: str) -> None:
    with pytest.raises(ReadError) as error:
        found(adapter, url, {url: text, f"{url}index.json": text})
    assert error.value.state == state


@pytest.mark.parametrize(
    ("adapter", "options", "complaint"),
    [
        ("cq_gov", {"page": 2}, "unknown `page`; known to cq_gov are pages"),
        ("cq_gov", {"pages": "many"}, "`pages` is a number from 1 on, not `many`"),
        ("cqrb_epaper", {"days": 0}, "`days` is a number from 1 on, not `0`"),
        ("rss", {"body": ":::"}, "source s: options"),
        ("founder_epaper", {"paper": "x"}, "known to founder_epaper are days"),
    ],
)
def test_options_that_cannot_work_are_told_before_anything_is_asked(
    adapter: str, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ConfigError, match=complaint):
        found(adapter, GOV, {}, **options)


def edition(root: str, pages: Mapping[str, list[int]], content: str = "content_rb_{}.htm") -> dict[str, str]:
    """The pages of an edition: page file -> numbers of its articles."""
    navigation = "".join(f'<tr><td><a href="{root}/{page}">版</a></td></tr>' for page in pages)
    texts = {}
    for page, numbers in pages.items():
        folder = f"{root}/{page}".rpartition("/")[0]
        areas = "".join(f"<area href='{content.format(n)}' alt='题{n}'>" for n in numbers)
        heads = "".join(f'<a href="{folder}/{content.format(n)}">题{n}</a>' for n in numbers)
        texts[f"{PAPER}{root}/{page}"] = f"<map>{areas}</map><table>{heads}{navigation}</table>"
    return texts


FORMS = {
    "now": ("/cqrb/2026-02/03", ("001/node.htm", "002/node.htm"), "content_rb_{}.htm", {}),
    "until 2022": ("/html/cqrb/2026-02/03", ("001/node.htm", "002/node.htm"), "content_{}.htm", {}),
    "two digits": ("/kjb/2026-02/03", ("01/node.htm", "02/node.htm"), "content_kjb_{}.htm", {"paper": "kjb"}),
    "a sister": (
        "/html/ncb/2026-02/03",
        ("001/node.htm", "002/node.htm"),
        "content_{}.htm",
        {"paper": "ncb"},
    ),
    "until 2016": ("/cqrb/html/2026-02/03", ("node_124.htm", "node_125.htm"), "content_{}.htm", {}),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_address_a_paper_ever_had(form: str) -> None:
    root, (first, second), content, options = FORMS[form]
    texts = edition(root, {first: [1, 2], second: [3]}, content)
    links = found("cqrb_epaper", f"{PAPER}/html/cqrb/", texts, **options)
    assert [(link.url.rpartition("_")[2], link.title) for link in links] == [
        ("1.htm", "题1"),
        ("2.htm", "题2"),
        ("3.htm", "题3"),
    ]
    assert {link.published for link in links} == {DAY}


def test_a_paper_that_moved_is_found_by_its_entry_page() -> None:
    """Fetching follows the entry page's refresh, so it comes back under the address of the newest edition."""
    texts: dict[str, str | FetchError] = {**edition("/szb/2026-02/03", {"0001/node.htm": [5]})}
    source = Source(id="s", adapter="cqrb_epaper", url=f"{PAPER}/html/cqrb/", options={})
    with pytest.raises(ReadError, match="moved"):
        list(sites.discover(source, fetch_of(texts), DAY))
    texts = {**edition("/szb/2026-02/03", {"001/node.htm": [5]})}
    newest = next(iter(texts))

    def fetch(url: str, source: Source, **_: str) -> Any:
        return fetch_of(texts)(newest if url == source.url else url, source)

    (link,) = sites.discover(source, fetch, DAY)
    assert link.url == f"{PAPER}/szb/2026-02/03/001/content_rb_5.htm"


def test_today_not_out_yet_gives_the_other_days_first() -> None:
    texts = edition("/cqrb/2026-02/02", {"001/node.htm": [1]})
    source = Source(id="s", adapter="cqrb_epaper", url=f"{PAPER}/html/cqrb/")
    links, asked = list[Link](), list[str]()
    with pytest.raises(NotYet, match="2026-02-03"):
        links.extend(sites.discover(source, fetch_of(texts, asked), DAY))
    assert len(links) == 1
    assert [url for url in asked if "02/03" in url] == [f"{PAPER}/cqrb/2026-02/03/001/node.htm"]


def test_a_broken_page_and_a_broken_day_cost_no_other_link() -> None:
    texts: dict[str, str | FetchError] = {
        **edition("/cqrb/2026-02/03", {"001/node.htm": [1], "002/node.htm": [2], "003/node.htm": [3]})
    }
    broken = f"{PAPER}/cqrb/2026-02/03/002/node.htm"
    texts[broken] = FetchError("HTTP 500", url=broken, status=500)
    first = f"{PAPER}/cqrb/2026-02/02/001/node.htm"
    texts[first] = FetchError("HTTP 502", url=first, status=502)
    source = Source(id="s", adapter="cqrb_epaper", url=f"{PAPER}/html/cqrb/")
    links: list[Link] = []
    with pytest.raises(FetchError, match="HTTP 502"):
        links.extend(sites.discover(source, fetch_of(texts), DAY))
    assert [link.url[-5] for link in links] == ["1", "3"]


def test_links_to_other_days_are_not_of_this_edition() -> None:
    texts = edition("/cqrb/2026-02/03", {"001/node.htm": [1]})
    (first,) = texts
    texts[first] += (
        '<a href="/cqrb/2026-02/01/001/node.htm">上一期</a><a href="/cqrb/2026-02/01/001/content_rb_9.htm">旧文</a>'
    )
    assert len(found("cqrb_epaper", f"{PAPER}/html/cqrb/", texts)) == 1
