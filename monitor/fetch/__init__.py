"""What stands at this address?  URL -> Page, within limits of size, time and place; the only way to the net.

with Fetcher(user_agent="press-monitor/1.0 (+mailto:desk@example.org)") as fetcher:
    page = fetcher.fetch("https://www.cq.gov.cn/ywdt/jrcq/", source)
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any, Self

import httpx
import stamina

from monitor.errors import Blocked, FetchError
from monitor.fetch.body import READABLE, inflated, media_type, too_large
from monitor.fetch.decode import decode
from monitor.fetch.local import read_local
from monitor.fetch.manners import Manners
from monitor.fetch.network import BOUNDS, Backend, Bounds, Transport
from monitor.fetch.page_state import PageState, forward_of, page_state
from monitor.types import Page, Source

__all__ = ["Fetcher", "PageState", "page_state"]

stamina.instrumentation.set_on_retry_hooks([])  # its own log lines would mix with a command's output
USER_AGENT = "chongqing-indicator-monitor/0.1 (+https://example.org/contact)"
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
WALLS = {403, 412, 521}
"""Statuses Chinese site shields answer instead of a page: 412 (Ruishu), 521 (jsl), 403 (any)."""
UNREACHABLE = {"timeout", "unreachable", "closed", "private address"}
TEXTUAL = re.compile(
    r"text/|application/(?:(?:[\w.-]+\+)?(?:json|xml)|(?:x-)?javascript|octet-stream)$|application/pdf$|image/(?:png|jpeg)$"
)
"""Media types that are read; a server that does not know says octet-stream, and the bytes decide."""


class Fetcher:
    """One shared HTTP client, for several threads; hosts are asked in parallel, each at its own pace."""

    def __init__(
        self,
        *,
        user_agent: str = USER_AGENT,
        pace: float = 1.0,
        shared: Path | None = None,
        deadline: float = 30.0,
        max_bytes: int = 8 * 2**20,
        attempts: int = 3,
        full_every: int = 20,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`pace` and `deadline` in seconds, `shared` the file by which processes keep one pace; every
        `full_every`th visit asks for the page whole.
        """
        self.user_agent, self.deadline, self.max_bytes = user_agent, deadline, max_bytes
        self.attempts, self.full_every, self.clock, self.now = attempts, full_every, clock, now
        self.manners = Manners(pace=pace, clock=clock, sleep=sleep, shared=shared)
        self._visits: Counter[str] = Counter()
        self._backend = Backend()
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx.Client(transport=Transport(self._backend), cookies=no_cookies, timeout=10.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def fetch(self, url: str, source: Source, *, etag: str = "", last_modified: str = "") -> Page:
        """The page at `url`, for a `folder` source a path; with validators it may come back `not_modified`.

        Raises FetchError (Blocked where it is forbidden): no answer within the deadline, a bad status, a page
        too large, of no readable type, garbled, empty, or a notice instead of content (`state` says which).
        """
        if source.adapter == "folder":
            return read_local(url, self.now(), etag=etag)
        self._visits[url] += 1
        headers = {"User-Agent": source.user_agent or self.user_agent}
        if self._visits[url] % self.full_every:
            validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
            headers |= {name: value for name, value in validators.items() if value}
        bounds = Bounds(self.clock() + self.deadline, source, self.clock)
        token = BOUNDS.set(bounds)
        try:
            for attempt in stamina.retry_context(
                lambda error: isinstance(error, FetchError) and error.retriable and not bounds.over,
                attempts=self.attempts,
                timeout=self.deadline,
                wait_initial=0.5,
            ):
                with attempt:
                    return self._follow(url, headers)
        finally:
            BOUNDS.reset(token)
        raise AssertionError("stamina returns or raises")

    def _follow(self, url: str, headers: Mapping[str, str]) -> Page:
        for _ in range(MAX_REDIRECTS + 1):
            target = self._checked(url)
            origin = _origin(target)
            self.manners.check_robots(origin, str(target), self.user_agent, self._robots)
            answer = self._ask(target, origin, headers)
            if isinstance(answer, Page):
                return answer
            url = answer
        raise FetchError(f"more than {MAX_REDIRECTS} redirects", url=url, retriable=False, state="redirects")

    def _ask(self, target: httpx.URL, origin: str, headers: Mapping[str, str]) -> Page | str:
        """The page, or where the host sends us instead."""
        bounds = BOUNDS.get()
        bounds.until += self.manners.take_turn(origin, self.user_agent)
        try:
            with self._client.stream("GET", target, headers=dict(headers)) as response:
                if response.status_code in REDIRECTS and "location" in response.headers:
                    return str(target.join(response.headers["location"]))
                self._check_status(response, origin)
                page = self._page(response)
            self.manners.answered(origin, whole=True)
            onward = forward_of(page.text)
            return str(target.join(onward)) if onward else page
        except httpx.InvalidURL as error:
            raise FetchError(f"bad redirect: {error}", url=str(target), retriable=False) from error
        except httpx.TimeoutException as error:
            late = f"no complete answer within {self.deadline:g} s"
            self.manners.answered(origin, whole=False)
            reason = late if bounds.over else "the host is silent"
            raise FetchError(reason, url=str(target), state="timeout") from error
        except httpx.HTTPError as error:
            self.manners.answered(origin, whole=False)
            reason = f"connection failed: {error or type(error).__name__}"
            raise FetchError(reason, url=str(target), state="unreachable") from error

    def _checked(self, url: str) -> httpx.URL:
        """`url` if it is one that may be asked at all; its addresses are checked while connecting."""
        try:
            target = httpx.URL(url).copy_with(fragment=None)
        except httpx.InvalidURL as error:
            raise FetchError(f"not an address: {error}", url=url, retriable=False) from error
        if target.scheme not in ("http", "https"):
            raise Blocked("only http:// and https:// addresses are fetched", url=url, retriable=False)
        if not target.host:
            raise FetchError("the address names no host", url=url, retriable=False)
        self._backend.check_reuse(target.host)
        return target

    def _check_status(self, response: httpx.Response, origin: str) -> None:
        status, url = response.status_code, str(response.url)
        if status == 200 or (status == 304 and _conditional(response.request)):
            return
        if status in WALLS:
            raise Blocked(f"HTTP {status}: a bot wall", url=url, status=status, state=PageState.BOT_WALL)
        busy = status == 429 or status >= 500
        wait = _retry_after(response.headers.get("retry-after", ""), self.now()) if busy else 0.0
        self.manners.close(origin, wait)
        asked = f", asks to wait {wait:.0f} s" if wait else ""
        raise FetchError(f"HTTP {status}{asked}", url=url, status=status, retriable=busy)

    def _page(self, response: httpx.Response) -> Page:
        url, headers = str(response.url), response.headers
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        about: dict[str, Any] = {"url": url, "fetched_at": self.now(), "status": response.status_code}
        about |= {"etag": headers.get("etag", ""), "last_modified": headers.get("last-modified", "")}
        about["headers"] = dict(headers)
        if response.status_code == 304:
            response.read()  # nothing; but read to its end a connection can be used again
            return Page(**about, text="", content=b"", sha256="", not_modified=True)
        if kind and not TEXTUAL.match(kind):
            raise FetchError(f"content type {kind} is not read", url=url, retriable=False, state="wrong type")
        if int(headers.get("content-length") or 0) > self.max_bytes:
            raise FetchError(too_large(self.max_bytes), url=url, retriable=False, state="too large")
        encoding = headers.get("content-encoding", "")
        content = inflated(response.iter_raw(), encoding, self.max_bytes, url)
        about |= {"content": content, "sha256": hashlib.sha256(content).hexdigest()}
        if binary := media_type(content):
            if binary in READABLE:
                return Page(**about, text="", charset="binary", content_type=binary)
            raise FetchError(f"holds {binary}, not text", url=url, retriable=False, state="binary")
        text, charset = decode(content, headers.get("content-type", ""), url=url)
        state = page_state(text, kind or "text/html")
        if state is PageState.BOT_WALL:
            raise Blocked("a bot wall instead of the page", url=url, retriable=False, state=state)
        if state is not PageState.OK:
            reason = f"answered with success but shows: {state}"
            raise FetchError(reason, url=url, retriable=False, state=state)
        return Page(**about, text=text, charset=charset, content_type=kind)

    def _robots(self, url: str) -> str:
        """The text of a robots.txt; none allows all, one that cannot be reached forbids all (RFC 9309)."""
        for _ in range(MAX_REDIRECTS + 1):
            target = self._checked(url)
            try:
                answer = self._ask(target, _origin(target), {"User-Agent": self.user_agent})
            except FetchError as error:
                if error.state in UNREACHABLE or error.status == 429 or error.status >= 500:
                    raise
                return ""
            if isinstance(answer, Page):
                return answer.text
            url = answer
        return ""


def _origin(target: httpx.URL) -> str:
    return f"{target.scheme}://{target.netloc.decode('ascii')}"


def _conditional(request: httpx.Request) -> bool:
    return "if-none-match" in request.headers or "if-modified-since" in request.headers


def _retry_after(value: str, now: datetime) -> float:
    """Seconds a Retry-After header asks for: a number or a date; 0 where it says nothing usable."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
