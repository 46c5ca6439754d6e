"""Which names does a text bring up that no list holds?  Firms that go by a brand, villages and small towns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.areas import area_at
from monitor.extract.lazy import regex
from monitor.extract.lexicon import trie_regex

_DEPARTMENTS = "采购|市场|技术|研发|生产|销售|运输|运营|行政".split("|")
_OFFICER = "|".join(
    (
        *"副董事长|董事长|副总经理|总经理|负责人|创始人|CEO|副总裁|总裁|厂长".split("|"),
        *(f"{name}部(?:部长|经理|负责人)" for name in _DEPARTMENTS),
    )
)
"""Spelled out word by word: a search for words that all begin with a letter skips the rest of a page."""
_LABEL = r"(?!公司|企业|该|本|这|那|某|一|相关|有关|其|我|他|她|园区|基地|平台|部门|项目|记者|据|由|与|和|及|在|对|向|从|被|把|不|有|是|为|的|全|各|每|多|所|等|中|上|下|今|去|还|就|也|都|已|将|才|主要|以)"
_TRADE = "汽车|药业|制药|重工|光电|传感|精密|股份|动力|铝业|乳业|酒业"
_HEAD = r"(?:(?<![一-鿿])|(?<=[的年说称]))"
_NEW_WORKS = "汽车|科技|电子|传感|精密|药业|制药|重工|动力|光电|新材|食品|机械|电气|半导体|生物"
_BRANDS = tuple(
    (regex(key), before + "$")
    for key, before in (
        (_OFFICER, rf"{_HEAD}(?P<name>{_LABEL}[一-鿿]{{3,5}})"),
        ("车间", rf"的(?P<name>{_LABEL}[一-鿿]{{3,5}}?)(?:数字化|智能化?|生产|总装|无人)+"),
        ("一家的", rf"(?P<name>{_LABEL}[一-鿿]{{3,5}})(?<![同另第唯每哪有])"),
        (
            r"(?P<kind>学校|幼儿园)(?=开学|现有|有|，)",
            r"(?<=[区县市])(?P<name>(?!职业|技工|特殊|农村|中心|普通|民办|公办|寄宿|九年|所有|各类|新建|部分|中小)[一-鿿]{2,4})",
        ),
        (r"的(?:公司|企业|工厂)", rf"名叫“?(?P<name>{_LABEL}[一-鿿]{{3,6}})”?"),
        (
            rf"(?P<kind>{_NEW_WORKS})(?=的|总装|生产|智能|焊装|冲压|厂)",
            rf"(?:走进|来到|在)(?P<name>{_LABEL}[一-鿿]{{2,4}})",
        ),
        (
            rf"(?P<kind>{_TRADE})(?=今年|去年|现有|目前|累计|已|为例|是)",
            r"(?:(?<![一-鿿])|(?<=以))(?P<name>(?!以|新能源|智能|传统|乘用|商用|燃油|国产|整车|二手|生物|消费|微|高)[一-鿿]{2,3})",
        ),
        ("(?P<kind>项目)，", rf"(?:投产|开工|签约|落户|投用)的(?P<name>{_LABEL}[一-鿿]{{3,6}})"),
    )
)
_BRANDS_AFTER = {
    "公司——": rf"公司——(?P<name>{_LABEL}[一-鿿]{{3,6}})(?=，)",
    "企业——": rf"企业——(?P<name>{_LABEL}[一-鿿]{{3,6}})(?=，)",
    "位于": rf"位于[一-鿿]{{2,8}}的(?P<name>{_LABEL}[一-鿿]{{3,5}}?)(?=去年|今年|来说|现有|目前|已)",
    "龙头": rf"(?<=[\n。])(?P<name>{_LABEL}[一-鿿]{{3,5}})是[^，。；\n]{{2,16}}龙头",
    "走进": rf"走进[^，。；\n]{{2,12}}的(?P<name>{_LABEL}[一-鿿]{{3,6}})，(?=[0-9]|只见|一[排条座]|生产线|车间|工人)",
    "创办的": rf"创办的(?P<name>{_LABEL}[一-鿿]{{3,6}}?)(?=成立|是|已|目前|现有|去年|今年|，|从)",
    "成立的": rf"成立的(?P<name>{_LABEL}[一-鿿]{{3,5}})，",
}
"""蓝某传感负责人, 名叫“某某智芯”的公司, 走进某某汽车总装车间: where the press names a firm by its brand."""
_WELL_KNOWN = trie_regex(
    "赛力斯 宇通客车 中铁装备 阿维塔 深蓝汽车 长安汽车 比亚迪 吉利 奇瑞 蔚来 小鹏汽车 理想汽车 庆铃 力帆 宗申 隆鑫 京东方 惠科 华为 腾讯 百度 小米 大疆 海尔 格力 美的 长虹 海信 科大讯飞 海康威视 宁德时代 中芯国际 长江存储 中欣晶圆 富士康 惠普 华硕 宏碁 广达 英业达 仁宝 和硕 纬创 传音 蓝思 SK海力士 巴斯夫 博世 伊利 蒙牛 玖龙纸业 理文 攀华 重钢 宝钢 鞍钢 武钢 中国汽研 中冶赛迪 智飞生物 博腾 药友 通威 东方电气 天齐锂业 京东 美团 顺丰 三一重工 中联重科 徐工 潍柴 隆基 天合光能 晶科 迈瑞 药明康德 恒瑞 科伦 双汇 牧原 新希望 金龙鱼 海底捞 蜜雪冰城 马上消费 猪八戒网 忽米 登康口腔".split()
)
"""Firms the press calls by their brand alone."""
_KNOWN = regex(
    rf"(?P<name>{_WELL_KNOWN}(?:汽车|集团|股份)?)(?!方|、|等|和|与|总部|系|小镇|路|[一-鿿]{{1,6}}(?:基地|工厂|项目|产业园))"
)
_CLAUSE_BEGINS = regex(r"(?:^|[，。；：！？\n“、年月日来])$")
_NO_BRAND = regex(
    r"^(?:智能|现代|新型|自动)|(?:主要|相关|有关|公司|企业|集团|[市区县省局委厅院校村镇乡部]|大学|中心|协会|园区?|合作社|银行|研究院|实验室|产业|行业|领域|团队|办|站|所|委会|新区|开发区|[一二三四五六七八九十]家)$"
)
_REACH = 10
_SETTLED = regex("村|港|镇|乡|街道")
_SETTLEMENT = regex(
    r"(?:(?:(?<=[镇乡县区，。；“、\n])|(?<=街道)|(?<=街道的))(?P<village>(?!其[他它余]|周边|邻近|附近|别的|城中|空心|建制|示范|美丽|重点|贫困|脱贫|试点|特色|传统|和美|文明|先进|自然|[的全该本各一每这那多小某]|农|乡|行政|来自|走进|来到)[一-鿿]{2,3}(?<![农乡个全各行政回进主])村)(?![民级里委支干集庄寨落医小务企规容貌史志校])"
    r"|(?<![一-鿿])(?P<port>(?![到从往经由在年月季全])[一-鿿]{2,3}(?<!全)港)(?=上半年|今年|去年|前|完成|实现|货物|集装箱|铁水|开通|航线)"
    r"|(?<=[县区市])(?P<town>(?!域|[东西南北中]部|山区|城郊|建成|首个|新增|所有|多个|部分|试点|打造|各个|重点|[的内外级])[一-鿿]{2}(?:镇|乡(?!村)|街道)))"
)


def find_brands(text: str) -> list[str]:
    """Firms named by a brand where its officer, its works or its founding is spoken of.

    The word that gives a brand away is found first and the name from there backwards: such words are rare.
    """
    found: dict[str, None] = {}
    for key, before in _BRANDS:
        for m in key.finditer(text):
            if named := re.compile(before).search(text, m.start() - 16, m.start()):
                found[named["name"] + (m.groupdict().get("kind") or "")] = None
    for word, pattern in _BRANDS_AFTER.items():
        if word in text:
            found |= {m["name"]: None for m in re.finditer(pattern, text)}
    brands = [name for name in found if not _NO_BRAND.search(name) and area_at(name) is None]
    known = (m for m in _KNOWN.finditer(text) if _CLAUSE_BEGINS.search(text, m.start() - 1, m.start()))
    return [*brands, *dict.fromkeys(m["name"] for m in known)]


def find_settlements(text: str) -> list[str]:
    """Villages and towns named behind the county or town they lie in, or at the head of a clause."""
    found = found_before(_SETTLED, _SETTLEMENT, text)
    return list(dict.fromkeys(m["village"] or m["town"] or m["port"] for m in found))


def found_before(ending: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern` finds in a text, tried only where one of its endings stands."""
    after = 0
    for told in ending.finditer(text):
        m = pattern.search(text, max(after, told.start() - _REACH), told.end() + _REACH)
        if m and m.end() <= told.end():
            yield m
            after = m.end()
