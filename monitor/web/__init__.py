"""Is the daemon well, and what became known?  /healthz, /metrics, /feed.atom and /changes/ID."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import generate_latest

from monitor.errors import ConfigError, StorageError
from monitor.schedule import Daemon, overdue
from monitor.web.pages import change_page, feed

STATES = ("queued", "sending", "sent", "failed", "dead")
LATE = timedelta(minutes=15)
STUCK = timedelta(hours=1)


def health(daemon: Daemon) -> list[str]:
    """What is wrong, one line each; empty where all is well."""
    wrong = []
    now = daemon.now()
    if now - daemon.last_look > timedelta(seconds=60 + 3 * daemon.tick):
        wrong.append(f"due sources were last looked for at {daemon.last_look.isoformat(timespec='seconds')}")
    try:
        daemon.line.store.check_writable()
        late = overdue(daemon, LATE)
        _, due = daemon.line.store.waiting_since()
    except StorageError as refused:
        return [*wrong, str(refused)]
    if late and now - daemon.started > LATE:
        wrong.append(f"overdue: {', '.join(late)}")
    if due and now - due > STUCK:
        wrong.append("alerts that are due are not being sent; see `monitor alerts list --failed`")
    return wrong


def measures(daemon: Daemon) -> bytes:
    """Everything counted, as Prometheus reads it."""
    counts, now = daemon.counts, daemon.now()
    store = daemon.line.store
    by_state, (queued, _) = store.counted(), store.waiting_since()
    for state in STATES:
        counts.outbox.labels(state).set(by_state.get(state, 0))
    counts.oldest.set((now - queued).total_seconds() if queued else 0)
    counts.since_look.set((now - daemon.last_look).total_seconds())
    return generate_latest(counts.registry)


@contextmanager
def serving(daemon: Daemon, host: str, port: int) -> Iterator[int]:
    """Answer while the block runs; gives the port. Raises ConfigError where the port is taken."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not hasattr(daemon, "line"):
                self._answer(503, b"starting", "text/plain")
            elif self.path == "/healthz":
                wrong = health(daemon)
                answer = json.dumps({"ok": not wrong, "wrong": wrong}, ensure_ascii=False).encode()
                self._answer(503 if wrong else 200, answer, "application/json")
            elif self.path == "/metrics":
                self._answer(200, measures(daemon), "text/plain; version=0.0.4; charset=utf-8")
            elif self.path == "/feed.atom":
                body = feed(daemon.line.store, daemon.config.alerts, daemon.now())
                self._answer(200, body, "application/atom+xml; charset=utf-8")
            elif page := self._change():
                self._answer(200, page, "text/html; charset=utf-8")
            else:
                self._answer(404, b"/healthz, /metrics, /feed.atom and /changes/ID are here", "text/plain")

        def _change(self) -> bytes | None:
            place, _, beginning = self.path.rpartition("/")
            if place != "/changes":
                return None
            return change_page(daemon.line.store, daemon.config.alerts, beginning)

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """One line a visit is enough."""

    try:
        server = ThreadingHTTPServer((host, port), Answers)
    except OSError as refused:
        place = f"{host}:{port}"
        raise ConfigError(f"health: {place} cannot be used: {refused.strerror}; set another port") from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
