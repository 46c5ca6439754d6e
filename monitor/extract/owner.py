"""Whose figure is it?  The area or organisation its sentence names, who speaks, or whoever was handed down."""

from __future__ import annotations

import re

from monitor.extract.areas import above, find_areas
from monitor.extract.figure import Quantity
from monitor.extract.genre import SPEAKS_FOR, is_official, speaks_for_an_area
from monitor.extract.lazy import regex
from monitor.extract.pointed import resolved
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Mention, Subject, find_generic, find_mentions, find_person

AT_HEAD = 12
"""Letters before a name that still opens its sentence."""
_ATTRIBUTE = regex(r"这[家座所个条][^，。；]{0,10}$")
_OF_WHICH = regex(
    r"[^，。；]{0,6}?的[一-鿿]{0,6}?(?P<kind>工厂|企业|公司|园区|医院|学校|大学|项目|基地|大桥|隧道|水库)"
)
_RANKED_AMONG = re.compile(
    r"(?:平均|同类|排(?!放|水|污)|第|前|首|率先|领先|各|最[多高大快好早长]|唯一|[^，。；]{2,10}最[多高大快好早长低少])"
)
_PART_OF = regex(r"(?:的|约|近)?[0-9.]+%的")
"""创造了全国|6.5%的生产总值: the nation is the whole of a share."""
_QUOTED = regex(r"“[^”]{0,40}我们")
_SAYS = regex(r"[^。！？“]{2,44}?(?:说|介绍|表示|告诉|坦言|直言|回忆|透露|感慨|算)")
_HANDED_DOWN = frozenset({"subject:inherited", "subject:title", "subject:that_organisation"})
_NOT_SAID = _HANDED_DOWN | {"subject:publisher_area"}
_OF_AN_AREA = regex(
    r"生产总值|GDP|一般公共预算|社会消费品零售|固定资产投资|常住人口|户籍人口|城镇化率|居民.{0,4}可支配收入|城镇新增就业|规上工业|规模以上工业|居民消费价格|森林覆盖率|优良天数|县域"
)
"""What no firm or hospital has; where it is said after one, it is the area's again."""
_AND_OTHERS = re.compile(
    r"[^，。；]{0,24}等(?:[0-9一二三四五六七八九十]+[个家项条所座]?|一批|重[大点]|[一-鿿]{0,4}(?:项目|工程|企业|产品|平台|机构)|[一-鿿]{2,12}(?:$|[0-9]+[个家项条所座处]))|[^，。；、]{0,4}(?:、[^，。；、]{2,12})*等$"
)
"""某集团…等|20个项目: one of several."""
THAT_PROJECT = Subject("该项目", False)
UNNAMED_PROJECT = "subject:unnamed_project"
"""该项目, of which the text gives no name that could be told: what it costs is no figure of its area."""
_ANY_OF_THEM = frozenset({"企业", "项目"})
"""Bare words that name nobody where nobody by that name was named."""
_FIRMS = re.compile(
    r"^新增.*企业$|(?:规上|规模以上)[^，。；]{0,6}企业$|经营主体|市场主体|^高新技术企业|专精特新|生产总值"
)
"""What is counted of many firms, said in a clause after one of them was named."""
_THROUGH = re.compile(r"(?:经过|历时|短短|仅用|用时)(?:约|近|不到|了)?$")
_RUNS_A_FIRM = re.compile(
    r"厂长|董事长|总经理|车间(?:主任|负责人)|(?:公司|企业)(?:相关)?负责人|技术总监|财务总监"
)
_HERE = regex(r"这里(?=只有|仅有|有|已|共|每|聚集|集聚|汇聚|拥有|建)")
_WE = re.compile(r"我们(?!家)")
_MY_HOME = re.compile(r"[我他她](?:们)?家(?!乡)")


