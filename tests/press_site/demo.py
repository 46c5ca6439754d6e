"""Alerts arrive, without any account: a press that goes on publishing, a mailbox, and the daemon between them.

python -m tests.press_site.demo      # or: docker compose --profile demo up demo
"""

from __future__ import annotations

import argparse
import threading
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from monitor import logs, web
from monitor.config import load
from monitor.schedule import Daemon
from tests.press_site.mailbox import mailbox, shown
from tests.press_site.press import ZONE, Press
from tests.press_site.site import PressSite, press_site

DAYS = 4
"""How many days the press has, the last of them today."""
COLUMN = {"adapter": "cq_gov", "publisher": "重庆市人民政府", "schedule": "every 1m", "allow_private": True}


def settings(folder: Path, site: PressSite, mail: int, host: str, health: int) -> Path:
    """A sources.yaml that watches a column of the stand-in and mails to the mailbox."""
    file = folder / "sources.yaml"
    written = {
        "database": f"sqlite:///{folder}/monitor.sqlite3",
        "jitter": 0,
        "health": {"host": host, "port": health},
        "sources": [{"id": "today", "url": site.url("www.cq.gov.cn", "/ywdt/jrcq/")} | COLUMN],
        "alerts": {
            "channels": {
                "mail": {
                    "url": f"mailto://127.0.0.1:{mail}?from=monitor@example.org",
                    "to": ["you@example.org"],
                }
            }
        },
    }
    file.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), "utf-8")
    return file


def publish_on(site: PressSite, every: float, stop: threading.Event) -> None:
    """One more day of press from time to time, up to today."""
    while site.press.last < datetime.now(ZONE).date() and not stop.wait(every):
        site.press.last += timedelta(days=1)
        site.pages.forget()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.press_site.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("data/demo"), help="database and mails go here")
    parser.add_argument("--host", default="127.0.0.1", help="where health and mails are shown")
    parser.add_argument("--every", type=float, default=60, help="seconds between two days of press")
    parser.add_argument("--smtp", type=int, default=1025)
    parser.add_argument("--mails", type=int, default=8026, help="port of the mails in a browser")
    parser.add_argument("--health", type=int, default=8087)
    wanted = parser.parse_args()
    folder: Path = wanted.folder
    folder.mkdir(parents=True, exist_ok=True)
    today, stop = datetime.now(ZONE).date(), threading.Event()
    press = Press(first=today - timedelta(days=DAYS - 1), last=today - timedelta(days=2))
    with ExitStack() as stack:
        site = stack.enter_context(press_site(press))
        stack.enter_context(mailbox(folder / "mails", wanted.smtp))
        stack.enter_context(shown(folder / "mails", wanted.host, wanted.mails))
        file = settings(folder, site, wanted.smtp, wanted.host, wanted.health)
        days = threading.Thread(target=publish_on, args=(site, wanted.every, stop))
        days.start()
        stack.callback(days.join)
        stack.callback(stop.set)
        print(f"Mails arrive in {folder}/mails and at http://127.0.0.1:{wanted.mails}/", flush=True)
        logs.set_up()
        daemon = Daemon(file, load(file), now=lambda: datetime.now(UTC))
        stack.enter_context(web.serving(daemon, wanted.host, wanted.health))
        daemon.run()


if __name__ == "__main__":
    main()
