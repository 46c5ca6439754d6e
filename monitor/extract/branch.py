"""What is an amount of that is told beside a count or a branch?  产值 after 装备制造产业集聚企业86家, 在校生 after 小学2598所."""

from __future__ import annotations

import re

from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.sentence import Draft, Found, Sentence
from monitor.extract.units import COUNT

_OUTPUTS = frozenset({"产值", "总产值", "增加值", "营业收入", "营收", "利润", "利润总额", "利税"})
_OUTPUT_OF_ALL = re.compile(r"规上(?:企业|工业)?(?:总?产值|营业收入|营收|利润(?:总额)?)")
_BRANCH_TOLD = regex(r"(?P<branch>[一-鿿]{2,10}产业(?:集群|链)?)[^，。；：0-9]{2,10}，(?![^，]*产业)")
"""新型储能产业从零起步，引进项目46个，…产值: a clause without a figure names the branch."""
_OF_SCALE = regex(r"规(?:上|模以上)[^，。；]{0,6}(?=企业$)")
"""规上工业|企业20户，完成产值…: what such firms make has the same name without them."""
_BRANCH = regex(r"(?<!增加值)(?:业|企业|产业|行业|服务业|商品|用品|类|品)$")
_OF_BRANCH = regex(r"(?:增加值|零售额|投资|价格|用电量)$")

_OF_THINGS = regex(
    r"(?:计划|年度|协议|完成|累计|总|合同|成交|到位|总的|平均)*(?:投资总?额?|总投资额|总额|引资额?|金额|成交额|资金|融资额?|产值|营收|面积)|总?里程|[一-鿿]{2}率|满意度"
)
_THING = regex(
    r"(?:项目|合同|线索|诉求|案件|投诉|事项|专利|成果|公寓|平台|基金|楼宇|厂房|学校|景区|民宿|大棚|岗位)$"
)
_YEAR_IN_ALL = regex(r"，(?:确保|力争|预计)?全年")
_SCHOOLS = regex(
    r"(?:普通|公办|民办|独立)*(?:小学|初中|高中|中学|幼儿园|(?:高职|高等)?院校|高校|[中高]职学校|技工学校|养老机构)"
)
_IN_SCHOOLS = frozenset(
    {
        "在校生",
        "在校学生",
        "学生",
        "招生",
        "毕业生",
        "专任教师",
        "教职工",
        "在园幼儿",
        "床位",
        "入住老人",
        "卫生技术人员",
    }
)


def of_schools(s: Sentence, name: str, last: Draft) -> Found | None:
    """小学2598所，在校生…: those in the schools that were counted; after 中职…、高职…，在校生 those in both."""
    if name not in _IN_SCHOOLS or last.quantity.unit not in COUNT or not _SCHOOLS.fullmatch(last.name):
        return None
    both = s.text.find("、", s.clause_of(last.quantity.start), last.quantity.start) >= 0
    return None if both else (last.name + name, "indicator:of_schools")


def of_a_branch(s: Sentence, q: Quantity, name: str, last: str) -> Found | None:
    """装备制造产业集聚企业86家，产值…: what is made is that of the branch spoken of."""
    if name not in _OUTPUTS and not _OUTPUT_OF_ALL.fullmatch(name):
        return None
    begin = s.text.rfind("；", s.start, q.start) + 1
    told = _BRANCH_TOLD.match(s.text, max(begin, s.start), q.start)
    branch = last if last.endswith(("产业", "产业链", "产业集群")) else told["branch"] if told else ""
    return (branch + name, "indicator:of_the_former") if branch else None


def of_things(s: Sentence, q: Quantity, name: str, last: Draft) -> Found | None:
    """新签约项目63个、引资额…: an amount or a rate beside a count is that of what was counted."""
    if (
        q.unit in COUNT
        or not _OF_THINGS.fullmatch(name)
        or _YEAR_IN_ALL.search(s.text, last.quantity.end, q.at)
    ):
        return None
    if name == "投资" and s.text[q.start - 4 : q.start] == "完成投资":
        name = "完成投资"
    if "indicator:of_things" in last.rules:
        return last.name[:2] + name, "indicator:of_things"
    thing = _THING.search(last.name) if last.quantity.unit in COUNT else None
    return (thing.group() + name, "indicator:of_things") if thing else None


def made_by_such(name: str, last: str) -> Found | None:
    """规上工业企业20户，完成产值…: what is made is made by such firms."""
    scale = _OF_SCALE.search(last) if name in _OUTPUTS else None
    return (scale.group() + name, "indicator:of_the_former") if scale else None


def of_its_branch(s: Sentence, name: str, last: str) -> str:
    """工业增加值增长8.4%，其中汽车产业增长12%: the value added of that branch; the name itself where none was told of."""
    kind = _OF_BRANCH.search(last or s.frame.topic) if _BRANCH.search(name) else None
    return name + kind.group() if kind else name