def owner_of(s: Sentence, d: Draft, clause: int) -> tuple[Subject | None, str]:
    """Subject of the draft whose clause begins at `clause`, and the rule that found it."""
    subject, rule = _found(s, d.quantity, clause, of_whole="indicator:share_of_whole" in d.rules)
    if subject == THAT_PROJECT:
        return s.frame.district or Subject(s.frame.home, True), UNNAMED_PROJECT
    firm = subject is not None and not subject.area
    apart = rule == "subject:named" and not any(
        m.start >= clause and m.end <= d.quantity.start for m in s.mentions
    )
    many = apart and not s.text.startswith("其中", clause) and _FIRMS.search(d.name)
    if firm and (many or (rule in _HANDED_DOWN and _OF_AN_AREA.search(d.name))):
        return s.frame.district or Subject(s.frame.home, True), "subject:only_an_area"
    if rule in _NOT_SAID and d.name.startswith("国内生产总值") and s.frame.home[-1:] != "国":
        return Subject("全国", True), "subject:whole_country"
    return subject, rule


def _found(s: Sentence, q: Quantity, clause: int, *, of_whole: bool) -> tuple[Subject | None, str]:
    owner = (
        []
        if of_whole
        else [
            m
            for m in s.mentions
            if m.subject.area
            and q.start - 1 <= m.end <= q.start
            and (m.firm or (s.text[m.start - 1 : m.start] in "与和" and m.subject.name != "全国"))
            and not (m.subject.name == "全国" and q.unit == "%" and s.text.startswith("的", q.end))
        ]
    )
    if owner and q.kind != "rank" and s.text[owner[-1].end : q.start] in ("", "的"):
        return resolved(s, owner[-1]), "subject:owner"
    before = [m for m in s.mentions if m.end <= q.at - 3 * of_whole and m.firm]
    before = [m for m in before if not _one_of_several(s, m, q)]
    if is_official(s.text):
        before = [m for m in before if m.start >= clause or m.deictic or _opens(s, m, q)]
    if of_whole:
        before = [
            m for m in before if not re.match(r"[0-9近超逾约一二三四五六七八九]", s.text[m.end : m.end + 1])
        ]
    if q.kind == "rank":
        before = [
            m for m in before if m.subject.name != "全国" and not _wider(s, m) and not _among_whom(s, m, q)
        ]
    before = [
        m
        for m in before
        if not ((m.deictic or m.subject.name == "全国") and _RANKED_AMONG.match(s.text, m.end, m.end + 14))
        and not (m.subject.name == "全国" and _PART_OF.match(s.text, m.end, q.start))
        and not _labels(s, m, q)
    ]
    quoted = s.text.find("我们", s.start, q.at) >= 0 and _QUOTED.search(s.text, s.start, q.at)
    if quoted and not any(m.subject.area for m in before):
        after = s.text[q.end : s.end + 30].split("\n")[0]
        speakers = [m for m in find_mentions(after, s.frame.home, s.frame.aliases) if not m.subject.area]
        if speakers:
            return speakers[0].subject, "subject:speaker"
    this = s.text.find("这", clause, q.at) >= 0
    if this and _ATTRIBUTE.search(s.text, clause, q.at) and (noun := _OF_WHICH.match(s.text, q.end)):
        return s.frame.recall(noun["kind"]) or Subject(noun["kind"], False), "subject:that_organisation"
    if _MY_HOME.search(s.text, s.start, q.at) and (teller := _teller(s)):
        return teller, "subject:speaker"
    if this and _HERE.search(s.text, clause, q.at) and not before and s.frame.entities:
        return s.frame.entities[-1], "subject:here"
    if near_quote := _spoken_by(s, q):
        return near_quote, "subject:speaker"
    generic = find_generic(s.text[s.start : q.at], q.at - s.start)
    near = before[-1] if before else None
    if generic and near is not None and near.start == s.start + generic.end() and near.subject.area:
        near = before[-2] if len(before) > 1 else None  # 该公司|彭水|基地负责人
    if generic and (near is None or s.start + generic.start() > near.start):
        told = s.frame.subject
        if generic["bare"] == "项目" and told is not None and not told.area:
            return told, "subject:inherited"
        word = generic["bare"] or generic["kind"] or ""
        said = [
            m.subject
            for m in s.mentions
            if m.end <= s.start + generic.start() and s.frame.fits(m.subject, word)
        ]
        known = said[-1] if said and not generic["some"] else s.frame.recall(word)
        if known is not None:
            return known, "subject:that_organisation"
        word = generic["bare"] or generic["some"] or generic.group()
        of_one = not speaks_for_an_area(s.text) or _RUNS_A_FIRM.search(s.text, s.start, q.start)
        if word not in _ANY_OF_THEM or (word == "企业" and of_one):
            return Subject(word, False), "subject:unnamed_organisation"
    if (
        near is not None
        and near.subject.area
        and _WE.search(s.text, near.end, q.at)
        and foreign(near.subject, s.frame.home)
    ):
        return Subject(s.frame.home, True), "subject:we"
    if near is None and _THROUGH.search(s.text, s.start, q.start):
        ahead = [m for m in s.mentions if m.start >= q.end and m.firm]
        if ahead:
            return resolved(s, ahead[0]), "subject:ahead"
    if near is not None:
        orgs = [m for m in before if not m.subject.area]
        if near.subject.area and orgs and near.start < orgs[-1].end + 1:
            near = orgs[-1]
        if turned := _back_to_the_whole(s, q, near, before):
            return resolved(s, turned), "subject:named"
        if _one_of_a_row(s, q, near, orgs):
            return Subject(s.frame.home, True), "subject:publisher_area"
        return resolved(s, near), "subject:named"
    if (
        _RUNS_A_FIRM.search(s.text, s.start, s.end)
        and (firm := s.frame.recall("公司"))
        and not SPEAKS_FOR.search(s.text, s.start, s.end)
    ):
        return firm, "subject:speaker"
    if s.frame.subject is not None:
        return s.frame.subject, "subject:inherited"
    if s.frame.protagonist is not None:
        return s.frame.protagonist, "subject:title"
    return Subject(s.frame.home, True), "subject:publisher_area"


