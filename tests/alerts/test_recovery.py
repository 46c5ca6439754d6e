"""Acceptance: whatever a receiver does, every alert arrives at every other one exactly once, and at the failing
one once it recovers; the state table tells the story."""

from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from alerts import route, send_pending, sender
from monitor.config import Alerts, Channel
from storage import Store
from storage.engine import writing
from tests.alerts.made import change, told
from tests.alerts.receivers import free_port, hook_at, postbox_at

NOW = datetime(2025, 2, 20, 8, tzinfo=UTC)
CHANGES = [
    change(after=told(period=str(2020 + i), sentence=f"力争今年{'全市' * 300}研发投入强度2.73%以上。"))
    for i in range(4)
]
GOOD = ["a@example.org", "b@example.org"]


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/m.sqlite3") as store:
        yield store


@pytest.fixture
def receivers():
    """One receiver for each fault, and one that is well."""
    with ExitStack() as stack:
        boxes = {name: stack.enter_context(postbox_at()) for name in ("well", "mhang", "mreset", "msize")}
        boxes |= {
            name: stack.enter_context(hook_at()) for name in ("slack", "h500", "hhang", "hreset", "hsize")
        }
        yield boxes


def settings(receivers, down):
    urls = {
        name: f"mailto://127.0.0.1:{box.port}?from=m@example.org"
        for name, box in receivers.items()
        if hasattr(box, "mails")
    }
    urls |= {
        name: f"json://127.0.0.1:{box.port}/in" for name, box in receivers.items() if hasattr(box, "posts")
    }
    urls["slack"] = f"http://127.0.0.1:{receivers['slack'].port}/services/T/B/x"
    urls["down"] = f"mailto://127.0.0.1:{down}?from=m@example.org"
    to = {"well": [*GOOD, "busy@example.org", "unknown@example.org"], "down": GOOD}
    channels = {
        name: Channel.model_construct(url=SecretStr(url), to=to.get(name, [])) for name, url in urls.items()
    }
    return Alerts.model_construct(channels=channels)


def texts(receivers):
    """What was accepted where: which of the four changes, how often."""
    told = {}
    for name, box in receivers.items():
        bodies = [
            (tuple(to), mail.get_body(("plain",)).get_content()) for to, mail in getattr(box, "mails", ())
        ]
        bodies += [((name,), post.get("message") or str(post)) for post in getattr(box, "posts", ())]
        for to, body in bodies:
            place = to[0] if name == "well" else name
            told.setdefault(place, Counter()).update(
                y for y in range(2020, 2024) if f"{y}年研发投入强度" in body
            )
    return told


def test_every_alert_arrives_whatever_a_receiver_does(store, receivers):
    down = free_port()
    chosen = settings(receivers, down)
    with writing(store.engine) as connection:
        for alert in route(CHANGES, chosen):
            store.queue(connection, alert, None, NOW)
    receivers["well"].refuse = {
        "busy@example.org": "451 try later",
        "unknown@example.org": "550 no such user",
    }
    for name in ("hang", "reset", "size"):
        receivers[f"m{name}"].fault = name
        receivers[f"h{name}"].faults = [name]
    receivers["hsize"].faults = ["size", "size"]
    receivers["slack"].faults, receivers["h500"].faults = [500], [500]
    send = sender(chosen.channels, timeout=0.5)
    send_pending(store, send, NOW)

    once = Counter(range(2020, 2024))
    first = texts(receivers)
    assert {place: first.get(place) for place in (*GOOD, "msize", "hsize")} == dict.fromkeys(
        (*GOOD, "msize", "hsize"), once
    )
    assert set(first) == {*GOOD, "msize", "hsize"}
    story = {(row.channel, row.recipient): (row.state, row.attempts, row.answer) for row in store.messages()}
    for place, (state, answer) in {
        ("well", "a@example.org"): ("sent", "250 accepted"),
        ("well", "busy@example.org"): ("failed", "451 try later"),
        ("well", "unknown@example.org"): ("dead", "550 no such user"),
        ("down", "a@example.org"): ("failed", "cannot be reached"),
        ("mhang", ""): ("failed", "timed out"),
        ("mreset", ""): ("failed", "closed"),
        ("msize", ""): ("sent", "in brief: 250 accepted"),
        ("slack", ""): ("failed", "500"),
        ("h500", ""): ("failed", "error=500"),
        ("hhang", ""): ("failed", "did not finish"),
        ("hreset", ""): ("failed", "onnection error"),
        ("hsize", ""): ("sent", "in brief: accepted"),
    }.items():
        assert story[place][:2] == (state, 1), place
        assert answer in story[place][2], place

    receivers["well"].refuse = {}
    receivers["mhang"].fault = receivers["mreset"].fault = ""
    with postbox_at(down) as late:
        later = NOW + timedelta(minutes=2)
        send_pending(store, send, later)
        assert [row.recipient for row in store.messages(["dead"])] == ["unknown@example.org"] * 4
        assert store.retry(later) == 4
        for _ in range(3):
            send_pending(store, send, later)
        assert Counter(to[0] for to, _ in late.mails) == dict.fromkeys(GOOD, 1)
    everybody = {*GOOD, "busy@example.org", "unknown@example.org", *receivers} - {"well"}
    assert texts(receivers) == dict.fromkeys(everybody, once)
    assert {row.state for row in store.messages()} == {"sent"}


def test_a_message_is_sent_by_one_program_only(store):
    """Two programs that saw the same row: the second finds it taken, and a retry leaves it alone."""
    with hook_at() as hook:
        channels = {"hook": Channel.model_construct(url=SecretStr(f"json://127.0.0.1:{hook.port}/in"), to=[])}
        with writing(store.engine) as connection:
            for alert in route([change()], Alerts.model_construct(channels=channels)):
                store.queue(connection, alert, None, NOW)
        send = sender(channels)

        def another_program(*message):
            assert store.retry(NOW) == 0
            assert send_pending(store, send, NOW) == (0, 0, 0)
            return send(*message)

        assert send_pending(store, another_program, NOW).sent == 1
        assert len(hook.posts) == 1


def test_what_went_out_together_is_repeated_together_under_its_id(store):
    """Two messages tried apart fall due together later; each keeps its id."""
    with hook_at() as hook:
        channels = {"hook": Channel.model_construct(url=SecretStr(f"json://127.0.0.1:{hook.port}/in"), to=[])}
        settings, send, ids = Alerts.model_construct(channels=channels), sender(channels), []
        hook.faults = [500, 500]
        for i, one in enumerate(CHANGES[:2]):
            with writing(store.engine) as connection:
                for alert in route([one], settings):
                    store.queue(connection, alert, None, NOW)
            send_pending(store, send, NOW + timedelta(seconds=i))
            ids.append(store.messages()[-1].wire)
        send_pending(store, send, NOW + timedelta(hours=1))
        assert [post["id"] for post in hook.posts] == sorted(ids)
        assert len(set(ids)) == 2
