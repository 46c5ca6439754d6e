"""Is a secret ever said?  In no log line, error, table or help, whatever the libraries log and servers answer."""

import logging
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from pydantic import SecretStr
from typer.testing import CliRunner

from alerts.channels import ping, redacted, sender
from alerts.render import Message
from monitor.cli import app
from monitor.config import Channel
from monitor.errors import DeliveryError
from storage import Store
from tests.alerts.receivers import hook_at, postbox_at
from tests.line.conftest import press, publish, write_config  # noqa: F401
from tests.line.test_docs import commands

DOC = (Path(__file__).parents[2] / "docs/alerts.md").read_text("utf-8")
ADDRESSES = re.findall(r"^\| [^|`]+ \| `(\w+://[^`]+)` \|$", DOC, re.MULTILINE)
SECRETS = (
    "hunter2pass",
    "T0ken-slack",
    "header-s3cret",
    "query-s3cret",
    "p%40ss-word",
    "p@ss-word",
    "uuid-of-the-ping",
    "abcdefghijklm",
)
"""Parts of the secrets below, as written and as decoded."""
MESSAGE = Message("subject", "text", "<p>text</p>", "brief", "rest")


def secrets_of(url):
    """Everything in an address of the documents that only its owner knows."""
    if url.startswith("mailto"):
        return {"password"}
    return {
        part for part in re.split(r"[/:@?&=]", url.partition("://")[2]) if len(part) > 12 and "." not in part
    }


@pytest.fixture
def offline(monkeypatch):
    """No connection gets anywhere, and says where it wanted to go."""

    def refused(_, address):
        raise ConnectionRefusedError(f"nobody at {address}")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, *_, **__: [(2, 1, 6, "", ("192.0.2.1", port or 0))]
    )


@pytest.mark.parametrize("url", ADDRESSES, ids=lambda url: url.split(":")[0])
def test_a_service_that_cannot_be_reached_says_no_secret(offline, caplog, url):
    caplog.set_level(logging.DEBUG)
    send = sender({"one": Channel.model_construct(url=SecretStr(url), to=[])}, timeout=2)
    with pytest.raises(DeliveryError) as error:
        send("one", "", MESSAGE, "1")
    said = f"{error.value} {caplog.text}"
    assert not [secret for secret in secrets_of(url) if secret in said]
    echoed = redacted(f"you asked for {url}", url)
    assert not [secret for secret in secrets_of(url) if secret in echoed]


def test_a_ping_that_fails_says_no_address(caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(DeliveryError, match="ping did not get through") as error:
        ping("http://127.0.0.1:1/uuid-of-the-ping")
    with pytest.raises(DeliveryError, match="UnsupportedProtocol"):
        ping("uuid-of-the-ping")
    assert "uuid-of-the-ping" not in f"{error.value} {caplog.text}"


@pytest.fixture
def everything(write_config, press, tmp_path):  # noqa: F811
    """Settings with a secret in every place that takes one, and receivers that fail and repeat them."""
    publish(press, "a", "今年，全市高新技术企业要突破7000家。", "2025-02-20")
    with hook_at() as hook, postbox_at() as box:
        hook.faults = [500] * 50
        secrets = {
            "MAIL": f"mailto://user:p%40ss-word@127.0.0.1:{box.port}?from=m@example.org",
            "SLACK": f"http://127.0.0.1:{hook.port}/services/T0/B0/T0ken-slack",
            "HOOK": f"json://user:hunter2pass@127.0.0.1:{hook.port}/in?+X-Token=header-s3cret&-key=query-s3cret",
            "PING": "http://127.0.0.1:1/uuid-of-the-ping",
        }
        channels = {name.lower(): {"url": f"${{{name}}}"} for name in ("MAIL", "SLACK", "HOOK")}
        channels["mail"]["to"] = ["desk@example.org"]
        source = {"id": "press", "adapter": "folder", "url": str(press)}
        file = write_config(source, alerts={"channels": channels, "ping": "${PING}"}, health={"port": 0})
        yield file, secrets, hook


EVERY_COMMAND = """
import contextlib, logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from monitor.cli import main
for command in ("run --once", "alerts test", "alerts list", "alerts list --format json", "alerts retry", "check", "doctor"):
    sys.argv = ["monitor", *command.split(), "--config", sys.argv[-1]]
    with contextlib.suppress(SystemExit):
        main()
"""


def test_no_command_says_a_secret(everything):
    file, secrets, hook = everything
    done = subprocess.run(
        [sys.executable, "-c", EVERY_COMMAND, str(file)], capture_output=True, text=True, timeout=60,
        env=os.environ | secrets | {"MONITOR_LOG_LEVEL": "debug"}, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert hook.seen >= 4
    with Store(f"sqlite:///{file.parent}/monitor.sqlite3") as store:
        rows = store.messages()
    said = done.stdout + done.stderr
    said += "".join(f"{row.answer}{row.text}{row.html}{row.subject}{row.channel}" for row in rows)
    assert {row.state for row in rows} == {"failed"}
    for words in ("***", "500", "the ping did not get through", "SMTP AUTH"):
        assert words in said
    assert not [secret for secret in SECRETS if secret in said]


def test_no_help_says_a_secret(everything, monkeypatch):
    _, secrets, _ = everything
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    for name, _ in commands(typer.main.get_command(app)):
        answer = CliRunner().invoke(app, [*name.split()[1:], "--help"])
        assert not [secret for secret in SECRETS if secret in answer.output]
