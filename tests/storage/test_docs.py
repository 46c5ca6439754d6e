"""Do the ready questions of docs/database.md get an answer, on both databases?"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from sqlalchemy import inspect, text

from monitor.types import Alert
from storage import Store
from storage.engine import writing
from tests.diff.test_timeline import read
from tests.storage.feed import NOW, feed
from tests.storage.test_keeping import article

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", TEXT, flags=re.S)


def test_every_question_has_an_answer(either: Store) -> None:
    feed(either, article("a", "2023-02-24"), [read("力争超过2.35亿元", "2023", "rd_intensity")])
    feed(either, article("b", "2024-02-24"), [read("2.45亿元", "2023", "rd_intensity")])
    feed(either, article("c", "2024-02-24", "晨报"), [read("2.55亿元", "2023", "rd_intensity")])
    feed(either, article("d", "2025-02-24"), [read("2.6亿元", "2024", "rd_intensity")])
    feed(either, article("e", "2025-02-24", "晚报"), [read("1%", "2024", "rd_intensity")])
    feed(either, article("f", "2025-02-25"), [read("力争9亿元", "2027", "火锅")])
    either.record_visit("cqrb", at=NOW)
    alert = Alert(key="k", channel="mail", recipient="a@b.test", subject="s", text="t")
    with writing(either.engine) as connection:
        either.queue(connection, alert, None, NOW)
    assert len(QUESTIONS) == 10
    with either.engine.connect() as connection:
        empty = [sql for sql in QUESTIONS if connection.execute(text(sql)).first() is None]
    assert empty == []


def test_every_view_is_explained(store: Store) -> None:
    views = set(inspect(store.engine).get_view_names())
    assert views == set(re.findall(r"^\| `(v_\w+)`", TEXT, flags=re.M))


def test_datasette_asks_the_same_questions_and_describes_everything(store: Store) -> None:
    shown = yaml.safe_load((ROOT / "deploy" / "datasette" / "metadata.yaml").read_text(encoding="utf-8"))
    known = shown["databases"]["monitor"]
    assert [query["sql"].strip() for query in known["queries"].values()] == [sql.strip() for sql in QUESTIONS]
    kept = inspect(store.engine)
    everything = {*kept.get_table_names(), *kept.get_view_names()} - {"alembic_version"}
    assert everything == known["tables"].keys()
