"""Dies while sending, again and again: run as a program by test_killed.py.

Forked from a process without threads, so that two hundred lives take seconds.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from alerts import route, send_pending, sender
from monitor.config import Alerts, Channel
from storage import Store
from storage.engine import writing
from tests.alerts.made import change, told

NOW = datetime(2025, 2, 20, 8, tzinfo=UTC)
LIVES = 5
"""Lives after which ten more changes come up."""


def changes(first, last):
    return [change(after=told(period=str(2020 + i))) for i in range(first, last)]


def live(url, port, now, found):
    """Find every change and owe its messages, then send one at a time whatever is due."""
    mail = Channel.model_construct(
        url=SecretStr(f"mailto://127.0.0.1:{port}"), to=["a@example.org", "b@example.org"]
    )
    settings = Alerts.model_construct(language="zh", channels={"mail": mail}, routes=[])
    with Store(url) as store:
        for one in found:
            with writing(store.engine) as connection:
                for alert in route([one], settings):
                    store.queue(connection, alert, None, NOW)
            send_pending(store, sender(settings.channels), now)


def main(url, port, lives, seed):
    Store(url).close()
    chance, ended = random.Random(seed), 0
    for i in range(lives + 1):
        child = os.fork()
        if child == 0:
            rounds = i // LIVES * 10
            found = changes(rounds, rounds + 10) if i < lives else changes(0, lives // LIVES * 10)
            live(url, port, NOW + timedelta(minutes=11 * i), found)
            os._exit(0)
        if i < lives:
            time.sleep(chance.uniform(0, 0.12))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        ended += os.WIFSIGNALED(status)
    print(ended)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
