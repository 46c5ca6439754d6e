"""The daemon on a clock that runs many times faster: run as a program by test_soak.py."""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from monitor import logs, web
from monitor.config import load
from monitor.fetch import Fetcher
from monitor.schedule import Daemon

TICK = 0.1


def main(file: Path, start: datetime, speed: int) -> None:
    begun = time.monotonic()

    def passed() -> float:
        return (time.monotonic() - begun) * speed

    def now() -> datetime:
        return start + timedelta(seconds=passed())

    logs.set_up()
    config = load(file)
    # The patience with a page is measured in real seconds, that with a host on the fast clock.
    fetcher = Fetcher(pace=0, now=now, deadline=30.0 * speed, clock=passed)
    daemon = Daemon(file, config, now=now, tick=TICK, fetcher=fetcher)
    with web.serving(daemon, config.health.host, config.health.port):
        daemon.run()
    structlog.get_logger().info("ended")


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]))
