"""The real daemon with its clock put forward, once or killed again and again: run as a program by test_killed.py.

`python -m tests.alerts.daemon FILE MINUTES` runs it until it is told to stop. `… FILE MINUTES LIVES SEED` forks
it from a process without threads, so that two hundred lives take minutes: each is killed at a random moment
while changes are found and sent, the last one finishes.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.config import load
from monitor.schedule import Daemon
from storage import Store
from tests.line.conftest import publish
from tests.press_site.writing import AREAS

APART = 11
"""Minutes between two lives: what a dead one was sending is sent again by the next."""
LIVES, FOUND = 5, 10
"""So many lives later so many more changes come up."""
LONGEST = 0.5
"""Seconds until a life is ended, at most."""


def run(file, minutes):
    shift = timedelta(minutes=minutes)
    Daemon(file, load(file), now=lambda: datetime.now(UTC) + shift, tick=0.05).run()


def said(number):
    area, year = AREAS[number % len(AREAS)], 2024 - number // len(AREAS)
    return f"{year}年，{'全市' if area == '重庆市' else area}高新技术企业达到{value(number)}。"


def value(number):
    return f"{1000 + number}家"


def main(file, minutes, lives, seed):
    press, chance = Path(load(file).sources[0].url), random.Random(seed)
    url = load(file).database.get_secret_value()
    Store(url).close()
    for life in range(lives):
        if life % LIVES == 0:
            for number in range(life // LIVES * FOUND, (life // LIVES + 1) * FOUND):
                publish(press, f"a{number}", said(number), "2025-02-20")
        child = os.fork()
        if child == 0:
            run(file, minutes + life * APART)
            os._exit(0)
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"life {life} ended by itself: {status}"
    finish(file, url, minutes + lives * APART, -(-lives // LIVES) * FOUND)


def finish(file, url, minutes, articles):
    """One life more, until everything published was found and sent."""
    child = os.fork()
    if child == 0:
        run(file, minutes)
        os._exit(0)
    end = time.monotonic() + 60
    with Store(url) as store:
        while time.monotonic() < end:
            rows = store.messages()
            found = len(list(store.kept_articles())) == articles
            if found and all(row.state == "sent" for row in rows):
                break
            time.sleep(0.1)
    os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    numbers = list(map(int, sys.argv[2:]))
    (run if len(numbers) == 1 else main)(Path(sys.argv[1]), *numbers)
