"""Who is told what, and through which channel."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple, Protocol

from alerts.channels import Send, sender
from alerts.render import Message, compose
from alerts.rules import route, why_not
from monitor.errors import DeliveryError

__all__ = ["Delivered", "Outbox", "Owed", "route", "send_pending", "sender", "why_not"]

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


class Outbox(Protocol):
    """The verbs of the store that sending needs."""

    def pending(self, now: datetime) -> Iterable[Owed]: ...
    def mark_sending(self, ids: Sequence[int], now: datetime) -> None: ...
    def mark_sent(self, ids: Sequence[int], now: datetime, answer: str = "") -> None: ...
    def mark_failed(self, ids: Sequence[int], answer: str, next_attempt_at: datetime) -> None: ...
    def mark_dead(self, ids: Sequence[int], answer: str) -> None: ...


class Delivered(NamedTuple):
    """How many alerts were sent, will be tried again, or were given up."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


def send_pending(outbox: Outbox, send: Send, now: datetime, language: str = "zh") -> Delivered:
    """Send what is due: one message for each recipient, then mark. At least once, usually once.

    A refused recipient holds up nobody else. A message that may have arrived before a crash is sent again
    under the same id.
    """
    sent = failed = dead = 0
    due = sorted(outbox.pending(now), key=lambda row: (row.channel, row.recipient, row.id or 0))
    for (channel, recipient), rows in groupby(due, key=lambda row: (row.channel, row.recipient)):
        for batch in _batches(list(rows)):
            ids = [row.id for row in batch if row.id is not None]
            outbox.mark_sending(ids, now)
            message = compose([Message(row.subject, row.text, row.html) for row in batch], language)
            try:
                answer = send(channel, recipient, message, wire_id(batch))
            except DeliveryError as error:
                attempts = max(row.attempts for row in batch) + 1
                if error.permanent or attempts >= GIVE_UP:
                    outbox.mark_dead(ids, str(error))
                    dead += len(ids)
                else:
                    outbox.mark_failed(ids, str(error), now + wait(attempts, batch[0].key))
                    failed += len(ids)
            else:
                outbox.mark_sent(ids, now, answer)
                sent += len(ids)
    return Delivered(sent, failed, dead)


def _batches(rows: list[Owed]) -> Iterable[list[Owed]]:
    """Rows that were tried together stay together, so that a repeat carries the same id."""
    for _, same in groupby(rows, key=lambda row: row.attempts):
        alike = list(same)
        for i in range(0, len(alike), TOGETHER):
            yield alike[i : i + TOGETHER]


def wire_id(batch: Sequence[Owed]) -> str:
    """The id a message has on the wire: the same for the same changes and recipient."""
    return hashlib.sha256(" ".join(row.key for row in batch).encode()).hexdigest()[:32]


def wait(attempts: int, key: str) -> timedelta:
    """Time before the next attempt: doubling up to hours, spread so that not all come at once."""
    spread = 1 + (zlib.crc32(key.encode()) % 100) / 400
    doubled: timedelta = FIRST_WAIT * (1 << min(attempts - 1, 12))
    return min(doubled, LONGEST_WAIT) * spread
