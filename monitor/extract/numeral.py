"""What number do these characters write?  Arabic, Chinese, mixed, scaled; exact, never float."""

from __future__ import annotations

import re
from decimal import Decimal

ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,16}(?:点[零一二三四五六七八九]{1,12})?"
"""How a number is written, digits or characters; scales such as 万 stand apart."""
DIGIT = {"零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4}
DIGIT |= {"五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

_LONGEST = 40  # a longer run of digits is a serial number or noise


def parse_number(text: str) -> Decimal | None:
    """Value of a numeral: `12,345.6`, `三百二十`, `四点八`, `7.56万`, `1亿2000万`, `3万亿`, `百`, `二十万亿`.

    None where the characters do not write one number.
    """
    text = text.replace(",", "").replace(" ", "")
    if not text or len(text) > _LONGEST:
        return None
    for scale, factor in (("亿", 10**8), ("万", 10**4)):  # the larger scale first: 1亿2000万, 5万4千, 3万亿
        if (at := text.rfind(scale)) >= 0:
            head = parse_number(text[:at]) if at else Decimal(1)
            rest = parse_number(text[at + 1 :].lstrip("零")) if text[at + 1 :] else Decimal(0)
            return None if head is None or rest is None else head * factor + rest
    if text[0] in "0123456789":
        return _arabic(text)
    return _chinese(text)


_ROUGH = re.compile(
    r"(?P<head>(?:[一二两三四五六七八九]?[百千])*[一二三四五六七八九]?十?)(?P<two>一两|[两二]三|三四|四五|五六|六七|七八|八九)(?P<tail>[十百千]?)"
)


def rough_number(text: str) -> tuple[Decimal, Decimal] | None:
    """Least and most of a numeral that names two neighbours: 两三, 七八百, 十七八; None for any other.

    >>> rough_number("三四十")
    (Decimal('30'), Decimal('40'))
    """
    m = _ROUGH.fullmatch(text)
    if m is None or (m["head"] and m["head"][-1] not in SMALL):
        return None
    low, high = (parse_number(m["head"] + digit + m["tail"]) for digit in m["two"])
    return None if low is None or high is None else (low, high)


def _arabic(text: str) -> Decimal | None:
    scale = 1
    while text and text[-1] in SMALL:
        scale *= SMALL[text[-1]]
        text = text[:-1]
    body = text.replace(".", "", 1)
    if not (body.isascii() and body.isdigit()) or text[-1] == ".":
        return None
    return Decimal(text) * scale


def _chinese(text: str) -> Decimal | None:
    if "点" in text:
        whole, _, part = text.partition("点")
        head = _chinese(whole) if whole else None
        if head is None or not part or any(c not in DIGIT for c in part):
            return None
        return head + Decimal("0." + "".join(str(DIGIT[c]) for c in part))
    if all(c in DIGIT for c in text):
        return Decimal("".join(str(DIGIT[c]) for c in text)) if len(text) < 5 else None
    total, digit, last = 0, 0, 10
    seen = False
    for c in text:
        if c in DIGIT:
            digit, seen = DIGIT[c], True
        elif c in SMALL:
            total += (digit if seen and digit else 1) * SMALL[c]
            digit, last, seen = 0, SMALL[c], True
        else:
            return None
    if digit:  # 四百五 leaves out its last 十
        omitted = last >= 100 and text[-2] in SMALL
        total += digit * (last // 10 if omitted else 1)
    return Decimal(total)
