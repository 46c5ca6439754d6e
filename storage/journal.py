"""Which journal may SQLite keep here?  Write-ahead where that is safe, else the old rollback journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

LOCAL = {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "apfs", "bcachefs"}
"""File systems of one kernel; write-ahead logging needs memory that all its users share."""
MOUNTS = Path("/proc/self/mountinfo")


def journal(file: Path, version: tuple[int, ...] = sqlite3.sqlite_version_info, mounts: Path = MOUNTS) -> str:
    """`WAL` or `DELETE`, by SQLite's version and the file system the database lies on."""
    return "WAL" if _sound(version) and _local(file, mounts) else "DELETE"


def _sound(version: tuple[int, ...]) -> bool:
    # sqlite.org/wal.html, "The WAL-Reset Bug": mended in 3.51.3, and in 3.50.7 and 3.44.6 of the older lines.
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _local(file: Path, mounts: Path) -> bool:
    """Whether the file system is local; where the system does not tell, as on macOS, we believe so."""
    if not mounts.exists():
        return True
    kinds = {}
    for line in mounts.read_text().splitlines():
        place, kind = line.split()[4], line.split(" - ")[1].split()[0]
        kinds[Path(place)] = kind
    here = file.resolve()
    return next((kinds[place] in LOCAL for place in here.parents if place in kinds), True)
