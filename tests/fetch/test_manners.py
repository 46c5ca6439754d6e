"""Is every host asked only as often as it may be, and never what it forbids?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import stamina

from monitor.errors import Blocked, FetchError
from monitor.fetch import Fetcher
from monitor.fetch.manners import Manners
from monitor.types import Source
from tests.press_site.server import Reply, Request, Server, serving

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
INSIDE = Source(id="s", adapter="html_list", allow_private=True)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_turns_of_one_host_are_a_pace_apart(clock: Clock) -> None:
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep)
    for _ in range(3):
        manners.take_turn("http://a", "us")
    assert clock.slept == [1, 1]


def test_processes_that_share_a_file_keep_one_pace(clock: Clock, tmp_path: Path) -> None:
    daemon, backfill = (
        Manners(pace=1, clock=clock, sleep=clock.sleep, shared=tmp_path / "turns") for _ in range(2)
    )
    for manners in (daemon, backfill, backfill, daemon):
        manners.take_turn("http://a", "us")
        manners.take_turn(f"http://{id(manners)}", "us")
    assert clock.slept == [1, 1, 1]


@pytest.mark.parametrize("left", ["", '{"http://a"', "[]", '{"http://a": 987654321}'])
def test_what_a_dead_process_left_in_the_file_holds_nobody(clock: Clock, tmp_path: Path, left: str) -> None:
    (tmp_path / "turns").write_text(left)
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep, shared=tmp_path / "turns")
    for _ in range(2):
        manners.take_turn("http://a", "us")
    assert clock.slept == [1]


def test_without_a_place_for_the_file_a_process_keeps_its_own_pace(clock: Clock, tmp_path: Path) -> None:
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep, shared=tmp_path / "nowhere" / "turns")
    for _ in range(2):
        manners.take_turn("http://a", "us")
    assert clock.slept == [1]


def test_hosts_do_not_wait_for_each_other(clock: Clock) -> None:
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep)
    for origin in ("http://a", "http://b", "http://c"):
        manners.take_turn(origin, "us")
    assert clock.slept == []


def test_time_already_passed_is_not_waited_again(clock: Clock) -> None:
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep)
    manners.take_turn("http://a", "us")
    clock.time += 0.75
    manners.take_turn("http://a", "us")
    assert clock.slept == [0.25]


def test_crawl_delay_slows_the_pace(clock: Clock) -> None:
    manners = Manners(pace=1, clock=clock, sleep=clock.sleep)
    manners.check_robots("http://a", "http://a/x", "us", lambda _: "User-agent: *\nCrawl-delay: 7\n")
    manners.take_turn("http://a", "us")
    manners.take_turn("http://a", "us")
    assert clock.slept == [7]


def test_robots_txt_is_asked_once_a_day(clock: Clock) -> None:
    manners = Manners(pace=0, clock=clock, sleep=clock.sleep)
    asked: list[str] = []

    def load(url: str) -> str:
        asked.append(url)
        return ""

    for hours in (0, 1, 22, 2, 1):
        clock.time += hours * 3600
        manners.check_robots("http://a", "http://a/x", "us", load)
    assert asked == ["http://a/robots.txt"] * 2


class Site:
    """A server with a robots.txt, a fetcher that knows no waiting."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self.server, self.clock = server, clock
        self.robots = Reply(status=404)
        self.page = Reply(b"<p>page</p>")
        server.answer = self.answer
        self.fetcher = Fetcher(
            user_agent="press-monitor/1.0 (+mailto:desk@example.org)",
            clock=clock,
            sleep=clock.sleep,
            now=lambda: NOW,
        )

    def answer(self, request: Request) -> Reply:
        return self.robots if request.path == "/robots.txt" else self.page

    def fetch(self, path: str = "/page") -> None:
        self.fetcher.fetch(f"http://press.localhost:{self.server.port}{path}", INSIDE)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.server.requests]


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    with serving(lambda _: Reply()) as server, stamina.set_testing(True, attempts=3):
        site = Site(server, clock)
        with site.fetcher:
            yield site


def test_forbidden_page_is_not_asked_for(site: Site) -> None:
    site.robots = Reply(b"User-agent: press-monitor\nDisallow: /secret/\n", content_type="text/plain")
    with pytest.raises(Blocked, match=r"robots\.txt forbids it"):
        site.fetch("/secret/page")
    site.fetch("/page")
    assert site.paths == ["/robots.txt", "/page"]


@pytest.mark.parametrize(
    "robots",
    [
        Reply(status=404),
        Reply(status=403),
        Reply(status=412),
        Reply(b""),
        Reply(b"<html>" + b"<p>home page</p>" * 90),
    ],
    ids=["404", "403", "412", "empty", "home page"],
)
def test_no_robots_txt_allows_all(site: Site, robots: Reply) -> None:
    site.robots = robots
    site.fetch()
    assert site.paths[-1] == "/page"


def test_unreachable_robots_txt_forbids_until_it_can_be_had(site: Site) -> None:
    """RFC 9309, 2.3.1.4."""
    site.robots = Reply(status=503)
    with pytest.raises(FetchError, match=r"robots\.txt: HTTP 503"):
        site.fetch()
    assert "/page" not in site.paths
    site.robots = Reply(status=404)
    site.fetch()
    assert site.paths[-1] == "/page"


def test_short_retry_after_is_waited_out(site: Site) -> None:
    site.fetch()
    replies = iter([Reply(status=429, headers={"Retry-After": "4"}), Reply(b"<p>page</p>")])
    site.server.answer = lambda _: next(replies)
    site.fetch()
    assert site.clock.slept == [1, 1, 4]


def test_dead_host_is_left_alone_for_a_while(site: Site) -> None:
    """Fifty links to it must not cost fifty deadlines."""
    site.page = Reply(b"half", declared=900, reset=True)
    for _ in range(5):
        with pytest.raises(FetchError):
            site.fetch()
    assert site.paths.count("/page") == 6
    with pytest.raises(FetchError, match="left alone for another"):
        site.fetch()
    site.clock.time += 121
    site.page = Reply(b"<p>page</p>")
    site.fetch()


def test_one_broken_page_among_good_ones_closes_nothing(site: Site) -> None:
    whole, broken = Reply(b"<p>page</p>"), Reply(b"half", declared=900, reset=True)
    for _ in range(4):
        site.page = broken
        with pytest.raises(FetchError, match="connection failed"):
            site.fetch("/broken")
        site.page = whole
        site.fetch("/good")


def test_long_retry_after_closes_the_host_and_no_other(site: Site) -> None:
    site.page = Reply(status=503, headers={"Retry-After": "Mon, 02 Mar 2026 08:10:00 GMT"})
    with pytest.raises(FetchError, match="another 600 s"):
        site.fetch()
    asked = len(site.paths)
    with pytest.raises(FetchError, match="left alone") as caught:
        site.fetch("/other")
    assert (len(site.paths), caught.value.state) == (asked, "closed")
    site.clock.time += 601
    site.page = Reply(b"<p>page</p>")
    site.fetch("/other")
    assert site.paths[-1] == "/other"
