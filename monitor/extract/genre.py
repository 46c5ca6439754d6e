"""What kind of text is it?  Who gives account in it, and whom does it keep coming back to?"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.extract.lazy import regex
from monitor.extract.organisation import STANDS_FOR, ZONE

_OFFICIAL = regex(
    r"各位代表|^[^，。；！？\n]{0,24}(?:政府工作报告|统计公报|民生实事|规划纲要|规划|工作回顾)(?:[(][^()\n]*[)])?$",
    re.MULTILINE,
)
_HEAD = 200
SPEAKS_FOR = regex(r"(?:全|我)[市省区县州](?![域面]|医|国)")
_BARE_ZONE = regex(rf"(?:{ZONE}|产业城|气田|园区|景区)$")


@lru_cache(maxsize=4)
def is_official(text: str) -> bool:
    """Whether an authority gives account of its own area: whoever else it names, it names in passing."""
    return _OFFICIAL.search(text, 0, _HEAD) is not None


@lru_cache(maxsize=4)
def speaks_for_an_area(text: str) -> bool:
    """Whether a text says 全市 or 我县 anywhere: then it reports for an area."""
    return SPEAKS_FOR.search(text) is not None


_CEREMONY = re.compile(
    r"[ \u3000]*(?:当[日天]的?|现场|在?(?:签约|授牌|启动|开工|推介)仪式上|(?:会|活动|大会)(?:上|现场))，[^。！？]{0,80}?(?:签约|授牌|揭牌|颁奖|颁发|聘书|表彰|集中开工)"
)


def at_a_ceremony(text: str, start: int, end: int) -> bool:
    """会上，20家企业获授牌，10个项目现场签约: what one afternoon hands out is no figure of the months reported."""
    return _CEREMONY.match(text, start, end) is not None


@lru_cache(maxsize=64)
def dwelt_on(text: str, name: str) -> bool:
    """Whether an article comes back to what it named: by the name itself, or by 园区, 学校, 公司."""
    again = text.count(name) - 1
    for word, endings in STANDS_FOR.items():
        if len(word) > 1 and name.endswith(endings):
            again += sum(1 for _ in re.finditer(rf"[，。；“该]{word}", text))
    if zone := _BARE_ZONE.search(name):
        again += sum(1 for _ in re.finditer(rf"(?<=[，。；：“年度该全])(?:{zone.group()}|园区)", text))
    return again >= 2
