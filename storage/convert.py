"""How do rows become nouns and nouns rows?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from monitor.diff import History, case_of, family_of, indicator_of
from monitor.types import Change, ChangeKind, Measure, Observation, Standing, Statement, Status
from storage.tables import ArticleRow, ChangeRow, ObservationRow


def stamp(moment: datetime) -> str:
    """A moment as UTC text that sorts. Moments without a zone are a fault of the caller."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def observation_row(
    statement: Statement, history: History, *, article_id: int, extractor: str
) -> dict[str, object]:
    """One row of the observation table."""
    o = statement.observation
    return {
        "key": statement.key,
        "article_id": article_id,
        "family": family_of(o, history.names),
        "case_period": case_of(o, history).period,
        "name": indicator_of(o, history.names),
        "url": statement.url,
        "publisher": statement.publisher,
        "published": statement.published.isoformat(),
        "repeat": statement.repeat,
        "voice": statement.voice,
        "quote": o.quote,
        "sentence": o.sentence,
        "subject": o.subject,
        "indicator": o.indicator,
        "period": o.period,
        "status": o.status.value,
        "measure": o.measure.value,
        "value": str(o.value),
        "value_high": None if o.value_high is None else str(o.value_high),
        "unit": o.unit,
        "comparator": o.comparator,
        "scope": o.scope,
        "headline": o.headline,
        "concept": o.concept,
        "base": o.base,
        "start": o.start,
        "end": o.end,
        "confidence": o.confidence,
        "rules": " ".join(o.rules),
        "extractor": extractor,
        "gone_at": None,
    }


def statement_of(row: ObservationRow, article: ArticleRow) -> Statement:
    """The statement a row of the observation table keeps."""
    observation = Observation(
        quote=row.quote,
        sentence=row.sentence,
        subject=row.subject,
        indicator=row.indicator,
        period=row.period,
        status=Status(row.status),
        measure=Measure(row.measure),
        value=Decimal(row.value),
        unit=row.unit,
        comparator=row.comparator,
        value_high=None if row.value_high is None else Decimal(row.value_high),
        scope=row.scope,
        headline=row.headline,
        concept=row.concept,
        base=row.base,
        start=row.start,
        end=row.end,
        confidence=row.confidence,
        rules=tuple(row.rules.split()),
    )
    return Statement(
        observation=observation,
        url=row.url,
        publisher=row.publisher,
        published=date.fromisoformat(row.published),
        title=article.title,
        source=article.source,
        imported=article.imported,
        repeat=row.repeat,
        voice=row.voice,
    )


def change_of(row: ChangeRow, after: Statement | None, before: Statement | None) -> Change:
    """The change a row of the change table keeps."""
    return Change(
        kind=ChangeKind(row.kind),
        after=after,
        before=before,
        note=row.note,
        provisional=row.provisional,
        standing=Standing(row.standing),
    )
