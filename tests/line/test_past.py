"""Is the past fetched once and whole, even if the program is killed on the way?  Backfill and snapshots."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina
from typer.testing import CliRunner

from monitor.backfill import backfill
from monitor.cli import app
from tests.line.conftest import Clock, line_over
from tests.line.test_visits import GOV, PAPER, WriteConfig, column, paper
from tests.press_site.faults import reset_at_once, server_error
from tests.press_site.press import Press
from tests.press_site.server import Reply, Request
from tests.press_site.site import PressSite, press_site

FIRST, LAST = date(2025, 12, 28), date(2026, 1, 4)
HOLIDAY = date(2026, 1, 1)
MONITOR = str(Path(sys.executable).with_name("monitor"))


@pytest.fixture
def site() -> Iterator[PressSite]:
    press = Press(
        first=FIRST - timedelta(4), last=LAST + timedelta(3), pages=3, articles=2, no_issue={HOLIDAY}
    )
    with press_site(press) as site, stamina.set_testing(True, attempts=1):
        yield site


def kept(file: Path) -> list[tuple[str, str, bool]]:
    """Address, title and import mark of every article."""
    with line_over(file, Clock()) as (_, line):
        return sorted((a.url, a.title, imported) for a, _, imported in line.store.kept_articles())


def published(site: PressSite) -> list[tuple[str, str, bool]]:
    days = [day for day in site.press.days() if FIRST <= day <= LAST]
    stories = [s for day in days for page in (1, 2, 3) for s in site.press.edition(PAPER, day, page)]
    return sorted((site.url_of(story), story.title, True) for story in stories)


def command(file: Path) -> list[str]:
    span = ["--from", str(FIRST), "--to", str(LAST)]
    return [MONITOR, "backfill", "cqrb", *span, "--config", str(file)]


def run(file: Path, site: PressSite, kill_at: int = 0) -> int:
    """The command in a process of its own, killed when it makes its `kill_at`th request from now."""
    site.server.requests.clear()
    process = subprocess.Popen(command(file), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def answer(request: Request) -> Reply:
        if len(site.server.requests) == kill_at:
            os.kill(process.pid, signal.SIGKILL)
        return site.answer(request)

    site.server.answer = answer
    process.communicate(timeout=60)
    site.server.answer = site.answer
    return process.returncode


def test_killed_and_resumed_nothing_is_missing_and_nothing_twice(
    site: PressSite, write_config: WriteConfig
) -> None:
    file = write_config(paper(site))
    chance = random.Random(1)
    assert run(file, site, kill_at=chance.randint(8, 40)) == -signal.SIGKILL
    some = kept(file)
    assert some
    assert run(file, site, kill_at=chance.randint(4, 25)) == -signal.SIGKILL
    assert len(kept(file)) >= len(some)
    assert run(file, site) == 0
    assert kept(file) == published(site)
    site.server.requests.clear()
    walk(file)
    holiday = f"{HOLIDAY:%Y-%m/%d}"
    assert [r.path for r in site.server.requests if holiday not in r.path and "robots" not in r.path] == []


def walk(file: Path, first: date = FIRST, last: date = LAST, **options: Any) -> list[Any]:
    with line_over(file, Clock()) as (config, line):
        source = replace(config.sources[0].source(), **options)
        return list(backfill(source, first, last, replace(line, imported=True)))


def test_a_failure_is_told_and_made_good_by_starting_again(
    site: PressSite, write_config: WriteConfig
) -> None:
    file = write_config(paper(site))
    story = site.press.edition(PAPER, FIRST, 1)[0]
    site.faults[PAPER, site.pages.url_of(story)] = server_error
    site.faults[PAPER, f"/cqrb/{LAST:%Y-%m/%d}/003/node"] = server_error
    failures = [failure for stretch in walk(file) for failure in stretch.visit.failures]
    assert len(failures) == 2
    assert len(kept(file)) == len(published(site)) - 3
    site.faults.clear()
    assert [failure for stretch in walk(file) for failure in stretch.visit.failures] == []
    assert kept(file) == published(site)


def test_a_host_that_is_down_ends_the_walk(site: PressSite, write_config: WriteConfig) -> None:
    file = write_config(paper(site))
    site.faults[PAPER, "/cqrb/"] = reset_at_once
    stretches = walk(file)
    assert {stretch.visit.state for stretch in stretches} <= {"unreachable", "closed"}
    assert (stretches[-1].done, stretches[-1].total) == (3, 8)


def test_one_dead_edition_does_not_end_the_walk(site: PressSite, write_config: WriteConfig) -> None:
    file = write_config(paper(site))
    site.faults[PAPER, f"/cqrb/{FIRST:%Y-%m/%d}/"] = reset_at_once
    states = [stretch.visit.state for stretch in walk(file)]
    assert states[0] == "unreachable"
    assert set(states[1:]) == {"ok"}
    gone = {entry for entry in published(site) if f"{FIRST:%Y-%m/%d}" in entry[0]}
    assert set(kept(file)) == set(published(site)) - gone


def test_an_old_article_nobody_can_read_is_kept_and_the_walk_goes_on(
    site: PressSite, write_config: WriteConfig
) -> None:
    file = write_config(paper(site))
    story = site.press.edition(PAPER, FIRST, 1)[0]
    site.faults[PAPER, site.pages.url_of(story)] = lambda _: Reply(b"<html><body><p>xyz</p></body></html>")
    (failure,) = [failure for stretch in walk(file) for failure in stretch.visit.failures]
    assert "its layout may have changed" in failure
    assert len(kept(file)) == len(published(site)) - 1
    with line_over(file, Clock()) as (_, line):
        (row,) = line.store.unread()
        assert (row.url, row.state, row.imported) == (site.url_of(story), "layout changed", True)
        assert line.store.snapshot(row.url).text == "<html><body><p>xyz</p></body></html>"


def test_a_broken_list_page_hides_none_behind_it(site: PressSite, write_config: WriteConfig) -> None:
    file = write_config(column(site))
    site.faults[GOV, "/ywdt/jrcq/index_1.html"] = server_error
    stretches = walk(file, FIRST - timedelta(4), LAST)
    assert stretches[0].visit.failures == (f"{site.url(GOV, '/ywdt/jrcq/index_1.html')}: HTTP 500",)
    behind = {site.url_of(story) for story in site.press.listed_at(GOV, "/ywdt/jrcq/")[40:]}
    assert behind
    assert behind <= {url for url, *_ in kept(file)}


def test_of_a_list_exactly_the_days_asked_for_are_read(site: PressSite, write_config: WriteConfig) -> None:
    file = write_config(column(site))
    stretches = walk(file)
    wanted = {site.url_of(s) for s in site.press.listed_at(GOV, "/ywdt/jrcq/") if FIRST <= s.listed <= LAST}
    assert {url for url, *_ in kept(file)} == wanted
    assert (stretches[-1].done, stretches[-1].total) == (len(wanted), len(wanted))
    assert len({r.path for r in site.server.requests if "index_" in r.path}) >= 1
    before = len(kept(file))
    walk(file)
    assert len(kept(file)) == before


def test_nobody_is_told_of_the_past_unless_asked(site: PressSite, write_config: WriteConfig) -> None:
    alerts = {"channels": {"mail": {"url": "mailto://127.0.0.1:1", "to": ["a@example.org"]}}}
    file = write_config(paper(site), alerts=alerts)
    span = ["--from", str(FIRST), "--to", str(FIRST), "--config", str(file)]
    answer = CliRunner().invoke(app, ["backfill", "cqrb", *span])
    assert "6 articles and" in answer.stdout
    with line_over(file, Clock()) as (_, line):
        assert line.store.messages() == []
        assert line.store.changes()
    span[3] = str(FIRST + timedelta(1))
    CliRunner().invoke(app, ["backfill", "cqrb", *span, "--alert"])
    with line_over(file, Clock()) as (_, line):
        assert line.store.messages()


def test_days_in_the_wrong_order_and_a_source_unknown_are_told(
    site: PressSite, write_config: WriteConfig
) -> None:
    config = ["--config", str(write_config(paper(site)))]
    answer = CliRunner().invoke(
        app, ["backfill", "cqrb", "--from", "2026-02-01", "--to", "2026-01-01", *config]
    )
    assert "write the earlier day first" in str(answer.exception)
    answer = CliRunner().invoke(app, ["backfill", "cqrb", "--from", "2999-02-01", *config])
    assert "--from 2999-02-01 is still to come" in str(answer.exception)
    answer = CliRunner().invoke(app, ["backfill", "cqrb", "--from", "2026-02-30", *config])
    assert "`2026-02-30` is no day; write it as 2025-02-20" in answer.stderr
    answer = CliRunner().invoke(app, ["backfill", "cqbr", "--from", "2026-01-01", *config])
    assert "there is no source `cqbr`; there are: cqrb" in str(answer.exception)


def test_a_snapshot_gives_back_every_byte_of_each_version(
    site: PressSite, write_config: WriteConfig, tmp_path: Path
) -> None:
    file = write_config(paper(site, recheck_days=30))
    walk(file, FIRST, FIRST)
    story = site.press.edition(PAPER, FIRST, 1)[0]
    url, config = site.url_of(story), ["--config", str(file)]
    before = site.pages.page(PAPER, site.pages.url_of(story))
    out = CliRunner().invoke(app, ["snapshot", url, *config])
    assert out.stdout_bytes.decode() == before
    warc = tmp_path / "a.warc.gz"
    out = CliRunner().invoke(app, ["snapshot", url, "--version", "1", "--warc", "-o", str(warc), *config])
    assert "sha256" in out.stdout
    record = gzip.decompress(warc.read_bytes()).decode()
    assert f"WARC-Target-URI: {url}" in record
    assert str(before) in record
    out = CliRunner().invoke(app, ["snapshot", "http://nowhere.example/", *config])
    assert "no article kept under http://nowhere.example/" in str(out.exception)
