"""Is write-ahead logging used only where it loses nothing?"""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.journal import journal

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
35 21 0:40 / /srv/share rw,relatime shared:9 - nfs4 host:/share rw
36 21 0:41 / /host rw,relatime - virtiofs share rw
"""
MENDED = [(3, 51, 3), (3, 53, 0), (3, 50, 7), (3, 44, 6)]
BROKEN = [(3, 40, 1), (3, 44, 5), (3, 46, 1), (3, 50, 6), (3, 51, 2)]


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS)
    return file


@pytest.mark.parametrize("version", MENDED)
def test_write_ahead_where_it_is_mended(version: tuple[int, ...], mounts: Path) -> None:
    assert journal(Path("/data/monitor.sqlite3"), version, mounts) == "WAL"


@pytest.mark.parametrize("version", BROKEN)
def test_rollback_journal_where_it_is_not(version: tuple[int, ...], mounts: Path) -> None:
    assert journal(Path("/data/monitor.sqlite3"), version, mounts) == "DELETE"


@pytest.mark.parametrize("place", ["/srv/share/m.sqlite3", "/host/data/m.sqlite3"])
def test_rollback_journal_on_shared_file_systems(place: str, mounts: Path) -> None:
    assert journal(Path(place), (3, 51, 3), mounts) == "DELETE"


def test_write_ahead_where_mounts_are_not_told(tmp_path: Path) -> None:
    assert journal(tmp_path / "m.sqlite3", (3, 51, 3), tmp_path / "none") == "WAL"
