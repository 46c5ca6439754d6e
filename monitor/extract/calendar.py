"""Which ISO period do the words of a time expression mean, seen from the day of publication?"""

from __future__ import annotations

import re
from datetime import date

from monitor.extract.numeral import parse_number

_AHEAD = re.compile(r"，?(?:我们|我[市省区县]|全[市省区县]|该[市区县])?(?:将|计划|要|力争|确保|拟)")


def _year_of(m: re.Match[str], today: date, near: int) -> int:
    if written := m["y"] or m["y2"]:
        return int(written) if len(written) == 4 else 2000 + int(written)
    rel = m["rel"] or m["rel2"]
    shift = {"去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}.get(
        rel or "", 0
    )
    if rel in ("本年", "本年度") and near == today.year - 1:
        return near
    if rel in ("上年", "上一年") and near != today.year:
        return near - 1
    if rel in ("当年", "翌年"):
        return near + (rel == "翌年")
    return today.year + shift


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(parse_number(word) or 0)


def iso_period(m: re.Match[str], today: date, near: int) -> tuple[str | None, str]:
    """ISO period and kind of one match."""
    day = today.isoformat()
    if m["a"]:
        return (f"{m['a']}/{m['b']}", "span") if m["a"] < m["b"] else (None, "")
    if m["plan"] is not None:
        first = {
            "十一": 2006,
            "十二": 2011,
            "十三": 2016,
            "十四": 2021,
            "十五": 2026,
            "十六": 2031,
            "十七": 2036,
            "十八": 2041,
        }[m["p"]]
        if m["pend"]:
            return str(first + 4), "plan"
        if m["pstart"]:
            return str(first), "plan"
        if m["psince"] and (some := re.search(r"[一二三四两]", m["psince"])):
            return f"{first}/{first + _number(some.group()) - 1}", "plan"
        if m["psince"] and m["psince"] == "以来":
            return f"{first}/{min(today.year, first + 4)}" if today.year > first else str(first), "plan"
        return f"{first}/{first + 4}", "plan"
    if m["now"]:
        return day, "now"
    if m["asof"]:
        return None, ""
    if m["last"] or m["past"]:
        unit = m["lastu"] or "年"
        if m["last"] == "几":
            return None, ""  # 近几年: as vague as 近年来
        n = _number(m["last"] or m["past"])
        if unit == "年":
            return _years_back(n, today, so_far=bool(m["last"]))
        return f"{today.year}-{max(1, today.month - n):02d}/{today.year}-{today.month:02d}", "last"
    if m["decade"]:
        if _number(m["decade"]) == 1 and today.month <= 4:
            return str(today.year - 1), "year"  # 一年来
        return _years_back(_number(m["decade"]), today)
    if m["ytd"]:
        return f"{today.year}-01-01/{day}", "part"
    if m["coming"]:
        begun = _number(m["coming"]) == 5 and today.year % 5 == 1 and today.month <= _FIRST_MONTHS
        return str(today.year + _number(m["coming"]) - begun), "year"  # the first of the five has begun
    if m["more"] or m["within"]:
        return str(today.year + _number(m["more"] or m["within"])), "year"
    if m["later"]:
        return str(today.year + _number(m["later"])), "year"
    if m["ago"]:
        return str(today.year - _number(m["ago"])), "year"
    if m["holiday"]:
        return str(today.year), "part"
    if m["newyear"]:
        return str(today.year + (today.month > 6)), "year"
    if m["thisyear"]:
        return str(max(near, today.year)), "year"
    if m["pastyear"] and today.month <= 4:
        return str(today.year - 1), "year"
    if m["full"] or m["pastyear"]:
        return (
            str(near)
            if near in (today.year - 1, today.year + 1)
            else str(today.year - 1 if today.month <= 4 else today.year)
        ), "full"
    if m["month"]:
        back = m["month"] == "上月"
        y, mo = (today.year - 1, 12) if back and today.month == 1 else (today.year, today.month - back)
        return f"{y}-{mo:02d}", "part"
    if m["yend"]:
        over = near == today.year and today.month <= 4  # a paper of January sums up the year that ended
        return str(near - over), "yend"
    if m["bareday"] or m["clock"]:
        return day, "clock"
    year = _year_of(m, today, near)
    explicit = bool(m["y"] or m["rel"] or m["y2"] or m["rel2"])
    ahead = _AHEAD.match(m.string, m.end()) is not None
    if m["half"]:
        year = (
            today.year
            if ahead and not explicit
            else year
            if explicit or today.month > 6 or (m["half"] == "上半年" and today.month > 5)
            else near
            if near != today.year
            else today.year - (m["half"] == "下半年")
        )
        if m.string.startswith("末", m.end()):
            return f"{year}-{6 if m['half'] == '上半年' else 12:02d}", "part"
        return (f"{year}-01/{year}-06" if m["half"] == "上半年" else f"{year}-07/{year}-12"), "part"
    if word := m["q1"]:
        last = _number(word.lstrip("前第"))
        if not explicit:
            year = today.year if ahead else _guess_year(last * 3, today, near)
        if not 1 <= last <= 4:
            return None, ""
        if m.string.startswith("末", m.end()):
            return f"{year}-{last * 3:02d}", "part"
        first = 1 if word.startswith("前") else last * 3 - 2
        return f"{year}-{first:02d}/{year}-{last * 3:02d}", "part"
    if m["m1"]:
        a, b = _number(m["m1"]), _number(m["m2"])
        if not (1 <= a < b <= 12):
            return None, ""
        year = year if explicit else _guess_year(b, today, near)
        return f"{year}-{a:02d}/{year}-{b:02d}", "part"
    if m["mn"]:
        n = _number(m["mn"])
        year = year if explicit else _guess_year(n, today, near)
        return (f"{year}-01/{year}-{n:02d}", "part") if 1 <= n <= 12 else (None, "")
    if m["m"]:
        month = _number(m["m"])
        if not 1 <= month <= 12:
            return None, ""
        year = year if explicit else _guess_year(month, today, near)
        if m["d"]:
            d = _number(m["d"])
            return (f"{year}-{month:02d}-{d:02d}", "day") if 1 <= d <= 31 else (None, "")
        return f"{year}-{month:02d}", "part"
    tail = m["ytail"] or m["ytail2"] or ""
    if "以来" in tail and year == today.year - 1 and today.month <= 2:
        return str(year), "year"
    if "以来" in tail:
        return (f"{year}-01-01/{day}", "part") if year == today.year else (f"{year}/{today.year}", "since")
    if not explicit:
        return None, ""
    return str(year), "year"


_FIRST_MONTHS = 3


def _years_back(n: int, today: date, *, so_far: bool = False) -> tuple[str | None, str]:
    """近五年, 五年来: in the first months and in the last of a year these are whole years."""
    if n < 1:
        return None, ""
    plan_over = n == 5 and today.year % 5 == 0 and today.month >= 10
    gone = today.month == 1 or (n == 5 and today.month <= _FIRST_MONTHS and not so_far)
    if n > 2 and (gone or plan_over):
        last = today.year - gone
        return f"{last - n + 1}/{last}", "last"
    return f"{today.year - n}-{today.month:02d}/{today.year}-{today.month:02d}", "last"


def _guess_year(month: int, today: date, near: int) -> int:
    """The year of a month named without one: the nearest that is not in the future (12月 in a January paper)."""
    if near == today.year - 1 and month > today.month and today.month <= 4:
        return near
    return today.year - (month > today.month)


def year_span(period: str) -> tuple[int, int]:
    """First and last year of an ISO period."""
    first, _, last = period.partition("/")
    return int(first[:4]), int((last or first)[:4])
