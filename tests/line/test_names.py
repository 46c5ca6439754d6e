"""Can a person give a name the press uses its place in the catalogue, from the command line alone?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from monitor.cli import app
from monitor.run import run_once
from tests.line.conftest import Clock, line_over, publish

PROMISE = "今年火锅门店要更多。2025年，全市火锅门店力争超过3万家。"
KEPT = "去年火锅门店更多了。2025年，全市火锅门店达到3.1万家。"
ELSEWHERE = "火锅店铺再添新店。2024年，全市火锅店铺达到2.9万家。"


@pytest.fixture
def file(write_config: Callable[..., Path], press: Path, clock: Clock) -> Path:
    publish(press, "a", PROMISE, "2025-02-20")
    publish(press, "b", KEPT, "2026-01-04")
    publish(press, "c", ELSEWHERE, "2025-01-04")
    source = {"id": "press", "adapter": "folder", "url": str(press), "publisher": "重庆日报"}
    made = write_config(source, catalogue=str(press.parent / "own.yaml"))
    (press.parent / "own.yaml").write_text("indicators: []\n", "utf-8")
    with line_over(made, clock) as (config, line):
        run_once(config, line)
    return made


@pytest.fixture
def monitor(file: Path) -> Callable[..., list[dict[str, Any]]]:
    def call(*words: str) -> list[dict[str, Any]]:
        result = CliRunner().invoke(app, [*words, "--config", str(file)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]

    return call


def names(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["name"]: row["statements"] for row in rows if "火锅" in row["name"]}


def test_list_and_merge(monitor: Callable[..., list[dict[str, Any]]]) -> None:
    known = monitor("indicators", "list", "--format", "jsonl")
    assert names(known).keys() == {"火锅门店", "火锅店铺"}
    monitor("indicators", "merge", "火锅店铺", "火锅门店")
    assert names(monitor("indicators", "list", "--format", "jsonl")) == {
        "火锅门店": sum(names(known).values())
    }
    periods = [row["period"] for row in monitor("history", "火锅门店", "--format", "jsonl")]
    assert periods == ["2024", "2025"]


def test_promote_and_read_again(monitor: Callable[..., list[dict[str, Any]]], file: Path) -> None:
    promote = ("indicators", "promote", "火锅门店", "--id", "hotpot", "--direction", "up", "--kind", "stock")
    monitor(*promote)
    [entry] = yaml.safe_load((file.parent / "own.yaml").read_text("utf-8"))["indicators"]
    assert (entry["id"], entry["unit"]) == ("hotpot", "家")
    would = monitor("reextract", "--dry-run", "--format", "jsonl")
    assert monitor("reextract", "--format", "jsonl")
    assert would
    [point] = [row for row in monitor("history", "hotpot", "--format", "jsonl") if row["period"] == "2025"]
    assert (point["target"], point["figure"], point["outcome"]) == ("超过3万家", "3.1万家", "met")
    assert monitor("reextract", "--format", "jsonl") == []
    assert monitor("alerts", "list", "--format", "jsonl") == []


def test_a_name_nobody_printed_is_one_clear_line(file: Path) -> None:
    words = ["indicators", "merge", "没有的名字", "火锅门店", "--config", str(file)]
    result = CliRunner().invoke(app, words)
    assert "monitor indicators list" in str(result.exception)
