"""Which organisations does a text name, in full and by short form?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.extract.areas import area_at, find_area
from monitor.extract.clean import HAN
from monitor.extract.lazy import regex
from monitor.extract.lexicon import trie_regex
from monitor.extract.unlisted import find_brands, find_settlements

ZONE = "自主创新示范区|自由贸易试验区|科创走廊|创新走廊|高新技术产业开发区|经济技术开发区|经济开发区|直管园|直管区|高新区|经开区|自贸试验区|自贸区|综合保税区|综保区|保税港区|科学城|科技城|都市圈|新城|新区|工业园区|产业园区|开发区"
PLACE = "博物馆|图书馆|货站|枢纽|产业城|气田|油田|风景区|度假区|景区|水电站|电站|电厂|水库|大桥|隧道|机场|口岸|农场|林场|码头|火车站"
_KINDS = "校区|生物城|软件园|化工园|物流园|文创园|创业园|孵化园|汽车工厂|超级工厂|有限责任公司|股份有限公司|有限公司|分公司|集团公司|集团|公司|实验室|医院|大学|学院|研究院|研究所|产业园|工业园|科技园|保种场|合作社|协会|分行|银行|产业基地|检察院|人民法院|加工厂|家庭农场|公共资源交易中心|职教中心|第[一二三四五六七八九十]+(?:小学|中学)"
_KIND = regex(
    rf"(?:{trie_regex('|'.join((_KINDS, PLACE, ZONE)).split('|'))})(?!群|体系|总[数量额]|数(?![字据智控])|圈|城|(?<=化工园)区|(?<=物流园)区|(?<=创业园)区|(?<=[学院校])生|域)"
)
_NO_NAME = re.compile(rf".*[^{HAN}A-Za-z·()]", re.DOTALL)
_BEFORE_KIND = regex(rf"(?:[{HAN}A-Za-z·]|\([{HAN}]{{2,6}}\)){{2,30}}$")
_ZONE_NAME = re.compile(rf".*(?:{ZONE})$")
_ORG_CUT = re.compile(
    r".*(?:的(?!士)|了|根据|按照|依据|对照|占同期|(?<![一-鿿])占(?!地)|假期|期间|[速量额]居|[速量额]列|位居|位列|(?<![一-鿿])排(?![水放灌球])|同期|原来|将以|并以|坚持以|(?<![一-鿿])以(?!下)|(?<![一-鿿])现?有(?!限)|[我贵本](?=公司)|届时|如今|现在|沿线|预计|全年|上半年|季度|力争|确保|争取|(?<!自)由|(?!家庭)[在是与从把将被为等说示绍悉“”个家名各]|(?<=[0-9一二三四五六七八九十])[年月日]|^年|投资建设(?!集团|公司|控股|开发)|运营(?=[一-鿿]{2,}(?:机场|港|隧道|大桥|电站))|^[万亿]*元(?!宇)(?:建设|打造|新建|兴建|建起|的)?|[今去前明上本当]年|[上本当]月|[今本当昨]日|[底末初]|半年|以及|及|和(?!平|谐)|领跑|继续|复制|推广|借鉴|改造|维修|归属于|位于|出自|来自|依托|形成|帮助|助力|支持|推动|促进|新增|新建|启动|筹备|创办|开办|组建|成立|获批|入选|完成|实现|我市|我省|首条|首座|全市|介绍|表示|因为|来到|走进|走近|走出|对话|探访|专访|探秘|记者|该|首个|首家|落户|"
    r"服务于|联合|携手|带动|吸引|引进|引入|对接|建立|设立|推进|加强|加快|完善|深化|实施|鼓励|引导|发挥|做强|做大|壮大|优化|提升|强化|统筹|构建|落实|聚焦|围绕|市级|国家级|省级|全国|拥有|包括|建成|布局|共建|挂牌|目前|比如|其中|同时|此外|此次|研发|当前|开工|一家|多家|所有)"
)
_TITLE = re.compile(
    r"(?:党委|党组|党支部)?(?:副)?(?:书记|主任|院长|校长|董事长|总经理|经理|负责人|总裁|所长|会长|创始人|首席|总工|工程师|教授|医师|相关负责|有关负责|CEO)"
)
_AT_HEAD = re.compile(
    r"(?:^|[，。；：！？\n“”]|的|目前|其中|同时|此外|比如|例如|去年|今年|年|月|日|近年来|来|以来|期间|末|底|据悉|了解|介绍|表示|说|上|作为|#|\s)$"
)
_LONGEST_HEAD = 5
_FIRM, _SCHOOL = ("公司", "集团", "厂"), ("大学", "学院", "学校", "中学", "小学")
STANDS_FOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("公司", "企业", "集团", "厂", "小厂", "工厂"), _FIRM),
    **dict.fromkeys(("校", "学校", "高校"), (*_SCHOOL, "职教中心")),
    "院": ("医院", "学院", "研究院", "研究所", "检察院", "法院"),
    **dict.fromkeys(
        ("产业园", "园"),
        ("产业园", "工业园", "科技园", "产业基地", "生物城", "软件园", "化工园", "物流园", "文创园"),
    ),
    "基地": ("基地",),
    **dict.fromkeys(("工厂", "厂"), (*_FIRM, "工厂", "加工厂")),
    "产业城": ("产业城",),
    "景区": ("景区", "度假区"),
    "馆": ("馆",),
    "行": ("银行", "分行", "支行"),
    "港": ("港", "港区"),
    "项目": ("项目", "大桥", "隧道", "电站"),
}
"""The endings of the names a word like 该校 may stand for; a word not listed stands for names ending in it."""
_ALIAS = regex(
    rf"(?P<full>[{HAN}A-Za-z]{{2,30}}(?:\([{HAN}]{{2,4}}\))?[{HAN}]{{2,16}})\((?:以下)?简称[：“]?(?P<short>[{HAN}A-Za-z]{{2,12}})[”]?\)"
)
_VAGUE_ORG = re.compile(
    r"^(?:[国省市县区]?级?|农业|农民|专业|生态|绿色|零碳|循环|低碳|全[省市区县州国港]|[一这那每某][间家所座个]|[一二三四]级|三甲|二级|义务教育|高等|中等|公办|民办|现代产业|产业|高中|初中|普通|技工|各级|大型|中型|小型|抽水蓄能|储能|新能源|海上|风力|光伏|A级|5A级|4A级|一流|知名|全国|国家|联合|重点|新型|高端|高水平|三甲|公立|民营|上市|科创板|主板|境内|境外|科技|初创|龙头|龙头企业|保险|证券|基金|社区|乡镇|基层|前沿技术|交叉|高校|外资|本土|中医|综合|大型|股份|集团|商业|城市|农村|特色|附属|职业|本科|技师|示范|制造|物流|旅游|平台|投资|供应链|子|分|总|母|孙|央企|国有|地方|金融|跨国|小额贷款|开放|内陆|沿海|航空|共享|公共|专用|交通|综合|边境|公路|铁路|主要|湖泊|重要|充换|抵离|出入境|陆路|水运|空港|民用|交通|开放|物流|航空|运输|支线|干线|通用|大中型|中小型)*(?:重点实验室|产业园|产业基地|工业园|科技园|实验室|集团|公司|医院|大学|学院|研究院|研究所|银行|协会|合作社|分公司|分行|"
    + PLACE
    + "|"
    + ZONE
    + r")$"
)


@lru_cache(maxsize=4)
def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a whole page; they are asked for more than once."""
    return tuple(named_spans(text))


