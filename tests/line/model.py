"""A language model that runs here: an OpenAI-compatible endpoint that answers as a test tells it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = bytes | Iterable[bytes]
Answer = Callable[[dict[str, Any]], Body | int]
"""From what was asked to the body of the answer, or to an HTTP status that is none."""


def says(words: str) -> bytes:
    """The body in which a model says something."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


def figures(*told: dict[str, Any]) -> bytes:
    """The body in which a model gives the figures it was asked for."""
    return says(json.dumps({"figures": list(told)}, ensure_ascii=False))


class Model(ThreadingHTTPServer):
    """Answers by a function; remembers what it was asked and by which key."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.over = threading.Event()
        """Set when the test is: who keeps a client waiting may stop."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked | {"path": self.path})
        self.server.keys.append(self.headers.get("Authorization", ""))
        body = self.server.answer(asked)
        self.send_response(body if isinstance(body, int) else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            for piece in [body] if isinstance(body, bytes) else [] if isinstance(body, int) else body:
                self.wfile.write(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # who asked did not wait

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent: what was asked stands in `asked`."""


@contextmanager
def model(answer: Answer) -> Iterator[Model]:
    """The endpoint, running until the block ends."""
    server = Model(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
