"""Whose turn is it at a host?  Kept in a file, so that all processes of this machine share one pace."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STALE = 600.0
"""No queue at a host is so many seconds long; what says so was written before the machine started anew."""


@contextmanager
def turns(file: Path | None) -> Iterator[dict[str, float]]:
    """When each host is free again, by steady clock, to be read and altered in the block; others wait.

    Without a file, or where none can be written, the dictionary is empty and forgotten: the pace is this
    process's own.
    """
    try:
        opened = file.open("a+") if file else None
    except OSError:
        opened = None
    if opened is None:
        yield {}
        return
    with opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        opened.seek(0)
        free = _read(opened.read())
        yield free
        opened.truncate(0)
        json.dump(free, opened)


def _read(text: str) -> dict[str, float]:
    try:
        return {str(origin): float(moment) for origin, moment in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError):  # new, or left half written
        return {}
