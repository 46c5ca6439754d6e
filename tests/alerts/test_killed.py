"""Is a message lost, or told twice under another id, if the daemon is killed, or told to stop, while it sends?"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from monitor.config import load
from storage import Store
from tests.alerts.daemon import APART, FOUND, LIVES, said, value
from tests.alerts.receivers import postbox_at
from tests.line.conftest import press, publish, write_config  # noqa: F401
from tests.line.test_daemon import until

TO = ("a@example.org", "b@example.org")


@pytest.fixture
def postbox():
    with postbox_at() as box:
        yield box


@pytest.fixture
def watched(write_config, press, postbox):  # noqa: F811
    source = {"id": "press", "adapter": "folder", "url": str(press), "schedule": "every 10m"}
    channel = {"url": f"mailto://127.0.0.1:{postbox.port}", "to": list(TO)}
    return write_config(source, alerts={"channels": {"mail": channel}, "trouble": {"to": []}})


def store_of(file):
    return Store(load(file).database.get_secret_value())


def command(*arguments):
    return [sys.executable, "-m", "tests.alerts.daemon", *map(str, arguments)]


@pytest.mark.parametrize("lives", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_while_changes_are_found_and_sent(watched, postbox, lives):
    done = subprocess.run(
        command(watched, 0, lives, 7), capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.splitlines()[-1] == "0"
    with store_of(watched) as store:
        rows = store.messages()
    assert {row.state for row in rows} == {"sent"}
    changes = lives // LIVES * FOUND
    assert len(rows) == len(TO) * changes
    told = Counter((to[0], mail["Message-ID"]) for to, mail in postbox.mails)
    bodies = Counter((to[0], mail.get_body(("plain",)).get_content()) for to, mail in postbox.mails)
    assert len(bodies) == len(told)  # a repeat is the same message under the same id
    for to in TO:
        heard = [body for at, body in bodies if at == to]
        wrong = [n for n in range(changes) if sum(f" {value(n)}（" in body for body in heard) != 1]
        assert wrong == []
    repeated = sum(told.values()) - len(told)
    assert repeated <= lives
    print(f"\nkilled {lives} times; {len(rows)} alerts in {len(told)} messages: lost 0, repeated {repeated}")


@pytest.mark.parametrize("fault", ["slow", pytest.param("hang", marks=pytest.mark.soak)])
def test_told_to_stop_with_a_message_in_flight(watched, press, postbox, fault):  # noqa: F811
    """It ends within ten seconds; a message that gets through is marked, one that hangs goes out later."""
    publish(press, "a", said(0), "2025-02-20")
    postbox.fault = fault
    started = subprocess.Popen(command(watched, 0), stderr=subprocess.DEVNULL)
    try:
        until(lambda: postbox.seen, "a message in flight")
        begun = time.monotonic()
        os.kill(started.pid, signal.SIGTERM)
        assert started.wait(30) == 0
        assert time.monotonic() - begun < 10
    finally:
        started.kill()
        started.wait()
    with store_of(watched) as store:
        assert [row.state for row in store.messages()] == (
            ["sent", "queued"] if fault == "slow" else ["sending", "queued"]
        )
    postbox.fault = ""
    again = subprocess.Popen(command(watched, APART), stderr=subprocess.DEVNULL)
    try:
        with store_of(watched) as store:
            until(lambda: {row.state for row in store.messages()} == {"sent"}, "everything is sent")
    finally:
        os.kill(again.pid, signal.SIGTERM)
        assert again.wait(30) == 0
    assert Counter(to[0] for to, _ in postbox.mails) == dict.fromkeys(TO, 1)
