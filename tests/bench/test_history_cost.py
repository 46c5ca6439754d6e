"""Does one article's diff cost the same however much is stored?

`wide`: more areas, each with as many statements as before: what watching more places does. `long`: up to a
thousand times as many years of every series. `deep`: every paper says everything again and again. Each copied
statement stands in an article of its copy's own. MONITOR_BENCH_MAX sets the largest size (default 10^6),
MONITOR_BENCH_FROM the smallest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest
from sqlalchemy import Table, text

from monitor.diff import diff
from storage import Store
from storage.sql import ARTICLE, OBSERVATION
from tests.storage.feed import feed
from tests.storage.generated import concepts, lines, observation, write
from tests.storage.test_keeping import article

SIZES = [10**4, 10**5, 10**6, 10**7]
SMALLEST = int(os.environ.get("MONITOR_BENCH_FROM", 10**4))
LARGEST = int(os.environ.get("MONITOR_BENCH_MAX", 10**6))
RUNS = 40
YEARS = 1000
"""Further years of a series before another area begins; what is measured keeps its own five."""
PLACED = {
    "wide": {
        "shelf": "replace(shelf, '@', '-' || i || '@')",
        "year_shelf": "replace(year_shelf, '@', '-' || i || '@')",
        "base_shelf": "replace(base_shelf, '@', '-' || i || '@')",
        "subject": "subject || '-' || i",
    },
    "long": {
        "shelf": f"name || '|' || subject || '-' || i / {YEARS} || '@' || cast(period as integer) + 5 * (i % {YEARS})",
        "subject": f"subject || '-' || i / {YEARS}",
        "period": f"cast(cast(period as integer) + 5 * (i % {YEARS}) as text)",
    },
    "deep": {"echo": "true"},
}
"""What a copy has otherwise than what it is copied from; `i` counts the copies."""


@dataclass
class Growth:
    """A history that is copied, from one size to the next."""

    store: Store
    way: str
    observations: int = 0
    articles: int = 0
    copies: int = 0
    """How many there are of each observation beside the first."""

    def __post_init__(self) -> None:
        with self.store.engine.connect() as connection:
            self.observations = connection.scalar(text("select max(id) from observation")) or 0
            self.articles = connection.scalar(text("select max(id) from article")) or 0

    def to(self, size: int) -> None:
        """Copy the first articles and observations until there are about `size` observations."""
        wanted = max(0, size // self.observations - 1)
        indexes = sorted(OBSERVATION.indexes, key=lambda index: str(index.name))
        far = {"id": f"id + i * {self.articles}", "url": "url || '-' || i"}
        own = {"article_id": f"article_id + i * {self.articles}", "key": "key || '-' || i"}
        with self.store.engine.begin() as connection:
            for index in indexes:
                index.drop(connection)
            for table, last, changed in (
                (ARTICLE, self.articles, far),
                (OBSERVATION, self.observations, own | PLACED[self.way]),
            ):
                copied = _copying(table, last, changed)
                connection.execute(text(copied), {"first": self.copies + 1, "wanted": wanted})
            for index in indexes:
                index.create(connection)
        self.copies = wanted


def _copying(table: Table, last: int, changed: Mapping[str, str]) -> str:
    names = [column.name for column in table.columns if table is ARTICLE or column.name != "id"]
    quoted = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changed.get(name, f'o."{name}"') for name in names)
    numbers = "n(i) as (select cast(:first as integer) union all select i + 1 from n where i < :wanted)"
    copied = f"select {values} from {table.name} o, n where o.id <= {last} and i <= :wanted"
    return f"insert into {table.name} ({quoted}) with recursive {numbers} {copied}"


def _rest(store: Store) -> None:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A database at rest: statistics taken, rows marked as seen, nothing still to be written out.
        if connection.dialect.name == "postgresql":
            connection.execute(text("vacuum (analyze) observation"))
            connection.execute(text("vacuum (analyze) article"))
            connection.execute(text("checkpoint"))
        else:
            connection.execute(text("analyze"))


def bytes_used(store: Store, kind: str) -> int:
    if kind == "sqlite":
        file = Path(store.engine.url.database or "")
        return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))
    with store.engine.connect() as connection:
        return int(connection.scalar(text("select pg_database_size(current_database())")) or 0)


def cost(store: Store) -> tuple[float, float]:
    """CPU seconds and median seconds of history and diff for an article of 20 observations, over 40 of them
    after one that warms up. CPU is ours and the server's: what the work costs, whatever else runs here.
    """
    with store.engine.connect() as connection:
        server = ""
        if connection.dialect.name == "postgresql":
            server = f"/proc/{connection.scalar(text('select pg_backend_pid()'))}/stat"
    taken, begun = [], 0.0
    for number in range(RUNS + 1):
        said = [observation(f"{20001 + i}家", f"c{i % 8}", "区0", str(2014 + i % 5)) for i in range(20)]
        new = article(f"new{number}", "2020-03-01", "时报")
        begin = perf_counter()
        changes = diff(new, said, store.history(new, said))
        taken.append(perf_counter() - begin)
        assert len(changes) >= 10
        if not number:
            begun = process_time() + used(server)
    return (process_time() + used(server) - begun) / RUNS, median(taken[1:])


def show(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        print(f"\n{line}", flush=True)


def used(server: str) -> float:
    """CPU seconds of a database server's process so far; none without a server."""
    if not server:
        return 0.0
    fields = Path(server).read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.bench
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("way", PLACED)
def test_cost_is_flat(
    kind: str, way: str, new_database: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    costs = {}
    with Store(new_database(kind), concepts=concepts(8)) as store:
        empty = bytes_used(store, kind)
        for published, observations in write(indicators=8, areas=4, years=5).articles():
            feed(store, published, observations)
        growth = Growth(store, way)
        for size in (size for size in SIZES if SMALLEST <= size <= LARGEST):
            growth.to(size)
            _rest(store)
            costs[size], usual = cost(store)
            each = (bytes_used(store, kind) - empty) / size
            show(
                capsys,
                f"{kind:10} {way} {size:>9} stored: {costs[size] * 1000:6.2f} ms CPU a diff "
                f"(median {usual * 1000:.2f} ms), {each:4.0f} bytes each",
            )
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


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(("way", "points"), {"wide": [1] * 5, "long": [1] * 5, "deep": [5]}.items())
def test_growing_is_what_it_says(
    kind: str, way: str, points: list[int], new_database: Callable[[str], str]
) -> None:
    with Store(new_database(kind), concepts=concepts(8)) as store:
        feed(store, article("a"), [observation("100家", "c0", "区0", "2014")])
        Growth(store, way).to(5)
        assert [len(point.statements) for point in store.series("c0")] == points