def _labels(s: Sentence, m: Mention, q: Quantity) -> bool:
    """驰名商标4个，河北省|著名商标17个: in a county's list the province only tells of what rank things are."""
    home = s.frame.home
    if m.deictic or not m.subject.area or m.subject.name == home or s.text[m.end - 1] != "省":
        return False
    listed = s.text[m.start - 1 : m.start] in tuple("，、中有") and m.start > s.start
    listed = listed and any(p.end <= m.start for p in s.quantities)
    counted = next((p.start for p in s.quantities if p.start >= m.end), q.start)
    return (
        listed and m.subject.name == above(home, "province") and bool(_NOUN.fullmatch(s.text, m.end, counted))
    )


_NOUN = regex(r"(?:(?![实完共已新的在为])[一-鿿“”]){2,16}")


def _back_to_the_whole(s: Sentence, q: Quantity, near: Mention, before: list[Mention]) -> Mention | None:
    """全市…；中心城区…；截至3月末，…: a member that names nobody is about whom the sentence opened with."""
    turn = s.text.rfind("；", near.end, q.start)
    first = before[0]
    home = first.deictic in ("city", "prov", "dist") and first.start - s.start <= AT_HEAD
    return first if turn >= 0 and home and first is not near and near.subject.area else None


def _one_of_a_row(s: Sentence, q: Quantity, near: Mention, orgs: list[Mention]) -> bool:
    """甲机场…；乙港…；中欧班列…: where each member named somebody else, one that names nobody is about the area."""
    others = [m for m in orgs if m.subject != near.subject and s.text.find("；", m.end, near.start) >= 0]
    return not near.subject.area and bool(others) and s.text.find("；", near.end, q.start) >= 0