def named_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans that end in a kind of organisation and reach back to where its name may begin.

    Kinds are found first and names from there backwards: kinds are rare, letters are not.
    """
    after = 0
    for m in _KIND.finditer(text):
        low = max(after, m.start() - 30)
        stop = _NO_NAME.match(text, low, m.start())
        first = stop.end() if stop else low
        if "(" in text[first : m.start()] or ")" in text[first : m.start()]:
            whole = _BEFORE_KIND.search(text, first, m.start())
            first = whole.start() if whole else m.start()
        if m.start() - first >= 2:
            yield first, m.end()
            after = m.end()


def find_aliases(text: str) -> dict[str, str]:
    """Short forms an article defines or goes on with: 某某精密铸造有限公司(以下简称某某铸造), 某某铸造."""
    table: dict[str, str] = {}
    for told in re.finditer("简称", text):
        m = _ALIAS.search(text, told.start() - 60, told.end() + 16)
        if m is None:
            continue
        if spans := list(named_spans(m["full"])):
            table[m["short"]] = full_name(m["full"][slice(*spans[-1])])
    if "公司" in text or "集团" in text:
        firms = (text[a:b] for a, b in spans_of(text) if text[b - 2 : b] in ("公司", "集团"))
        for full in dict.fromkeys(map(full_name, firms)):
            if ((short := _firm_name(full)) and (used := _short_form(text, full, short))) or (
                full.endswith("集团") and (used := _group_name(text, full))
            ):
                table.setdefault(used, full)
    for full in dict.fromkeys(
        full_name(text[a:b]) for a, b in spans_of(text) if _ZONE_ENDS.match(text, b - 2)
    ):
        place = area_at(full)
        own = full.removeprefix(place.name).removeprefix("市") if place else ""
        known = len(own) <= _SHORT_ZONE or own in ZONE.split("|") or find_area(own) is not None
        if not known and text.count(own) > text.count(full):
            table.setdefault(own, full)  # 三江新区 after 宜宾三江新区
    return {name: name for name in (*find_brands(text), *find_settlements(text))} | table


_ZONE_ENDS = re.compile("新区|新城|[学技]城")
_SHORT_ZONE = 3


_LEGAL = regex(r"(?:[(][一-鿿]{2,4}[)])?(?:(?:集团)?(?:有限责任公司|股份有限公司|有限公司)|集团公司)$")


def _short_form(text: str, full: str, short: str) -> str:
    """The longest beginning of a firm's name that the text uses alone: 恒某智能 for 恒某智能装备."""
    whole = text.count(full)
    shortest = len(short) if _KIND_OF_FIRM.match(short) else min(4, len(short))
    lengths = range(len(short), shortest - 1, -1)
    return next((short[:n] for n in lengths if text.count(short[:n]) > whole), "")


