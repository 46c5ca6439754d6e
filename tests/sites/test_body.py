"""What belongs to an article, and what only stands around it."""

import pytest

from monitor.sites.body import without_furniture


@pytest.mark.parametrize(
    "line",
    [
        "记者：2025年全市研发投入强度目标是2.73%以上吗？",
        "来源：市统计局，2024年数据为120亿元",
        "相关新闻发布会透露，今年新增企业120家。",
        "上一期规划提出的120项任务全部完成。",
        "分享发展成果",
        "编辑部今年收到来稿3000件。",
    ],
)
def test_sentences_stay(line):
    assert without_furniture([line]) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "责编：张三",
        "编辑 李四",
        "本报责编 王五",
        "分享到：",
        "字号：大 中 小",
        "【打印正文】",
        "扫一扫在手机打开当前页",
        "版权所有：某某",
        "上一篇",
        "下一篇：某文",
        "渝ICP备00000000号",
        "点击加载更多",
    ],
)
def test_furniture_goes(line):
    assert without_furniture([line]) == []
