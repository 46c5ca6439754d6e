"""Does a history with known truth yield exactly the expected changes, whatever the database and the order?"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from monitor.types import ChangeKind, Standing
from storage import Store
from tests.storage.feed import feed
from tests.storage.generated import concepts, lines, write


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("order", ["as published", "shuffled"])
def test_exactly_the_expected_changes(kind: str, order: str, new_database: Callable[[str], str]) -> None:
    press = write(indicators=8, areas=4, years=5)
    articles = list(press.articles())
    if order == "shuffled":
        editions = [a for a in articles if a[0].text.endswith(" 1")]
        rest = [a for a in articles if not a[0].text.endswith(" 1")]
        random.Random(3).shuffle(rest)
        articles = rest + editions
    with Store(new_database(kind), concepts=concepts(8)) as store:
        for article, observations in articles:
            feed(store, article, observations)
        told = store.changes()
    assert lines(told) - press.truth == {}, "told but not true"
    assert press.truth - lines(told) == {}, "true but not told"
    assert {change.kind for change in told} == set(ChangeKind)
    if order == "as published":
        news = [c for c in told if c.standing is Standing.NEWS]
        assert not [c for c in news if c.kind is ChangeKind.CONFIRMATION]
