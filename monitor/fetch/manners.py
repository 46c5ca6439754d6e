"""May this address be asked now?  robots.txt, the pace each host is asked at, and waits hosts asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from protego import Protego

from monitor.errors import Blocked, FetchError
from monitor.fetch.turns import STALE, turns

ROBOTS_KEPT = 24 * 3600.0
PATIENCE = 5.0
"""Seconds a host may ask to wait (Retry-After) that are waited out; longer closes it for that time."""
FAILURES, REST = 6, 120.0
"""A host that broke off so many requests in a row is left alone for so many seconds: fifty links to a dead
host must not hold a pass for fifty deadlines."""
LONGEST_DELAY = 60.0
"""Seconds of Crawl-delay that are honoured at most; with more, a day's edition would not fit in a day."""


@dataclass
class Host:
    """What is known of one host (scheme, name and port)."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0
    failures: int = 0
    robots: Protego | None = None
    robots_until: float = 0.0


class Manners:
    """Times are seconds on `clock`; `sleep` waits. Both are passed in, so that tests need no waiting."""

    def __init__(
        self,
        *,
        pace: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        shared: Path | None = None,
    ) -> None:
        """`shared` is a file by which several processes keep one pace."""
        self.pace, self.clock, self.sleep, self.shared = pace, clock, sleep, shared
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def host(self, origin: str) -> Host:
        with self._lock:
            return self._hosts.setdefault(origin, Host())

    def take_turn(self, origin: str, agent: str) -> float:
        """Wait until `origin` may be asked and return the seconds waited; turns are handed out in order.

        Raises FetchError where the host is to be left alone for longer than PATIENCE.
        """
        host = self.host(origin)
        delay = host.robots.crawl_delay(agent) if host.robots else None
        interval = max(self.pace, min(float(delay or 0), LONGEST_DELAY))
        with host.lock:
            now = self.clock()
            left = host.closed_until - now
            if left > PATIENCE:
                reason = f"the host is left alone for another {left:.0f} s"
                raise FetchError(reason, url=origin, retriable=False, state="closed")
            with turns(self.shared if interval else None) as free:
                others = free.get(origin, 0.0)
                turn = max(now, host.free_at, host.closed_until, others if others < now + STALE else 0.0)
                host.free_at = free[origin] = turn + interval
        if turn > now:
            self.sleep(turn - now)
        return turn - now

    def close(self, origin: str, seconds: float) -> None:
        """Leave the host alone for so long: it asked for that (Retry-After) or does not answer."""
        host = self.host(origin)
        with host.lock:
            host.closed_until = max(host.closed_until, self.clock() + seconds)

    def answered(self, origin: str, whole: bool) -> None:
        """The host answered a request to its end, or broke it off."""
        host = self.host(origin)
        with host.lock:
            host.failures = 0 if whole else host.failures + 1
            tired = host.failures >= FAILURES
            if tired:
                host.failures = 0
        if tired:
            self.close(origin, REST)

    def check_robots(self, origin: str, url: str, agent: str, load: Callable[[str], str]) -> None:
        """Raises Blocked where robots.txt forbids `url`. `load(address)` gives its text, asked once a day."""
        host = self.host(origin)
        with host.lock:
            stale = host.robots is None or self.clock() >= host.robots_until
        if stale:
            rules = Protego.parse(load(f"{origin}/robots.txt"))
            with host.lock:
                host.robots, host.robots_until = rules, self.clock() + ROBOTS_KEPT
        assert host.robots is not None
        if not host.robots.can_fetch(url, agent):
            raise Blocked("robots.txt forbids it", url=url, retriable=False, state="forbidden")
