"""Which messages are owed, to whom, and how did the last attempt end?

A message is a row before it is sent. `sending` is written before the channel is called, so that a program
that dies in between is seen: such a row may have arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monitor.types import Alert
from storage.convert import stamp
from storage.engine import writing
from storage.tables import OutboxRow

ORPHANED = timedelta(minutes=10)
"""No channel takes so long: a message `sending` since then belongs to a program that died."""
_TABLE = OutboxRow.__table__  # type: ignore[attr-defined]


class Outbox:
    """The outbox verbs of the Store."""

    engine: Engine

    def queue(self, connection: Connection, alert: Alert, change_id: int | None, now: datetime) -> None:
        """Owe a message, inside the transaction of the article; nothing happens if its key is known."""
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        row = {
            "key": alert.key,
            "change_id": change_id,
            "channel": alert.channel,
            "recipient": alert.recipient,
            "subject": alert.subject,
            "text": alert.text,
            "html": alert.html,
            "state": "queued",
            "attempts": 0,
            "queued_at": stamp(now),
            "next_attempt_at": stamp(max(now, alert.not_before or now)),
            "answer": "",
        }
        connection.execute(dialect.insert(_TABLE).values(row).on_conflict_do_nothing())

    def pending(self, now: datetime, limit: int = 500) -> list[OutboxRow]:
        """Messages due at `now`, oldest first: queued, failed and due again, or left behind by a program
        that died while sending."""
        waiting = and_(_TABLE.c.state.in_(("queued", "failed")), _TABLE.c.next_attempt_at <= stamp(now))
        orphaned = and_(_TABLE.c.state == "sending", _TABLE.c.next_attempt_at <= stamp(now - ORPHANED))
        query = select(_TABLE).where(or_(waiting, orphaned)).order_by(_TABLE.c.id).limit(limit)
        return self._rows(query)

    def messages(self, states: Iterable[str] = ()) -> list[OutboxRow]:
        """All messages, or those in the given states, oldest first."""
        query = select(_TABLE).order_by(_TABLE.c.id)
        wanted = tuple(states)
        return self._rows(query.where(_TABLE.c.state.in_(wanted)) if wanted else query)

    def mark_sending(self, ids: Sequence[int], now: datetime) -> None:
        """Written before the channel is called."""
        self._mark(
            ids, {"state": "sending", "attempts": _TABLE.c.attempts + 1, "next_attempt_at": stamp(now)}
        )

    def mark_sent(self, ids: Sequence[int], now: datetime, answer: str = "") -> None:
        self._mark(ids, {"state": "sent", "sent_at": stamp(now), "answer": answer})

    def mark_failed(self, ids: Sequence[int], answer: str, next_attempt_at: datetime) -> None:
        """The channel did not take it; to be tried again from `next_attempt_at`."""
        self._mark(ids, {"state": "failed", "answer": answer, "next_attempt_at": stamp(next_attempt_at)})

    def mark_dead(self, ids: Sequence[int], answer: str) -> None:
        """Trying again is of no use."""
        self._mark(ids, {"state": "dead", "answer": answer})

    def retry(self, now: datetime) -> int:
        """Make every message that was not delivered due now; how many those are."""
        stuck = _TABLE.c.state.in_(("failed", "dead", "sending"))
        changed = update(_TABLE).where(stuck).values(state="queued", next_attempt_at=stamp(now))
        with writing(self.engine) as connection:
            return connection.execute(changed).rowcount

    def _mark(self, ids: Sequence[int], values: Mapping[str, object]) -> None:
        with writing(self.engine) as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.id.in_(ids)).values(dict(values)))

    def _rows(self, query: object) -> list[OutboxRow]:
        with self.engine.connect() as connection:
            return [OutboxRow(**row) for row in connection.execute(query).mappings()]  # type: ignore[call-overload]
