"""Who wrote it, and from where?  What the first and last lines of a Chinese news text say of that.

Papers print it as 本报讯 （记者 张三 李四） before the first sentence, as 新华社北京3月5日电, or as a line of
its own, 本报记者 张三. A line may also stand below the text in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DATELINE = re.compile(
    r"据?(?:本报|新华社|中新社|[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|早报|时报|商报|科技报|农村报|新闻))"
    r"(?:[\u4e00-\u9fff]{0,8}?\d{1,2}月\d{1,2}日)?(?:讯|专?电)(?![\u4e00-\u9fff])"
)
_NAME = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?"
_ROLE = (
    r"(?:本报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|报|社))?(?:首席|见习|实习|特约|全媒体|融媒体)*"
    r"(?:记者|通讯员|实习生|作者)"
)
_APART = r"[ \u3000:：、,，/]"
_SIGNED = re.compile(rf"{_ROLE}{_APART}*{_NAME}(?:{_APART}+(?:{_ROLE}{_APART}*)?{_NAME})*(?: ?文?/?图)?")
_MARKS = " \u3000□■●▲◎"
_WITHIN = re.compile(r"[（(]([^（）()]{4,80})[)）]")
EARLY, LATE, LONG = 4, 2, 40
"""Lines in which it may stand at the beginning and at the end, and the longest that is nothing else."""


def byline_of(lines: Sequence[str]) -> tuple[str, str]:
    """The authors, separated by 、, and the dateline; each empty where the text does not say."""
    author = dateline = ""
    for line in [*lines[:EARLY], *lines[EARLY:][-LATE:]]:
        line = line.strip(_MARKS)
        begun = _DATELINE.match(line)
        dateline = dateline or (begun[0] if begun else "")
        start = begun.end() if begun else 0
        within = _WITHIN.match(line[start:].lstrip(_MARKS)) or _WITHIN.fullmatch(line)
        author = author or _names(within[1] if within else line if len(line) <= LONG else "", bool(within))
    return author, dateline


def _names(text: str, within: bool) -> str:
    """Those who sign; a line of its own needs a space after the word 记者, or 记者手记 would be a person."""
    text = text.strip(_MARKS)
    if not _SIGNED.fullmatch(text) or not (within or re.match(rf"{_ROLE}{_APART}", text)):
        return ""
    bare = re.sub(rf"(?:^|(?<=[ \u3000、,，/])){_ROLE}|文?/?图$", " ", text)
    return "、".join(re.findall(_NAME, bare))
