"""How is each kind of source found and read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import ModuleType

from monitor.errors import ConfigError, ReadError
from monitor.sites import cq_gov, cqrb_epaper, empire_json, folder, founder_epaper, html_list, rss
from monitor.types import Article, Fetch, Link, Page, Source

__all__ = ["ADAPTERS", "discover", "read"]

ADAPTERS: Mapping[str, ModuleType] = {
    "folder": folder,
    "html_list": html_list,
    "rss": rss,
    "cq_gov": cq_gov,
    "cqrb_epaper": cqrb_epaper,
    "founder_epaper": founder_epaper,
    "empire_json": empire_json,
}
"""Each adapter is a module with `discover` and `read` of the same form as below."""


def discover(source: Source, fetch: Fetch, today: date) -> Iterable[Link]:
    """Articles a source offers now. Raises FetchError and ReadError, after giving what could be found.

    NotYet tells that nothing is wrong, only too early.
    """
    found: Iterable[Link] = _adapter(source).discover(source, fetch, today)
    return found


def read(page: Page, link: Link, source: Source) -> Article:
    """The article on a fetched page, known by the address of its link. Raises ReadError."""
    article: Article = _adapter(source).read(page, link, source)
    if not article.text.strip():
        raise ReadError("the page holds no word to read", url=page.url, state="empty")
    return article


def _adapter(source: Source) -> ModuleType:
    try:
        return ADAPTERS[source.adapter]
    except KeyError:
        known = ", ".join(sorted(ADAPTERS))
        raise ConfigError(
            f"source {source.id}: there is no adapter '{source.adapter}'; known are {known}"
        ) from None
