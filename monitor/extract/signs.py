"""How do charts write a growth?  ↑5.7%, +4.6% and -1.8% as the words they stand for, letter for letter."""

from __future__ import annotations

import re

_SIGN = re.compile(
    r"(?P<gap>[ \u3000]?)(?P<sign>[↑⬆▲↓⬇▼]|(?<=[，,、：:（( \u3000元吨辆人次户家个])[+＋]|(?<=[，,：:（( \u3000])[-－−])"
    r"(?=[0-9]{1,4}(?:\.[0-9]+)?[ ]?[%％])"
)
_LINE = re.compile(r"[^\n]+")
_UP = "↑⬆▲+＋"


def spelled(text: str) -> str:
    """The text with signs of growth before a percentage as 增 or 降, each letter where it stood.

    A space before the sign becomes a comma: 1186亿元 ↑5.7% is two figures. Lines of a table stay as they are.
    """
    if "%" not in text and "％" not in text:
        return text
    return _LINE.sub(lambda m: m.group() if "\t" in m.group() or "|" in m.group() else _line(m.group()), text)


def _line(line: str) -> str:
    return _SIGN.sub(lambda m: "，" * len(m["gap"]) + ("增" if m["sign"] in _UP else "降"), line)
