"""Can everything be had back?  Copies of a SQLite database, checked, rotated and restored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from monitor.errors import StorageError


def backup(url: str, folder: Path, now: datetime, keep: int = 7) -> Path:
    """A checked copy of the database, made while others use it; of older ones the last `keep` stay.

    Raises StorageError if the copy is not sound, and for PostgreSQL, which has pg_dump.
    """
    stem = file_of(url).stem
    copy = copy_to(url, folder / f"{stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3")
    for old in sorted(folder.glob(f"{stem}-*Z.sqlite3"))[:-keep]:
        old.unlink()
    return copy


def copy_to(url: str, copy: Path) -> Path:
    """A checked copy under this very name; one that stood there gives way when the new one is sound.

    Raises StorageError as `backup` does.
    """
    source, part = file_of(url), copy.with_name(f"{copy.name}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(part)) as written:
            original.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")
        check(part)
        part.replace(copy)
    except (sqlite3.Error, OSError) as refused:
        raise StorageError(f"{source} could not be copied to {copy.parent}: {refused}") from None
    finally:
        part.unlink(missing_ok=True)
    return copy


def restore(copy: Path, url: str, now: datetime) -> Path | None:
    """Put a copy in the database's place; the database that stood there is kept beside it, and named.

    The daemon must be stopped. Raises StorageError if the copy is not sound.
    """
    target = file_of(url)
    if not copy.is_file():
        raise StorageError(f"there is no backup {copy}")
    check(copy)
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        for ending in ("", "-wal", "-shm", "-journal"):
            part = target.with_name(target.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(copy)) as original, closing(sqlite3.connect(target)) as written:
        original.backup(written)
    return aside


def check(file: Path) -> None:
    """Raises StorageError unless SQLite finds every page, index and reference of a file in order."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            answers = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as refused:
        raise StorageError(f"{file} is no sound database: {refused}") from None
    if answers != ["ok"] or dangling:
        raise StorageError(
            f"{file} is damaged: {answers[0] if answers != ['ok'] else 'rows that point nowhere'}"
        )


def file_of(url: str) -> Path:
    """The file of a SQLite address. Raises StorageError for others."""
    place = make_url(url)
    if not place.drivername.startswith("sqlite") or not place.database:
        raise StorageError(
            f"only SQLite files are copied here; for {place.drivername} use pg_dump and pg_restore"
        )
    return Path(place.database)
