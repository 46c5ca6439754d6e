"""Which articles exist, and where?  All sites of the stand-in over a span of dates, the same by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tests.press_site.writing import Writing, write

ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = date(2020, 1, 1)


@dataclass(frozen=True)
class Story:
    """One article of the stand-in: where it stands and what a reader must find there."""

    host: str
    column: str
    """Path of its list, `/` at both ends; for an edition the number of its page."""
    number: int
    """Unique on its host."""
    listed: date
    """The date in its address."""
    published: datetime
    writing: Writing
    table: tuple[tuple[str, ...], ...] = ()
    notice: bool = False
    """An advertisement: only a region of the page picture leads to it, no headline."""

    @property
    def title(self) -> str:
        return self.writing.title

    @property
    def body(self) -> tuple[str, ...]:
        """The lines a reader must find, in order; table rows with cells separated by tabs."""
        return (*self.writing.paragraphs, *("\t".join(row) for row in self.table))

    @property
    def observations(self) -> tuple[dict[str, Any], ...]:
        return self.writing.observations


@dataclass(frozen=True)
class Channel:
    """One list of articles: how many a day, and how its pages look (`style` names the templates)."""

    host: str
    column: str
    style: str
    a_day: float = 1.0


def channel_of(host: str, column: str) -> Channel:
    """The list at an address, as the real site would have it there."""
    if host in ("www.cqrb.cn", "www.cqcb.com"):
        return Channel(host, column, "empire", 4)
    if host in ("kjj.cq.gov.cn", "jjxxw.cq.gov.cn"):
        return Channel(host, column, host.split(".")[0], 1.5)
    if host == "tjj.cq.gov.cn":
        return Channel(host, column, "tjj", 0.3)
    if "/szfwj/" in column:
        return Channel(host, column, "policy", 0.5)
    return (
        Channel(host, column, "news", 3)
        if column.startswith("/ywdt/")
        else Channel(host, column, "open", 0.2)
    )


class Press:
    """All the sites. `first` and `last` bound the days on which anything is published."""

    def __init__(
        self,
        *,
        seed: int = 1,
        first: date,
        last: date,
        pages: int = 8,
        articles: int = 6,
        no_issue: set[date] | None = None,
    ) -> None:
        self.seed, self.first, self.last = seed, first, last
        self.pages, self.articles = pages, articles
        self.no_issue = no_issue or set()
        self.edits: dict[int, tuple[str, ...]] = {}
        self._day = lru_cache(4000)(self._write_day)

    def days(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(n)

    def edition(self, host: str, day: date, page: int) -> tuple[Story, ...]:
        """The articles on one page of a newspaper; none where there is no such page."""
        if not self.first <= day <= self.last or day in self.no_issue or not 1 <= page <= self.pages:
            return ()
        stories = [self._story(host, f"{page:03}", day, n) for n in range(self.articles)]
        if page % 4 == 0:
            stories.append(replace(self._story(host, f"{page:03}", day, self.articles), notice=True))
        return tuple(stories)

    def listed(self, channel: Channel) -> list[Story]:
        """The articles of a list, newest first."""
        return [story for day in reversed(list(self.days())) for story in self.on(channel, day)]

    def listed_at(self, host: str, column: str) -> list[Story]:
        return self.listed(channel_of(host, column))

    def on(self, channel: Channel, day: date) -> tuple[Story, ...]:
        """The articles a list gained on one day."""
        if not self.first <= day <= self.last:
            return ()
        chance = random.Random(f"{self.seed} {channel} {day}")
        count = int(channel.a_day) + (chance.random() < channel.a_day % 1)
        return tuple(self._story(channel.host, channel.column, day, n, channel.style) for n in range(count))

    def edit(self, story: Story, *paragraphs: str) -> None:
        """Change an article's words in silence: same address, same date."""
        self.edits[story.number] = paragraphs
        self._day.cache_clear()

    def _story(self, host: str, column: str, day: date, n: int, style: str = "edition") -> Story:
        return self._day(host, column, day, style)[n]

    def _write_day(self, host: str, column: str, day: date, style: str) -> tuple[Story, ...]:
        """More articles than any list takes in a day, so that changing the number changes no article."""
        chance = random.Random(f"{self.seed} {host} {column} {day}")
        return tuple(
            self._write(chance, host, column, day, n, style) for n in range(max(self.articles, 5) + 1)
        )

    def _write(self, chance: random.Random, host: str, column: str, day: date, n: int, style: str) -> Story:
        writing = write(chance, day.year)
        moment = datetime.combine(day, time(chance.randint(6, 20), chance.randint(0, 59)), ZONE)
        if style in ("news", "open", "policy") and chance.random() < 0.2:
            moment -= timedelta(days=chance.randint(1, 3))  # put online days after its own date
        place = sum(map(ord, column)) % 89
        number = (day - EPOCH).days * 1000 + place * 10 + n
        if number in self.edits:
            writing = replace(writing, paragraphs=self.edits[number])
        table = TABLE if style in ("open", "tjj") and n % 2 == 0 else ()
        return Story(host, column, number, day, moment, writing, table)


TABLE = (
    ("指标", "绝对数（亿元）", "比上年增长（%）"),
    ("地区生产总值", "30146.8", "6.1"),
    ("第一产业", "2074.7", "4.6"),
    ("第二产业", "11699.1", "6.5"),
)
