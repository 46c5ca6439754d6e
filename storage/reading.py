"""What do people ask of the history?  Changes by filter, one indicator's years, kept articles, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, func, or_, select, text

from monitor.diff import Case, History, Sense, normal, tell
from monitor.types import Article, Change, ChangeKind, Standing, Statement
from storage.convert import Row, article_of, change_of
from storage.sql import ARTICLE, CHANGE, NAME, OBSERVATION, SOURCE, STANDS, portions, rows, statements
from storage.tables import SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One series in one period: what was promised, what came of it, and every statement of both."""

    case: Case
    target: Statement | None
    figure: Statement | None
    verdict: Change | None
    statements: tuple[Statement, ...]

    @property
    def voices(self) -> int:
        """How many speak: reprints of one text are one voice."""
        return len({statement.voice for statement in self.statements})

    @property
    def links(self) -> tuple[str, ...]:
        """Every address that says it, in order of publication."""
        return tuple(dict.fromkeys(statement.url for statement in self.statements))


class Reading:
    """The reading verbs of the Store."""

    engine: Engine
    concepts: Mapping[str, Sense]

    def context(self, connection: Connection) -> History:
        """How observations are to be read: merged names and the catalogue."""
        merged = {row["name"]: row["stands_for"] for row in rows(connection, select(NAME))}
        return History(names=merged, concepts=self.concepts)

    def changes(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        kinds: Collection[ChangeKind] = (),
        indicator: str = "",
        area: str = "",
        source: str = "",
        withdrawn: bool = False,
    ) -> list[Change]:
        """Changes by date of publication, first and last day included; withdrawn ones only on request."""
        c = CHANGE.c
        query = select(CHANGE).order_by(c.published, c.id)
        if since:
            query = query.where(c.published >= since.isoformat())
        if until:
            query = query.where(c.published <= until.isoformat())
        if kinds:
            query = query.where(c.kind.in_([kind.value for kind in kinds]))
        if indicator:
            query = query.where(or_(c.name == normal(indicator), c.indicator == indicator))
        if area:
            query = query.where(c.subject == area)
        if source:
            query = query.where(c.source == source)
        if not withdrawn:
            query = query.where(c.standing != Standing.WITHDRAWN.value)
        with self.engine.connect() as connection:
            return changes_of(connection, rows(connection, query))

    def change(self, key: str) -> Change | None:
        """The change whose key begins so; None if there is none, or more than one."""
        query = select(CHANGE).where(CHANGE.c.key.startswith(key, autoescape=True)).limit(2)
        with self.engine.connect() as connection:
            found = changes_of(connection, rows(connection, query))
        return found[0] if len(found) == 1 else None

    def series(self, indicator: str, area: str = "") -> list[Point]:
        """All points of an indicator, by subject, measure and period; by catalogue id or any printed name."""
        c = OBSERVATION.c
        known = or_(c.name == normal(indicator), c.indicator == indicator)
        with self.engine.connect() as connection:
            names = connection.scalars(select(c.name).where(known).distinct()).all()
            wanted = STANDS & c.name.in_(names)
            if area:
                wanted &= c.subject == area
            told = tell(statements(connection, wanted).values(), self.context(connection))
        return [
            Point(
                case=case,
                target=case_told.target,
                figure=case_told.figure,
                verdict=case_told.verdict,
                statements=tuple(case_told.statements),
            )
            for case, case_told in sorted(told.cases.items())
        ]

    def kept_articles(self, since: date | None = None) -> Iterator[tuple[Article, str, bool]]:
        """The newest version of every article with its source and whether it was imported, in order."""
        newest = select(func.max(ARTICLE.c.id)).group_by(ARTICLE.c.url)
        query = (
            select(ARTICLE.c.id).where(ARTICLE.c.id.in_(newest)).order_by(ARTICLE.c.published, ARTICLE.c.id)
        )
        if since:
            query = query.where(ARTICLE.c.published >= since.isoformat())
        with self.engine.connect() as connection:
            ids = list(connection.scalars(query))
        for some in portions(ids, 100):
            with self.engine.connect() as connection:
                found = {
                    row["id"]: row for row in rows(connection, select(ARTICLE).where(ARTICLE.c.id.in_(some)))
                }
            for article_id in some:
                row = found[article_id]
                yield article_of(row), row["source"], row["imported"]

    def standing(self, url: str) -> set[str]:
        """Keys of the statements of an article that stand."""
        with self.engine.connect() as connection:
            return {s.key for s in statements(connection, STANDS, ARTICLE.c.url == url).values()}

    def view(self, name: str) -> list[dict[str, Any]]:
        """Every row of one of the views for people (views.sql)."""
        with self.engine.connect() as connection:
            return [
                dict(row) for row in connection.execute(select(text("*")).select_from(text(name))).mappings()
            ]

    def source_states(self) -> dict[str, SourceRow]:
        """What is known of each source, by its id."""
        with self.engine.connect() as connection:
            return {row["id"]: SourceRow(**row) for row in rows(connection, select(SOURCE))}


def changes_of(connection: Connection, kept: Collection[Row]) -> list[Change]:
    """The changes that rows keep, with their statements."""
    ids = {i for row in kept for i in (row["after_id"], row["before_id"]) if i is not None}
    said: dict[int, Statement] = {}
    for some in portions(sorted(ids), 5000):
        said |= statements(connection, OBSERVATION.c.id.in_(some))
    return [change_of(row, said.get(row["after_id"]), said.get(row["before_id"])) for row in kept]
