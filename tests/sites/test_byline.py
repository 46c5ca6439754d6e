"""Are the people who wrote an article found, and nobody else?"""

from __future__ import annotations

import pytest

from monitor.sites.byline import byline_of


@pytest.mark.parametrize(
    ("line", "author", "dateline"),
    [
        ("本报讯 （记者 林一鸣）清晨的港口，货轮鸣笛启航。", "林一鸣", "本报讯"),
        ("　　本报讯（首席记者 林一鸣 实习生 陶然）近日，园区开工。", "林一鸣、陶然", "本报讯"),
        ("本报讯 （记者 林一鸣 通讯员 何望舒、秦思源）近日，园区开工。", "林一鸣、何望舒、秦思源", "本报讯"),
        ("重庆日报讯 （记者林一鸣）近日，园区开工。", "林一鸣", "重庆日报讯"),
        ("新华社北京3月5日电 （记者 林一鸣、陶然）会议开幕。", "林一鸣、陶然", "新华社北京3月5日电"),
        ("据新华社3月5日电 会议开幕。", "", "据新华社3月5日电"),
        ("□本报记者 林一鸣", "林一鸣", ""),
        ("重庆日报全媒体记者 林一鸣　周晓岚", "林一鸣、周晓岚", ""),
        ("本报记者 林一鸣 文/图", "林一鸣", ""),
        ("（记者 林一鸣）", "林一鸣", ""),
        ("记者 买买提·艾力", "买买提·艾力", ""),
        ("记者从有关部门了解到，近期多项工作稳步推进。", "", ""),
        ("记者手记", "", ""),
        ("本报讯是什么意思", "", ""),
        ("11月8日是记者节（记者 节目）。", "", ""),
        ("本报电子版今日上线。", "", ""),
        ("", "", ""),
    ],
    ids=repr,
)
def test_who_signs(line: str, author: str, dateline: str) -> None:
    assert byline_of([line]) == (author, dateline)


def test_a_signature_may_stand_below_the_text() -> None:
    assert byline_of([*["园区开工，企业进场，工人们在车间忙碌。"] * 9, "（本报记者 林一鸣）"]) == (
        "林一鸣",
        "",
    )


def test_a_signature_in_the_middle_is_another_text_s() -> None:
    prose = ["园区开工，企业进场，工人们在车间忙碌。"] * 9
    assert byline_of([*prose, "本报记者 林一鸣", *prose]) == ("", "")
