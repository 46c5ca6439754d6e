"""Writes one article again and again in child processes, each killed before another statement of the write.

Run by test_crash.py as `python -m tests.storage.crash URL`; prints one JSON line a kill: rows of each table.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from sqlalchemy import event, text

from monitor.diff import diff
from monitor.types import Alert
from storage import Store
from tests.diff.test_timeline import SENSES, read
from tests.storage.feed import NOW, feed, page_of
from tests.storage.test_keeping import SAID, WORDS, article

TABLES = ("page", "article", "observation", "change", "outbox", "sketch")


def count(store: Store) -> dict[str, int]:
    """Rows of every table, and rows that point nowhere or half way."""
    with store.engine.connect() as connection:
        rows = {table: connection.scalar(text(f"select count(*) from {table}")) or 0 for table in TABLES}
        gone = connection.scalar(text("select count(*) from observation where gone_at is not null")) or 0
        withdrawn = connection.scalar(text("select count(*) from change where standing = 'withdrawn'")) or 0
    return rows | {"gone": gone, "withdrawn": withdrawn}


def write(store: Store) -> None:
    """The second version of an article, with an alert: every statement the write has."""
    edited = article("a", text=WORDS + "改")
    said = [read("7655家", "2023", "stock"), read("力争8500家", "2024", "stock")]
    changes = diff(edited, said, store.history(edited, said))
    alerts = [
        Alert(key=change.key, channel="mail", recipient="a@b.test", subject="s", text="t", change=change)
        for change in changes
    ]
    store.save(
        page=page_of(edited),
        article=edited,
        source="s",
        observations=said,
        changes=changes,
        alerts=alerts,
        now=NOW,
    )


def killed_at(url: str, number: int) -> bool:
    """Whether a child was killed before its statement `number`; False if the write had fewer."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    store = Store(url, concepts=SENSES)
    seen = 0

    def die(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(store.engine, moment, die)
    write(store)
    store.close()
    os._exit(0)


def main(url: str) -> None:
    with Store(url, concepts=SENSES) as store:
        feed(store, article("a", text=WORDS), SAID)
        feed(store, article("b", "2024-01-24", "晨报", WORDS), SAID)
        print(json.dumps(count(store)))
    for number in range(1, 500):
        died = killed_at(url, number)
        with Store(url, concepts=SENSES) as store:
            print(json.dumps(count(store)))
        if not died:
            return


if __name__ == "__main__":
    main(sys.argv[1])
