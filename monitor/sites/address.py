"""Which address is an article known by?  One, however many its site answers at."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit, urlunsplit

from monitor.types import Source

PORTS = {"http": 80, "https": 443}


def at_home(url: str, source: Source) -> str:
    """`url` as the source's own address writes scheme and host; empty where it leads to another site.

    http and https, with and without `www.`, are one site; a fragment names no other page.
    """
    found, home = urlsplit(url), urlsplit(source.url)
    if found.scheme not in PORTS or _site(found) != _site(home):
        return ""
    return urlunsplit((home.scheme, home.netloc, found.path, found.query, ""))


def _site(address: SplitResult) -> tuple[str, int | None]:
    try:
        port = address.port
    except ValueError:  # `:abc`
        return "", 0
    return (address.hostname or "").removeprefix("www."), None if port in PORTS.values() else port
