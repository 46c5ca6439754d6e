"""Is another daemon at work on this database?  At most one is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from monitor.errors import StorageError

DAEMON = 0x6D6F6E64
"""Key of the advisory lock a daemon holds on PostgreSQL."""
REFUSED = "another daemon is at work on this database{who}; stop it first, or give this one its own database"


@contextmanager
def only_daemon(engine: Engine) -> Iterator[None]:
    """Be the only one as long as the block runs; a process that dies lets go. Raises StorageError."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if not connection.scalar(text("select pg_try_advisory_lock(:key)"), {"key": DAEMON}):
                raise StorageError(REFUSED.format(who=""))
            yield
            connection.scalar(text("select pg_advisory_unlock(:key)"), {"key": DAEMON})
        return
    file = lock_file(engine.url.database or ":memory:")
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StorageError(REFUSED.format(who=f" (process {lock.read().strip()})")) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def lock_file(database: str) -> Path:
    return Path(f"{database}.lock")


def daemon_of(database: str) -> int | None:
    """The process id of the daemon at work on a SQLite file, None where there is none."""
    try:
        with lock_file(database).open("r+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read())
            return None
    except FileNotFoundError:
        return None
