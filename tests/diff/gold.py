"""The annotated seeds as articles and observations, so that history is tested apart from extraction."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from monitor.types import Article, Measure, Observation, Status

# Names one concept goes by in the seeds; the catalogue has many more.
CONCEPTS = {
    "rd_intensity": "研发投入强度 研发经费投入强度 全社会研发经费投入强度",
    "high_tech_enterprises": "高新技术企业",
    "tech_enterprises": "科技型企业 科技型中小企业",
    "tech_contract_turnover": "技术合同成交额 技术合同交易额 技术合同登记成交额",
    "new_high_tech_enterprises": "新认定高新技术企业",
    "new_tech_enterprises": "新增科技型企业 新增科技型中小企业",
    "rd_personnel": "研发人员 研发人员总量",
    "patents_per_10k": "万人发明专利拥有量 每万人口发明专利拥有量",
    "rd_expenditure": "全社会研发投入 全社会研发投入总量 研发投入总量",
    "basic_research_share": "基础研究投入占比",
    "innovation_level": "综合科技创新水平 综合科技创新水平指数 "
    "科技创新综合水平全国排名 科技创新综合水平西部排名",
}
FLOWS = {"tech_contract_turnover", "new_high_tech_enterprises", "new_tech_enterprises", "rd_expenditure"}
CONCEPT_OF = {name: concept for concept, names in CONCEPTS.items() for name in names.split()}


@dataclass(frozen=True)
class Known:
    direction: str
    kind: str


SENSES = {
    concept: Known("up", "flow" if concept in FLOWS else "ratio" if "intensity" in concept else "stock")
    for concept in CONCEPTS
}


def observation_of(row: dict[str, object], start: int) -> Observation:
    indicator, sentence = str(row["indicator"]), str(row["sentence"])
    scope = str(row.get("scope") or "") or None
    if row["measure"] == "rank" and not scope:
        found = re.search("全国|西部", f"{row['quote']}{indicator}{sentence}")
        scope = found[0] if found else None
    base = re.search(r"[比较是](\d{4})年", sentence)
    moved = row["measure"] in ("growth", "multiple")
    high = row.get("value_high")
    return Observation(
        quote=str(row["quote"]),
        sentence=sentence,
        subject=str(row["subject"]),
        indicator=indicator,
        period=str(row["period"]),
        status=Status(str(row["status"])),
        measure=Measure(str(row["measure"])),
        value=Decimal(str(row["value"])),
        value_high=None if high is None else Decimal(str(high)),
        unit=str(row["unit"]),
        comparator=str(row["comparator"]),
        scope=scope,
        headline=bool(row.get("headline")),
        concept=CONCEPT_OF.get(indicator),
        base=base[1] if base and moved else None,
        start=start,
        end=start + 1,
    )


def seeds(shared: Path) -> list[tuple[Article, list[Observation]]]:
    """The five documents in order of publication."""
    known = yaml.safe_load((shared / "gold" / "documents.yaml").read_text())
    read = []
    for document in sorted(known, key=lambda d: d["published"]):
        lines = (shared / "gold" / f"{document['id']}.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        published = date.fromisoformat(str(document["published"]))
        article = Article(
            url=f"https://press.test/{document['id']}",
            publisher=document["publisher"],
            published=published,
            text=document["id"],
        )
        read.append((article, [observation_of(row, i) for i, row in enumerate(rows)]))
    return read
