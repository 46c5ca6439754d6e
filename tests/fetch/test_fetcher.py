"""Does a fetch end well or in one clear line, whatever the server does?"""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import stamina

from monitor.errors import Blocked, FetchError
from monitor.fetch import Fetcher
from monitor.types import Page, Source
from tests.press_site.faults import bomb
from tests.press_site.server import Reply, Request, Server, serving

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
INSIDE = Source(id="s", adapter="html_list", allow_private=True)
OUTSIDE = replace(INSIDE, allow_private=False)
PAGE = "<html><body>" + "<p>全市高新技术企业达到八千家，同比增长一成。</p>" * 30 + "</body></html>"


@pytest.fixture(autouse=True)
def no_backoff() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3):
        yield


class Site:
    """A server whose answers a test sets by path, and a fetcher to ask it with."""

    def __init__(self, server: Server, fetcher: Fetcher) -> None:
        self.server, self.fetcher = server, fetcher
        self.answers: dict[str, Callable[[Request], Reply] | Reply] = {"/robots.txt": Reply(status=404)}
        server.answer = self.answer

    def answer(self, request: Request) -> Reply:
        found = self.answers.get(request.path, Reply(PAGE.encode()))
        return found if isinstance(found, Reply) else found(request)

    def url(self, path: str, host: str = "press.localhost") -> str:
        return f"http://{host}:{self.server.port}{path}"

    def fetch(self, path: str, source: Source = INSIDE, **validators: str) -> Page:
        return self.fetcher.fetch(self.url(path), replace(source, url=self.url("/")), **validators)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.server.requests if request.path == path]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(lambda _: Reply()) as server, Fetcher(pace=0, deadline=2, now=lambda: NOW) as fetcher:
        yield Site(server, fetcher)


def test_page(site: Site) -> None:
    page = site.fetch("/a")
    assert (page.text, page.charset, page.status) == (PAGE, "utf-8", 200)
    assert page.fetched_at == NOW
    assert page.content == PAGE.encode()


def test_unchanged_page_comes_back_not_modified(site: Site) -> None:
    def answer(request: Request) -> Reply:
        match = request.headers.get("if-none-match") == '"v1"' and "if-modified-since" in request.headers
        return Reply(status=304) if match else Reply(PAGE.encode(), headers={"ETag": '"v1"'})

    site.answers["/a"] = answer
    page = site.fetch("/a")
    assert page.etag == '"v1"'
    again = site.fetch("/a", etag=page.etag, last_modified="Mon, 02 Mar 2026 00:00:00 GMT")
    assert again.not_modified
    assert again.content == b""


def test_every_nth_visit_asks_for_the_whole_page(site: Site) -> None:
    site.fetcher.full_every = 3
    for _ in range(6):
        site.fetch("/a", etag='"v1"')
    assert ["if-none-match" in request.headers for request in site.asked("/a")] == [True, True, False] * 2


def test_redirects_are_followed_by_hand(site: Site) -> None:
    site.answers["/a"] = Reply(status=302, headers={"Location": "b?x=1#part"})
    assert site.fetch("/a").url == site.url("/b?x=1")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is a private address"),
        ("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1 is a private address"),
        ("http://127.1/", "private address"),
        ("http://localhost:{port}/", r"localhost \(127.0.0.1\) is a private address"),
        ("file:///etc/passwd", "only http:// and https:// addresses"),
        ("gopher://press.localhost/", "only http:// and https:// addresses"),
    ],
)
def test_redirect_out_of_bounds_is_refused(site: Site, location: str, reason: str) -> None:
    """Even where the source itself may be inside: its pages must not lead anywhere else there."""
    site.answers["/a"] = Reply(status=302, headers={"Location": location.format(port=site.server.port)})
    with pytest.raises(Blocked, match=reason):
        site.fetch("/a")
    assert not site.asked("/")


def test_private_address_needs_permission(site: Site) -> None:
    with pytest.raises(Blocked, match="set `allow_private: true`"):
        site.fetch("/a", OUTSIDE)
    assert not site.server.requests


