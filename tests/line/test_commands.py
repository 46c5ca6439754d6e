"""Commands say one thing on stdout, everything else on stderr, and end with the right code."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow.parquet import read_table
from typer.testing import CliRunner

from monitor.cli import app
from tests.line.conftest import free_port, publish, smtp_server
from tests.press_site.server import Reply, Request, serving

WriteConfig = Callable[..., Path]
TARGET = "今年，全市高新技术企业要突破7000家。"
FIELDS = ["doc", "quote", "sentence", "subject", "indicator", "period", "status", "measure", "value", "unit"]
FIELDS += ["comparator", "headline", "concept", "start", "end", "confidence"]


def monitor(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from monitor.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def test_extract_gives_the_fields_of_the_guide_and_offsets_in_the_file(tmp_path: Path) -> None:
    text = f"---\npublisher: 重庆日报\n---\n\r\n标题\r\n\r\n{TARGET}全市研发人员达到20万人至30万人，排名全国第7位。\n"
    file = tmp_path / "page.txt"
    file.write_text(text, "utf-8", newline="")
    ended = monitor("extract", file, "--published", "2025-02-20", "--format", "jsonl")
    rows = [json.loads(line) for line in ended.stdout.decode().splitlines()]
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert rows
    for row in rows:
        assert text[row["start"] : row["end"]] == row["quote"]
        assert [name for name in row if name not in ("value_high", "scope")] == FIELDS
    assert rows[0]["value"] == 7000
    assert rows[0]["doc"] == "page"


def test_extract_of_several_files_tells_bad_ones_and_reads_the_others(tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(TARGET, "utf-8")
    empty.touch()
    arguments = ["extract", tmp_path / "none.txt", empty, good, "--published", "2025-02-20", "-f", "jsonl"]
    ended = monitor(*arguments)
    assert ended.returncode == 1
    assert [json.loads(line)["doc"] for line in ended.stdout.decode().splitlines()] == ["good"]
    missing, hollow = ended.stderr.decode().splitlines()
    assert missing.endswith("none.txt: cannot be read: No such file or directory")
    assert hollow.endswith("empty.txt: the file is empty; remove it or fill it")


def test_extract_without_a_day_says_that_it_takes_today() -> None:
    ended = monitor("extract", "-", "--format", "jsonl", given=TARGET.encode())
    assert b"read as published today" in ended.stderr
    assert json.loads(ended.stdout)["value"] == 7000


def test_explain_shows_marks_rules_confidence_and_what_was_refused() -> None:
    ended = monitor(
        "extract", "-", "--published", "2025-02-20", "--explain", given=f"{TARGET}他52岁。".encode()
    )
    said = ended.stdout.decode()
    assert ended.returncode == 0
    assert "要[1 突破7000家]。" in said
    assert "他[× 52岁]。" in said
    for part in ("trap:age", "indicator:left", "status:target_word", "confidence 0.", "catalogue:known"):
        assert part in said


def test_explain_gives_the_same_to_a_program() -> None:
    given = f"{TARGET}他52岁。".encode()
    ended = monitor("extract", "-", "--published", "2025-02-20", "--explain", "--json", given=given)
    told, refused = json.loads(ended.stdout)
    (read,) = told["observations"]
    assert {name: read[name] for name in FIELDS}["value"] == 7000
    assert read["rules"]["indicator"] == "indicator:left"
    assert set(read["weights"]) >= set(read["rules"].values())
    assert refused["refused"] == [{"words": "52岁", "trap": "trap:age", "start": 21}]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["extract", "x.txt", "--explain", "--format", "csv"], "an explanation is no table"),
        (["extract", "x.txt", "--published", "20.2.2025"], "does not match the format"),
        (["check", "--config", "nowhere.yaml"], "nowhere.yaml: no such file; write one"),
        (["runn"], "No such command"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: list[str], line: str) -> None:
    ended = monitor(*arguments)
    assert ended.returncode == 2
    assert line in ended.stderr.decode()


def test_a_typo_in_a_key_ends_with_2(write_config: WriteConfig) -> None:
    file = write_config({"id": "a", "adaptr": "folder"})
    ended = monitor("run", "--once", "--config", file)
    assert ended.returncode == 2
    assert "unknown key `adaptr`; did you mean `adapter`?" in ended.stderr.decode()


def test_a_pass_and_its_questions(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    source = {"id": "press", "adapter": "folder", "url": str(press)}
    port = free_port()
    with smtp_server(port) as mailbox:
        channel = {"url": f"mailto://127.0.0.1:{port}?from=monitor@example.org", "to": ["a@example.org"]}
        file = write_config(source, alerts={"channels": {"mail": channel}})
        first, second = (monitor("run", "--once", "--config", file) for _ in range(2))
        tested = monitor("alerts", "test", "--config", file)
    assert (first.returncode, second.returncode, tested.returncode) == (0, 0, 0)
    assert "new_target" in first.stdout.decode()
    assert "Nothing new at 1 sources." in second.stdout.decode()
    assert [recipient for recipient, _ in mailbox.mails] == ["a@example.org"] * 2
    (change,) = json.loads(monitor("changes", "--format", "json", "--config", file).stdout)
    assert (change["kind"], change["value"], change["period"]) == ("new_target", 7000, "2025")
    shown = monitor("changes", "--config", file, "show", change["id"]).stdout.decode()
    assert TARGET in shown
    assert "高新技术企业数量 ↑(hnte_stock, 家" in shown
    told = monitor("history", "高新技术企业", "--config", file).stdout.decode()
    assert "突破7000家" in told
    assert "《高新技术企业认定管理办法》" in told
    assert "press" in monitor("sources", "--config", file).stdout.decode()
    assert monitor("alerts", "list", "--config", file, "-f", "csv").stdout.startswith(b"id,state,")


def test_what_the_catalogue_knows_is_asked_for_by_part_of_a_name(write_config: WriteConfig) -> None:
    file = write_config({"id": "press", "adapter": "folder", "url": "press"})
    known = json.loads(monitor("indicators", "known", "新认定高新", "-f", "json", "-c", file).stdout)
    assert [(concept["id"], concept["kind"]) for concept in known] == [("hnte_new", "flow")]
    none = monitor("indicators", "known", "没有的", "-f", "json", "-c", file)
    assert (json.loads(none.stdout), "no indicator is known by 没有的" in none.stderr.decode()) == ([], True)


def test_extraction_is_imported_fast() -> None:
    code = "import time; t=time.process_time(); import monitor.extract; print(time.process_time()-t)"
    spent = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(spent) < 0.5  # the best of three: a busy machine says nothing of the import


def test_the_doctor_looks_at_every_source_and_robots(write_config: WriteConfig, press: Path) -> None:
    publish(press, "a", TARGET, "2025-02-20")

    def answer(asked: Request) -> Reply:
        if asked.path == "/robots.txt":
            return Reply(b"User-agent: *\nDisallow: /news/", content_type="text/plain")
        return Reply('<ul><li><a href="/news/1.html">一篇文章的标题</a></li></ul>'.encode())

    with serving(answer) as server:
        at = f"http://press.localhost:{server.port}"
        lists = {"adapter": "html_list", "allow_private": True, "options": {"links": "ul a"}}
        gone = f"http://press.localhost:{free_port()}/list/"
        config = write_config(
            {"id": "closed", "url": gone} | lists,
            {"id": "forbidden", "url": f"{at}/list/"} | lists,
            {"id": "nowhere", "adapter": "folder", "url": str(press / "none")},
            {"id": "inbox", "adapter": "folder", "url": str(press)},
        )
        ended = monitor("doctor", "--config", config)
    said = {line.split()[1]: line for line in ended.stdout.decode().splitlines()}
    assert ended.returncode == 1
    sick = {name for name, line in said.items() if line.startswith("WRONG")}
    assert sick == {"closed", "forbidden", "nowhere"}
    assert "robots.txt forbids it" in said["forbidden"]
    assert "1 articles, one of 20 characters read" in said["inbox"]
    assert said.keys() >= {"catalogue", "database", "disk", "clock", "channels"}


@pytest.mark.parametrize("what", ["changes", "statements"])
def test_an_export_is_read_back_by_other_programs(
    write_config: WriteConfig, press: Path, tmp_path: Path, what: str
) -> None:
    publish(press, "a", TARGET, "2025-02-20")
    config = write_config({"id": "press", "adapter": "folder", "url": str(press)})
    assert monitor("run", "--once", "--config", config).returncode == 0
    for form in ("csv", "json", "xlsx", "parquet"):
        arguments = ["export", what, "-f", form, "-o", f"{tmp_path}/rows.{form}", "--config", str(config)]
        assert CliRunner().invoke(app, arguments).output == f"1 rows in {tmp_path}/rows.{form}\n"
    sheet = load_workbook(tmp_path / "rows.xlsx", read_only=True)["monitor"]
    names, values = sheet.iter_rows(values_only=True)
    as_sheet = dict(zip_longest(names, values))  # a row ends with its last value
    (as_parquet,) = read_table(tmp_path / "rows.parquet").to_pylist()
    (as_json,) = json.loads((tmp_path / "rows.json").read_text("utf-8"))
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        (as_csv,) = csv.DictReader(file)
    assert as_json["quote"] == as_sheet["quote"] == as_parquet["quote"] == as_csv["quote"] == "突破7000家"
    assert as_json.keys() == as_sheet.keys() == as_parquet.keys() == as_csv.keys()
