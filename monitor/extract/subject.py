"""Whom is a figure about?  Areas and organisations, by name or by 全市, 该区, 公司."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.extract.areas import Area, above, find_area, find_areas, short_names_within
from monitor.extract.indicator import OTHER_PLACE, PARTNERS
from monitor.extract.lazy import regex
from monitor.extract.organisation import at_head, full_name, is_zone, spans_of, vague
from monitor.extract.unlisted import found_before

_DATELINE = re.compile(r"(?:本报|新华社|中新社|人民网|央视网)$")
_SPOKEN = r"(?=[一-鿿]{1,9}?(?:委(?!员)|局|厅|办(?!学|公|理|事)|中心)(?:[^，。；\n]{0,16}?(?:人|长|任|员|处)?(?:介绍|表示|称|说|获悉|了解到|消息|通报|发布|公布|统计|数据|最新|负责)))"
_OFFICE_BEFORE = r"(?:(?<![一-鿿])|(?<=[从自据])|(?<=来自))"
_DEICTIC = re.compile(
    rf"(?:(?P<city>全市|我市|本市|该市)|(?P<prov>全省|我省|本省|该省|全自治区)|(?P<office>{_OFFICE_BEFORE}[市省区县]{_SPOKEN})"
    rf"|(?P<dist>全区(?!域)|我区|该区|本区|全县|我县|该县|本县|全镇|全乡|该镇|该乡|全村|该村|[村县镇]里(?!的)|本村|(?<![一-鿿])村(?=党支部|两委)|全旗|全州(?=[一-鿿])|我州|该州)"
    r"|(?P<zone>(?:(?<![一-鿿])|(?<=[年月日度今中，。末底前])|(?<=目前)|(?<=其中)|(?<=[该全]))(?:(?:新区|园区|高新区|经开区|开发区|自贸区|科学城|科技城)(?![一-鿿]{0,4}(?:级|企业共|等))|直管[区园])|该区域)"
    r"|(?P<pair>(?<![一-鿿])(?:两地|双方|两省市)(?=[一-鿿]))"
    r"|(?P<nation>全国(?!产(?![业值量品能])|知名|著名|闻名|唯一|最|前列|重点|人大|政协|文明|先进|首|一等|各|性|领先|统一|范围|优秀|示范|百强|门店|劳|道德|民企|影响力|竞争力|意义|[^，。；、0-9]{2,10}(?:示范[区县市村]|试点|名镇|名村|交流会|大会|论坛|博览会|交易中心|大赛|名单)|[0-9]{2,3}强|大城市|三级公立|城市|高校)|我国|中国(?=吸收外资|实际使用外资|新设外[商资]|外贸|货物贸易|[^\n]{0,4}(?:经济|GDP|制造|出口|市场)|[^，。；\n0-9]{2,8}(?:产量|销量|产销量|保有量|总量|总额|装机))))"
)
_POINTS = regex(
    "[全我本该市省区县新园高经开自科中两双直村](?:(?<=[全我本该])(?=[市省自区县镇乡村旗州国])"
    "|(?<=[新园高经开自科直])(?=[区新开发贸学技管])|(?<=中)(?=国)|(?<=[两双])(?=[地省方])|(?<=[村县])(?=里)|(?<=村)(?=[党两])"
    "|(?<=[市省区县])(?:(?<![一-鿿].)|(?<=[从自据].)|(?<=来自.)))"
)
"""How such a word begins; the search for two letters skips the rest of a page."""
_OTHER_PLACE = re.compile(
    rf"(?:^|[，。；：\n]|月|季度|年|底|末|日|获悉|介绍)(?P<place>{OTHER_PLACE.pattern})"
)
_GENERIC_ORG = re.compile(
    r"(?:该|(?<![版样标文课剧基])本|[我全](?=[院校馆])|这[家所座个处](?:[^，。；]{0,20}的|[一-鿿]{2,5}?(?=企业|公司|工厂))?|我们)(?P<kind>公司|企业|集团|院(?!士)|校|高校|实验室|医院|行(?![业动政程为])|平台|基地|项目|中心|机构|工作室|产业城|小?厂|小?店|合作社|产业园|工厂|景区|馆|港|隧道|大桥|电站|水库|机场|学校|村(?!民)|镇|乡|团队)|一[家个](?P<some>[^，。；、的]{0,8}?(?:企业|公司|工厂|小店|面馆|餐馆|合作社))(?=[^，。；]{0,6}(?:把|[0-9]|投|今|去|年|悬|研|从))"
    r"|(?:^|[，。；：“年度说称示绍]|(?<=[0-9]月)|(?<=现在)|(?<=如今)|(?<=目前))(?P<bare>公司(?![名股债法治制章律注类数都们])|(?:企业(?!研|拥有量)|产业园|实验室|团队|项目(?=总|占|达|建|计|全|投))(?=自|已|研|总|拥|去|年|还|目|现|累|先|成|近|在|享|用|将|计|共|引|达|投|占|以|才|建|全|实|完|销)|(?:医院|学校|景区)(?=负|自|已|总|拥|去|年|还|目|现|累|先|成|近|将|共|引|达|投|接|门|日|全|一|建|实|开|推|新|有))"
)
_CITY = regex("[市县]")
_SETTLED = regex("街道|镇|乡|村|港")
_SETTLEMENT = regex(
    r"(?:(?<=[区县市在])|(?<=走进)|(?<=来到)|(?<![一-鿿]))(?P<name>(?!域|特色|城中|空心|中心|建制|重点|示范|美丽|传统|行政|自然|脱贫|和美|试点|所有|贫困|先进|文明|边境|移民|高山|周边|其他|沿线|下?辖|[我他她你]|[各该本乡城小全这一个每农返建实其新在从到向由与和车])"
    r"[一-鿿]{2,3}(?:街道|镇|乡|村)|(?![到从往经由在年月季全])[一-鿿]{2,3}(?<!全)港(?!口|区|元|澳|航|务|股))(?=[，、的：]|国际|今年|去年|前|共|现|累计|完成|一季|上半|[一-鿿]{2,4}村)"
)
_TIMES_AS_MUCH = regex(
    r"[^，。；、0-9]{0,10}?[约近超]?[0-9.]+(?:多|余)?倍|[^，。；、0-9]{0,6}的[约近超]?[0-9.]+%"
)
_AGAINST = re.compile(r"(?:[为是超达]|相当于)$")
"""增速为|全国|的3.7倍: what a figure is held against."""
_NOT_SUBJECT_BEFORE = re.compile(
    r"(?:(?:依照|按照|根据|依据|落实|贯彻|对照)《|与|和|同|对|对同期|向|由|依托|联合|及|跟|给|被|来自|比|较|从|面向|—|至|像|除|相比|比起|(?<!达)到|距|距离|离|通往|往返|直通|记者从|来到|走进|驶往|超越|超过|赶超|(?:高于|高出|低于|快于)同期|高于|低于|高出|低出|多于|少于|快于|慢于|优于|落后于|仅次于|进入|跻身|领先|辐射|通达|发往|直达|占|居|在|于|往|全|赴|新增|获评|入选|创建|认定|入围|上榜|融入|对接|服务|参与|自|进口|出口|地处|位于|隶属|属于|毗邻|紧邻|排|位列|名列|承担|引进|引入|承接|送达|销往|远销|卖到|售往|出口到|销售到|带动|覆盖|联动|惠及|叫响|唱响|走向|遍布|面向|推向|享誉|风靡|火遍|火爆|打造|推进|构建|形成|争创)$"
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


def find_mentions(text: str, home: str, aliases: dict[str, str]) -> list[Mention]:
    """Everybody a sentence may be about, in order. `home` is the area the publisher speaks for."""
    found = [
        Mention(
            *m.span(),
            Subject("全国" if m["nation"] else _pointed_at(m, home), True),
            _grammatical(text, *m.span()) and not (m["nation"] and text[m.start() - 1 : m.start()] == "“"),
            "" if m["nation"] else _kind_pointed_at(m),
        )
        for word in _POINTS.finditer(text)
        if (m := _DEICTIC.match(text, word.start()))
    ]
    for start, end, area in find_areas(text):
        governs = area.kind in ("province", "prefecture", "district", "county")
        if (
            area.canonical in TOO_WIDE
            or (area.canonical == CENTRE and above(home, "province") != above(CENTRE, "province"))
            or (governs and _part_of_name(text[end : end + 8]))
            or _DATELINE.search(text, start - 4, start)
            or (text[start - 1 : start] == "“" and _LABEL.match(text, end))
            or (text[end : end + 1] == "”" and _IN_A_LABEL.search(text, start - 8, start))
            or _far_by_short_name(area, home, text)
            or (area.name != area.canonical and _TOWN.match(text, end))
            or (area.name[0] in "南北" and text[start - 1 : start] in tuple("西东华"))
        ):
            continue
        partner = area.canonical in PARTNERS and area.canonical != home
        line = area.kind == "region" and _LINE.match(text, end) is not None
        firm = not partner and not line and _grammatical(text, start, end)
        found.append(Mention(start, end, Subject(area.canonical, True), firm))
    found += _short_counties(text, found, home)
    for short, full in aliases.items():
        if short not in text:
            continue
        place = full.endswith(("村", "镇", "乡", "街道")) or is_zone(full)
        for m in re.finditer(re.escape(short), text):
            apposed = text[m.start() - 2 : m.start()] == "——"
            firm = (short != full and not is_zone(full)) or apposed or _grammatical(text, *m.span())
            found.append(Mention(m.start(), m.end(), Subject(full, place), firm))
    if "市" in text or "县" in text:
        found += [
            Mention(m.start("place"), m.end("place"), Subject(m["place"], True))
            for m in found_before(_CITY, _OTHER_PLACE, text)
            if find_area(m["place"]) is None
        ]
    found += _organisations(text)
    if "项目" in text:
        found += [
            Mention(*m.span("name"), Subject(m["name"], False))
            for told in _FUNDED.finditer(text)
            for m in _PROJECT.finditer(text, told.start() - _LONGEST_PROJECT, told.end() + 30)
        ]
    for named in (_PERSON, _BRAND, _LEADER):
        found += [Mention(*m.span(), Subject(m["name"], False)) for m in named.finditer(text)]
    if _SETTLED.search(text):
        found += [
            Mention(*m.span(), Subject(m["name"], True), _grammatical(text, *m.span()))
            for m in found_before(_SETTLED, _SETTLEMENT, text)
        ]
    found.sort(key=lambda x: (x.start, -x.end))
    return _without_lists(text, _narrowed(text, _outermost(found)))


_TOWN = re.compile(r"镇(?![域街村乡])|乡(?![村镇亲贤])|街道|村(?![级民庄里居])")
"""龙港|镇: a town of that name, not the city."""
_LABEL = regex(r"[一-鿿]{1,6}”")
"""“浙江制造”标准: a label bears a place's name."""


