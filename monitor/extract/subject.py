"""Whom is a figure about?  Areas and organisations, by name or by 全市, 该区, 公司."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.extract.areas import above, area_pattern, find_area
from monitor.extract.clean import HAN
from monitor.extract.indicator import OTHER_PLACE

_SPOKEN = r"(?=[一-鿿]{1,9}?(?:委(?!员)|局|厅|办(?!学|公|理|事)|中心)(?:[^，。；\n]{0,16}?(?:人|长|任|员|处)?(?:介绍|表示|称|说|获悉|了解到|消息|通报|发布|公布|统计|数据|最新|负责)))"
_OFFICE_BEFORE = r"(?:(?<![一-鿿])|(?<=[从自据])|(?<=来自))"
_DEICTIC = re.compile(
    rf"(?P<city>全市|我市|本市|该市|{_OFFICE_BEFORE}市{_SPOKEN})|(?P<prov>全省|我省|本省|该省|全自治区|{_OFFICE_BEFORE}省{_SPOKEN})"
    rf"|(?P<dist>全区(?!域)|我区|该区|本区|全县|我县|该县|本县|全镇|全乡|该镇|全旗|{_OFFICE_BEFORE}[区县]{_SPOKEN})"
    r"|(?P<zone>(?:(?<![一-鿿])|(?<=[年月日度今中，。末底前])|(?<=目前)|(?<=其中)|(?<=[该全]))(?:新区|园区|高新区|经开区|开发区|自贸区|科学城|科技城)(?![一-鿿]{0,4}(?:级|企业共|等))|该区域)"
    r"|(?P<nation>全国(?!知名|著名|闻名|唯一|最|前列|重点|人大|政协|文明|先进|首|一等|各|性|领先|统一|范围|优秀|示范|百强|劳|道德)|我国|中国(?=[^\n]{0,4}(?:经济|GDP|制造|出口|市场)))"
)
ZONE = "高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|自贸试验区|自贸区|综合保税区|综保区|保税港区|科学城|科技城|新区(?!域)|工业园区|开发区"
PLACE = "博物馆|图书馆|枢纽|产业城|气田|油田|风景区|度假区|景区|水电站|电站|电厂|水库|大桥|隧道|机场|口岸|农场|林场|码头|火车站"
_ZONE_NAME = re.compile(rf".*(?:{ZONE})$")
_ORG = re.compile(
    rf"(?P<name>(?:[{HAN}A-Za-z·]|\\([{HAN}]{{2,6}}\\)){{2,30}}?(?:有限责任公司|股份有限公司|有限公司|分公司|集团公司|集团|公司|实验室|医院|大学|学院|研究院|研究所|产业园|工业园|"
    rf"科技园|保种场|合作社|协会|分行|银行|产业基地|{PLACE}|{ZONE}))(?!群|体系|总(?!经理|裁|工|部|监|书记)|数|圈|城|生)".replace(
        "\\\\", "\\"
    )
)
_ORG_KINDS = (
    "公司 集团 实验室 医院 大学 学院 研究 产业园 工业园 科技园 产业基地 合作社 协会 银行 分行 保种场 新区 开发区 高新区 经开区 自贸 保税 综保区 科学城 科技城".split()
    + PLACE.split("|")
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
_FIRM, _SCHOOL = ("公司", "集团", "厂"), ("大学", "学院", "学校", "中学", "小学")
STANDS_FOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("公司", "企业", "集团", "厂", "小厂", "工厂"), _FIRM),
    **dict.fromkeys(("校", "学校", "高校"), _SCHOOL),
    "院": ("医院", "学院", "研究院", "研究所"),
    **dict.fromkeys(("产业园", "园"), ("产业园", "工业园", "科技园", "产业基地")),
    "基地": ("基地",),
    "景区": ("景区", "度假区"),
    "馆": ("馆",),
    "港": ("港", "港区"),
    "项目": ("项目", "大桥", "隧道", "电站"),
}
"""The endings of the names a word like 该校 may stand for; a word not listed stands for names ending in it."""
_GENERIC_ORG = re.compile(
    r"(?:该|本|[我全](?=[院校馆])|这[家所座个处](?:[^，。；]{0,20}的)?|我们)(?P<kind>公司|企业|集团|院(?!士)|校|高校|实验室|医院|平台|基地|项目|中心|机构|小?厂|小?店|合作社|产业园|工厂|景区|馆|港|隧道|大桥|电站|水库|机场|学校|村(?!民)|镇|乡)"
    r"|(?:^|[，。；：“年说称示绍])(?P<bare>公司(?![名股债法治制章律注类数都们])|(?:企业(?!研|拥有量)|产业园|实验室|项目(?=总|占|达|建|计|全|投))(?=自|已|研|总|拥|去|年|还|目|现|累|先|成|近|在|享|用|将|计|共|引|达|投|占|以|才|建|全)|(?:医院|学校|景区)(?=自|已|总|拥|去|年|还|目|现|累|先|成|近|将|共|引|达|投|接|门|日|全|一|建|实|开|推|新|有))"
)
_SETTLEMENT = re.compile(
    r"(?:(?<=[区县市在])|(?<=走进)|(?<=来到)|(?<![一-鿿]))(?P<name>(?!特色|中心|建制|重点|示范|美丽|传统|行政|自然|脱贫|和美|试点|所有|贫困|先进|文明|边境|移民|高山|周边|其他|沿线|[各该本乡城小全这一个每农返建实其新])"
    r"[一-鿿]{2,3}(?:街道|镇|乡|村)|[一-鿿]{2,3}港(?!口|区|元|澳|航|务|股))(?=[，、的：]|今年|去年|前|共|现|累计|完成|一季|上半|[一-鿿]{2,4}村)"
)
_ALIAS = re.compile(
    rf"(?P<full>[{HAN}A-Za-z]{{2,30}}(?:\([{HAN}]{{2,4}}\))?[{HAN}]{{2,16}})\((?:以下)?简称[：“]?(?P<short>[{HAN}A-Za-z]{{2,12}})[”]?\)"
)
_NOT_SUBJECT_BEFORE = re.compile(
    r"(?:与|和|同|对|向|由|依托|联合|及|跟|给|被|来自|比|较|从|面向|—|至|像|除|相比|比起|(?<!达)到|距|距离|离|通往|往返|直通|记者从|来到|走进|驶往|超越|超过|赶超|(?:高于|高出|低于|快于)同期|高于|低于|高出|低出|多于|少于|快于|慢于|优于|落后于|仅次于|领先|辐射|通达|发往|直达|占|居|在|于|往|全|赴)$"
)
_VAGUE_ORG = re.compile(
    r"^(?:[国省市县区]?级?|[一这那每某][间家所座个]|[一二三四]级|三甲|二级|义务教育|高等|中等|公办|民办|现代产业|产业|高中|初中|普通|技工|各级|大型|中型|小型|抽水蓄能|光伏|A级|5A级|4A级|一流|知名|全国|国家|联合|重点|新型|高端|高水平|三甲|公立|民营|上市|科创板|主板|境内|境外|科技|初创|龙头|龙头企业|保险|证券|基金|社区|乡镇|基层|前沿技术|交叉|高校|外资|本土|中医|综合|大型|股份|集团|商业|城市|农村|特色|附属|职业|本科|技师|示范|制造|物流|旅游|平台|投资|供应链|子|分|总|母|孙|央企|国有|地方|金融|跨国|小额贷款|开放|共享)*(?:重点实验室|产业园|产业基地|工业园|科技园|实验室|集团|公司|医院|大学|学院|研究院|研究所|银行|协会|合作社|分公司|分行|"
    + PLACE
    + "|"
    + ZONE
    + r")$"
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
    deictic: str = ""
    """city | prov | dist | zone where a word like 全市 or 园区 points at what was named before."""


def find_aliases(text: str) -> dict[str, str]:
    """Short forms an article defines or goes on with: 某某精密铸造有限公司(以下简称某某铸造), 某某铸造."""
    table: dict[str, str] = {}
    for m in _ALIAS.finditer(text) if "简称" in text else ():
        found = list(_ORG.finditer(m["full"]))
        table[m["short"]] = _full_name(found[-1]["name"] if found else m["full"])
    if "公司" in text:
        for m in _ORG.finditer(text):
            full = _full_name(m["name"])
            if (short := _firm_name(full)) and text.count(short) > text.count(full):
                table.setdefault(short, full)
    return table


def sole_district(text: str, home: str) -> Subject | None:
    """The district or county a text names, where it names one only besides its home."""
    found = {a.canonical for m in area_pattern().finditer(text) if (a := find_area(m.group()))}
    inner = {
        name for name in found if name != home and (a := find_area(name)) and a.kind in ("district", "county")
    }
    province = above(home, "province")
    near = {name for name in inner if province and above(name, "province") == province} or inner
    return Subject(near.pop(), True) if len(near) == 1 else None


_LEGAL = re.compile(r"(?:[(][一-鿿]{2,4}[)])?(?:(?:集团)?(?:有限责任公司|股份有限公司|有限公司)|集团公司)$")


def _firm_name(full: str) -> str:
    """The short name a firm goes by after its full one: 重庆某某机械有限公司 -> 某某机械."""
    short = _LEGAL.sub("", full)
    if short == full:
        return ""
    place = area_pattern().match(short)
    short = short[place.end() :].removeprefix("市") if place else short
    return short if 3 <= len(short) <= 8 else ""


def _full_name(words: str) -> str:
    cut = _ORG_CUT.match(words)
    return words[cut.end() :] if cut else words


def find_mentions(text: str, home: str, aliases: dict[str, str]) -> list[Mention]:
    """Everybody a sentence may be about, in order. `home` is the area the publisher speaks for."""
    found = [
        Mention(
            *m.span(),
            Subject("全国" if m["nation"] else _pointed_at(m, home), True),
            _grammatical(text, *m.span()),
            "" if m["nation"] else m.lastgroup or "",
        )
        for m in _DEICTIC.finditer(text)
    ]
    for m in area_pattern().finditer(text):
        area = find_area(m.group())
        if area is None:
            continue
        name = area.canonical
        after = text[m.end() : m.end() + 8]
        if area.kind in ("province", "prefecture", "district", "county") and _part_of_name(
            after, m.group(), name
        ):
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
    found += [Mention(*m.span(), Subject(m["name"], False)) for m in _PERSON.finditer(text)]
    found += [
        Mention(*m.span(), Subject(m["name"], True), _grammatical(text, *m.span()))
        for m in _SETTLEMENT.finditer(text)
    ]
    found.sort(key=lambda x: (x.start, -x.end))
    return _without_lists(text, _narrowed(_outermost(found)))


def _narrowed(found: list[Mention]) -> list[Mention]:
    """江苏省泰州市姜堰区 is one mention, of the last."""
    out: list[Mention] = []
    for m in found:
        if out and out[-1].end == m.start and out[-1].subject.area and m.subject.area:
            m = replace(m, start=out[-1].start, firm=out[-1].firm)
            out.pop()
        out.append(m)
    return out


_LISTED = re.compile(r"、|和|与|及|以及")


def _without_lists(text: str, found: list[Mention]) -> list[Mention]:
    """垫江、梁平、开州等地: of several areas in a row none alone is the subject."""
    out: list[Mention] = []
    at = 0
    while at < len(found):
        stop = at + 1
        while (
            stop < len(found)
            and found[stop].subject.area
            and found[stop - 1].subject.area
            and _LISTED.fullmatch(text, found[stop - 1].end, found[stop].start)
        ):
            stop += 1
        row = found[at:stop]
        out += [replace(m, firm=False) for m in row] if len(row) > 1 else row
        at = stop
    return out


def _outermost(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end and mention.subject.area is False:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _pointed_at(m: re.Match[str], home: str) -> str:
    """全市 in a district's own paper is the city above it; what the list cannot tell stays as printed."""
    place = find_area(home)
    kind = place.kind if place else ""
    if m["prov"]:
        return above(home, "province") or home
    if m["city"]:
        if home.endswith("市"):
            return home
        higher = above(home, "prefecture") or above(home, "province")
        return higher if higher and kind in ("district", "county", "functional") else home
    if m["dist"] and (kind in ("district", "county") or home.endswith(("区", "县"))):
        return home
    return m.group()


