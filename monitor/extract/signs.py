"""How do charts write a growth?  ↑5.7%, +4.6% and -1.8% as the words they stand for, letter for letter."""

from __future__ import annotations

from monitor.extract.lazy import regex

_SIGN = regex(
    r"[↑⬆▲↓⬇▼+＋\-－−](?=[0-9]{1,4}(?:\.[0-9]+)?[ ]?[%％])"
    r"(?:(?<=[↑⬆▲↓⬇▼])|(?<=[，,、：:（( \u3000元吨辆人次户家个][+＋])|(?<=[，,：:（( \u3000][\-－−]))"
)
_UP = "↑⬆▲+＋"
_IN_TABLE = ("\t", "|")


def spelled(text: str) -> str:
    """The text with signs of growth before a percentage as 增 or 降, each letter where it stood.

    A space before the sign becomes a comma: 1186亿元 ↑5.7% is two figures. Lines of a table stay as they are.
    """
    signs = [m.start() for m in _SIGN.finditer(text) if not _in_table(text, m.start())]
    if not signs:
        return text
    letters = list(text)
    for at in signs:
        letters[at] = "增" if text[at] in _UP else "降"
        if at and text[at - 1] in " \u3000":
            letters[at - 1] = "，"
    return "".join(letters)


def _in_table(text: str, at: int) -> bool:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return any(mark in line for mark in _IN_TABLE)
