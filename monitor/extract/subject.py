"""Whom is a figure about?  Areas and organisations, by name or by 全市, 该区, 公司."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.areas import area_pattern, find_area
from monitor.extract.clean import HAN
from monitor.extract.indicator import OTHER_PLACE

_DEICTIC = re.compile(
    r"(?P<city>全市|我市|本市|该市)|(?P<prov>全省|我省|本省|该省|全自治区)|(?P<dist>全区(?!域)|我区|该区|本区|全县|我县|该县|本县|全镇|全乡|该镇|全旗)"
    r"|(?P<nation>全国(?!知名|著名|闻名|唯一|最|前列|重点|人大|政协|文明|先进|首|一等|各|性|领先|统一|范围|优秀|示范|百强|劳|道德)|我国|中国(?=[^\n]{0,4}(?:经济|GDP|制造|出口|市场)))"
)
_ORG = re.compile(
    rf"(?P<name>(?:[{HAN}A-Za-z·]|\\([{HAN}]{{2,6}}\\)){{2,30}}?(?:有限责任公司|股份有限公司|有限公司|分公司|集团公司|集团|公司|实验室|医院|大学|学院|研究院|研究所|产业园|工业园|"
    rf"科技园|保种场|合作社|协会|分行|银行|产业基地))(?!群|体系|总|数|圈|城|生)".replace("\\\\", "\\")
)
_ORG_KINDS = (
    "公司 集团 实验室 医院 大学 学院 研究 产业园 工业园 科技园 产业基地 合作社 协会 银行 分行 保种场".split()
)
_ORG_CUT = re.compile(
    r".*(?:的(?!士)|了|力争|确保|争取|[在是由与从把将被为等年月日说示绍悉“”个家名各]|以及|及|和(?!平|谐)|位于|依托|帮助|助力|支持|推动|促进|新增|新建|启动|组建|成立|获批|入选|完成|我市|全市|介绍|表示|因为|来到|走进|走出|记者|该|首个|首家|落户|"
    r"服务于|联合|携手|带动|引进|引入|对接|建立|设立|推进|加强|加快|完善|深化|实施|鼓励|引导|发挥|做强|做大|壮大|优化|提升|强化|统筹|构建|落实|聚焦|围绕|市级|国家级|省级|全国|拥有|包括|建成|布局|共建|挂牌|目前|比如|其中|同时|此外|此次|研发|当前|开工|一家|多家|所有)"
)
_TITLE = re.compile(
    r"(?:党委|党组|党支部)?(?:副)?(?:书记|主任|院长|校长|董事长|总经理|经理|负责人|总裁|所长|会长|创始人|首席|总工|工程师|教授|医师|相关负责|有关负责|CEO)"
)
_AT_HEAD = re.compile(
    r"(?:^|[，。；：、！？\n“”]|的|目前|其中|同时|此外|比如|例如|去年|今年|年|月|日|近年来|来|以来|期间|末|底|据悉|了解|介绍|表示|说|上|作为|#|\s)$"
)
_OTHER_PLACE = re.compile(
    rf"(?:^|[，。；：\n]|月|季度|年|底|末|日|获悉|介绍)(?P<place>{OTHER_PLACE.pattern})"
)
_GENERIC_ORG = re.compile(
    r"(?:该|本|这家|我们)(?P<kind>公司|企业|集团|院|校|实验室|医院|平台|基地|园区|项目|中心|机构|厂|店|合作社|产业园|工厂)|(?:^|[，。“年])(?P<bare>公司|企业(?!研)|产业园|园区|医院|实验室|学校)(?=自|已|研|总|拥|去|年|还|目|现|累|先|成|近|在|享|用|将|计|共|引|达|投|占|以|才)"
)
_ALIAS = re.compile(
    rf"(?P<full>[{HAN}A-Za-z]{{2,30}}(?:\([{HAN}]{{2,4}}\))?[{HAN}]{{2,16}})\((?:以下)?简称[：“]?(?P<short>[{HAN}A-Za-z]{{2,12}})[”]?\)"
)
_NOT_SUBJECT_BEFORE = re.compile(
    r"(?:与|和|同|对|向|由|依托|联合|及|跟|给|被|来自|比|较|从|面向|记者从|来到|走进|驶往|超越|超过|赶超|高于|低于|快于|落后于|仅次于|领先|辐射|通达|发往|直达|占|居|在|于|往|全|赴)$"
)
_VAGUE_ORG = re.compile(
    r"^(?:[国省市县区]?级?|一流|知名|全国|国家|联合|重点|新型|高端|高水平|三甲|公立|民营|上市|科创板|主板|境内|境外|科技|初创|龙头|龙头企业|保险|证券|基金|社区|乡镇|基层|前沿技术|交叉|高校|外资|本土|中医|综合|大型|股份|集团|商业|城市|农村|特色|附属|职业|本科|技师|示范|制造|物流|旅游|平台|投资|供应链|子|分|总|母|孙|央企|国有|地方|金融|跨国|小额贷款|开放|共享)*(?:重点实验室|产业园|产业基地|工业园|科技园|实验室|集团|公司|医院|大学|学院|研究院|研究所|银行|协会|合作社|分公司|分行)$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a figure is about."""

    name: str
    area: bool
    """An administrative area or region, not an organisation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named in the text."""

    start: int
    end: int
    subject: Subject
    firm: bool = True
    """False where the name stands in a phrase that only tells where, with whom or against whom."""