def _far_by_short_name(area: Area, home: str, text: str) -> bool:
    """坚如磐石: a county of another province goes by its short name only where its full one stands as well."""
    if area.kind != "county" or area.name == area.canonical or area.canonical in text:
        return False
    return above(area.canonical, "province") != above(home, "province")


def _short_counties(text: str, found: list[Mention], home: str) -> list[Mention]:
    """吴江 where 吴江区 is named as well: a county goes by its short name beside its full one, or in its city's paper."""
    full = {m.subject.name for m in found if m.subject.area and _COUNTY.fullmatch(m.subject.name)}
    shorts = {name[:-1]: name for name in full if (area := find_area(name)) and area.kind == "county"}
    shorts |= {short: name for short, name in short_names_within(home).items() if short in text}
    if not shorts:
        return []
    return [
        Mention(*m.span(), Subject(shorts[m.group()], True), _grammatical(text, *m.span()))
        for m in re.finditer(rf"(?:{'|'.join(map(re.escape, shorts))})(?![区县市])", text)
        if not _part_of_name(text[m.end() : m.end() + 8])
    ]


_IN_A_LABEL = regex(r"“[^“”，。]{1,6}$")
"""“好品|山东”: a brand that bears the name."""
_COUNTY = re.compile("[一-鿿]{2}[区县市]")


