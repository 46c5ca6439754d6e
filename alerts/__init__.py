"""Who is told what, and through which channel."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple, Protocol

from alerts.channels import Send, ping, sender
from alerts.moment import due_at, undone_by
from alerts.render import PLAIN, Look, Message, check_templates, compose, look_of
from alerts.rules import Calm, route, seconds, why_not
from monitor.errors import ConfigError, DeliveryError

__all__ = [
    "Calm",
    "Delivered",
    "Look",
    "Outbox",
    "Owed",
    "check_templates",
    "due_at",
    "look_of",
    "ping",
    "route",
    "seconds",
    "send_pending",
    "sender",
    "undone_by",
    "why_not",
]

TOGETHER = 40
"""Changes in one message at most."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
GIVE_UP = 30
"""Attempts; with the longest wait, about a week."""


class Owed(Protocol):
    """One row of the outbox."""

    id: int | None
    key: str
    channel: str
    recipient: str
    subject: str
    text: str
    html: str
    attempts: int
    topic: str
    wire: str


class Outbox(Protocol):
    """The verbs of the store that sending needs."""

    def pending(self, now: datetime) -> Iterable[Owed]: ...
    def claim(self, ids: Sequence[int], wire: str, now: datetime) -> set[int]: ...
    def mark_sent(self, ids: Sequence[int], now: datetime, answer: str = "") -> None: ...
    def mark_failed(self, ids: Sequence[int], answer: str, next_attempt_at: datetime) -> None: ...
    def mark_dead(self, ids: Sequence[int], answer: str) -> None: ...


class Delivered(NamedTuple):
    """How many alerts were sent, will be tried again, or were given up."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


def send_pending(
    outbox: Outbox,
    send: Send,
    now: datetime,
    look: Look = PLAIN,
    stop: Callable[[], bool] = lambda: False,
) -> Delivered:
    """Send what is due: one message for each recipient, then mark. At least once, usually once.

    A refused recipient holds up nobody else. A message that may have arrived before a crash is sent again
    under the same id. After `stop` says so no further message is begun.
    """
    ended = Delivered()
    due = sorted(outbox.pending(now), key=lambda row: (row.channel, row.recipient, row.id or 0))
    for (channel, recipient), rows in groupby(due, key=lambda row: (row.channel, row.recipient)):
        for batch in _batches(list(rows)):
            if stop():
                return ended
            wire = batch[0].wire or wire_id(batch)
            mine = outbox.claim([row.id for row in batch if row.id is not None], wire, now)
            taken = [row for row in batch if row.id in mine]
            if taken:
                one = _send(outbox, send, now, look, channel, recipient, taken, wire)
                ended = Delivered(*map(sum, zip(ended, one, strict=True)))
    return ended


def _send(
    outbox: Outbox,
    send: Send,
    now: datetime,
    look: Look,
    channel: str,
    recipient: str,
    batch: Sequence[Owed],
    wire: str,
) -> Delivered:
    """One message, and what became of it on its rows."""
    ids = [row.id for row in batch if row.id is not None]
    parts = [Message(row.subject, row.text, row.html) for row in batch]
    try:
        answer = send(channel, recipient, compose(parts, look, [row.topic for row in batch]), wire)
    except (DeliveryError, ConfigError) as error:
        attempts = max(row.attempts for row in batch) + 1
        permanent = isinstance(error, DeliveryError) and error.permanent
        if permanent or attempts >= GIVE_UP:
            outbox.mark_dead(ids, str(error))
            return Delivered(dead=len(ids))
        outbox.mark_failed(ids, str(error), now + wait(attempts, batch[0].key))
        return Delivered(failed=len(ids))
    outbox.mark_sent(ids, now, answer)
    return Delivered(sent=len(ids))


def _batches(rows: list[Owed]) -> Iterable[list[Owed]]:
    """Rows that were tried together stay together, so that a repeat carries the same id."""
    tried = sorted((row for row in rows if row.wire), key=lambda row: row.wire)
    for _, same in groupby(tried, key=lambda row: row.wire):
        yield list(same)
    fresh = [row for row in rows if not row.wire]
    for i in range(0, len(fresh), TOGETHER):
        yield fresh[i : i + TOGETHER]


def wire_id(batch: Sequence[Owed]) -> str:
    """The id a message has on the wire: the same for the same changes and recipient."""
    return hashlib.sha256(" ".join(row.key for row in batch).encode()).hexdigest()[:32]


def wait(attempts: int, key: str) -> timedelta:
    """Time before the next attempt: doubling up to hours, spread so that not all come at once."""
    spread = 1 + (zlib.crc32(key.encode()) % 100) / 400
    doubled: timedelta = FIRST_WAIT * (1 << min(attempts - 1, 12))
    return min(doubled, LONGEST_WAIT) * spread
