"""Can a person read the database with nothing but SQL?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from storage import Store
from tests.diff.gold import seeds
from tests.storage.feed import feed

SQL = {
    "v_changes": "select count(*) from v_changes where kind = 'target_met' and subject = '重庆市'",
    "v_history": "select count(*) from v_history where name = 'rd_intensity' and period = '2023'",
    "v_points": "select max(links) from v_points where value = '7565'",
    "v_targets": "select figure from v_targets where name = 'tech_contract_value' and period = '2024'",
    "v_sources": "select count(*) from v_sources",
    "v_deliveries": "select count(*) from v_deliveries",
}
EXPECTED = {
    "v_changes": 6,
    "v_history": 2,
    "v_points": 2,
    "v_targets": "974.24亿元",
    "v_sources": 0,
    "v_deliveries": 0,
}


def test_views_answer(shared: Path, either: Store) -> None:
    for article, observations in seeds(shared):
        feed(either, article, observations)
    with either.engine.connect() as connection:
        assert {view: connection.scalar(text(query)) for view, query in SQL.items()} == EXPECTED
