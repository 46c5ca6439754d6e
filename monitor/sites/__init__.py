"""How is each kind of source found and read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import ModuleType
from urllib.parse import urlsplit

from monitor.errors import ConfigError, ReadError
from monitor.sites import cq_gov, cqrb_epaper, empire_json, folder, founder_epaper, html_list, rss
from monitor.sites.address import at_home
from monitor.types import Article, Fetch, Link, Page, Source

__all__ = ["ADAPTERS", "BY_DAY", "adapter_of", "at_home", "check", "discover", "further", "read"]

ADAPTERS: Mapping[str, ModuleType] = {
    "folder": folder,
    "html_list": html_list,
    "rss": rss,
    "cq_gov": cq_gov,
    "cqrb_epaper": cqrb_epaper,
    "founder_epaper": founder_epaper,
    "empire_json": empire_json,
}
"""Each adapter is a module with `discover` and `read` of the same form as below, and its `OPTIONS`."""
BY_DAY = {"cqrb_epaper", "founder_epaper"}
"""Those that ask for the edition of a day; the others have running lists."""

HOSTS = {
    "cq.gov.cn": "cq_gov",
    "epaper.cqrb.cn": "cqrb_epaper",
    "cqrbepaper.cqnews.net": "cqrb_epaper",
    "epaper.cqcb.com": "founder_epaper",
    "www.cqrb.cn": "empire_json",
    "www.cqcb.com": "empire_json",
}
"""Which adapter reads which known site, by the end of its name."""


def adapter_of(url: str) -> str:
    """The adapter for an address nobody has configured: `html_list` where the site is not known."""
    host = f".{urlsplit(url).hostname or ''}"
    return next((adapter for known, adapter in HOSTS.items() if host.endswith(f".{known}")), "html_list")


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Articles a source offers now. Raises FetchError and ReadError, after giving what could be found;
    ConfigError for an adapter that is not there.

    NotYet tells that nothing is wrong, only too early.
    """
    check(source)
    yield from _adapter(source).discover(source, fetch, today)


def further(source: Source, times: int) -> Source:
    """The source, of which so many `times` the usual number of editions or list pages is looked at."""
    name, usual = ("days", 3) if source.adapter in BY_DAY else ("pages", 1)
    return replace(source, options={**source.options, name: times * int(source.options.get(name, usual))})


def check(source: Source) -> None:
    """Raises ConfigError for an adapter that is not there, and for options it cannot work with."""
    known: Mapping[str, type] = _adapter(source).OPTIONS
    place = f"source {source.id}: options"
    for name, value in source.options.items():
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise ConfigError(f"{place}: unknown `{name}`; known to {source.adapter} are {there}")
        if known[name] is int and (type(value) is not int or value < 1):
            raise ConfigError(f"{place}: `{name}` is a number from 1 on, not `{value}`")
    if source.adapter in ("html_list", "rss"):
        html_list.check_selectors(source)


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
