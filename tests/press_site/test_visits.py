"""Acceptance: a month of every source, every article once, character for character.

Each source is visited daily while the press goes on publishing, over real HTTP, with every trap of the markup
in place: no charset in headers, twins, off-site items, hidden rows, stray dates, an article twice on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
import stamina
import yaml

from monitor import sites
from monitor.errors import ReadError
from monitor.fetch import Fetcher
from monitor.types import Source
from tests.conftest import ROOT
from tests.press_site.press import Press
from tests.press_site.site import PressSite, press_site
from tests.press_site.visits import daily_visits, differences, missing_and_doubled, number_of, stories_of

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 2)
SHIPPED = yaml.safe_load((ROOT / "sources.yaml").read_text("utf-8"))["sources"]
SOURCES = {
    "tjj-communique": ("cq_gov", "tjj.cq.gov.cn", "/zwgk_233/fdzdgknr/tjxx/sjzl_55471/tjgb_55472/"),
    "cqrb-www": ("empire_json", "www.cqrb.cn", "/quanweifabu/"),
}
SOURCES |= {s["id"]: (s["adapter"], urlsplit(s["url"]).netloc, urlsplit(s["url"]).path) for s in SHIPPED}


@pytest.fixture
def site() -> Iterator[PressSite]:
    with press_site(Press(first=FIRST, last=LAST, no_issue={date(2026, 2, 17)})) as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(pace=0, deadline=5) as fetcher, stamina.set_testing(True, attempts=1):
        yield fetcher


@pytest.mark.parametrize("name", SOURCES)
def test_a_month_of_daily_visits(site: PressSite, fetcher: Fetcher, name: str) -> None:
    adapter, host, path = SOURCES[name]
    source = Source(id=name, adapter=adapter, url=site.url(host, path), allow_private=True)
    articles = daily_visits(site, source, fetcher)
    stories = {story.number: story for story in stories_of(site.press, source)}
    assert missing_and_doubled(list(stories.values()), articles) == (set(), set())
    wrong = {a.url: found for a in articles if (found := differences(stories[number_of(a.url)], a))}
    assert not wrong
    assert not [request for request in site.server.requests if request.host == "elsewhere"]


@pytest.mark.parametrize("name", ["cq-today", "cq-communique", "kjj"])
def test_a_list_whose_layout_changed_is_told_not_taken_for_silence(
    site: PressSite, fetcher: Fetcher, name: str
) -> None:
    adapter, host, path = SOURCES[name]
    site.pages.drift.add(host)
    source = Source(id=name, adapter=adapter, url=site.url(host, path), allow_private=True)
    with pytest.raises(ReadError) as error:
        list(sites.discover(source, fetcher.fetch, LAST))
    assert error.value.state == "layout changed"


@pytest.mark.parametrize("name", ["cqcb-paper"])
def test_an_article_whose_layout_changed_is_told(site: PressSite, fetcher: Fetcher, name: str) -> None:
    adapter, host, path = SOURCES[name]
    source = Source(id=name, adapter=adapter, url=site.url(host, path), allow_private=True)
    link = next(iter(sites.discover(source, fetcher.fetch, LAST)))
    site.pages.drift.add(host)
    site.pages.forget()
    with pytest.raises(ReadError) as error:
        sites.read(fetcher.fetch(link.url, source), link, source)
    assert error.value.state == "layout changed"
