"""One article through history, diff and save, as run.process does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from monitor.diff import diff
from monitor.types import Article, Change, Observation, Page
from storage import Store

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def page_of(article: Article) -> Page:
    content = article.text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(url=article.url, text=article.text, content=content, sha256=sha256, fetched_at=NOW)


def feed(store: Store, article: Article, observations: list[Observation]) -> list[Change]:
    changes = diff(article, observations, store.history(article, observations), source="test")
    store.save(
        page=page_of(article),
        article=article,
        source="test",
        observations=observations,
        changes=changes,
        now=NOW,
        extractor="1",
    )
    return changes


def outcome(changes: Iterable[Change]) -> list[tuple[str, str, bool]]:
    """What changes amount to, whenever they were learned."""
    return sorted((change.key, change.note, change.provisional) for change in changes)
