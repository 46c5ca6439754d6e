"""Is the stand-in what it says: complete, repeatable, and truly misbehaving?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date

import pytest
import stamina
import yaml

from monitor.errors import FetchError
from monitor.fetch import Fetcher
from monitor.types import Page, Source
from tests.press_site.faults import LABELS, SIMPLE, gzip_bomb
from tests.press_site.press import Press, Story, channel_of
from tests.press_site.site import PressSite, press_site

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 10)
LISTS = (
    ("www.cq.gov.cn", "/ywdt/jrcq/"),
    ("www.cq.gov.cn", "/zwgk/zfxxgkml/szfwj/xzgfxwj/szf/"),
    ("www.cq.gov.cn", "/zwgk/zfxxgkml/sjfb_120853/tjgb/"),
    ("kjj.cq.gov.cn", "/zwxx_176/tzgg/"),
    ("jjxxw.cq.gov.cn", "/zwgk_213/gsgg/"),
    ("tjj.cq.gov.cn", "/zwgk_233/fdzdgknr/tjxx/sjzl_55471/tjgb_55472/"),
    ("www.cqcb.com", "/hongguan/"),
    ("www.cqrb.cn", "/quanweifabu/"),
)
PAPERS = ("epaper.cqrb.cn", "epaper.cqcb.com")


@pytest.fixture(scope="module")
def site() -> Iterator[PressSite]:
    with press_site(Press(first=FIRST, last=LAST)) as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(pace=0, deadline=2) as fetcher, stamina.set_testing(True, attempts=1):
        yield fetcher


def all_stories(press: Press) -> list[Story]:
    editions = [s for h in PAPERS for d in press.days() for p in range(1, 9) for s in press.edition(h, d, p)]
    return editions + [s for host, column in LISTS for s in press.listed(channel_of(host, column))]


def get(site: PressSite, fetcher: Fetcher, host: str, path: str, **validators: str) -> Page:
    source = Source(id="s", adapter="html_list", url=site.url(host), allow_private=True)
    return fetcher.fetch(site.url(host, path), source, **validators)


def test_every_article_has_its_page_with_every_word(site: PressSite) -> None:
    for story in all_stories(site.press):
        page = site.pages.page(story.host, site.pages.url_of(story))
        assert page is not None, story
        assert story.writing.paragraphs[-1] in page


def test_addresses_are_unique(site: PressSite) -> None:
    addresses = [site.url_of(story) for story in all_stories(site.press)]
    assert len(addresses) == len(set(addresses)) > 1000


def test_same_seed_same_press() -> None:
    assert all_stories(Press(first=FIRST, last=LAST)) == all_stories(Press(first=FIRST, last=LAST))
    assert all_stories(Press(seed=2, first=FIRST, last=LAST)) != all_stories(Press(first=FIRST, last=LAST))


def test_truth_stands_in_the_text(site: PressSite) -> None:
    for story in all_stories(site.press):
        text = "\n".join(story.body)
        for truth in story.observations:
            assert truth["sentence"] in text
            assert truth["quote"] in truth["sentence"]


def test_unchanged_page_answers_304(site: PressSite, fetcher: Fetcher) -> None:
    page = get(site, fetcher, "epaper.cqrb.cn", "/cqrb/2026-02/03/001/node.htm")
    assert get(site, fetcher, "epaper.cqrb.cn", "/cqrb/2026-02/03/001/node.htm", etag=page.etag).not_modified


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("epaper.cqrb.cn", "/cqrb/2026-02/11/001/node.htm"),
        ("epaper.cqrb.cn", "/cqrb/2026-02/03/009/node.htm"),
        ("www.cqcb.com", "/hongguan/2026-02-03/1_pc.html"),
    ],
)
def test_what_was_not_published_is_404(site: PressSite, fetcher: Fetcher, host: str, path: str) -> None:
    with pytest.raises(FetchError, match="HTTP 404"):
        get(site, fetcher, host, path)


@pytest.mark.parametrize("label", LABELS)
def test_wrong_label(site: PressSite, fetcher: Fetcher, label: str) -> None:
    """The five GBK cases that break the peers: each is read as if it were labelled right."""
    right = get(site, fetcher, "www.cq.gov.cn", "/ywdt/jrcq/")
    site.labels["www.cq.gov.cn"] = label
    page = get(site, fetcher, "www.cq.gov.cn", "/ywdt/jrcq/")
    del site.labels["www.cq.gov.cn"]
    assert page.charset == "gb18030"
    assert re.sub("<meta.*?>", "", page.text) == re.sub("<meta.*?>", "", right.text)


@pytest.mark.parametrize("fault", SIMPLE)
def test_fault_is_one_clear_line(site: PressSite, fetcher: Fetcher, fault: str) -> None:
    site.faults["kjj.cq.gov.cn", "/zwxx_176/"] = SIMPLE[fault]
    with pytest.raises(FetchError) as caught:
        get(site, fetcher, "kjj.cq.gov.cn", "/zwxx_176/tzgg/")
    assert "\n" not in str(caught.value)
    assert get(site, fetcher, "jjxxw.cq.gov.cn", "/zwgk_213/gsgg/").text


def test_bomb_unfolds_to_its_size() -> None:
    bomb = gzip_bomb(4 << 20)
    assert len(zlib.decompress(bomb[10:-8], wbits=-zlib.MAX_WBITS)) == 4 << 20
    assert len(gzip_bomb()) < 2 << 20


def test_shipped_sources_are_led_here(site: PressSite) -> None:
    text = """
    database: sqlite:///data/monitor.sqlite3
    sources:
      - {id: a, adapter: cq_gov, url: "https://kjj.cq.gov.cn/zwxx_176/tzgg/"}
      - {id: b, adapter: folder, url: in}
    alerts: {channels: {mail: {url: "${ALERT_MAIL_URL}"}}}
    """
    config = yaml.safe_load(site.sources(text, "sqlite:///x"))
    assert (config["database"], "alerts" in config) == ("sqlite:///x", False)
    assert [source["url"] for source in config["sources"]] == [
        site.url("kjj.cq.gov.cn", "/zwxx_176/tzgg/"),
        "in",
    ]
    assert all(source["allow_private"] for source in config["sources"])


def test_edit_deletion_and_drift(site: PressSite, fetcher: Fetcher) -> None:
    with press_site(Press(first=FIRST, last=LAST)) as site:
        first, second = site.press.edition("epaper.cqrb.cn", FIRST, 1)[:2]
        before = get(site, fetcher, first.host, site.pages.url_of(first)).text
        site.edit(first, "改写后的段落。")
        assert "改写后的段落。" in get(site, fetcher, first.host, site.pages.url_of(first)).text
        assert "改写后的段落。" not in before
        site.delete(second)
        with pytest.raises(FetchError, match="HTTP 404"):
            get(site, fetcher, second.host, site.pages.url_of(second))
        site.drift(first.host)
        assert "ozoom" not in get(site, fetcher, first.host, site.pages.url_of(first)).text