def _narrowed(text: str, found: list[Mention]) -> list[Mention]:
    """江苏省泰州市姜堰区 is one mention, of the last."""
    out: list[Mention] = []
    for m in found:
        if out and out[-1].end == m.start and out[-1].subject.area and m.subject.area:
            first = out[-1].start
            if m.deictic == "city" and not out[-1].deictic and out[-1].subject.name.endswith("市"):
                m = replace(m, subject=out[-1].subject, deictic="")  # 广州全市
            listed = _AND_OTHERS.match(text, m.end) is not None
            m = replace(
                m, start=first, firm=not listed and (out[-1].firm or _grammatical(text, first, m.end))
            )
            out.pop()
        out.append(m)
    return out


CENTRE = "中心城区"
"""A region with a name of its own in one city; in the others the words mean a part of town."""
TOO_WIDE = frozenset({"西部", "全国", "全球", "东部地区", "中部地区"})
_LISTED = re.compile(r"、|和|与|及|以及")


_TOGETHER = regex(
    r"等?[0-9一二两三四五六七八九十]+个?(?:省区市|省市|省份|省|市州|地市|市|区县|县区|区市县|区|县)(?=共|合计|累计|总计)"
)
"""湖北、湖南等5省|共有…: what several report together is the figure of none."""


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
        if len(row) > 1 and (them := _TOGETHER.match(text, row[-1].end)):
            first, end = row[0].start, them.end()
            out[-len(row) :] = [Mention(first, end, Subject(text[first:end], False))]
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


