"""What does a pass cost that finds nothing new?"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from monitor.run import run_once
from tests.bench.pages import MANY
from tests.line.conftest import Clock, line_over, write_config

__all__ = ["write_config"]

MOST = 0.3
"""Seconds of CPU."""


@pytest.fixture
def port() -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.pages"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as pages:
        assert pages.stdout
        yield int(pages.stdout.readline())
        pages.kill()


@pytest.mark.bench
def test_a_pass_over_unchanged_pages(
    write_config: object, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(write_config)
    source = {"id": "s", "adapter": "html_list", "url": f"http://press.localhost:{port}/"}
    file: Path = write_config(source | {"allow_private": True, "options": {"links": "ul a"}})
    clock = Clock()
    with line_over(file, clock) as (config, line):
        (first,) = run_once(config, line)
        assert (first.state, first.articles) == ("ok", MANY)
        taken = []
        for _ in range(3):
            clock.now += timedelta(days=1)  # on the first visit of a day known articles are looked at again
            begun = time.process_time()
            (again,) = run_once(config, line)
            taken.append(time.process_time() - begun)
            assert (again.state, again.articles) == ("ok", 0)
        clock.now += timedelta(hours=1)
        begun = time.process_time()
        run_once(config, line)
        later = time.process_time() - begun
    with capsys.disabled():
        print(f"\n{MANY} unchanged pages: {median(taken):.3f} s CPU; later that day: {later:.3f} s CPU")
    assert median(taken) <= MOST
