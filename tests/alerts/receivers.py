"""A mail server and a web hook on this machine, both able to fail on cue. Only what they accept counts."""

import asyncio
import json
import socket
import struct
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

SMALL = 4000
"""Bytes a receiver takes that rejects for size."""


class Postbox:
    """`refuse` answers a recipient; `fault` is what happens to every message: slow, hang, reset, size."""

    def __init__(self):
        self.mails, self.refuse, self.fault, self.seen = [], {}, "", 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self.refuse.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.seen += 1
        if self.fault == "slow":
            await asyncio.sleep(1)
        if self.fault == "hang":
            await asyncio.sleep(60)
        if self.fault == "reset":
            server.transport.abort()
            return "451 gone"
        if self.fault == "size" and len(envelope.content) > SMALL:
            return "552 message exceeds the size limit"
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    def to(self, address):
        return [mail for recipients, mail in self.mails if address in recipients]


class Hook:
    """`faults` are used up one a request; after them, and for 200, it accepts. What it answers repeats the
    address and headers it was given, as careless servers do."""

    def __init__(self):
        self.posts, self.faults, self.seen, self.gets = [], [], 0, []
        self.released = threading.Event()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postbox_at(port=0):
    box = Postbox()
    box.port = port or free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def hook_at(port=0):
    box = Hook()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            box.gets.append(self.path)
            self._reply(200)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.seen += 1
            fault = box.faults.pop(0) if box.faults else 200
            if fault == "hang":
                box.released.wait(60)
                return
            if fault == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            if fault == "size":
                fault = 413 if len(body) > SMALL else 200
            if fault == 200:
                box.posts.append(json.loads(body))
            self._reply(fault)

        def _reply(self, status):
            self.send_response(status)
            said = f"{self.path} {dict(self.headers)}".encode()
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_):
            """A connection reset on cue is no news."""

    server = Quiet(("127.0.0.1", port), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    box.port = server.server_address[1]
    try:
        yield box
    finally:
        box.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
