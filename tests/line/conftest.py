"""The whole line over folders of a test's own: real files, a real database, real servers on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiosmtpd.controller import Controller

from monitor.config import Config, load
from monitor.fetch import Fetcher
from monitor.run import Line, open_line
from tests.storage.conftest import new_database as new_database
from tests.storage.conftest import postgres as postgres

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Mailbox:
    """Keeps what an SMTP server is given."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self._guard = threading.Lock()

    async def handle_DATA(  # noqa: N802 - its name in aiosmtpd
        self, server: object, session: object, envelope: Any
    ) -> str:
        with self._guard:
            self.mails += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        return "250 kept"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def write_config(tmp_path: Path) -> Callable[..., Path]:
    """Writes a sources.yaml with the given sources; `more` are further top-level keys."""

    def write(*sources: dict[str, Any], **more: Any) -> Path:
        file = tmp_path / "sources.yaml"
        settings = {"database": f"sqlite:///{tmp_path}/monitor.sqlite3", "jitter": 0, "pace": 0}
        settings |= {"sources": list(sources), **more}
        file.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
        return file

    return write


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """An empty folder to be watched."""
    folder = tmp_path / "press"
    folder.mkdir()
    return folder


@contextmanager
def line_over(file: Path, now: Callable[[], datetime]) -> Iterator[tuple[Config, Line]]:
    config = load(file)
    with Fetcher(pace=0, now=now) as fetcher:
        line = open_line(config, fetcher.fetch, now)
        with closing(line.store):
            yield config, line


def publish(folder: Path, name: str, text: str, published: date | str) -> Path:
    """Puts an article into a watched folder."""
    file = folder / f"{name}.txt"
    file.write_text(text, "utf-8")
    (folder / f"{name}.meta.yaml").write_text(f"published: {published}\npublisher: 重庆日报\n", "utf-8")
    return file


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def smtp_server(port: int) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()