def _kind_pointed_at(m: re.Match[str]) -> str:
    """city | prov | dist | zone | pair; the 市 of 市统计局 is a city's."""
    return {"市": "city", "省": "prov"}.get(m["office"], "dist") if m["office"] else m.lastgroup or ""


def _pointed_at(m: re.Match[str], home: str) -> str:
    """全市 in a district's own paper is the city above it; what the list cannot tell stays as printed."""
    place = find_area(home)
    kind, level = place.kind if place else "", _kind_pointed_at(m)
    if level == "prov":
        return above(home, "province") or home
    if level == "city":
        if home.endswith("市"):
            return home
        higher = above(home, "prefecture") or above(home, "province")
        return higher if higher and kind in ("district", "county", "functional") else home
    if m.group().removesuffix("里")[-1] in "镇乡村":
        return m.group()
    if level == "dist" and (kind in ("district", "county") or home.endswith(("区", "县", "州"))):
        return home
    return m.group()


_ORG_AFTER = re.compile(
    r"(?:市|省|区|县)?(?:级|[校院]区|[河湖](?![南北口西东道长])|(?:重点|工程|技术|产业)[^，。；]{0,6}?(?:实验室|中心)|(?:技术创新|工程研究|企业技术|工业设计)中心|院士[^，。；]{0,6}站|度|委|政府|人大|政协|科技局|经信委|统计局|税务局|发改委|日报|晨报|晚报|时代|(?![今去前明上]年)[一-鿿]{2}港(?!口)|大学|医院|银行|海关|站|港|机场|实验室|书记|区长|县长|市长|籍|人(?=[，。])|话|火锅|籍|分行|分公司|(?:大)?道(?![路德])|路(?![网桥])|街(?!道|镇)|新闻办|水库|库区|大坝|水利枢纽|水电站)"
)


def _part_of_name(after: str) -> bool:
    """重庆日报, 重庆大学, 北碚区政府: the place names an institution."""
    return bool(_ORG_AFTER.match(after)) and not after.startswith(
        ("市级", "市区", "人均", "市场", "市政府工作报告")
    )


