"""What would a better extractor have read?  Reads every kept article again, without fetching or alerting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.diff import diff, statements_of
from monitor.types import Article, Change, Observation
from storage import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One article read again, and how history changes by it."""

    article: Article
    changes: Sequence[Change]


def reextract(
    store: Store,
    extract: Callable[[Article], list[Observation]],
    *,
    version: str,
    now: datetime,
    since: date | None = None,
    dry_run: bool = False,
) -> Iterator[Reread]:
    """Each article of which something else is read now, in order of publication.

    `version` is the extractor's and is kept with what it read; `since` is a date of publication. With
    `dry_run` nothing is written, and each article is held against history as it stands.
    """
    for article, source, imported in store.kept_articles(since):
        observations = extract(article)
        if {statement.key for statement in statements_of(article, observations)} == store.standing(
            article.url
        ):
            continue
        history = store.history(article, observations)
        changes = diff(article, observations, history, source=source, imported=imported, reread=True)
        if not dry_run:
            store.reread(
                article,
                observations,
                changes,
                source=source,
                imported=imported,
                extractor=version,
                now=now,
            )
        if changes:
            yield Reread(article=article, changes=changes)
