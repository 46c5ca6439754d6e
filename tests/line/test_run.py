"""Pages become history and alerts, once; what is wrong with one of them stops no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from alerts import send_pending, sender
from monitor.cli import app
from monitor.errors import ConfigError
from monitor.run import run_once
from monitor.types import Change, ChangeKind, Standing
from monitor.visit import Visit
from tests.conftest import ROOT
from tests.line.conftest import Clock, free_port, line_over, publish, smtp_server

WriteConfig = Callable[..., Path]
TARGET = "高新技术企业2025年的目标定了下来。今年，全市高新技术企业要突破7000家。"
FIGURE = "去年成绩公布。2025年，全市高新技术企业达到7565家。"


def said(changes: list[Change], kind: ChangeKind) -> set[tuple[str, str, float]]:
    return {
        (
            change.after.observation.concept or "",
            change.after.observation.period,
            float(change.after.observation.value),
        )
        for change in changes
        if change.kind is kind and change.after
    }


def one_pass(file: Path, clock: Clock) -> tuple[list[Visit], list[Change]]:
    with line_over(file, clock) as (config, line):
        visits = run_once(config, line)
        return visits, line.store.changes()


def folder_source(folder: Path, name: str = "press") -> dict[str, Any]:
    return {"id": name, "adapter": "folder", "url": str(folder), "publisher": "重庆日报"}


def test_a_target_and_its_figure(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    publish(press, "b", FIGURE, "2026-01-04")
    (visit,), changes = one_pass(write_config(folder_source(press)), clock)
    assert visit.failures == ()
    assert {("hnte_stock", "2025", 7565.0)} <= said(changes, ChangeKind.TARGET_MET)


def test_a_second_pass_finds_nothing_new(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    file = write_config(folder_source(press))
    before = one_pass(file, clock)[1]
    (visit,), after = one_pass(file, clock)
    assert (visit.articles, visit.state) == (0, "ok")
    assert [change.key for change in after] == [change.key for change in before]


def test_the_same_figure_in_two_papers_is_news_once(
    write_config: WriteConfig, press: Path, clock: Clock
) -> None:
    publish(press, "a", FIGURE, "2026-01-04")
    publish(press, "b", "会议通报：2025年，全市高新技术企业达到7565家。", "2026-02-20")
    _, changes = one_pass(write_config(folder_source(press)), clock)
    kinds = [
        change.kind for change in changes if change.kind in (ChangeKind.NEW_FIGURE, ChangeKind.CONFIRMATION)
    ]
    assert kinds == [ChangeKind.NEW_FIGURE, ChangeKind.CONFIRMATION]
    assert changes[-1].standing is Standing.SILENT


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("empty.txt", b"", "the file is empty; remove it or fill it"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "holds a PNG picture, not text"),
    ],
    ids=["empty", "picture"],
)
def test_a_bad_file_is_one_line_and_the_others_are_read(
    write_config: WriteConfig, press: Path, clock: Clock, name: str, content: bytes, line: str
) -> None:
    publish(press, "good", TARGET, "2025-02-20")
    (press / name).write_bytes(content)
    (press / name).with_suffix(".meta.yaml").write_text("published: 2025-02-20")
    (visit,), changes = one_pass(write_config(folder_source(press)), clock)
    (failure,) = visit.failures
    assert line in failure
    assert "\n" not in failure
    assert visit.articles == 1
    assert changes


def test_a_malformed_date_is_one_line(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    publish(press, "good", TARGET, "2025-02-20")
    publish(press, "bad", TARGET, "20 February")
    (visit,), _ = one_pass(write_config(folder_source(press)), clock)
    (failure,) = visit.failures
    assert "published: '20 February' is no date; write it as 2025-02-20" in failure
    assert visit.articles == 1


def test_a_gbk_file_is_read(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    publish(press, "a", TARGET, "2025-02-20").write_bytes(TARGET.encode("gbk"))
    _, changes = one_pass(write_config(folder_source(press)), clock)
    assert ("hnte_stock", "2025", 7000.0) in said(changes, ChangeKind.NEW_TARGET)


def test_a_missing_folder_and_an_unknown_adapter_stop_no_other_source(
    write_config: WriteConfig, press: Path, tmp_path: Path, clock: Clock
) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    file = write_config(
        folder_source(tmp_path / "nowhere", "gone"),
        {"id": "odd", "adapter": "foldr", "url": "x"},
        folder_source(press),
    )
    gone, odd, good = one_pass(file, clock)[0]
    assert "no such folder" in gone.failures[0]
    assert "there is no adapter 'foldr'" in odd.failures[0]
    assert (good.failures, good.articles) == ((), 1)
    with line_over(file, clock) as (_, line):
        states = line.store.source_states()
    assert {name: row.failures for name, row in states.items()} == {"gone": 1, "odd": 1, "press": 0}


def test_a_source_that_is_not_there_is_named(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    with (
        line_over(write_config(folder_source(press)), clock) as (config, line),
        pytest.raises(ConfigError, match="there is no source `pres`; there are: press"),
    ):
        run_once(config, line, ["pres"])


def test_too_few_articles_are_told(write_config: WriteConfig, press: Path, clock: Clock) -> None:
    (visit,), _ = one_pass(write_config(folder_source(press) | {"expect": [1, None]}), clock)
    assert visit.state == "unexpected"
    assert "found 0 articles where 1 to many are expected" in visit.failures[0]


def test_a_dead_mail_server_loses_nothing_and_retry_delivers_each_once(
    write_config: WriteConfig, press: Path, clock: Clock
) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    port = free_port()
    recipients = ["a@example.org", "b@example.org"]
    channel = {"url": f"mailto://127.0.0.1:{port}?from=monitor@example.org", "to": recipients}
    file = write_config(folder_source(press), alerts={"channels": {"mail": channel}})
    with line_over(file, clock) as (config, line):
        send = sender(config.alerts.channels)
        assert run_once(config, line)[0].state == "ok"
        ended = send_pending(line.store, send, clock())
        assert (ended.sent, ended.failed) == (0, len(recipients))
        failed = line.store.messages(("failed",))
        assert all("refused" in row.answer for row in failed)
        with smtp_server(port) as mailbox:
            line.store.retry(clock())
            send_pending(line.store, send, clock())
            line.store.retry(clock())
            send_pending(line.store, send, clock())
        assert sorted(recipient for recipient, _ in mailbox.mails) == recipients
        assert {row.state for row in line.store.messages()} == {"sent"}


def test_an_article_that_was_edited_is_not_told_again(
    write_config: WriteConfig, press: Path, clock: Clock
) -> None:
    alerts = {"channels": {"mail": {"url": "mailto://127.0.0.1:1", "to": ["a@example.org"]}}}
    file = write_config(folder_source(press), alerts=alerts)
    publish(press, "a", TARGET, "2025-02-20")
    with line_over(file, clock) as (config, line):
        run_once(config, line)
        told = [row.key for row in line.store.messages()]
        publish(press, "a", "编者按：本报消息。" + TARGET, "2025-02-20")
        assert run_once(config, line)[0].articles == 1
        assert [row.key for row in line.store.messages()] == told != []


def test_explain_says_which_route_takes_a_change_and_why_not(
    write_config: WriteConfig, press: Path, clock: Clock
) -> None:
    channels = {"mail": {"url": "mailto://user:secret@127.0.0.1:1", "to": ["a@example.org"]}}
    routes = [
        {"name": "all", "to": ["mail"], "send": "daily 08:30"},
        {"name": "gdp", "to": ["mail"], "when": {"indicators": ["gdp"]}},
    ]
    file = write_config(folder_source(press), alerts={"channels": channels, "routes": routes})
    publish(press, "a", TARGET, "2025-02-20")
    change = one_pass(file, clock)[1][0]
    ended = CliRunner().invoke(app, ["alerts", "explain", change.key, "--config", str(file)])
    first, second = ended.stdout.splitlines()
    assert first == "all: takes it, daily 08:30, to mail"
    assert second.startswith("gdp: the indicator ")
    assert second.endswith(" is not asked for")


def test_the_five_real_pages(write_config: WriteConfig, press: Path, clock: Clock, shared: Path) -> None:
    for about in yaml.safe_load((shared / "gold" / "documents.yaml").read_text("utf-8")):
        shutil.copy(shared / "seeds" / f"{about['id']}.txt", press)
        known = {name: about[name] for name in ("published", "publisher", "area")}
        (press / f"{about['id']}.meta.yaml").write_text(yaml.safe_dump(known, allow_unicode=True), "utf-8")
    _, changes = one_pass(write_config(folder_source(press)), clock)
    assert untold(changes) == {}


def test_the_demo_tells_the_same_story_and_then_nothing_new(write_config: WriteConfig, clock: Clock) -> None:
    config = write_config(folder_source(ROOT / "examples" / "press"))
    _, changes = one_pass(config, clock)
    assert untold(changes) == {}
    visits, again = one_pass(config, clock)
    assert len(again) == len(changes)
    assert [visit.articles for visit in visits] == [0]


def untold(changes: list[Change]) -> dict[ChangeKind, set[tuple[str, str, float]]]:
    """What of the story is not among the changes."""
    missing = {kind: wanted - said(changes, kind) for kind, wanted in STORY.items()}
    return {kind: wanted for kind, wanted in missing.items() if wanted}


RD, FIRMS, TECH, CONTRACTS = "rd_intensity", "hnte_stock", "tech_firm_stock", "tech_contract_value"
STORY = {
    ChangeKind.NEW_TARGET: {
        (RD, "2023", 2.35),
        (TECH, "2023", 48000.0),
        (FIRMS, "2023", 7000.0),
        (CONTRACTS, "2023", 75e9),
        (RD, "2024", 2.55),
        (FIRMS, "2024", 8500.0),
        (TECH, "2024", 60000.0),
        (CONTRACTS, "2024", 90e9),
        (RD, "2025", 2.73),
        ("basic_research_share", "2025", 7.0),
        ("rd_personnel", "2025", 260000.0),
        ("inv_patents_per_10k", "2025", 25.0),
    },
    ChangeKind.NEW_FIGURE: {
        (FIRMS, "2023", 7565.0),
        (TECH, "2023", 58524.0),
        (CONTRACTS, "2023", 86.51e9),
        (RD, "2023", 2.45),
        (RD, "2024", 2.6),
        (FIRMS, "2025-10-16", 9123.0),
        (TECH, "2025-10-16", 75600.0),
        (CONTRACTS, "2024", 97.424e9),
    },
    ChangeKind.TARGET_MET: {
        (FIRMS, "2023", 7565.0),
        (TECH, "2023", 58524.0),
        (CONTRACTS, "2023", 86.51e9),
        (RD, "2023", 2.45),
        (RD, "2024", 2.6),
        (CONTRACTS, "2024", 97.424e9),
    },
}
"""Acceptance 1 of the first issue: (concept, period, value) that must be among the changes."""
