"""How does the catalogue read to a person?  As a document by theme, and one indicator in a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from monitor.extract.catalogue import Concept

THEMES = {
    "science": "科技创新 · Science and technology",
    "enterprises": "企业与经营主体 · Enterprises",
    "industry": "工业 · Industry",
    "energy": "能源 · Energy",
    "digital": "数字经济 · Digital economy",
    "economy": "宏观经济、投资与财政 · Economy, investment and public finance",
    "finance": "金融 · Finance",
    "trade": "贸易与外资 · Trade and foreign investment",
    "agriculture": "农业农村 · Agriculture",
    "environment": "资源与环境 · Environment",
    "population": "人口 · Population",
    "employment": "就业 · Employment",
    "society": "居民生活与社会保障 · Living and social security",
    "health": "卫生健康 · Health",
    "education": "教育 · Education",
    "transport": "交通与物流 · Transport",
    "tourism": "旅游 · Tourism",
    "culture": "文化 · Culture",
}
KINDS = {"stock": "期末数 stock", "flow": "期内数 flow", "ratio": "比率 ratio"}
KINDS |= {"index": "指数 index", "rank": "位次 rank"}
GOOD = {"up": "↑", "down": "↓", "none": ""}
_PREFACE = """# Indicators

The {number} indicators the reader knows by name, by theme. Another name is read all the same and stands
under itself. **Printed as** is what the press writes for exactly this; **not** is what sounds alike and is
something else. ↑ or ↓ is the good way, by which a target is met; without an arrow there is no verdict.
A stock holds at the end of a period, a flow adds up over it; the two are never held against each other.
Definitions are in our words; where no source is given we know of none for certain.

Made from [`catalogue.yaml`](../monitor/extract/catalogue.yaml) by `make docs`. Your own file is laid over it:
`catalogue:` in [the settings](configuration.md); `monitor indicators known` shows what holds for you.
"""


def document(concepts: Iterable[Concept]) -> str:
    """All concepts as Markdown, one table a theme; themes we have no title for come last."""
    order = list(THEMES)
    ranked = sorted(concepts, key=lambda c: order.index(c.group) if c.group in THEMES else len(order))
    parts = [_PREFACE.format(number=len(ranked))]
    for theme, members in groupby(ranked, key=lambda c: THEMES.get(c.group, c.group or "其他 · Other")):
        parts += [
            f"\n## {theme}\n\n| indicator | unit, kind | definition | printed as |\n|---|---|---|---|\n"
        ]
        parts += [f"| {' | '.join(cell.replace('|', '/') for cell in _cells(c))} |\n" for c in members]
    return "".join(parts)


def _cells(c: Concept) -> tuple[str, str, str, str]:
    definition = f"{c.definition}。" if c.definition else ""
    others = f"<br>**not** {'、'.join(c.false_friends)}" if c.false_friends else ""
    return (
        f"**{c.name}** {GOOD[c.direction]}<br>{c.en}<br>`{c.id}`",
        f"{c.unit}<br>{KINDS[c.kind]}",
        definition + (f"<br>*{c.source}*" if c.source else ""),
        "、".join(c.synonyms) + others,
    )


def paragraph(c: Concept) -> str:
    """One concept in the lines that stand under its figures."""
    facts = ", ".join(part for part in (c.id, c.unit, KINDS[c.kind]) if part)
    said = f": {c.definition}" if c.definition else ""
    return f"{c.name} {GOOD[c.direction]}({facts}){said}" + (f"\n  {c.source}" if c.source else "")