def _wider(s: Sentence, m: Mention) -> bool:
    """Whether 全省, said in a paper of one of its cities, tells among whom something is ranked."""
    return m.deictic in ("prov", "city") and m.subject.name != s.frame.home


def _among_whom(s: Sentence, m: Mention, q: Quantity) -> bool:
    """增速居主城新区|第1位: the place beside a rank tells among whom."""
    beside = _BESIDE.fullmatch(s.text, m.end, q.start)
    return beside is not None and s.text[m.start - 1 : m.start] in tuple("居排列位在名")


_BESIDE = regex(r"[一-鿿]{0,4}(?:第?[0-9一二三四五六七八九十]+[位名]?[、和])*")


def _opens(s: Sentence, m: Mention, q: Quantity) -> bool:
    """Whether a name opens its sentence and its clause says a figure of it, so that the clauses after may as well."""
    clause = s.clause_of(m.start)
    told = any(clause <= p.at < q.at and s.clause_of(p.at) == clause for p in s.quantities)
    return m.start - s.start <= AT_HEAD and (told or s.text[m.end : m.end + 1] in "，：")


def _one_of_several(s: Sentence, m: Mention, q: Quantity) -> bool:
    """某集团、…等|20个项目; 某市已在交通、健康等领域发布… is the city's."""
    acts = m.subject.area and _ACTS.match(s.text, m.end)
    return not acts and _AND_OTHERS.match(s.text, m.end, q.start) is not None


_ACTS = re.compile("已|先后|还|累计|聚焦|围绕|积极|大力|将|坚持|依托|在(?!建)")


def _spoken_by(s: Sentence, q: Quantity) -> Subject | None:
    """“从申请到放款只用了两天。”某某公司财务总监说: who speaks is named after the words, where no area is in them."""
    inside = s.text.rfind("“", s.start, q.start) > s.text.rfind("”", s.start, q.start)
    if not inside or any(m.end <= q.at and m.firm for m in s.mentions):
        return None
    closed = s.text.find("”", q.end, q.end + 160)
    after = s.text[closed + 1 : closed + 50].split("\n")[0] if closed >= 0 else ""
    said = _SAYS.match(after)
    if said is None:
        return None
    for m in reversed(find_mentions(said.group(), s.frame.home, s.frame.aliases)):
        if not m.subject.area:
            return m.subject
    for _, end, area in find_areas(said.group()):
        if area.kind in ("district", "county", "prefecture") and _OFFICE.match(said.group(), end):
            return Subject(area.canonical, True)
    generic = find_generic(said.group(), len(said.group()))
    if generic and (known := s.frame.recall(generic["bare"] or generic["kind"] or "")):
        return known
    told = s.frame.subject is not None and not s.frame.subject.area
    nameless = not told and not any(s.frame.fits(e, "公司") for e in s.frame.entities)
    return Subject("企业", False) if nameless and _RUNS_A_FIRM.match(said.group()) else None


_OFFICE = regex(
    r"[^，。；]{0,10}(?:委|局|办|政府|办公室|发展中心)[^，。；]{0,8}(?:主任|局长|书记|[区县市]长|负责人|科长)|(?:委|政府)?(?:书记|[区县市]长)"
)
"""“我们将打造千亿级集群。”璧山区|经信委主任说: an officer speaks for the area."""


def _teller(s: Sentence) -> Subject | None:
    """“我家今年收了…。”果农谭某说: whose home it is stands in the sentence, right after it or shortly before."""
    stop = s.text.find("\n", s.end, s.end + 40)
    return (
        find_person(s.text, s.start, s.end)
        or find_person(s.text, s.end, s.end + 40 if stop < 0 else stop)
        or find_person(s.text, max(0, s.start - 80), s.start)
    )


def foreign(subject: Subject, home: str) -> bool:
    """An area outside the one the paper speaks for: a sentence ends with it only to compare."""
    if not subject.area or subject.name == home:
        return False
    here, there = above(home, "province"), above(subject.name, "province")
    return bool(here and there and here != there)
