"""Makes passes that are killed at random points: run as a program by test_faults.py.

Forked from a process without threads that has everything loaded, so that a hundred passes take seconds.
Each life a new article is there. Prints as JSON how many passes were killed, and which messages were being
sent then.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts import send_pending, sender
from monitor.extract import extract
from monitor.run import run_once
from monitor.types import Article
from storage import Store
from tests.line.conftest import NOW, line_over, publish
from tests.press_site.writing import AREAS

ORPHANED = timedelta(minutes=11)
"""After so long a message that was being sent when the program died is sent again."""


def words(life: int) -> str:
    """What the article of one life says: no two say the same of the same."""
    return f"{2010 + life // 20}年，{AREAS[1 + life % 20]}新能源汽车产量达到{1001 + life}辆。"


def make_pass(file: Path, now: datetime) -> None:
    with line_over(file, lambda: now) as (config, line):
        run_once(config, line)
        send_pending(line.store, sender(config.alerts.channels), now)


def lived(file: Path, now: datetime, seconds: float | None) -> bool:
    """A pass in a child, killed after some seconds if any; whether it came to its end."""
    child = os.fork()
    if child == 0:
        make_pass(file, now)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def being_sent(database: str) -> list[str]:
    with Store(database) as store:
        return [row.wire for row in store.messages(["sending"])]


def main(file: Path, press: Path, database: str, lives: int, seed: int) -> None:
    extract(Article(url="u", publisher="p", published=NOW.date(), text=words(0)))
    publish(press, "0", words(0), "2026-01-01")
    begun = time.monotonic()
    lived(file, NOW.astimezone(UTC), None)
    usual, chance = time.monotonic() - begun, random.Random(seed)
    killed, in_flight = 0, set[str]()
    for life in range(1, lives + 1):
        publish(press, str(life), words(life), "2026-01-01")
        killed += not lived(file, NOW + life * ORPHANED, chance.uniform(0, 1.3 * usual))
        in_flight |= set(being_sent(database))
    for last in (1, 2):
        assert lived(file, NOW + (lives + last) * ORPHANED, None)
    print(json.dumps({"killed": killed, "in_flight": sorted(in_flight)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:6]))
