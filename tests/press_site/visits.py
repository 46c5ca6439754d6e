"""Was everything found, and read as it was written?  Thirty days of visits, held against the generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import httpx

from monitor import sites
from monitor.errors import FetchError, ReadError
from monitor.fetch import Fetcher
from monitor.types import Article, Source
from tests.press_site.press import Press, Story, channel_of
from tests.press_site.site import PressSite

JUNK = re.compile(
    r"责编|责任编辑|分享到|字号|版权|打印|扫一扫|当前位置|版面导航|上一篇|下一篇|返回|放大|缩小|ICP|点击加载"
)
"""What stands around an article and must never be in it."""


def stories_of(press: Press, source: Source) -> list[Story]:
    """Every article a source has published up to `press.last`."""
    address = httpx.URL(source.url)
    host = address.host.removesuffix(".localhost")
    if host.startswith("epaper."):
        pages = range(1, press.pages + 1)
        return [story for day in press.days() for page in pages for story in press.edition(host, day, page)]
    return press.listed(channel_of(host, re.sub(r"index\.\w+$", "", address.path)))


def visit(source: Source, fetcher: Fetcher, today: date, seen: set[str]) -> Iterator[Article]:
    """One visit as the daemon makes it: what is discovered and new is fetched and read.

    On its first days a column may hold nothing yet, and on a day without an issue there is no edition.
    """
    try:
        for link in sites.discover(source, fetcher.fetch, today):
            if link.url in seen:
                continue
            seen.add(link.url)
            yield sites.read(fetcher.fetch(link.url, source), link, source)
    except ReadError as nothing:
        if nothing.state not in ("empty", "not yet"):
            raise


def daily_visits(site: PressSite, source: Source, fetcher: Fetcher) -> list[Article]:
    """A visit a day while the press goes on publishing."""
    last, seen, articles = site.press.last, set[str](), []
    for day in list(site.press.days()):
        site.press.last = day
        site.pages.forget()
        articles += visit(source, fetcher, day, seen)
    assert site.press.last == last
    return articles


def differences(story: Story, article: Article) -> list[str]:
    """What a reader got wrong, in words; empty where every character is right."""
    wrong = []
    if article.title != story.title:
        wrong.append(f"title {article.title!r} instead of {story.title!r}")
    edition = story.host.startswith("epaper.")
    day = story.listed if edition else story.published.date()
    if article.published != day:
        wrong.append(f"date {article.published} instead of {day}")
    if (article.author, article.dateline) != (story.writing.reporter, "本报讯"):
        wrong.append(f"signed {article.author!r}, {article.dateline!r} instead of {story.writing.reporter!r}")
    lines = [line.strip() for line in article.text.split("\n") if line.strip()]
    lines = [line for line in lines if not line.startswith("附件：")]  # a list of attachments may stay or go
    body = list(story.body)
    if lines[-len(body) :] != body:
        wrong.append(f"body {lines[-len(body) :]} instead of {body}")
    heads = {story.title, story.writing.pre_title, story.writing.subtitle}
    wrong += [f"line {line!r} before the body" for line in lines[: -len(body)] if line not in heads]
    wrong += [f"junk {line!r}" for line in lines if JUNK.search(line)]
    return wrong


def missing_and_doubled(stories: list[Story], articles: list[Article]) -> tuple[set[int], set[int]]:
    """Numbers of articles that were not found, and of those found more than once."""
    found = [number_of(article.url) for article in articles]
    return {s.number for s in stories} - set(found), {n for n in found if found.count(n) > 1}


def number_of(url: str) -> int:
    """The number in an article's address."""
    numbers = re.findall(r"(\d+)(?:_pc|_wap|_app)?\.html?$", url)
    if not numbers:
        raise FetchError("no article of the stand-in has such an address", url=url)
    return int(numbers[0])
