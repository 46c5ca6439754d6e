"""Does reading again put right what was misread, tell nobody, and remember who said what?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.extract.version import version
from monitor.reextract import reextract
from monitor.types import Article, Observation, Standing
from storage import Store
from tests.diff.test_timeline import SENSES, meaning, read
from tests.storage.feed import NOW, feed

ARTICLES = [
    Article(url="https://press.test/a", publisher="日报", published=date(2024, 1, 23), text="a"),
    Article(url="https://press.test/b", publisher="晨报", published=date(2024, 2, 29), text="b"),
]
OLD = {"a": [read("7565家", "2023", "stock")], "b": [read("58524家", "2023", "stock")]}
NEW = {"a": [read("7565家", "2023", "stock")], "b": [read("58524家", "2023", "flow")]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/monitor.sqlite3", concepts=SENSES) as opened:
        for article in ARTICLES:
            feed(opened, article, OLD[article.text])
        yield opened


def better(article: Article) -> list[Observation]:
    return NEW[article.text]


def test_puts_right_what_was_misread(store: Store) -> None:
    [reread] = reextract(store, better, version="2", now=NOW)
    assert {(meaning(c), c.standing) for c in reread.changes} == {
        ("new_figure 58524家", Standing.SILENT),
        ("conflict 58524家 < 7565家", Standing.WITHDRAWN),
    }
    assert sorted(map(meaning, store.changes())) == ["new_figure 58524家", "new_figure 7565家"]
    assert list(reextract(store, better, version="2", now=NOW)) == []


def test_remembers_which_version_said_what(store: Store) -> None:
    list(reextract(store, better, version="2", now=NOW))
    query = text(
        "select name, extractor, taken_back_at is null from v_history where url like '%b' order by 1"
    )
    with store.engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(query)] == [("flow", "2", 1), ("stock", "1", 0)]


def test_the_version_is_a_name_for_the_rules() -> None:
    assert re.fullmatch("[0-9a-f]{12}", version())


def test_dry_run_shows_and_leaves_alone(store: Store) -> None:
    before = store.changes(withdrawn=True)
    assert len(list(reextract(store, better, version="2", now=NOW, dry_run=True))) == 1
    assert store.changes(withdrawn=True) == before


def test_since_leaves_older_articles_alone(store: Store) -> None:
    assert list(reextract(store, lambda _: [], version="2", now=NOW, since=date(2024, 3, 1))) == []
    [reread] = reextract(store, lambda _: [], version="2", now=NOW, since=date(2024, 2, 1))
    assert reread.article == ARTICLES[1]
