"""Are messages owed, claimed, replaced and let go the same way on both databases?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.types import Alert
from storage import Store
from storage.engine import writing
from storage.outbox import LONGEST_VISIT, ORPHANED

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
ALERT = Alert(key="k1", channel="desk", recipient="a", subject="first", text="text")


def owe(store: Store, *alerts: Alert) -> None:
    with writing(store.engine) as connection:
        for alert in alerts:
            store.queue(connection, alert, None, NOW)


def subjects(store: Store) -> list[tuple[str, str]]:
    return [(row.key, row.subject) for row in store.messages()]


def test_a_key_is_owed_once_and_takes_new_words_until_it_is_tried(either: Store) -> None:
    owe(either, ALERT, replace(ALERT, subject="second"))
    assert subjects(either) == [("k1", "second")]
    either.claim([1], "wire", NOW)
    owe(either, replace(ALERT, subject="third"))
    assert subjects(either) == [("k1", "second")]


def test_what_undoes_an_untried_message_takes_its_place(either: Store) -> None:
    back = replace(ALERT, key="k2", subject="revised back", undoes=replace(ALERT, subject="there and back"))
    owe(either, ALERT, back)
    assert subjects(either) == [("k1", "there and back")]
    either.claim([1], "wire", NOW)
    owe(either, back)
    assert subjects(either) == [("k1", "there and back"), ("k2", "revised back")]


def test_a_message_is_claimed_by_one_and_given_back_when_its_program_died(either: Store) -> None:
    owe(either, ALERT, replace(ALERT, key="k2"))
    assert either.claim([1, 2], "wire", NOW) == {1, 2}
    assert either.claim([1, 2], "other", NOW) == set()
    assert either.retry(NOW) == 0
    assert either.pending(NOW + ORPHANED - timedelta(seconds=1)) == []
    assert [row.wire for row in either.pending(NOW + ORPHANED)] == ["wire", "wire"]
    assert either.retry(NOW + ORPHANED) == 2


def test_what_awaits_a_visit_goes_out_at_its_end(either: Store) -> None:
    owe(either, replace(ALERT, awaits="press"), replace(ALERT, key="k2", awaits="other"))
    assert either.pending(NOW) == []
    either.end_visit("press", NOW)
    assert [row.key for row in either.pending(NOW)] == ["k1"]
    assert len(either.pending(NOW + LONGEST_VISIT)) == 2


def test_silences_end_by_themselves_or_by_hand(either: Store) -> None:
    either.silence("gdp", NOW + timedelta(days=2), NOW)
    either.silence("gdp", NOW + timedelta(days=1), NOW)
    either.silence("press", NOW + timedelta(hours=1), NOW)
    assert [row.name for row in either.silences(NOW)] == ["press", "gdp"]
    assert [row.name for row in either.silences(NOW + timedelta(hours=2))] == ["gdp"]
    assert either.lift("gdp")
    assert not either.lift("gdp")
    assert either.silences(NOW + timedelta(hours=2)) == []


def test_troubles_are_kept_with_the_messages_about_them(either: Store) -> None:
    row = {"name": "disk", "since": NOW.isoformat(), "told_at": None, "over_at": None}
    either.note_troubles([row, row | {"name": "clock"}], [ALERT], NOW)
    either.note_troubles([row | {"told_at": NOW.isoformat()}], [], NOW)
    assert [(one.name, one.told_at) for one in either.troubles()] == [("disk", NOW.isoformat())]
    assert subjects(either) == [("k1", "first")]
    either.note_troubles([], [], NOW)
    assert either.troubles() == []
