"""Who hears that the monitor itself is not well?  Told when it begins, once a day, when it is over; no more."""

from datetime import UTC, datetime, timedelta

import pytest

from alerts.troubles import Trouble, follow
from monitor.run import run_once
from monitor.troubles import watch
from tests.alerts.receivers import hook_at
from tests.line.conftest import clock, line_over, press, publish, write_config  # noqa: F401
from tests.line.test_daemon import running, until

NOW = datetime(2025, 2, 20, 8, tzinfo=UTC)
DAY = timedelta(hours=24)
FAILING = Trouble(kind="failing", about="cqrb", count=3)
DISK = Trouble(kind="disk", count=120)


def story(*hours_and_troubles):
    """What is said, at (hour, troubles found) in turn."""
    known, said = [], []
    for hour, *found in hours_and_troubles:
        known, told = follow(found, known, DAY, NOW + timedelta(hours=hour))
        said += [(hour, phase, spell.name) for phase, spell, _ in told]
    return said


def test_a_trouble_is_told_when_it_begins_daily_and_when_it_is_over():
    hours = [(hour, FAILING) for hour in range(50)]
    assert story(*hours, (50,), (51,)) == [
        (0, "begun", "source cqrb"),
        (24, "still", "source cqrb"),
        (48, "still", "source cqrb"),
        (50, "over", "source cqrb"),
    ]


def test_one_that_comes_and_goes_is_told_every_six_hours_at_most():
    flapping = [(hour, FAILING) if hour % 2 else (hour,) for hour in range(24)]
    said = story(*flapping)
    assert [hour for hour, phase, _ in said if phase == "begun"] == [1, 9, 17]
    assert len(said) == 6


def test_what_is_over_is_said_of_sources_only():
    assert story((0, DISK), (1,)) == [(0, "begun", "disk")]


def test_a_failing_source_whose_layout_changes_is_still_the_same_trouble():
    layout = Trouble(kind="layout", about="cqrb", count=4)
    assert story((0, FAILING), (1, layout), (2, FAILING)) == [(0, "begun", "source cqrb")]


@pytest.fixture
def watched(write_config, press):  # noqa: F811
    def write(**alerts):
        source = {"id": "press", "adapter": "folder", "url": str(press), "expect": [1, None]}
        channel = {"desk": {"url": "json://127.0.0.1:1", "to": ["a", "b"]}}
        return write_config(source, alerts={"channels": channel} | alerts, health={"port": 0})

    return write


def subjects(store):
    return [row.subject for row in store.messages() if row.recipient == "a"]


def test_a_layout_that_changed_and_a_source_that_recovers(watched, press, clock):  # noqa: F811
    with line_over(watched(), clock) as (config, line):
        run_once(config, line)
        assert watch(config, line.store, clock(), free_mb=900) == 2
        clock.now += timedelta(hours=1)
        assert watch(config, line.store, clock(), free_mb=900) == 0
        publish(press, "a", "今年，全市高新技术企业要突破7000家。", "2025-02-20")
        run_once(config, line)
        assert watch(config, line.store, clock(), free_mb=900) == 2
        told = [row for row in line.store.messages() if row.recipient == "a"]
        assert [row.subject for row in told][::2] == [
            "【监测故障】来源 press 的版式可能已变",
            "【已恢复】press",
        ]
        assert "found 0 articles where 1 to many are expected" in told[0].text


def test_a_source_that_fails_is_told_after_the_third_time(watched, press, clock):  # noqa: F811
    with line_over(watched(language="en"), clock) as (config, line):
        for number in range(1, 5):
            line.store.record_visit("press", at=clock(), state="error", message="500 from the server")
            watch(config, line.store, clock(), free_mb=900)
            assert len(subjects(line.store)) == (number >= 3)


def test_disk_clock_and_messages_that_do_not_get_out(watched, press, clock):  # noqa: F811
    with line_over(watched(), clock) as (config, line):
        publish(press, "a", "今年，全市高新技术企业要突破7000家。", "2025-02-20")
        run_once(config, line)
        clock.now += timedelta(hours=2)
        watch(config, line.store, clock(), free_mb=120, jumped=3600)
        assert subjects(line.store)[1:] == [
            "【监测故障】2条提醒到期后仍未送出",
            "【监测故障】磁盘只剩120 MB",
            "【监测故障】系统时钟跳变了3600秒",
        ]
        line.store.mark_dead([line.store.messages()[0].id], "550 no such user")
        line.store.claim([line.store.messages()[1].id], "wire", clock())
        watch(config, line.store, clock() + timedelta(minutes=1), free_mb=900)
        assert "desk a: 550 no such user" in line.store.messages()[-1].text


def test_nobody_hears_where_nobody_is_named(watched, clock):  # noqa: F811
    with line_over(watched(trouble={"to": []}), clock) as (config, line):
        assert watch(config, line.store, clock(), free_mb=1) == 0


def test_the_daemon_pings_after_a_pass_and_tells_of_a_clock_that_was_set(watched, press, clock):  # noqa: F811
    publish(press, "a", "今年，全市高新技术企业要突破7000家。", "2025-02-20")
    with hook_at() as hook:
        file = watched(ping=f"http://127.0.0.1:{hook.port}/ping/5f1c")
        with running(file, clock) as daemon:
            until(lambda: hook.gets, "the ping")
            daemon.jumped = 4000
            until(lambda: any("4000秒" in row.subject for row in daemon.line.store.messages()), "the word")
        assert hook.gets == ["/ping/5f1c"]


def test_troubles_go_out_like_any_message(watched, clock):  # noqa: F811
    """They are rows of the outbox: held in quiet hours, sent by the same hands."""
    with line_over(watched(quiet="22:00-07:00"), clock) as (config, line):
        clock.now = datetime(2026, 1, 5, 15, tzinfo=UTC)  # 23:00 in 重庆
        watch(config, line.store, clock(), free_mb=1)
        assert line.store.pending(clock()) == []
        assert len(line.store.pending(clock() + timedelta(hours=8))) == 2
