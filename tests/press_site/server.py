"""How does the stand-in answer?  A small HTTP/1.1 server that can also behave badly on purpose."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Request:
    """What was asked."""

    host: str
    """Without port and without `.localhost`."""
    path: str
    headers: Mapping[str, str]
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Reply:
    """What to answer. A body of several pieces is sent as they come, without a length."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None
    """Content-Length to claim, where it is not the true one."""
    reset: bool = False
    """Break the connection off after the body instead of ending it."""


Answer = Callable[[Request], Reply]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        host = self.headers.get("host", "").split(":")[0].removesuffix(".localhost")
        request = Request(host=host, path=self.path, headers={k.lower(): v for k, v in self.headers.items()})
        self.server.requests.append(request)
        try:
            self._send(self.server.answer(request))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        whole = isinstance(reply.body, bytes)
        self.send_response(reply.status)
        if reply.content_type and reply.status != 304:
            self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if isinstance(reply.body, bytes):
            self.send_header("Content-Length", str(reply.declared or len(reply.body)))
        if not whole or reply.reset or reply.declared:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        for piece in [reply.body] if isinstance(reply.body, bytes) else reply.body:
            self.wfile.write(piece)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent: what was asked stands in `requests`."""


class Server(ThreadingHTTPServer):
    """Answers by a function; remembers what it was asked."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, answer: Answer, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.answer = answer
        self.requests: list[Request] = []
        self.stopped = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the play; anything else is a fault of the stand-in."""
        import sys

        if not isinstance(sys.exception(), OSError | ValueError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(answer: Answer, port: int = 0) -> Iterator[Server]:
    """The server, running in a thread until the block ends."""
    server = Server(answer, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
