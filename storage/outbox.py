"""Which messages are owed, to whom, and how did the last attempt end?

A message is a row before it is sent. `sending` is written before the channel is called, so that a program
that dies in between is seen: such a row may have arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monitor.types import Alert
from storage.convert import stamp
from storage.engine import writing
from storage.sql import CHANGE, OUTBOX
from storage.tables import OutboxRow

ORPHANED = timedelta(minutes=10)
"""No channel takes so long: a message `sending` since then belongs to a program that died."""
LONGEST_VISIT = timedelta(hours=6)
"""A message that waits for the end of a visit goes out by then, should the visit never end."""
c = OUTBOX.c
UNTOUCHED = and_(c.state == "queued", c.attempts == 0)


class Outbox:
    """The outbox verbs of the Store."""

    engine: Engine

    def queue(self, connection: Connection, alert: Alert, change_id: int | None, now: datetime) -> None:
        """Owe a message, inside the transaction of the article.

        One whose key is known stays one message; while it is untried it takes the new words.
        """
        if alert.undoes:
            untrue = and_(c.key == alert.undoes.key, UNTOUCHED)
            if connection.execute(update(OUTBOX).where(untrue).values(_words(alert.undoes))).rowcount:
                return
        words = _words(alert)
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        due = max(now, alert.not_before or now)
        row = words | {
            "key": alert.key,
            "change_id": change_id,
            "channel": alert.channel,
            "recipient": alert.recipient,
            "topic": alert.topic,
            "awaits": alert.awaits,
            "state": "queued",
            "attempts": 0,
            "queued_at": stamp(now),
            "next_attempt_at": stamp(due + LONGEST_VISIT if alert.awaits else due),
        }
        insert = dialect.insert(OUTBOX).values(row)
        again = insert.on_conflict_do_update(index_elements=["key"], set_=words, where=UNTOUCHED)
        connection.execute(again)

    def end_visit(self, source: str, now: datetime, due: datetime | None = None) -> None:
        """Let go out, `due` or now, what waited for the end of a visit to the source."""
        waiting = and_(c.awaits == source, c.state == "queued")
        with writing(self.engine) as connection:
            gone = {"awaits": "", "next_attempt_at": stamp(due or now)}
            connection.execute(update(OUTBOX).where(waiting).values(gone))

    def pending(self, now: datetime) -> list[OutboxRow]:
        """Messages due at `now`, oldest first: queued, failed and due again, or left behind by a program
        that died while sending."""
        return self._rows(select(OUTBOX).where(_due(now)).order_by(c.id))

    def messages(self, states: Iterable[str] = ()) -> list[OutboxRow]:
        """All messages, or those in the given states, oldest first."""
        query = select(OUTBOX).order_by(c.id)
        wanted = tuple(states)
        return self._rows(query.where(c.state.in_(wanted)) if wanted else query)

    def counted(self) -> dict[str, int]:
        """How many messages there are in each state that any is in."""
        query = select(c.state, func.count().label("times")).group_by(c.state)
        with self.engine.connect() as connection:
            return {row.state: row.times for row in connection.execute(query)}

    def waiting_since(self) -> tuple[datetime | None, datetime | None]:
        """Of the messages still to be sent, when the oldest was queued, and when the first is or was due."""
        query = select(func.min(c.queued_at), func.min(c.next_attempt_at))
        with self.engine.connect() as connection:
            found = connection.execute(query.where(c.state.in_(("queued", "failed")))).one()
        queued, due = (datetime.fromisoformat(moment) if moment else None for moment in found)
        return queued, due

    def messages_of(self, change: str) -> list[OutboxRow]:
        """The messages about a change, given by its key, oldest first."""
        about = c.change_id.in_(select(CHANGE.c.id).where(CHANGE.c.key == change))
        return self._rows(select(OUTBOX).where(about).order_by(c.id))

    def claim(self, ids: Sequence[int], wire: str, now: datetime) -> set[int]:
        """Take messages for sending, before the channel is called: those of `ids` nobody else has taken."""
        values = {"state": "sending", "wire": wire, "attempts": c.attempts + 1, "next_attempt_at": stamp(now)}
        mine = update(OUTBOX).where(c.id.in_(ids), _due(now)).values(values).returning(c.id)
        with writing(self.engine) as connection:
            return set(connection.scalars(mine))

    def mark_sent(self, ids: Sequence[int], now: datetime, answer: str = "") -> None:
        self._mark(ids, {"state": "sent", "sent_at": stamp(now), "answer": answer})

    def mark_failed(self, ids: Sequence[int], answer: str, next_attempt_at: datetime) -> None:
        """The channel did not take it; to be tried again from `next_attempt_at`."""
        self._mark(ids, {"state": "failed", "answer": answer, "next_attempt_at": stamp(next_attempt_at)})

    def mark_dead(self, ids: Sequence[int], answer: str) -> None:
        """Trying again is of no use."""
        self._mark(ids, {"state": "dead", "answer": answer})

    def retry(self, now: datetime) -> int:
        """Make every message that was not delivered due now, but for those a living program is just
        sending; how many those are."""
        stuck = or_(c.state.in_(("failed", "dead")), _orphaned(now))
        changed = update(OUTBOX).where(stuck).values(state="queued", next_attempt_at=stamp(now))
        with writing(self.engine) as connection:
            return connection.execute(changed).rowcount

    def _mark(self, ids: Sequence[int], values: Mapping[str, object]) -> None:
        with writing(self.engine) as connection:
            connection.execute(update(OUTBOX).where(c.id.in_(ids)).values(dict(values)))

    def _rows(self, query: object) -> list[OutboxRow]:
        with self.engine.connect() as connection:
            return [OutboxRow(**row) for row in connection.execute(query).mappings()]  # type: ignore[call-overload]


def _words(alert: Alert) -> dict[str, str]:
    return {"subject": alert.subject, "text": alert.text, "html": alert.html}


def _due(now: datetime) -> ColumnElement[bool]:
    waiting = and_(c.state.in_(("queued", "failed")), c.next_attempt_at <= stamp(now))
    return or_(waiting, _orphaned(now))


def _orphaned(now: datetime) -> ColumnElement[bool]:
    return and_(c.state == "sending", c.next_attempt_at <= stamp(now - ORPHANED))