_AND_OTHERS = regex(
    r"、[^，。；]{1,20}(?:等(?:单位|地|企业|部门|国家|城市|区县|市县|[0-9一二三四五六七八九十]+[个家座])|(?<=[一-鿿]{2})[两二三四五六七八九][个家座])"
)
_LINE = regex(r"(?:中线|高铁|高速|班列|客专|氢走廊|综合立体)")
"""成渝中线: a line bears the names of what it joins."""
_WHERE = regex(r"(?:^|[，。；\n])在$")


_CENTRE = regex(r"为(?:中心|核心|龙头|引领|重点|牵引|支点|枢纽|依托)")
_PREDICATE = regex(
    r"[^，。；：\n0-9]{0,20}(?:第[一二三四五六七八九十]+大[省市区县]|[大强][省市区县]|基地|城市|之一|重镇|地区)[，。；]"
)
"""是|全国|核电利用第一大省，: what somebody else is said to be."""
_ROUTE = re.compile(
    r"[^，。；、0-9\n]{1,4}至(?!今|少|此|于)[^，。；、0-9\n]{2,6}(?:、[^，。；、0-9\n]{2,6}至|高速|高铁|铁路|公路)"
)
"""井冈山|夏坪至睦村、…: a road between two places."""
_SO_MANY = regex(r"[近约超逾]?[0-9]")
"""已为|全国|130多家单位提供服务: for whom it is done."""
_FEW_OF_MANY = regex(r"等(?:[0-9一二三四五六七八九十]|多[地个家条]|一批|重[点大])")


def _grammatical(text: str, start: int, end: int) -> bool:
    last, following = text[start - 1 : start], text[end : end + 3]
    if last in ("(", "、", "等") or (last == "以" and _CENTRE.match(text, end)):
        return False
    if _AGAINST.search(text, start - 2, start) and _TIMES_AS_MUCH.match(text, end):
        return False
    if following.startswith("、") and _AND_OTHERS.match(text, end):
        return False
    if last in ("为", "向", "给") and _SO_MANY.match(following):
        return False
    if following.startswith("等") and _FEW_OF_MANY.match(text, end):
        return False
    if text.find("至", end, end + 5) >= 0 and _ROUTE.match(text, end):
        return False
    if following.startswith(("等地", "两地", "籍", "人在", "—", "至", "这样", "下达", "部署的", "交办")):
        return False
    if last in ("是", "为") and _PREDICATE.match(text, end):
        return False
    if following.startswith("，") and _WHERE.search(text, start - 2, start):
        return True  # 在岚天乡，…: where the clause plays is whom it is about
    return not _NOT_SUBJECT_BEFORE.search(text, start - 4, start)


@lru_cache(maxsize=4)
def _organisations(text: str) -> tuple[Mention, ...]:
    """Named organisations; firm ones stand where a clause begins, or before 的 of what is theirs."""
    found: list[Mention] = []
    for first, end in spans_of(text):
        name = full_name(text[first:end]).removeprefix("经")
        start = end - len(name)
        joined = found and found[-1].end == start and end - found[-1].start <= _LONGEST_NAME
        if joined and not text[start - 1 : start].isspace():
            start, name = found[-1].start, text[found[-1].start : end]
            found.pop()
        if vague(name):
            continue
        zone = is_zone(name)
        if zone and (inner := _INNER.match(text, end)):
            end, name = inner.end(), name + inner.group()
        if zone and (text[start - 1 : start].isdigit() or _NO_ZONE_NAME.search(name)):
            continue
        here = text[end : end + 1] == "，" and _WHERE.search(text, start - 2, start)
        firm = bool(here) or (_grammatical(text, start, end) if zone else at_head(text, start, end))
        found.append(Mention(start, end, Subject(name, zone), firm))
    return tuple(found)


