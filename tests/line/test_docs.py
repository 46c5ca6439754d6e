"""What the documents say is so: every command and every key is there, and the examples run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from typer.testing import CliRunner

from monitor.cli import app
from monitor.config import Config, load
from monitor.extract import catalogue
from monitor.glossary import document
from tests.conftest import ROOT

COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8")
READER = (ROOT / "docs" / "reader.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def commands(group: Any, so_far: str = "monitor") -> list[tuple[str, Any]]:
    found = []
    for name, command in group.commands.items():
        inner = commands(command, f"{so_far} {name}") if hasattr(command, "commands") else []
        found += inner
        if not inner or getattr(command, "invoke_without_command", False):
            found.append((f"{so_far} {name}", command))
    return found


ALL = commands(typer.main.get_command(app))


@pytest.mark.parametrize("name", [name for name, _ in ALL])
def test_every_command_is_in_the_documents_and_has_help(name: str) -> None:
    assert f"`{name}`" in COMMANDS
    answer = CliRunner().invoke(app, [*name.split()[1:], "--help"])
    assert answer.exit_code == 0
    assert "Usage:" in answer.output


def test_the_documents_name_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `(monitor [a-z ]+)`", COMMANDS, re.MULTILINE))
    assert named == {name for name, _ in ALL}


def keys(schema: dict[str, Any]) -> set[str]:
    return {key for part in [schema, *schema["$defs"].values()] for key in part.get("properties", {})}


@pytest.mark.parametrize("key", sorted(keys(Config.model_json_schema())))
def test_every_key_is_in_the_documents(key: str) -> None:
    assert f"`{key}`" in CONFIGURATION


def test_the_settings_in_the_readme_are_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "sources.yaml").write_text(example, "utf-8")
    assert load(tmp_path / "sources.yaml", {"ALERT_MAIL_URL": "json://x"}).sources[0].id == "district"


def test_the_transcript_in_the_readme_is_what_is_printed() -> None:
    said, printed = re.findall(r"\$ echo '(.*?)' .*?\n(\{.*\})\n", README)[0]
    arguments = ["extract", "-", "--published", "2025-02-20", "--format", "jsonl"]
    answer = CliRunner().invoke(app, arguments, input=said)
    there, here = json.loads(answer.stdout), json.loads(printed)
    assert there.pop("confidence") == pytest.approx(
        here.pop("confidence"), abs=0.1
    )  # learnt anew now and then
    assert there == here


def test_the_list_of_indicators_is_the_catalogue() -> None:
    written = (ROOT / "docs" / "indicators.md").read_text("utf-8")
    assert written == document(catalogue.load().concepts.values()), "run `make docs`"


def test_the_explanation_in_the_documents_is_what_is_printed() -> None:
    said, printed = re.findall(r"\$ echo '(.*?)' .*?--explain\n(.*?)```", READER, re.DOTALL)[0]
    answer = CliRunner().invoke(app, ["extract", "-", "--published", "2025-02-20", "--explain"], input=said)
    learnt = re.compile(r"[+-]?[01]\.[0-9]{2}|\s+")
    assert learnt.sub(" ", answer.stdout).split() == learnt.sub(" ", printed).split()


def test_the_second_reader_in_the_documents_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", READER, re.DOTALL)
    (tmp_path / "sources.yaml").write_text(
        f"sources: [{{id: a, adapter: folder, url: x}}]\n{example}", "utf-8"
    )
    llm = load(tmp_path / "sources.yaml", {"LLM_KEY": "k"}).extract.llm
    assert llm is not None
    standard = type(llm)(url="http://x", model="m")
    assert (llm.below, llm.sentences, llm.timeout_seconds) == (
        standard.below, standard.sentences, standard.timeout_seconds
    )  # fmt: skip


@pytest.mark.parametrize("name", ["sources.yaml", "examples/sources.yaml", "deploy/sources.yaml"])
def test_the_shipped_settings_are_right(name: str) -> None:
    assert load(ROOT / name, {}).sources


def test_the_commented_settings_are_right(tmp_path: Path) -> None:
    text = (ROOT / "sources.yaml").read_text("utf-8")
    alerts = text[text.index("# alerts:") :].replace("# ", "", 1).replace("\n# ", "\n")
    (tmp_path / "sources.yaml").write_text(text + "\n" + alerts, "utf-8")
    config = load(tmp_path / "sources.yaml", {"ALERT_MAIL_URL": "json://x", "ALERT_SLACK_URL": "json://y"})
    assert set(config.alerts.channels) == {"mail", "slack"}


def test_compose_is_read_and_lets_only_this_machine_in() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    for service in compose["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert service["read_only"] is True