_ORG_AFTER = re.compile(
    r"(?:市|省|区|县)?(?:委|政府|人大|政协|科技局|经信委|统计局|税务局|发改委|日报|晨报|晚报|大学|医院|银行|海关|站|港|机场|实验室|书记|区长|县长|市长|籍|人(?=[，。])|话|火锅|籍|分行|分公司|新闻办)"
)


def _part_of_name(after: str, short: str, full: str) -> bool:
    """重庆日报, 重庆大学, 北碚区政府: the place names an institution."""
    return bool(_ORG_AFTER.match(after)) and not after.startswith(
        ("市级", "市区", "人均", "市场", "市政府工作报告")
    )


def _grammatical(text: str, start: int, end: int) -> bool:
    if re.match(r"、[^，。；]{1,20}等(?:单位|地|企业|部门|国家|城市|区县|市县)", text[end : end + 26]):
        return False
    if text[end : end + 3].startswith(("等地", "两地", "籍", "人在", "—", "至", "这样")):
        return False
    if text[end : end + 1] == "，" and re.search(r"(?:^|[，。；\n])在$", text[max(0, start - 2) : start]):
        return True  # 在岚天乡，…: where the clause plays is whom it is about
    return not _NOT_SUBJECT_BEFORE.search(text, max(0, start - 4), start)


