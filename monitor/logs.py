"""How does the daemon say what it does?  One line a happening: for people on a terminal, JSON elsewhere."""

from __future__ import annotations

import logging
import os
import sys

import structlog

LEVEL = "MONITOR_LOG_LEVEL"


def set_up() -> None:
    """Lines go to stderr; MONITOR_LOG_LEVEL is debug, info, warning or error."""
    level = logging.getLevelNamesMapping().get(os.environ.get(LEVEL, "info").upper(), logging.INFO)
    tty = sys.stderr.isatty()
    form = structlog.dev.ConsoleRenderer() if tty else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            form,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # That sending still goes on when the next look is due is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
