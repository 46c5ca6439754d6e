"""Of what is nobody to hear for a while, and which troubles of the monitor itself are known?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from monitor.diff import case_of, published_order, shelves, side_of
from monitor.diff.interval import interval
from monitor.types import Alert, Change, ChangeKind, Standing, Statement
from storage.convert import Row, stamp
from storage.engine import writing
from storage.outbox import Outbox
from storage.reading import Reading, changes_of
from storage.sql import CHANGE, OBSERVATION, OUTBOX, SILENCE, STANDS, TROUBLE, portions, put, rows, statements
from storage.tables import SilenceRow, TroubleRow


class Calm(Outbox, Reading):
    """The verbs of the Store about silences, second sightings and troubles."""

    def silences(self, now: datetime) -> list[SilenceRow]:
        """The silences that hold at `now`, those that end first first."""
        query = select(SILENCE).where(SILENCE.c.until > stamp(now)).order_by(SILENCE.c.until)
        with self.engine.connect() as connection:
            return [SilenceRow(**row) for row in rows(connection, query)]

    def silence(self, name: str, until: datetime, now: datetime) -> None:
        """Tell nobody of an indicator or source until a moment; a second silence replaces the first."""
        row = {"name": name, "until": stamp(until), "since": stamp(now)}
        with writing(self.engine) as connection:
            put(connection, SILENCE, [row], key="name", again=("until", "since"))

    def lift(self, name: str) -> bool:
        """End a silence early; whether there was one."""
        with writing(self.engine) as connection:
            return connection.execute(delete(SILENCE).where(SILENCE.c.name == name)).rowcount > 0

    def news_of(self, statements: Collection[str]) -> list[Change]:
        """What statements, given by key, meant to people when they were read."""
        if not statements:
            return []
        about = CHANGE.join(OBSERVATION, OBSERVATION.c.id == CHANGE.c.after_id)
        told = (CHANGE.c.kind != ChangeKind.CONFIRMATION.value, CHANGE.c.standing == Standing.NEWS.value)
        query = select(*CHANGE.c).select_from(about).where(OBSERVATION.c.key.in_(statements), *told)
        with self.engine.connect() as connection:
            return changes_of(connection, rows(connection, query))

    def told_of(self, changes: Collection[str]) -> set[str]:
        """Those of the changes, given by key, of which a message was ever owed."""
        owed = select(CHANGE.c.key).join(OUTBOX, OUTBOX.c.change_id == CHANGE.c.id)
        found: set[str] = set()
        with self.engine.connect() as connection:
            for some in portions(changes, 500):
                found |= set(connection.scalars(owed.where(CHANGE.c.key.in_(some))))
        return found

    def repeats(self, change: Change) -> list[Statement]:
        """Who else says what a change says: one statement an article, in order of publication."""
        told = change.after or change.before
        assert told is not None
        o = told.observation
        with self.engine.connect() as connection:
            context = self.context(connection)
            shelf = shelves(o, context)["shelf"]
            near = statements(connection, STANDS, OBSERVATION.c.shelf == shelf).values()
        case, side, span = case_of(o, context), side_of(o), interval(o)
        same = {
            other.url: other
            for other in sorted(near, key=published_order, reverse=True)
            if case_of(other.observation, context) == case
            if side_of(other.observation) is side and interval(other.observation).meets(span)
            if other.url != told.url
        }
        return sorted(same.values(), key=published_order)

    def troubles(self) -> list[TroubleRow]:
        """Every trouble that is known, over or not."""
        with self.engine.connect() as connection:
            return [TroubleRow(**row) for row in rows(connection, select(TROUBLE))]

    def note_troubles(self, known: Sequence[Row], alerts: Iterable[Alert], now: datetime) -> None:
        """Keep these troubles and no others, and owe the messages about them, in one transaction."""
        with writing(self.engine) as connection:
            connection.execute(delete(TROUBLE).where(TROUBLE.c.name.not_in([row["name"] for row in known])))
            put(connection, TROUBLE, known, key="name", again=("since", "told_at", "over_at"))
            for alert in alerts:
                self.queue(connection, alert, None, now)