def _organisations(text: str) -> list[Mention]:
    """Named organisations; firm ones stand where a clause begins, or before 的 of what is theirs."""
    found: list[Mention] = []
    if not any(kind in text for kind in _ORG_KINDS):
        return found
    for m in _ORG.finditer(text):
        raw = m["name"]
        cut = _ORG_CUT.match(raw)
        name = (raw[cut.end() :] if cut else raw).removeprefix("经")
        start = m.end() - len(name)
        if found and found[-1].end == start and not text[start - 1 : start].isspace():
            start, name = found[-1].start, text[found[-1].start : m.end()]
            found.pop()
        if len(name) < 4 or _VAGUE_ORG.match(name) or re.match(r".{0,6}(?:以上|以下|所有|各类|中小)", name):
            continue
        after = text[m.end() : m.end() + 10]
        firm = (
            bool(_AT_HEAD.search(text, 0, start))
            and not re.match(r"[0-9]+(?![0-9]*[个项家][一-鿿]{2})|、|和|与|等|重组|建设", after)
            and not _TITLE.match(after)
        )
        zone = _ZONE_NAME.match(name) is not None
        firm = _grammatical(text, start, m.end()) if zone else firm
        found.append(Mention(start, m.end(), Subject(name, zone), firm))
    return found


_PERSON = re.compile(
    r"(?:种植大户|种粮大户|种养大户|养殖大户|种植户|养殖户|村民|果农|菜农|茶农|药农|店主|摊主|返乡青年|创业青年|脱贫户|致富带头人|残疾人|退休职工|快递员|农场主)(?P<name>[一-鿿]{2,3}?)"
    r"(?=流转|种|养|家|承包|的|今年|去年|一年|在|卖|收|，|、|介绍|说|算|告诉|租|开|靠|通过|每)"
)


def whole_names(text: str) -> tuple[str, ...]:
    """Every organisation a page names, each once."""
    return tuple(dict.fromkeys(m.subject.name for m in _organisations(text)))


_BARE_ZONE = re.compile(rf"(?:{ZONE}|产业城|气田|园区|景区)$")


def dwelt_on(text: str, s: Subject) -> bool:
    """Whether an article comes back to what it named: by the name itself, or by 园区, 学校, 公司."""
    again = text.count(s.name) - 1
    for word, endings in STANDS_FOR.items():
        if len(word) > 1 and s.name.endswith(endings):
            again += sum(1 for _ in re.finditer(rf"[，。；“该]{word}", text))
    if zone := _BARE_ZONE.search(s.name):
        again += sum(1 for _ in re.finditer(rf"(?<=[，。；：“年度该全])(?:{zone.group()}|园区)", text))
    return again >= 2


def find_generic(text: str, end: int) -> re.Match[str] | None:
    """公司, 该院, 该平台 before `end`: the organisation spoken of, or an unnamed one."""
    last = None
    for m in _GENERIC_ORG.finditer(text, 0, end):
        last = m
    return last
