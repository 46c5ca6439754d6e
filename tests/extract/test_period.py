"""A time is looked for only where two letters say that one may begin; none is missed by that."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import period

WORDS = (
    "20 2 0 2025 2024年 1 9 12 年 月 日 时 点 个 季度 度 — - 至 到 一 二 三 十 五 五一 两 几 前 上 半 去 今年 明 本 当 近 过 最 这 截 止 目 "
    "现 新 的 迄 全 未来 再用 如今 接下来 首 头 末 底 初 内 后 春节 元旦 清明 端午 国庆 中秋 假期 “ ” 、 ， 第 四 翌 期间 以来 间 ： 30 分 钟 天 "
    "早上 上半 个月 年来 增长 将 十四五"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
@settings(max_examples=500, deadline=None)
def test_every_time_begins_where_one_is_looked_for(text: str) -> None:
    looked_for = [m.span() for m in period._times(text)]
    assert looked_for == [m.span() for m in period._TIME.finditer(text)]
