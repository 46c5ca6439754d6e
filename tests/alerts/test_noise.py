"""What a reader is spared: flaps, reprints, doubtful sources, silenced ones.  The whole line, real files."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alerts import send_pending
from monitor.cli import app
from monitor.run import run_once, visit
from tests.line.conftest import clock, line_over, publish, write_config  # noqa: F401

NAME = "高新技术企业"
FIRST = "2024年，全市高新技术企业达到7565家。"
EDITED = "2024年，全市高新技术企业达到8123家。"
OTHER = "2024年，全市社会消费品零售总额为1.58万亿元。"


@pytest.fixture
def sources(tmp_path):
    """Folders to be watched, by id."""
    made = {}
    for name in ("press", "other", "third"):
        (tmp_path / name).mkdir(exist_ok=True)
        made[name] = {"id": name, "adapter": "folder", "url": str(tmp_path / name)}
    return made


class Told:
    """Looks once, sends what is due, and says what was sent."""

    def __init__(self, file, now):
        self.file, self.clock, self.messages = file, now, []

    def __call__(self, hours=0):
        self.clock.now += timedelta(hours=hours)
        before = len(self.messages)
        with line_over(self.file, self.clock) as (config, line):
            run_once(config, line)
            send_pending(line.store, self._take, self.clock())
        return [subject for subject, _ in self.messages[before:]]

    def _take(self, channel, recipient, message, wire):
        self.messages.append((message.subject, message.text))
        return "taken"


@pytest.fixture
def watch(write_config, sources, clock):  # noqa: F811
    def begin(*names, alerts=None, **changed):
        chosen = [sources[name] | changed.get(name, {}) for name in names or ("press",)]
        channels = {"desk": {"url": "json://127.0.0.1:1/"}}
        return Told(write_config(*chosen, alerts={"channels": channels} | (alerts or {})), clock)

    return begin


def put(sources, source, name, text, day="2025-02-20", publisher="重庆日报"):
    file = publish(Path(sources[source]["url"]), name, text, day)
    file.with_name(f"{name}.meta.yaml").write_text(f"published: {day}\npublisher: {publisher}\n", "utf-8")
    return file


def test_there_and_back_is_one_message(watch, sources):
    tell = watch()
    put(sources, "press", "a", FIRST)
    assert tell() == [f"【新数据】2024年{NAME} 7565家（重庆市）"]
    put(sources, "press", "a", EDITED)
    assert tell(24) == []
    put(sources, "press", "a", FIRST)
    assert tell(24) == []
    assert tell(2) == [f"【已复原】2024年{NAME} 7565家（重庆市）"]
    assert "其间：8123家" in tell.messages[-1][1]
    assert tell(48) == []


def test_an_edit_that_stands_is_told_once_and_its_return_again(watch, sources):
    tell = watch()
    put(sources, "press", "a", FIRST)
    tell()
    put(sources, "press", "a", EDITED)
    assert tell(1) == []
    assert tell(27) == [f"【数据修订】2024年{NAME} 8123家（重庆市）"]
    put(sources, "press", "a", FIRST)
    assert tell(1) == []
    assert tell(27) == [f"【数据修订】2024年{NAME} 7565家（重庆市）"]
    assert tell(48) == []


def test_deleted_and_put_back_is_one_message(watch, sources):
    tell = watch()
    put(sources, "press", "a", FIRST + OTHER)
    tell()
    put(sources, "press", "a", OTHER)
    assert tell(24) == []
    put(sources, "press", "a", FIRST + OTHER)
    assert tell(24) == []
    assert tell(2) == [f"【已复原】2024年{NAME} 7565家（重庆市）"]


def test_deleted_where_others_still_say_it_and_put_back_is_one_message(watch, sources):
    tell = watch("press", "other")
    put(sources, "press", "a", FIRST + OTHER)
    put(sources, "other", "b", "记者获悉，2024年全市高新技术企业达到7565家。", "2025-02-21", "重庆晨报")
    tell()
    put(sources, "press", "a", OTHER)
    assert tell(24) == []
    put(sources, "press", "a", FIRST + OTHER)
    assert tell(24) == []
    assert tell(2) == [f"【已复原】2024年{NAME} 7565家（重庆市）"]


def test_put_back_after_it_was_told_is_told(watch, sources):
    tell = watch()
    put(sources, "press", "a", FIRST + OTHER)
    tell()
    put(sources, "press", "a", OTHER)
    tell(24)
    assert tell(27) == [f"【撤回】2024年{NAME} 7565家（重庆市）"]
    put(sources, "press", "a", FIRST + OTHER)
    assert tell(24) == [f"【已复原】2024年{NAME} 7565家（重庆市）"]
    put(sources, "press", "a", OTHER)
    assert tell(24) + tell(48) == []


def test_a_figure_other_papers_repeat_adds_their_links(watch, sources):
    tell = watch("press", "other", "third")
    put(sources, "press", "a", FIRST)
    assert len(tell()) == 1
    put(sources, "other", "b", "记者获悉，2024年全市高新技术企业达到7565家。", "2025-02-21", "重庆晨报")
    put(sources, "third", "c", "目前，2024年全市高新技术企业数已达7565家。", "2025-02-22", "上游新闻")
    assert tell(24) == []
    said = CliRunner().invoke(app, ["changes", "--config", str(tell.file), "--format", "json"]).stdout
    (found,) = [row for row in json.loads(said) if row["indicator"] == NAME]
    answer = CliRunner().invoke(app, ["changes", "--config", str(tell.file), "show", found["id"]])
    assert "also: 2025-02-21 重庆晨报" in answer.stdout


def test_a_conflict_is_told_once_with_both_quotes(watch, sources):
    tell = watch("press", "other", "third")
    put(sources, "press", "a", FIRST)
    tell()
    put(sources, "other", "b", EDITED, "2025-02-21", "重庆晨报")
    (subject,) = tell(24)
    assert subject == f"【说法冲突】2024年{NAME} 8123家（重庆市）"
    text = tell.messages[-1][1]
    for words in ("一说：7565家（重庆日报", "另一说：8123家（重庆晨报", "【7565家】", "【8123家】"):
        assert words in text
    put(sources, "third", "c", "全市高新技术企业2024年为8123家。", "2025-02-22", "上游新闻")
    put(sources, "third", "d", "全市高新技术企业2024年为7565家。", "2025-02-23", "新华社")
    assert tell(24) == []


def test_an_unreliable_source_waits_for_a_second_sighting(watch, sources):
    tell = watch("press", "other", press={"unreliable": True})
    put(sources, "press", "a", FIRST)
    assert tell() == []
    put(sources, "press", "a2", FIRST + "各区县稳步推进。", "2025-02-21")
    assert tell(1) == []
    put(sources, "other", "b", "全市高新技术企业2024年为7565家。", "2025-02-22", "重庆晨报")
    assert tell(1) == [f"【新数据】2024年{NAME} 7565家（重庆市）"]
    put(sources, "other", "c", "2024年，全市高新技术企业有7565家。", "2025-02-23", "重庆晨报")
    assert tell(1) == []


def silence(tell, *arguments):
    return CliRunner().invoke(app, ["silence", *arguments, "--config", str(tell.file)])


def test_silence_is_listed_holds_and_is_lifted(watch, sources):
    tell = watch("press", "other")
    assert silence(tell, "高新技术企业", "--until", "2099-03-01").exit_code == 0
    assert silence(tell, "other", "--until", "2099-03-01 18:00").exit_code == 0
    listed = silence(tell).stdout
    assert "高新技术企业" in listed
    assert "2099-03-01 18:00" in listed
    put(sources, "press", "a", FIRST + OTHER)
    put(sources, "other", "b", "2024年，全市城镇新增就业71.5万人。", publisher="重庆晨报")
    assert [subject[:4] for subject in tell()] == ["【新数据"]
    assert "社会消费品零售总额" in tell.messages[-1][0]
    assert silence(tell, "高新技术企业", "--lift").exit_code == 0
    assert silence(tell, "other", "--lift").exit_code == 0
    put(sources, "press", "c", "2025年，全市高新技术企业力争突破9000家。", "2025-03-20")
    assert tell(1) == [f"【新目标】2025年{NAME} ＞9000家（重庆市）"]


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("press",), "say until when"),
        (("press", "--until", "2001-01-01"), "is past"),
        (("pres", "--until", "2099-01-01"), "did you mean `press`?"),
        (("press", "--lift"), "is not silenced"),
    ],
)
def test_a_silence_that_cannot_be_is_refused(watch, arguments, advice):
    answer = silence(watch(), *arguments)
    assert answer.exit_code != 0
    assert advice in f"{answer.output}{answer.exception}"


def test_one_visit_is_one_message_where_a_route_says_every_pass(watch, sources):
    route = {"name": "r", "to": ["desk"], "send": "every pass"}
    tell = watch(alerts={"routes": [route], "quiet": "22:00-07:00"})
    put(sources, "press", "a", FIRST)
    put(sources, "press", "b", OTHER)
    (subject,) = tell()
    assert subject.endswith("等2项变化")
    put(sources, "press", "c", "2024年，全市城镇新增就业71.5万人。")
    assert tell(14) == []  # 06:00 in Chongqing
    assert len(tell(1)) == 1


def test_a_visit_that_is_broken_off_keeps_nothing_for_ever(watch, sources, clock):  # noqa: F811
    route = {"name": "r", "to": ["desk"], "send": "every pass"}
    tell = watch(alerts={"routes": [route]})
    put(sources, "press", "a", FIRST)
    with line_over(tell.file, clock) as (config, line):
        visit(config.sources[0].source(), line, clock().date())
        assert send_pending(line.store, tell._take, clock()).sent == 0
        assert send_pending(line.store, tell._take, clock() + timedelta(hours=7)).sent == 1