def find_aliases(text: str) -> dict[str, str]:
    """Short forms an article defines: 某某精密铸造有限公司(以下简称某某铸造)."""
    table: dict[str, str] = {}
    if "简称" not in text:
        return table
    for m in _ALIAS.finditer(text):
        found = list(_ORG.finditer(m["full"]))
        table[m["short"]] = _full_name(found[-1]["name"] if found else m["full"])
    return table


def _full_name(words: str) -> str:
    cut = _ORG_CUT.match(words)
    return words[cut.end() :] if cut else words


def find_mentions(text: str, home: str, aliases: dict[str, str]) -> list[Mention]:
    """Everybody a sentence may be about, in order. `home` is the area the publisher speaks for."""
    found = [
        Mention(*m.span(), Subject(_deictic(m, home), True), _grammatical(text, *m.span()))
        for m in _DEICTIC.finditer(text)
    ]
    for m in area_pattern().finditer(text):
        area = find_area(m.group())
        if area is None:
            continue
        name = area.canonical
        after = text[m.end() : m.end() + 8]
        if area.kind in ("province", "prefecture", "district") and _part_of_name(after, m.group(), name):
            continue
        if name in ("西部", "全国", "全球", "东部地区", "中部地区"):
            continue
        found.append(Mention(m.start(), m.end(), Subject(name, True), _grammatical(text, m.start(), m.end())))
    for short, full in aliases.items():
        found += [
            Mention(m.start(), m.end(), Subject(full, False)) for m in re.finditer(re.escape(short), text)
        ]
    found += [
        Mention(m.start("place"), m.end("place"), Subject(m["place"], True))
        for m in _OTHER_PLACE.finditer(text)
    ]
    found += _organisations(text)
    found.sort(key=lambda x: (x.start, -x.end))
    return _outermost(found)


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end and mention.subject.area is False:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _deictic(m: re.Match[str], home: str) -> str:
    if m["nation"]:
        return "全国"
    return home if m["city"] or m["prov"] else m.group()


_ORG_AFTER = re.compile(
    r"(?:市|省|区|县)?(?:委|政府|人大|政协|科技局|经信委|统计局|税务局|发改委|日报|晨报|晚报|大学|医院|银行|海关|站|港|机场|实验室|书记|区长|县长|市长|籍|人(?=[，。])|话|火锅|籍|分行|分公司|新闻办)"
)


def _part_of_name(after: str, short: str, full: str) -> bool:
    """重庆日报, 重庆大学, 北碚区政府: the place names an institution."""
    return bool(_ORG_AFTER.match(after)) and not after.startswith(
        ("市级", "市区", "人均", "市场", "市政府工作报告")
    )


def _grammatical(text: str, start: int, end: int) -> bool:
    if text[end : end + 3].startswith(("等地", "两地", "籍", "人在")):
        return False
    return not _NOT_SUBJECT_BEFORE.search(text, max(0, start - 4), start)


def _organisations(text: str) -> list[Mention]:
    """Named organisations; firm ones stand where a clause begins, or before 的 of what is theirs."""
    found: list[Mention] = []
    if not any(kind in text for kind in _ORG_KINDS):
        return found
    for m in _ORG.finditer(text):
        raw = m["name"]
        cut = _ORG_CUT.match(raw)
        name = raw[cut.end() :] if cut else raw
        start = m.end() - len(name)
        if found and found[-1].end == start and not text[start - 1 : start].isspace():
            start, name = found[-1].start, text[found[-1].start : m.end()]
            found.pop()
        if len(name) < 4 or _VAGUE_ORG.match(name):
            continue
        after = text[m.end() : m.end() + 10]
        firm = (
            bool(_AT_HEAD.search(text, 0, start))
            and not re.match(r"[0-9]+(?![0-9]*[个项家][一-鿿]{2})|、|和|与|等|重组|建设", after)
            and not _TITLE.match(after)
        )
        found.append(Mention(start, m.end(), Subject(name, False), firm))
    return found


def find_generic(text: str, end: int) -> re.Match[str] | None:
    """公司, 该院, 该平台 before `end`: the organisation spoken of, or an unnamed one."""
    last = None
    for m in _GENERIC_ORG.finditer(text, 0, end):
        last = m
    return last
