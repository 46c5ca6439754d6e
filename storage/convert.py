"""How do rows become nouns and nouns rows?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from monitor.diff import History, indicator_of, shelves
from monitor.types import Article, Change, ChangeKind, Measure, Observation, Standing, Statement, Status

Row = Mapping[str, Any]
COPIED: tuple[str, ...] = (
    "quote",
    "sentence",
    "subject",
    "indicator",
    "period",
    "unit",
    "comparator",
    "scope",
    "headline",
)
COPIED += ("concept", "base", "start", "end", "confidence")
READ = ("url", "publisher", "title", "pre_title", "subtitle", "author", "dateline", "area", "reader", "text")


def stamp(moment: datetime) -> str:
    """A moment as UTC text that sorts. Moments without a zone are a fault of the caller."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def observation_row(statement: Statement, history: History, **others: object) -> dict[str, Any]:
    """One row of the observation table; `others` are its columns that no statement knows."""
    o = statement.observation
    row: dict[str, Any] = {name: getattr(o, name) for name in COPIED}
    row |= {
        "key": statement.key,
        "published": statement.published.isoformat(),
        "repeat": statement.repeat,
        "status": o.status.value,
        "measure": o.measure.value,
        "value": str(o.value),
        "value_high": None if o.value_high is None else str(o.value_high),
        "rules": " ".join(o.rules),
        "gone_at": None,
        "echo": False,
    }
    return row | places(o, history) | others


def places(observation: Observation, history: History) -> dict[str, str | None]:
    """The columns that say where an observation is found; they follow the catalogue and merged names."""
    return shelves(observation, history) | {"name": indicator_of(observation, history.names)}


def statement_of(row: Row) -> Statement:
    """The statement kept in a row of the observation table joined to its article."""
    observation = Observation(
        **{name: row[name] for name in COPIED},
        status=Status(row["status"]),
        measure=Measure(row["measure"]),
        value=Decimal(row["value"]),
        value_high=None if row["value_high"] is None else Decimal(row["value_high"]),
        rules=tuple(row["rules"].split()),
    )
    return Statement(
        observation=observation,
        url=row["url"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]),
        title=row["title"],
        author=row["author"],
        source=row["source"],
        imported=row["imported"],
        repeat=row["repeat"],
        voice=row["voice"],
    )


def article_row(article: Article) -> dict[str, Any]:
    """The columns of the article table that say what was read."""
    row: dict[str, Any] = {name: getattr(article, name) for name in READ}
    return row | {
        "published": article.published.isoformat(),
        "attachments": "\n".join(article.attachments),
    }


def article_of(row: Row) -> Article:
    """The article kept in a row."""
    return Article(
        **{name: row[name] for name in READ},
        published=date.fromisoformat(row["published"]),
        attachments=tuple(row["attachments"].split("\n")) if row["attachments"] else (),
    )


def change_of(row: Row, after: Statement | None, before: Statement | None) -> Change:
    """The change kept in a row of the change table."""
    return Change(
        kind=ChangeKind(row["kind"]),
        after=after,
        before=before,
        note=row["note"],
        provisional=row["provisional"],
        standing=Standing(row["standing"]),
    )
