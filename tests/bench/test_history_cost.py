"""Does one article's diff cost the same however much is stored?

`wide`: whole areas are copied, so that every series is as long as before and there are more of them: what
watching more places does. `deep`: every paper says everything again and again: what years of press do.
MONITOR_BENCH_MAX sets the largest size (default 10^6).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import text

from monitor.diff import diff
from storage import Store
from tests.storage.feed import feed
from tests.storage.generated import concepts, lines, observation, write
from tests.storage.test_keeping import article

SIZES = [10**4, 10**5, 10**6, 10**7]
LARGEST = int(os.environ.get("MONITOR_BENCH_MAX", 10**6))
COPIED = [
    "article_id", "published", "repeat", "name", "quote", "sentence", "indicator", "period", "status",
    "measure", "value", "value_high", "unit", "comparator", "scope", "headline", "concept", "base", "start",
    '"end"', "confidence", "rules", "extractor", "gone_at",
]  # fmt: skip


def grow(store: Store, size: int, way: str) -> None:
    """Copy the stored observations until there are `size`: to areas of their own, or as said again."""
    with store.engine.begin() as connection:
        base = connection.scalar(text("select count(*) from observation")) or 0
        copies = max(0, size // base - 1)
        columns = ", ".join(COPIED)
        numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < :copies)"
        there = {
            "shelf": "replace(shelf, '@', '-' || i || '@')",
            "year_shelf": "replace(year_shelf, '@', '-' || i || '@')",
            "base_shelf": "replace(base_shelf, '@', '-' || i || '@')",
            "subject": "subject || '-' || i",
            "echo": "echo",
        }
        if way == "deep":
            there = {name: name for name in there} | {"echo": "true"}
        connection.execute(
            text(
                f"insert into observation (key, {', '.join(there)}, {columns}) {numbers} "
                f"select key || '-' || i, {', '.join(there.values())}, "
                f"{', '.join('o.' + name for name in COPIED)} from observation o, n"
            ),
            {"copies": copies},
        )
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))
        if connection.dialect.name == "postgresql":  # else the copies are still being written out
            connection.execute(text("checkpoint"))


def bytes_used(store: Store, kind: str) -> int:
    if kind == "sqlite":
        file = Path(store.engine.url.database or "")
        return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))
    with store.engine.connect() as connection:
        return int(connection.scalar(text("select pg_database_size(current_database())")) or 0)


def cost(store: Store) -> float:
    """Seconds of history and diff for an article of 20 observations; median of 15, the first left out."""
    taken = []
    for number in range(16):
        said = [observation(f"{20001 + i}家", f"c{i % 8}", "区0", str(2014 + i % 5)) for i in range(20)]
        new = article(f"new{number}", "2020-03-01", "时报")
        begin = perf_counter()
        changes = diff(new, said, store.history(new, said))
        taken.append(perf_counter() - begin)
        assert len(changes) >= 10
    return median(taken[1:])


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("way", ["wide", "deep"])
def test_cost_is_flat(
    kind: str, way: str, new_database: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    costs = {}
    for size in (size for size in SIZES if size <= LARGEST):
        with Store(new_database(kind), concepts=concepts(8)) as store:
            empty = bytes_used(store, kind)
            for published, observations in write(indicators=8, areas=4, years=5).articles():
                feed(store, published, observations)
            grow(store, size, way)
            costs[size] = cost(store)
            each = (bytes_used(store, kind) - empty) / size
        with capsys.disabled():
            taken = f"{costs[size] * 1000:6.2f} ms a diff, {each:4.0f} bytes each"
            print(f"\n{kind:10} {way} {size:>9} stored: {taken}")
    assert max(costs.values()) < 2 * min(costs.values())


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_articles_a_second(
    kind: str, new_database: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The generated history, larger. With MONITOR_BENCH_FULL=1 200 indicators, 40 areas and 10 years."""
    full = os.environ.get("MONITOR_BENCH_FULL") == "1"
    extent = (200, 40, 10) if full else (24, 8, 6)
    press = write(indicators=extent[0], areas=extent[1], years=extent[2])
    begin, articles, said = perf_counter(), 0, 0
    with Store(new_database(kind), concepts=concepts(extent[0])) as store:
        for published, observations in press.articles():
            feed(store, published, observations)
            articles, said = articles + 1, said + len(observations)
        taken = perf_counter() - begin
        told = lines(store.changes())
    with capsys.disabled():
        print(
            f"\n{kind:10} {articles} articles, {said} observations, {sum(told.values())} changes: "
            f"{articles / taken:.0f} articles/s, {said / taken:.0f} observations/s"
        )
    assert told == press.truth


def test_growing_keeps_series_as_long_as_they_were(new_database: Callable[[str], str]) -> None:
    with Store(new_database("sqlite"), concepts=concepts(8)) as store:
        feed(store, article("a"), [observation("100家", "c0", "区0", "2014")])
        grow(store, 5, "wide")
        assert [len(point.statements) for point in store.series("c0")] == [1] * 5
