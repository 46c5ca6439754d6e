"""Is the outcome the same whatever order articles arrive in?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from monitor.diff import History, statements_of, tell
from monitor.types import Standing
from storage import Store
from tests.diff.gold import SENSES, seeds
from tests.storage.feed import feed, outcome
from tests.storage.test_story import STORY, line

ORDERS = list(permutations(range(5)))


@pytest.mark.parametrize("part", range(12))
def test_all_orders_of_the_seeds_end_alike(
    shared: Path, new_database: Callable[[str], str], part: int
) -> None:
    read = seeds(shared)
    everything = [s for article, observations in read for s in statements_of(article, observations)]
    expected = outcome(tell(everything, History(concepts=SENSES)).changes)
    for order in ORDERS[part::12]:
        with Store(new_database("sqlite"), concepts=SENSES) as store:
            for index in order:
                feed(store, *read[index])
            assert outcome(store.changes()) == expected, order


def test_last_order_tells_the_same_story(shared: Path, store: Store) -> None:
    for article, observations in reversed(seeds(shared)):
        feed(store, article, observations)
    told = {line(c) for c in store.changes() if c.standing is not Standing.WITHDRAWN}
    expected = {text.strip() for part in STORY for text in part.strip().splitlines()}
    assert expected - told == set()


def test_open_targets_at_the_end(shared: Path, store: Store) -> None:
    for article, observations in seeds(shared):
        feed(store, article, observations)
    still_open = {
        (point.case.series.indicator, point.case.period)
        for name in (*SENSES, "科创板上市企业总数")
        for point in store.series(name, "重庆市")
        if point.target and not point.figure
    }
    assert still_open == {
        ("rd_intensity", "2025"),
        ("basic_research_share", "2025"),
        ("rd_personnel", "2025"),
        ("patents_per_10k", "2025"),
        ("patents_per_10k", "2024"),
        ("rd_personnel", "2024"),
        ("rd_expenditure", "2024"),
        ("high_tech_enterprises", "2024"),
        ("tech_enterprises", "2024"),
        ("科创板上市企业总数", "2023"),
    }
