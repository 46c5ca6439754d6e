"""Does a kill between any two statements of the write leave the whole article or nothing?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_anywhere_the_article_is_whole_or_absent(
    kind: str, new_database: Callable[[str], str]
) -> None:
    command = [sys.executable, "-m", "tests.storage.crash", new_database(kind)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    before, *killed, after = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(killed) > 20, "the write has more statements than that"
    assert after != before
    assert {key: value for key, value in after.items() if value == before[key]} == {}
    assert [counted for counted in killed if counted != before] == []
