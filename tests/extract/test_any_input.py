"""Any input at all gives observations or none, never an exception; offsets always give back the quote."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.extract import extract
from monitor.extract.catalogue import load
from monitor.extract.clean import clean
from monitor.types import Article
from tests.evaluate.sets import documents

PIECES = [
    "力争2025年全市研发投入强度2.73%以上，", "分别达到7565家、58524家", "第一、二、三产业增加值分别为", "占全市的61.5%", "“416”", "由10个增加到13个",
    "重庆某某机械有限公司(以下简称某某机械)", "该公司", "我区", "两江新区", "园区", "本报记者 王青", "居全国第8位、", "比上年提高0.1个百分点；", "同比增长5%（其中出口增长6%）",
    "较2020年翻两番", "从40—50分钟缩短到5分钟", "到2027年，", "截至10月底，", "近三年", "预计", "将", "每万人口", "“我们", "村民李青家", "指标\t单位\t绝对数\n", "| 甲 | 5 |\n", "<td>5</td></tr>",
    "\n", "\t", "■", "|", "：", "（", "）", "亿", "万", "百分之", "三分之", "翻两番", "去年", "“十四五”", "1—9月", "其中", "公司", "全区", "。", "，", " ", "-", "零", "前", "第", "為們來", "%", "\r", "\u3000",
]  # fmt: skip
OURS = [sentence for d in documents("dev") for sentence in re.findall(r"[^。]+。?", d.article.text)]
ANY = st.characters(codec=None, exclude_categories=())  # lone surrogates and what nobody has assigned, too
texts = st.one_of(
    st.text(ANY, max_size=300),
    st.text(st.sampled_from("0123456789.,，、万亿%—-~到至个家人元第前后年月日“”（）()一二三十百千两半倍成番分之 \n\t|■"), max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(OURS), st.sampled_from(PIECES), st.text(ANY, max_size=5)), max_size=6).map("".join),
    st.from_regex(r"[0-9.,万亿%]{0,200}", fullmatch=True),
)  # fmt: skip
days = st.dates(date(1949, 10, 1), date(2100, 12, 31))
areas = st.one_of(st.sampled_from(["重庆市", "永川区", "四川省", "全国", ""]), st.text(ANY, max_size=8))


def read(text: str, published: date = date(2025, 2, 20), area: str = "重庆市") -> list:
    return extract(Article(url="u", publisher="p", published=published, text=text, area=area))


@given(texts, days, areas)
@example("為們來個這時\ud800增长5%。", date(2025, 2, 20), "重庆市")
@example("居第0、00:0、0家", date(2025, 2, 20), "重庆市")
@example("9" * 5000 + "亿元", date(2025, 2, 20), "重庆市")
@example("增长" + "9" * 39 + "万亿%", date(2025, 2, 20), "重庆市")
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str, published: date, area: str) -> None:
    found = read(text, published, area)
    for o in found:
        assert 0 <= o.start < o.end <= len(text)
        assert text[o.start : o.end] == o.quote
        assert o.indicator
        assert o.value.is_finite()
        assert o.value_high is None or o.value_high.is_finite()
        assert 0 <= o.confidence <= 1
    assert found == read(text, published, area)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_what_is_cleaned_is_traced_back(text: str) -> None:
    page = clean(text)
    assert len(page.origin) == len(page.text) + 1
    assert page.origin == sorted(page.origin)
    assert all(0 <= at <= len(text) for at in page.origin)


@given(st.lists(st.sampled_from(OURS), max_size=5), st.text(ANY, max_size=20))
@settings(max_examples=100, deadline=None)
def test_what_a_table_or_a_page_surrounds_keeps_its_offsets(sentences: list[str], noise: str) -> None:
    text = noise + "\n\n" + "\n".join(sentences)
    assert all(text[o.start : o.end] == o.quote for o in read(text))


@given(st.text(ANY, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_name_is_looked_up(name: str) -> None:
    found = load().find(name)
    assert found is None or found.id in load().concepts


yaml_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KEYS = "id name en synonyms unit direction kind share group definition source range not other".split()
entries = st.lists(st.dictionaries(st.sampled_from(KEYS), yaml_values, max_size=5), max_size=3)


@given(st.one_of(st.text(max_size=60), entries.map(lambda e: f"indicators: {e!r}")))
@settings(max_examples=60, deadline=None)
def test_any_catalogue_is_taken_or_refused_in_a_line(tmp_path_factory, text: str) -> None:
    own: Path = tmp_path_factory.getbasetemp() / "own.yaml"
    own.write_text(text, encoding="utf-8", errors="replace")
    try:
        load.__wrapped__(str(own))
    except ConfigError as refused:
        assert str(own) in str(refused)  # noqa: PT017 - either outcome is right
