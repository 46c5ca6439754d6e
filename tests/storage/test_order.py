"""Is the outcome the same whatever order articles arrive in?"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from monitor.diff import History, statements_of, tell
from monitor.extract import extract
from monitor.types import Article, Observation, Standing
from storage import Store
from tests.diff.gold import SENSES, seeds
from tests.storage.feed import feed, outcome
from tests.storage.test_story import STORY, line

IN_THE_STORY = "rd_intensity basic_research_share rd_personnel rd_expenditure inv_patents_per_10k star_market"
IN_THE_STORY += " hnte_stock tech_firm_stock tech_contract_value"
Read = tuple[Article, list[Observation]]
Outcome = list[tuple[str, str, bool]]


@cache
def extracted(shared: Path) -> list[Read]:
    """The seeds as our own extractor reads them."""
    articles = [
        replace(article, text=(shared / "seeds" / f"{article.text}.txt").read_text(encoding="utf-8"))
        for article, _ in seeds(shared)
    ]
    return [(article, extract(article)) for article in articles]


@pytest.mark.parametrize(
    ("reader", "first"),
    [*((seeds, first) for first in range(5)), (extracted, 2)],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_all_orders_of_the_seeds_end_alike(
    shared: Path, tmp_path: Path, reader: Callable[[Path], list[Read]], first: int
) -> None:
    """120 orders of the annotated seeds, 24 from each first article; of our own reading those from one.

    What orders have in common is stored once and copied.
    """
    read = reader(shared)
    everything = [s for article, observations in read for s in statements_of(article, observations)]
    expected = outcome(tell(everything, History(concepts=SENSES)).changes)
    ends = list(_ends(tmp_path, None, [read[first]], read))
    assert len(ends) == 24
    assert [end for end in ends if end != expected] == []


def _ends(folder: Path, so_far: Path | None, next_ones: list[Read], rest: list[Read]) -> Iterator[Outcome]:
    for one in next_ones:
        file = folder / f"{uuid.uuid4().hex}.sqlite3"
        if so_far:
            shutil.copy(so_far, file)
        with Store(f"sqlite:///{file}", concepts=SENSES) as store:
            feed(store, *one)
            told = outcome(store.changes()) if len(rest) == 1 else []
        left = [another for another in rest if another is not one]
        if left:
            yield from _ends(folder, file, left, left)
        else:
            yield told


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
        for name in IN_THE_STORY.split()
        for point in store.series(name, "重庆市")
        if point.target and not point.figure
    }
    assert still_open == {
        ("rd_intensity", "2025"),
        ("basic_research_share", "2025"),
        ("rd_personnel", "2025"),
        ("inv_patents_per_10k", "2025"),
        ("inv_patents_per_10k", "2024"),
        ("rd_personnel", "2024"),
        ("rd_expenditure", "2024"),
        ("hnte_stock", "2024"),
        ("tech_firm_stock", "2024"),
        ("star_market", "2023"),
    }
