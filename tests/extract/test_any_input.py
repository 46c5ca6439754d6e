"""Any input at all gives observations or none, never an exception; offsets always give back the quote."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import extract
from monitor.types import Article

PIECES = [
    "力争2025年全市研发投入强度2.73%以上，", "分别达到7565家、58524家", "第一、二、三产业增加值分别为", "占全市的61.5%", "“416”", "由10个增加到13个",
    "\n", "\t", "■", "|", "：", "（", "）", "亿", "万", "百分之", "三分之", "翻两番", "去年", "“十四五”", "1—9月", "其中", "公司", "全区", "。", "，", " ", "-", "零", "前", "第",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.from_regex(r"[0-9.,万亿%]{0,200}", fullmatch=True),
)


def read(text):
    return extract(Article(url="u", publisher="p", published=date(2025, 2, 20), text=text))


@given(texts)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text):
    found = read(text)
    assert all(text[o.start : o.end] == o.quote for o in found)
    assert found == read(text)