_KIND_OF_FIRM = regex(
    "新能源|智能|生物|电子|农业|交通|建设|城市|国际|中国|[东西南北中][部南北]|工业|科技|投资|水务|能源|环保|轨道|铁路|高速|文化|旅游|数字|大数据|人工|医药|机场|港口|物流|汽车|电力|农村"
)
"""A firm so named has no short form of its own: the same words speak of its trade."""


def _firm_name(full: str) -> str:
    """The short name a firm goes by after its full one: 重庆某某机械有限公司 -> 某某机械."""
    short = _LEGAL.sub("", full)
    if short == full:
        return ""
    while place := area_at(short):
        short = short.removeprefix(place.name).removeprefix("市")
    return short if 3 <= len(short) <= 8 else ""


def _group_name(text: str, full: str) -> str:
    """渝某 for 渝某集团, where the text goes on with it at the head of a clause."""
    short = full.removesuffix("集团")
    if not 2 <= len(short) <= 4 or area_at(short) or _KIND_OF_FIRM.match(short):
        return ""
    return (
        short
        if re.search(
            rf"(?:^|[，。；：\n“]){re.escape(short)}(?=[是以在将把与从用已还][^，。；]|始终|如何|正)", text
        )
        else ""
    )


def full_name(words: str) -> str:
    """The name that ends a stretch of words: 记者走进某某大学 -> 某某大学."""
    cut = _ORG_CUT.match(words)
    return _COURT.sub(r"人民\g<0>", words[cut.end() :] if cut else words)


_COURT = re.compile(r"(?<!人民)(?<!最高)检察院$")


_ANY_OF = re.compile(
    r"[一二两三四五六七八九十]+大|.{0,4}[一二两三四五六七八九十]大[^学]|.{0,6}(?:以上|以下|所有|各类|中小)|[一二两三四五六七八九十][区城园带廊]"
)


@lru_cache(maxsize=2048)
def vague(name: str) -> bool:
    """Whether the words name a kind of organisation and none of them: 国家高新区, 二级以上医院."""
    place = area_at(name)
    kind = (
        name[len(place.name) :].removeprefix("市").removeprefix("级")
        if place and place.kind == "province"
        else name
    )
    if kind == "口岸" or (place and place.kind == "prefecture" and name[len(place.name) :] == "口岸"):
        return True  # what passes the border of a province or city is its trade
    of_rank = kind != name and kind.startswith(("重点", "技术创新"))
    return len(name) < 4 or of_rank or bool(_VAGUE_ORG.match(name) or _ANY_OF.match(name))


@lru_cache(maxsize=2048)
def is_zone(name: str) -> bool:
    """Whether it is a development zone or new area, which reports like an administrative area."""
    return _ZONE_NAME.match(name) is not None


_NOT_ALONE = re.compile(
    r"[0-9]+(?![0-9]*[个项家][一-鿿]{2})|、|和|与|等|重组|建设|为(?:龙头|依托|核心|主体|支撑|引领|牵头|中心)"
)


_VISITED = re.compile(r"(?:走进|来到|走入|步入|探访|走访)$")
_INSIDE = regex(r"的?[^，。；]{0,6}(?:车间|厂区|厂房|生产|展厅|实验|产线|基地|，)")
"""走进某公司的车间，…: the story is about it."""


def at_head(text: str, start: int, end: int) -> bool:
    """Whether the name stands where a clause begins and is no mere attribute of a person."""
    after = text[end : end + 10]
    if text[start - 1 : start] == "由" and re.match(r"牵头|承担|主导|负责|建设|投资|研发", after):
        return True
    visited = _VISITED.search(text, start - _LONGEST_HEAD, start) and _INSIDE.match(after)
    return bool(visited) or (
        bool(_AT_HEAD.search(text, start - _LONGEST_HEAD, start))
        and not _NOT_ALONE.match(after)
        and not _TITLE.match(after)
    )
