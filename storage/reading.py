"""What do people ask of the history?  Changes by filter, one indicator's years, the state of the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, Select, or_, select

from monitor.diff import Case, History, Side, case_of, derive, state
from monitor.diff.point import Sense, normal
from monitor.types import Change, ChangeKind, Standing, Statement
from storage.convert import change_of, statement_of
from storage.tables import ArticleRow, ChangeRow, NameRow, ObservationRow, SourceRow

OBSERVATION = ObservationRow.__table__  # type: ignore[attr-defined]
ARTICLE = ArticleRow.__table__  # type: ignore[attr-defined]
CHANGE = ChangeRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One series in one period: what was promised, what came of it, and every statement of both."""

    case: Case
    target: Statement | None
    figure: Statement | None
    verdict: Change | None
    statements: tuple[Statement, ...]


class Reading:
    """The reading verbs of the Store."""

    engine: Engine
    concepts: dict[str, Sense]

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
        query = select(CHANGE).order_by(CHANGE.c.published, CHANGE.c.id)
        if since:
            query = query.where(CHANGE.c.published >= since.isoformat())
        if until:
            query = query.where(CHANGE.c.published <= until.isoformat())
        if kinds:
            query = query.where(CHANGE.c.kind.in_([kind.value for kind in kinds]))
        if indicator:
            query = query.where(or_(CHANGE.c.name == normal(indicator), CHANGE.c.indicator == indicator))
        if area:
            query = query.where(CHANGE.c.subject == area)
        if source:
            query = query.where(CHANGE.c.source == source)
        if not withdrawn:
            query = query.where(CHANGE.c.standing != Standing.WITHDRAWN.value)
        with self.engine.connect() as connection:
            rows = [ChangeRow(**row) for row in connection.execute(query).mappings()]
            return changes_of(connection, rows)

    def series(self, indicator: str, area: str = "") -> list[Point]:
        """All points of an indicator, by subject, measure and period; by catalogue id or any printed name."""
        with self.engine.connect() as connection:
            known = or_(OBSERVATION.c.name == normal(indicator), OBSERVATION.c.indicator == indicator)
            names = set(connection.scalars(select(OBSERVATION.c.name).where(known)))
            wanted = OBSERVATION.c.name.in_(names) & OBSERVATION.c.gone_at.is_(None)
            if area:
                wanted &= OBSERVATION.c.subject == area
            statements = statements_where(connection, wanted)
            context = History(names=self.names(connection), concepts=self.concepts)
        return points(statements, context)

    def source_states(self) -> dict[str, SourceRow]:
        """What is known of each source, by its id."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(SourceRow.__table__))  # type: ignore[attr-defined]
            return {row["id"]: SourceRow(**row) for row in rows.mappings()}

    def names(self, connection: Connection) -> dict[str, str]:
        """Names merged by a person."""
        return {row.name: row.stands_for for row in connection.execute(select(NameRow.__table__))}  # type: ignore[attr-defined]


def points(statements: Iterable[Statement], context: History) -> list[Point]:
    """The points a set of statements makes, in order of series and period."""
    members: dict[Case, list[Statement]] = defaultdict(list)
    for statement in statements:
        members[case_of(statement.observation, context)].append(statement)
    every = [statement for group in members.values() for statement in group]
    targets, figures = state(every, context, Side.TARGET), state(every, context, Side.FIGURE)
    verdicts = {}
    for change in derive(every, context):
        if change.kind in (ChangeKind.TARGET_MET, ChangeKind.TARGET_MISSED) and change.after:
            verdicts[case_of(change.after.observation, context)] = change
    return [
        Point(
            case=case,
            target=targets.get(case),
            figure=figures.get(case),
            verdict=verdicts.get(case),
            statements=tuple(members[case]),
        )
        for case in sorted(members)
    ]


def statements_where(connection: Connection, wanted: object) -> list[Statement]:
    """The statements a condition on the observation table selects."""
    query: Select[tuple[object, ...]] = select(OBSERVATION).where(wanted)  # type: ignore[arg-type]
    rows = [ObservationRow(**row) for row in connection.execute(query).mappings()]
    return list(_statements(connection, rows).values())


def changes_of(connection: Connection, rows: list[ChangeRow]) -> list[Change]:
    """The changes that rows keep, with their statements."""
    ids = {i for row in rows for i in (row.after_id, row.before_id) if i is not None}
    query = select(OBSERVATION).where(OBSERVATION.c.id.in_(ids))
    found = [ObservationRow(**row) for row in connection.execute(query).mappings()]
    by_id = _statements(connection, found)
    return [change_of(row, by_id.get(row.after_id or 0), by_id.get(row.before_id or 0)) for row in rows]


def _statements(connection: Connection, rows: list[ObservationRow]) -> dict[int, Statement]:
    ids = {row.article_id for row in rows}
    query = select(ARTICLE).where(ARTICLE.c.id.in_(ids))
    articles = {row["id"]: ArticleRow(**row) for row in connection.execute(query).mappings()}
    return {row.id or 0: statement_of(row, articles[row.article_id]) for row in rows}
