"""Where can the alerts of a trial be looked at?  A mail server that keeps every mail as a file, and shows it."""

from __future__ import annotations

import email
import email.policy
import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes every mail; `number.eml` as it came and `number.html` as it looks go into the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._number = max((int(file.stem) for file in folder.glob("*.eml")), default=0)

    async def handle_DATA(  # noqa: N802 - its name in aiosmtpd
        self, server: object, session: object, envelope: Any
    ) -> str:
        self._number += 1
        file = self.folder / f"{self._number:04}.eml"
        file.write_bytes(envelope.content)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        file.with_suffix(".html").write_text(looks(mail), "utf-8")
        return "250 kept"


def looks(mail: EmailMessage) -> str:
    """A mail as a page: its heads, then the HTML it carries, else its text."""
    heads = "".join(
        f"<p><b>{name}</b> {html.escape(str(mail[name]))}</p>" for name in ("To", "Subject", "Date")
    )
    body = mail.get_body(("html", "plain"))
    said = str(body.get_content()) if body else ""
    if body is None or body.get_content_type() == "text/plain":
        said = f"<pre>{html.escape(said)}</pre>"
    return f'<!doctype html><meta charset="utf-8"><title>{html.escape(str(mail["Subject"]))}</title>{heads}<hr>{said}'


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """One line a mail is enough."""


@contextmanager
def mailbox(folder: Path, port: int) -> Iterator[Mailbox]:
    """Mail for this machine on a port, while the block runs."""
    kept = Mailbox(folder)
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield kept
    finally:
        server.stop()


@contextmanager
def shown(folder: Path, host: str, port: int) -> Iterator[int]:
    """The kept mails in a browser, while the block runs; gives the port."""
    server = ThreadingHTTPServer((host, port), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
