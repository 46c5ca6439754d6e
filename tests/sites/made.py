"""Pages from a test's own words, and a fetch that knows only them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from monitor.errors import FetchError
from monitor.types import Page, Source


def page(url: str, text: str) -> Page:
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Page(url=url, text=text, content=content, sha256=digest, fetched_at=now, content_type="text/html")


def fetch_of(texts: Mapping[str, str | FetchError], asked: list[str] | None = None) -> Callable[..., Page]:
    """Answers with the text at an address; 404 where there is none."""

    def fetch(url: str, source: Source, **_: str) -> Page:
        if asked is not None:
            asked.append(url)
        found = texts.get(url, FetchError("HTTP 404", url=url, status=404))
        if isinstance(found, FetchError):
            raise found
        return page(url, found)

    return fetch
