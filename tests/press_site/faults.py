"""What can a server do to a reader?  Each fault of the stand-in, made on the fly."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from threading import Event

from tests.press_site.server import Reply, Request

PAGE = b"<html><body>" + "<p>这是一个很长的页面。</p>".encode() * 100


def server_error(_: Request) -> Reply:
    return Reply(b"<h1>500 Internal Server Error</h1>", 500)


def reset_in_the_body(_: Request) -> Reply:
    return Reply(PAGE, declared=10 * len(PAGE), reset=True)


def reset_at_once(_: Request) -> Reply:
    return Reply(b"", declared=1, reset=True)


def silence(stopped: Event, seconds: float = 60) -> Callable[[Request], Reply]:
    """No answer at all, until the server stops."""

    def answer(_: Request) -> Reply:
        stopped.wait(seconds)
        return Reply(PAGE)

    return answer


def drip(stopped: Event, every: float = 1.0) -> Callable[[Request], Reply]:
    """One byte a second, for ever."""

    def pieces() -> Iterator[bytes]:
        while not stopped.wait(every):
            yield b"x"

    return lambda _: Reply(pieces())


def gzip_bomb(size: int = 1 << 30) -> bytes:
    """A gzip body of `size` zeros, without ever holding or packing more than a megabyte of them.

    After a full flush deflate forgets what came before, so the packed megabyte can be repeated.
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
    return head + block * (size >> 20) + zlib.compressobj(9, wbits=-zlib.MAX_WBITS).flush() + bytes(8)


def bomb(_: Request) -> Reply:
    return Reply(gzip_bomb(), headers={"Content-Encoding": "gzip"})


def large(_: Request) -> Reply:
    """50 MB, announced."""
    return Reply(PAGE * (50 * 2**20 // len(PAGE)))


def endless(_: Request) -> Reply:
    """50 MB, not announced."""
    return Reply(PAGE for _ in range(50 * 2**20 // len(PAGE)))


def redirect(location: str) -> Callable[[Request], Reply]:
    return lambda _: Reply(status=302, headers={"Location": location})


def redirect_loop(request: Request) -> Reply:
    return Reply(status=302, headers={"Location": request.path})


def maintenance(_: Request) -> Reply:
    text = "<html><head><title>系统维护</title></head><body>网站正在升级维护，请稍后访问。</body></html>"
    return Reply(text.encode())


def bot_wall(_: Request) -> Reply:
    return Reply(b"<script>document.cookie='__jsl_clearance_s=1|-1|x';location.reload()</script>", 521)


def empty(_: Request) -> Reply:
    return Reply(b"")


def not_found_as_success(_: Request) -> Reply:
    return Reply("<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode())


def slow(seconds: float, answer: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
    def later(request: Request) -> Reply:
        time.sleep(seconds)
        return answer(request)

    return later


SIMPLE: Mapping[str, Callable[[Request], Reply]] = {
    "500": server_error,
    "reset in the body": reset_in_the_body,
    "reset at once": reset_at_once,
    "gzip bomb": bomb,
    "50 MB page": large,
    "50 MB page without length": endless,
    "redirect loop": redirect_loop,
    "redirect to link-local": redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect to localhost": redirect("http://localhost:9/admin"),
    "maintenance page": maintenance,
    "bot wall": bot_wall,
    "empty page": empty,
    "error page as success": not_found_as_success,
}
"""Faults that need nothing but the request."""

LABELS: Mapping[str, tuple[str, str, str]] = {
    "GBK, header says utf-8": ("gbk", "text/html; charset=utf-8", ""),
    "GBK, meta says utf-8": ("gbk", "text/html", "utf-8"),
    "GBK, meta says gb2312": ("gbk", "text/html", "gb2312"),
    "GBK, no label at all": ("gbk", "text/html", ""),
    "GBK, header says gbk": ("gbk", "text/html; charset=gbk", ""),
}
"""Wrong charset labels: how a page is written, what the header says, what its <meta> says."""
