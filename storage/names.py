"""Which names go by what?  Open-vocabulary indicator names, what may be the same, and merging them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import Connection, func, or_, select, update

from monitor.diff import alter, normal
from monitor.errors import StorageError
from storage.convert import places
from storage.engine import writing
from storage.keep import keep_changes
from storage.reading import Reading
from storage.sql import NAME, OBSERVATION, STANDS, put, rows, statements

SIMILAR = 0.75
"""Share of common characters from which two names are shown as likely synonyms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One indicator name as the press uses it."""

    name: str
    printed: str
    statements: int
    areas: int
    first: str
    last: str
    like: tuple[str, ...] = ()
    """Likely the same: similar names, and names with the same values for the same area and period."""


class Names(Reading):
    """The naming verbs of the Store."""

    def open_names(self) -> list[Name]:
        """Headline indicator names that the catalogue does not know, the most used first."""
        c = OBSERVATION.c
        query = (
            select(
                c.name,
                func.min(c.indicator).label("printed"),
                func.count().label("statements"),
                func.count(c.subject.distinct()).label("areas"),
                func.min(c.published).label("first"),
                func.max(c.published).label("last"),
            )
            .where(STANDS, c.concept.is_(None), c.headline)
            .group_by(c.name)
        )
        with self.engine.connect() as connection:
            found = [row for row in rows(connection, query) if row["name"] not in self.concepts]
            equal = _equal_values(connection)
            every = sorted({row["name"] for row in rows(connection, select(c.name).distinct())})
        like = {row["name"]: tuple(_like(row["name"], every, equal)) for row in found}
        names = [Name(**row, like=like[row["name"]]) for row in found]
        return sorted(names, key=lambda name: (-name.statements, name.name))

    def printed(self, name: str) -> tuple[list[str], str]:
        """The forms a name is printed in, the most frequent first, and the unit it mostly comes with."""
        c = OBSERVATION.c
        with self.engine.connect() as connection:
            one = normal(name)
            one = self.context(connection).names.get(one, one)
            query = select(c.indicator, c.unit, func.count().label("times")).where(c.name == one, STANDS)
            found = rows(connection, query.group_by(c.indicator, c.unit))
        forms: Counter[str] = Counter()
        units: Counter[str] = Counter()
        for row in found:
            forms[row["indicator"]] += row["times"]
            units[row["unit"]] += row["times"]
        ordered = sorted(forms, key=lambda form: (-forms[form], form))
        return ordered, max(units, key=lambda unit: (units[unit], unit), default="")

    def merge(self, name: str, into: str, now: datetime) -> int:
        """Let one name stand for another name or concept from now on; how many statements moved.

        History is told anew, silently. Raises StorageError for a name nobody used.
        """
        one, other = normal(name), into if into in self.concepts else normal(into)
        with writing(self.engine) as connection:
            was = self.context(connection)
            one, other = was.names.get(one, one), was.names.get(other, other)
            c = OBSERVATION.c
            if one == other or connection.scalar(select(c.id).where(c.name == one).limit(1)) is None:
                raise StorageError(f"no indicator named {name!r} to merge; see `monitor indicators list`")
            told = statements(connection, c.name == one)
            standing = statements(connection, STANDS, or_(c.name == one, c.name == other)).values()
            put(connection, NAME, [{"name": one, "stands_for": other}], key="name", again=["stands_for"])
            connection.execute(update(NAME).where(NAME.c.stands_for == one).values(stands_for=other))
            now_read = self.context(connection)
            for key, statement in told.items():
                moved = places(statement.observation, now_read)
                connection.execute(update(OBSERVATION).where(c.id == key).values(moved))
            changes = alter(standing, standing, was, now_read, set())
            keep_changes(connection, changes, now_read, now)
            return len(told)


def _equal_values(connection: Connection) -> dict[str, set[str]]:
    """Names that give the same value to the same area and period at least twice."""
    c = OBSERVATION.c
    query = (
        select(c.name, c.subject, c.period, c.measure, c.value, c.unit).where(STANDS, c.headline).distinct()
    )
    by_value: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows(connection, query):
        name, *value = row.values()
        by_value[tuple(value)].add(name)
    together: dict[tuple[str, str], int] = defaultdict(int)
    for names in by_value.values():
        for one in names:
            for other in names - {one}:
                together[one, other] += 1
    equal: dict[str, set[str]] = defaultdict(set)
    for (one, other), times in together.items():
        if times > 1:
            equal[one].add(other)
    return equal


def _like(name: str, every: Sequence[str], equal: Mapping[str, set[str]]) -> list[str]:
    likely = set(equal.get(name, ()))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    for other in every:
        matcher.set_seq1(other)
        if other != name and matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR:
            likely.add(other)
    return sorted(likely)