def test_permission_of_one_source_is_not_anothers(site: Site) -> None:
    """The open connection of a permitted source must not be a way in for the others."""
    site.fetch("/a")
    with pytest.raises(Blocked, match="private address"):
        site.fetch("/a", OUTSIDE)


def test_redirect_loop_ends(site: Site) -> None:
    site.answers["/a"] = Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        site.fetch("/a")
    assert len(site.asked("/a")) == 6


def drip(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece
        time.sleep(0.05)


def test_drip_ends_at_the_deadline(site: Site) -> None:
    site.fetcher.deadline = 0.5
    site.answers["/a"] = lambda _: Reply(drip(b"x"))
    begun = time.monotonic()
    with pytest.raises(FetchError, match="no complete answer"):
        site.fetch("/a")
    assert 0.5 <= time.monotonic() - begun < 5


def test_dripping_headers_end_at_the_deadline(site: Site) -> None:
    """httpx alone would wait for ever: within the headers its timeout is per read."""
    with raw_server(b"HTTP/1.1 200 OK\r\nX: ", b"x") as port:
        site.fetcher.deadline = 0.5
        source = replace(INSIDE, url=f"http://drip.localhost:{port}/")
        begun = time.monotonic()
        with pytest.raises(FetchError, match="no complete answer"):
            site.fetcher.fetch(source.url, source)
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_silence_ends_at_the_deadline(site: Site, scheme: str) -> None:
    """Accepted and never answered, within HTTP as within the TLS handshake."""
    site.fetcher.deadline = 0.5
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = replace(INSIDE, url=f"{scheme}://silent.localhost:{silent.getsockname()[1]}/")
        begun = time.monotonic()
        with pytest.raises(FetchError, match="no complete answer"):
            site.fetcher.fetch(source.url, source)
    assert time.monotonic() - begun < 5


@contextmanager
def raw_server(first: bytes, then: bytes) -> Iterator[int]:
    """Sends `first` to everybody who connects and then `then` every 50 ms, whatever is asked."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while not over.is_set():
                    connection, _ = listening.accept()
                    with connection, suppress(OSError):
                        connection.sendall(first)
                        while not over.wait(0.05):
                            connection.sendall(then)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_gzip_bomb_is_refused_at_the_limit(site: Site) -> None:
    site.answers["/a"] = bomb
    begun = time.process_time()
    with pytest.raises(FetchError, match="larger than the limit of 8 MB"):
        site.fetch("/a")
    assert time.process_time() - begun < 1.5


def test_large_page_is_refused_by_its_length(site: Site) -> None:
    site.answers["/a"] = Reply(b"", declared=50 << 20)
    with pytest.raises(FetchError, match="larger than the limit of 8 MB"):
        site.fetch("/a")


def test_large_page_without_length_is_refused_at_the_limit(site: Site) -> None:
    site.answers["/a"] = lambda _: Reply(b"x" * 65536 for _ in range(800))
    with pytest.raises(FetchError, match="larger than the limit of 8 MB"):
        site.fetch("/a")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_page(site: Site, encoding: str) -> None:
    packed = gzip.compress(PAGE.encode()) if encoding == "gzip" else zlib.compress(PAGE.encode())
    site.answers["/a"] = Reply(packed, headers={"Content-Encoding": encoding})
    assert site.fetch("/a").text == PAGE


def test_body_cut_off_within_gzip_is_not_a_page(site: Site) -> None:
    site.answers["/a"] = Reply(gzip.compress(PAGE.encode())[:-20], headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="cut off"):
        site.fetch("/a")


def test_connection_broken_in_the_body_is_tried_again(site: Site) -> None:
    answers = iter([Reply(b"half", declared=900, reset=True), Reply(PAGE.encode())])
    site.answers["/a"] = lambda _: next(answers)
    assert site.fetch("/a").text == PAGE


def test_server_error_is_tried_three_times(site: Site) -> None:
    site.answers["/a"] = Reply(status=500)
    with pytest.raises(FetchError, match="HTTP 500") as caught:
        site.fetch("/a")
    assert (len(site.asked("/a")), caught.value.status) == (3, 500)


def test_missing_page_is_asked_once(site: Site) -> None:
    site.answers["/a"] = Reply(status=404)
    with pytest.raises(FetchError, match="HTTP 404") as caught:
        site.fetch("/a")
    assert (len(site.asked("/a")), caught.value.status, caught.value.retriable) == (1, 404, False)


def test_unreachable_host_is_one_line(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="connection failed"):
        site.fetcher.fetch(f"http://press.localhost:{port}/", INSIDE)


@pytest.mark.parametrize("kind", ["video/mp4", "application/zip", "image/svg+xml", "application/msword"])
def test_other_content_types_are_not_even_downloaded(site: Site, kind: str) -> None:
    site.answers["/a"] = Reply(PAGE.encode(), content_type=kind)
    with pytest.raises(FetchError, match="is not read"):
        site.fetch("/a")


def test_binary_labelled_as_text_is_refused(site: Site) -> None:
    site.answers["/a"] = Reply(b"PK\x03\x04" + bytes(100))
    with pytest.raises(FetchError, match="holds application/zip, not text"):
        site.fetch("/a")


def test_attachment_in_pdf_keeps_its_bytes(site: Site) -> None:
    site.answers["/a.pdf"] = Reply(b"%PDF-1.7 \x00\xff", content_type="application/pdf")
    page = site.fetch("/a.pdf")
    assert (page.text, page.content, page.content_type) == ("", b"%PDF-1.7 \x00\xff", "application/pdf")


def test_cookies_are_not_kept(site: Site) -> None:
    site.answers["/a"] = Reply(PAGE.encode(), headers={"Set-Cookie": "visitor=1"})
    site.fetch("/a")
    site.fetch("/a")
    assert all("cookie" not in request.headers for request in site.asked("/a"))


def test_user_agent_is_honest_unless_the_source_says_otherwise(site: Site) -> None:
    site.fetch("/a")
    site.fetch("/a", replace(INSIDE, user_agent="Mozilla/5.0"))
    first, second = (request.headers["user-agent"] for request in site.asked("/a"))
    assert "+http" in first
    assert second == "Mozilla/5.0"


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("", "empty"),
        (
            "<html><head><title>系统维护</title></head><body>网站正在维护，请稍后访问</body></html>",
            "maintenance",
        ),
        ("<html><body><h1>404</h1>您访问的页面不存在</body></html>", "error page"),
    ],
)
def test_notice_sent_as_success_is_no_page(site: Site, body: str, state: str) -> None:
    site.answers["/a"] = Reply(body.encode())
    with pytest.raises(FetchError) as caught:
        site.fetch("/a")
    assert caught.value.state == state


@pytest.mark.parametrize(
    "reply", [Reply(status=412), Reply(status=521), Reply(b"<script>__jsl_clearance=1</script>")]
)
def test_bot_wall_is_named(site: Site, reply: Reply) -> None:
    site.answers["/a"] = reply
    with pytest.raises(Blocked, match="bot wall") as caught:
        site.fetch("/a")
    assert caught.value.state == "bot wall"


def test_entry_page_that_sends_on_is_followed_with_validators(site: Site) -> None:
    """It comes back under the address it leads to; unchanged, it still says where that is."""
    sends = b"<meta http-equiv=REFRESH content='0; URL=2026-02/03/node.htm'>"
    site.answers["/html/"] = Reply(sends, headers={"ETag": '"e"'})

    def answer(request: Request) -> Reply:
        same = request.headers.get("if-none-match") == '"v1"'
        return Reply(status=304) if same else Reply(PAGE.encode(), headers={"ETag": '"v1"'})

    site.answers["/html/2026-02/03/node.htm"] = answer
    first = site.fetch("/html/")
    again = site.fetch("/html/", etag=first.etag)
    assert first.url == again.url == site.url("/html/2026-02/03/node.htm")
    assert (first.not_modified, again.not_modified) == (False, True)


def test_entry_page_that_sends_in_circles_ends(site: Site) -> None:
    site.answers["/a"] = Reply(b"<meta http-equiv=refresh content='0; url=/a'>")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        site.fetch("/a")
