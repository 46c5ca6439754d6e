"""What every test may use: the shared real documents, where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the real press pages and their annotations; not part of the project."""
    folder = Path(os.environ.get("MONITOR_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold" / "score.py").exists():
        pytest.skip(f"the real documents are not at hand: {folder} (set MONITOR_SHARED)")
    return folder
