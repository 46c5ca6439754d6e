"""Each mistake a person can make in sources.yaml gets one line that says where it is and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import Config, load
from monitor.errors import ConfigError

GOOD = """\
database: ${MONITOR_DATABASE}
timezone: Asia/Shanghai
sources:
  - id: press
    adapter: folder
    url: examples/press
    schedule: every 30m
alerts:
  channels:
    mail: {url: "${ALERT_MAIL_URL}", to: [a@example.org]}
  routes:
    - {name: headline, to: [mail], when: {kinds: [target_met], headline: true}}
"""
SECRETS = {"MONITOR_DATABASE": "sqlite:///x.sqlite3", "ALERT_MAIL_URL": "mailtos://u:hunter2@example.org"}


def loaded(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    file = tmp_path / "sources.yaml"
    file.write_text(text, "utf-8")
    return load(file, SECRETS if environ is None else environ)


def problems(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        loaded(tmp_path, text, environ)
    return str(refused.value).replace(str(tmp_path / "sources.yaml"), "sources.yaml").splitlines()


def test_a_good_file_becomes_settings(tmp_path: Path) -> None:
    config = loaded(tmp_path, GOOD)
    assert config.sources[0].source().url == "examples/press"
    assert config.database.get_secret_value() == "sqlite:///x.sqlite3"
    assert config.alerts.channels["mail"].url.get_secret_value() == "mailtos://u:hunter2@example.org"


def test_secrets_are_never_printed(tmp_path: Path) -> None:
    assert "hunter2" not in f"{loaded(tmp_path, GOOD)!r} {loaded(tmp_path, GOOD)}"


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        (
            "adaptr: folder",
            "adapter: folder",
            "sources.yaml:5: unknown key `adaptr`; did you mean `adapter`?",
        ),
        (
            "timezon: Asia/Shanghai",
            "timezone: Asia/Shanghai",
            "sources.yaml:2: unknown key `timezon`; did you mean `timezone`?",
        ),
        (
            "headlines: true",
            "headline: true",
            "sources.yaml:12: unknown key `headlines`; did you mean `headline`?",
        ),
        (
            "kinds: [target_meet]",
            "kinds: [target_met]",
            "sources.yaml:12: `0` cannot be `target_meet`; did you mean `target_met`?",
        ),
        (
            "schedule: every 30 minutes",
            "schedule: every 30m",
            "sources.yaml:7: `schedule`: `every 30 minutes` is no schedule; write `every 30m`, "
            "`daily 07:30`, `weekly mon 08:30` or a cron expression like `0 7 * * mon-fri`",
        ),
        (
            "timezone: Asia/Chongking",
            "timezone: Asia/Shanghai",
            "sources.yaml:2: `timezone`: there is no time zone Asia/Chongking; "
            "write an IANA name like Asia/Shanghai",
        ),
        (
            "to: [mial]",
            "to: [mail]",
            "sources.yaml:11: `routes`: route `headline` names the channel `mial`, which is not under "
            "`channels:`; there are: mail",
        ),
        (
            "id: ${PRESS}",
            "id: press",
            "sources.yaml:4: ${…} is read only in `database`, `ping`, `key` and a channel's `url`; "
            "write the value of `id` itself",
        ),
        (
            "url: ${PRESS}",
            "url: examples/press",
            "sources.yaml:6: ${…} is not read in a source's `url`; write the address",
        ),
        (
            "id: press\n    id: press",
            "id: press",
            "sources.yaml:5: `id` stands here again, first on line 4; keep one of them",
        ),
    ],
)
def test_one_mistake_one_line(tmp_path: Path, wrong: str, right: str, line: str) -> None:
    assert line in problems(tmp_path, GOOD.replace(right, wrong))


def test_every_mistake_is_told_at_once_in_order_of_lines(tmp_path: Path) -> None:
    text = GOOD.replace("timezone", "timezon").replace("adapter", "adaptr").replace("headline: true", "x: 1")
    numbers = [int(line.split(":")[1]) for line in problems(tmp_path, text)]
    assert numbers == [2, 4, 5, 12]


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD, {"MONITOR_DATABASE": "sqlite://"})
    assert line.startswith(
        "sources.yaml:10: `url`: the variable ALERT_MAIL_URL is not set; write ALERT_MAIL_URL=…"
    )


def test_dotenv_beside_the_file_gives_variables_and_the_environment_goes_first(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ALERT_MAIL_URL=json://dotenv\nMONITOR_DATABASE=sqlite:///dotenv\n")
    config = loaded(tmp_path, GOOD, {"MONITOR_DATABASE": "sqlite:///process"})
    assert config.alerts.channels["mail"].url.get_secret_value() == "json://dotenv"
    assert config.database.get_secret_value() == "sqlite:///process"


def test_a_docker_secret_is_read_from_the_file_that_name_file_names(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("json://from-a-file\n")
    environ = {"MONITOR_DATABASE": "sqlite://", "ALERT_MAIL_URL_FILE": str(tmp_path / "secret")}
    assert (
        loaded(tmp_path, GOOD, environ).alerts.channels["mail"].url.get_secret_value() == "json://from-a-file"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sources: [", "is no YAML here"),
        ("- a\n- b\n", "must be a block of `key: value` lines"),
        ("", "`sources` is missing"),
        ("sources: []", "at least 1"),
        ("sources:\n  - {id: a, adapter: rss}\n  - {id: a, adapter: rss}\n", "2 sources have the id `a`"),
        ("sources:\n  - {id: a, adapter: rss}\nhealth: {port: 2025-13-45}\n", "`2025-13-45` cannot be read"),
    ],
)
def test_files_that_are_no_settings(tmp_path: Path, text: str, line: str) -> None:
    assert line in problems(tmp_path, text)[0]


def test_a_missing_file_and_a_binary_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file; write one"):
        load(tmp_path / "nowhere.yaml", {})
    (tmp_path / "sources.yaml").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(ConfigError, match="is not UTF-8 text; save it as UTF-8"):
        load(tmp_path / "sources.yaml", {})