_INNER = regex(r"(?:核心区)?直管[园区]|核心区|起步区|先行区(?!域)")
"""重庆高新区|直管园: a zone within the zone, which reports for itself."""
_LONGEST_NAME = 60
_NO_ZONE_NAME = regex(r"^(?:[号线期路]|这|那|几|可|申报|登录|全国|来到|走进|位于|包括|各)|几年|登录|所在")


@lru_cache(maxsize=4)
def whole_names(text: str) -> tuple[str, ...]:
    """Every organisation a page names, each once."""
    return tuple(dict.fromkeys(m.subject.name for m in _organisations(text)))


_PERSON = regex(
    r"(?:种[一-鿿]大户|老板娘?|民宿老板娘?|餐馆老板娘?|饭店老板娘?|农家乐老板娘?|小店老板娘?|面馆老板娘?|种植大户|种粮大户|种养大户|养殖大户|种植户|养殖户|村民|果农|菜农|茶农|药农|店主|摊主|返乡青年|创业青年|脱贫户|致富带头人|残疾人|退休职工|快递员|农场主|市民|老师|矿工|工人|农艺师|乘客|摊主|车主|创业者|大学生|港青|退役军人)(?P<name>[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤但隆冉牟代游文冷简喻蒲晏][一-鿿]{1,2}?)"
    r"(?=一?边|流转|种|养|家|承包|的|今年|去年|一年|在|卖|收|，|、|介绍|说|算|笑|告诉|租|开|靠|通过|每|就|带|掰|记得|经营|先生|女士)"
)


def find_person(text: str, start: int, end: int) -> Subject | None:
    """The last villager, shopkeeper or the like a stretch of text names."""
    named = list(_PERSON.finditer(text, start, end))
    return Subject(named[-1]["name"], False) if named else None


_PROJECT_ENDS = r"项目(?:[(]?[一二三四五]期[)]?)?"
_WORKS_AHEAD = r"(?=，?(?:计划|协议)?(?:总投资|投资)(?!完成|额?[增同比下均累])|，?(?:总|规划)?占地|分[两二三四]期|，?由[^，。；]{2,20}(?:投资|建设))"
_PROJECT = regex(
    r"(?:^|(?<=[。；\n])|(?<=区的)|(?<=县的)|(?<=镇的))(?P<name>(?!与|和|同|对|由|将|该|本|此|这|那|各|全部|重[大点]|签约|上述|一批|所有|新签约|其中|同时|目前)[一-鿿A-Za-z0-9]{4,24}?(?<!落地)(?<!签约)(?<!开工)(?<!重大)(?<!重点)(?<!引资)(?<!产业)(?<!在建)(?<!新建)"
    + _PROJECT_ENDS
    + ")"
    + _WORKS_AHEAD,
    re.MULTILINE,
)
"""某某智能制造项目，总投资5亿元: a project that its sentence goes on to describe."""
_FUNDED = regex(_PROJECT_ENDS + _WORKS_AHEAD)
"""Where such a name ends; it is looked for from there, as its pattern fits at most letters of a page."""
_LONGEST_PROJECT = 28
_BRAND = regex(
    r"(?:龙头(?:企业)?|巨头|厂商|独角兽(?:企业)?|车企|药企|链主(?:企业)?|老字号|国货品牌|本土企业|本地企业|初创企业)(?P<name>(?!企业|公司)[一-鿿]{3,5}?)(?=去年|今年|现有|目前|已|研发|自主|累计|专注|年)"
)
"""A firm that goes by its brand alone: 存储芯片龙头某某去年…."""
_LEADER = regex(
    r"龙头企业(?<![家个]龙头企业)(?P<name>(?!共|合计|实现|完成|累计|产值|营收)[一-鿿]{3,5}?)(?=产值|营收)"
)
"""县里的龙头企业|某某乳业产值6亿元: the same, before what it made."""


def find_generic(text: str, end: int) -> re.Match[str] | None:
    """公司, 该院, 该平台 before `end`: the organisation spoken of, or an unnamed one."""
    last = None
    for m in _GENERIC_ORG.finditer(text, 0, end):
        last = m
    return last
