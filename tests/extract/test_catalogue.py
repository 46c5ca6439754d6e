"""Does every known indicator say what it is, and does a printed name mean one indicator and no other?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.extract import extract
from monitor.extract.catalogue import load, plain
from monitor.glossary import THEMES
from monitor.types import Article

KNOWN = load()
SHORT = {"GDP", "R&D", "PPI", "出口", "进口"}
# Words that say how much of something or what kind of thing, never of what: no indicator alone.
GENERAL = (
    "企业|公司|项目|平台|基地|机构|实验室|人员|人口|人才|学生|投资|收入|支出|产值|总产值|增加值|营业收入|利润|"
    "总量|总数|数量|规模|余额|贷款|存款|面积|产量|销量|里程|床位|增速|占比|比重|强度|指数|排名|合同|成交额|专利|"
    "从业人员|研发费用|贷款余额总量|景区|游客数|航线|农村公路"
).split("|")


@pytest.mark.parametrize("concept", KNOWN.concepts.values(), ids=lambda c: c.id)
def test_it_says_what_it_is(concept) -> None:
    assert concept.en
    assert 5 < len(concept.definition) < 110
    assert not concept.definition.endswith("。")
    assert concept.unit
    assert concept.group in THEMES
    assert concept.range is None or concept.range[0] < concept.range[1]


@pytest.mark.parametrize("concept", KNOWN.concepts.values(), ids=lambda c: c.id)
def test_kind_unit_and_direction_agree(concept) -> None:
    if concept.kind == "rank":
        assert (concept.unit, concept.direction) == ("位", "down")
    if concept.kind == "stock":
        assert concept.unit not in ("%", "‰")
    if re.search(r"(?:占比|比重|率)$", concept.name):
        assert concept.kind == "ratio" or concept.id == "labour_prod"
    assert not concept.share or concept.unit == "%"


def test_no_name_is_so_short_or_general_that_it_takes_in_another() -> None:
    assert {name for name in KNOWN.names if len(name) < 3} | {"GDP", "R&D", "PPI"} == SHORT
    assert not set(GENERAL) & set(KNOWN.names)


def test_what_is_said_to_be_another_indicator_is_not_read_as_this_one() -> None:
    taken = [
        (c.id, name) for c in KNOWN.concepts.values() for name in c.false_friends if KNOWN.find(name) == c
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("新认定高新技术企业", "高新技术企业"),
        ("新增高新技术企业", "新认定高新技术企业"),
        ("规上工业研发投入强度", "全社会研发投入强度"),
        ("每万人口高价值发明专利拥有量", "每万人口发明专利拥有量"),
        ("综合科技创新水平指数", "综合科技创新指数"),
        ("新增专精特新“小巨人”企业", "专精特新“小巨人”企业"),
        ("国家企业技术中心", "企业技术中心"),
        ("农林牧渔业增加值", "第一产业增加值"),
        ("实物商品网上零售额", "网上零售额"),
        ("人民币存款余额", "本外币存款余额"),
        ("新增上市公司", "新增境内上市科技型企业"),
        ("高技术制造业投资", "高技术产业投资"),
        ("规上工业增加值", "工业增加值"),
        ("数字经济核心产业增加值占GDP比重", "数字经济核心产业增加值"),
    ],
)
def test_a_word_more_is_another_indicator(longer: str, shorter: str) -> None:
    one, other = KNOWN.find(longer), KNOWN.find(shorter)
    assert one
    assert other
    assert one.id != other.id


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("新认定高新技术企业600家", "hnte_new"),
        ("高新技术企业600家", "hnte_stock"),
        ("规上工业研发投入强度1.9%", "ent_rd_intensity"),
        ("全社会研发投入强度1.9%", "rd_intensity"),
        ("每万人口高价值发明专利拥有量9件", "hv_patents_per_10k"),
    ],
)
def test_the_longest_name_of_a_sentence_is_the_indicator(printed: str, meant: str) -> None:
    text = f"2024年，全市{printed}。"
    read = extract(Article(url="u", publisher="p", published=date(2025, 2, 20), text=text))
    assert [o.concept for o in read] == [meant]


@pytest.mark.parametrize(
    "printed", ["高新技术企业（总数）", "“高新技术企业”", "高新技术企业 数量", "高新技术企业总数"]
)
def test_brackets_quotes_and_counting_words_make_no_difference(printed: str) -> None:
    found = KNOWN.find(printed.replace("（总数）", "总数"))
    assert found
    assert found.id == "hnte_stock"


def test_every_name_is_written_once() -> None:
    names = [plain(n) for c in KNOWN.concepts.values() for n in (c.name, *c.synonyms)]
    assert len(names) == len(set(names))


FIRST = "indicators:\n- {id: tea, name: 茶馆}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            FIRST + "- {id: pots, name: 火锅店, synonyms: [茶馆]}\n",
            r":3: '茶馆' is claimed by both tea \(.*:2\) and pots",
        ),
        (
            FIRST + "- {id: ours, name: 我们的}\n- {id: mine, name: 高新技术企业}\n",
            r":4: .*both hnte_stock \(catalogue",
        ),
        (FIRST + "\n- {id: tea, name: 茶楼}\n", r":4: tea is the id of two entries: here and at .*:2"),
        (FIRST + "- {id: x, name: 甲乙, share: [tea, nothing]}\n", ":3: x: share names nothing"),
        (FIRST + "- {id: x}\n", ":3: every entry needs"),
        (FIRST + "- {id: x, name: 甲乙, colour: red}\n", ":3: unknown key 'colour' in x"),
        (FIRST + "- {id: x, name: 甲乙, synonyms: 丙丁}\n", ":3: x: synonyms is a list"),
        (FIRST + "- {id: x, name: 2025}\n", ":3: x: name is text"),
        (FIRST + "- {id: x, name: 甲乙, range: [1, many]}\n", ":3: x: range is"),
        (FIRST + "- {id: x, name: 甲乙, kind: heap}\n", ":3: x: direction is one of"),
        ("- {id: x}\n", ":1: expected a list"),
        ("indicators: [\n", ":2: not YAML"),
    ],
    ids=lambda value: value[-24:],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(str(own)) + told):
        load.__wrapped__(str(own))


def test_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes("indicators: [{id: tea, name: 茶馆}]".encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load.__wrapped__(str(own))
