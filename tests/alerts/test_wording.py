import re
from decimal import Decimal

import pytest

from alerts.channels import shortened
from alerts.render import Look, check_templates, compose, render
from alerts.wording import amount, difference, period_of, subject_line
from monitor.errors import ConfigError
from monitor.types import ChangeKind, Measure, Status
from tests.alerts.made import change, told


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("97424000000", "元", "974.24亿元"),
        ("3300000000000", "元", "3.3万亿元"),
        ("75600", "家", "7.56万家"),
        ("58524", "家", "58524家"),
        ("2.73", "%", "2.73%"),
        ("0.10", "个百分点", "0.1个百分点"),
        ("-1.5", "%", "-1.5%"),
        ("120", "元", "120元"),
    ],
)
def test_numbers_are_said_as_a_reader_expects(value, unit, said):
    assert amount(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025", "2025年"),
        ("2025-09", "2025年9月"),
        ("2025-01/2025-09", "2025年1—9月"),
        ("2021/2025", "2021—2025年"),
        ("2025-10-16", "2025年10月16日"),
        ("2023-10/2025-10", "2023年10月至2025年10月"),
    ],
)
def test_periods_are_said_in_words(period, said):
    assert period_of(period) == said


def test_the_subject_says_it_all():
    assert subject_line(change()) == "【新目标】2025年研发投入强度 ≥2.73%（重庆市）"
    assert subject_line(change(), "en") == "[New target] 重庆市 研发投入强度 2025: ≥2.73%"


def test_ranks_estimates_and_growth_are_told_apart():
    rank = told(
        "7",
        "全国第七",
        "位",
        measure=Measure.RANK,
        scope="全国",
        comparator="=",
        period="2024",
        status=Status.ACTUAL,
    )
    assert "全国第7位" in subject_line(change(ChangeKind.NEW_FIGURE, rank))
    guess = told("2.6", "2.6%", status=Status.ESTIMATE, comparator="=", period="2024")
    assert (
        subject_line(change(ChangeKind.NEW_FIGURE, guess))
        == "【新数据】2024年研发投入强度 2.6%（预计）（重庆市）"
    )
    growth = told("12.6", "12.6%", measure=Measure.GROWTH, comparator="=", indicator="技术合同成交额")
    assert "技术合同成交额增速 +12.6%" in subject_line(change(after=growth))


def test_the_message_shows_old_value_difference_quote_and_source():
    new = change(
        ChangeKind.REVISION, told("2.8", "2.8%", comparator="="), told("2.6", "2.6%", comparator="=")
    )
    assert difference(new) == "+0.2个百分点"
    message = render(new)
    for words in (
        "此前：2.6%",
        "变动：+0.2个百分点",
        "【2.8%】",
        "测试日报 2025-02-20",
        "https://press.example/1.html",
    ):
        assert words in message.text
    assert "<mark>2.8%</mark>" in message.html


@pytest.mark.parametrize(("language", "asked"), [("zh", "请对照原文核对"), ("en", "please check the text")])
def test_a_doubtful_reading_asks_to_be_checked(language, asked):
    doubtful = render(change(after=told(confidence=0.55)), Look(language))
    assert asked in doubtful.text
    assert asked in doubtful.html
    assert asked not in render(change(after=told(confidence=0.9)), Look(language)).text


def test_what_a_page_says_cannot_write_markup_into_a_mail():
    evil = told(indicator="<script>alert(1)</script>", url="javascript:alert(1)")
    html = compose([render(change(after=evil))]).html
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_many_changes_make_one_message_of_bounded_size():
    parts = [render(change())] * 2000
    message = compose(parts)
    assert message.subject.endswith("等2000项变化")
    assert len(message.html) < 400_000


def test_a_folder_of_ones_own_templates_is_used(tmp_path):
    (tmp_path / "change.txt.j2").write_text("{{ rows[0].value }} only")
    assert render(change(), Look(folder=str(tmp_path))).text == "≥2.73% only"


def test_a_verdict_shows_target_figure_and_gap():
    aim = told("90000000000", "900亿元以上", "元", indicator="技术合同成交额")
    got = told(
        "97424000000", "974.24亿元", "元", indicator="技术合同成交额", comparator="=", status=Status.ACTUAL
    )
    text = render(change(ChangeKind.TARGET_MET, got, aim)).text
    for words in ("目标：≥900亿元", "实际：974.24亿元", "差距：+74.24亿元（+8.25%）", "【900亿元以上】"):
        assert words in text
    assert "Gap：+74.24亿元" in render(change(ChangeKind.TARGET_MET, got, aim), Look("en")).text


def test_messages_of_one_indicator_stand_together_under_a_list():
    parts = [render(change(after=told(period=str(2020 + n)))) for n in range(4)]
    text = compose(parts, topics=["a", "b", "a", "b"]).text
    assert text.startswith("本次共4项：\n· 【新目标】2020年")
    body = text[text.index("\n\n") :]
    assert re.findall(r"】(\d{4})年", body) == ["2020", "2022", "2021", "2023"]


def test_a_change_links_to_its_page():
    new = change()
    assert (
        f"https://m.example.org/changes/{new.key[:8]}"
        in render(new, Look(base_url="https://m.example.org")).text
    )


@pytest.mark.parametrize(
    ("folder", "said"),
    [("nowhere", "there is no folder"), ("broken", "change.txt.j2:1: "), ("wrong", "'suject' is undefined")],
)
def test_templates_that_cannot_be_read_are_told_at_once(tmp_path, folder, said):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "change.txt.j2").write_text("{% if %}")
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "mail.html.j2").write_text("{{ suject }}")
    with pytest.raises(ConfigError, match=said):
        check_templates(Look(folder=str(tmp_path / folder)))


def test_a_text_longer_than_a_channel_takes_says_where_the_rest_is():
    message = compose(
        [render(change(after=told(period=str(2020 + n)))) for n in range(30)],
        Look(base_url="https://m.example.org"),
    )
    short = shortened(message, 700)
    assert len(short) <= 700
    assert short.endswith("……其余见 https://m.example.org/feed.atom")
