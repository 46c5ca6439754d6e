"""The annotated seeds as articles and observations, so that history is tested apart from extraction."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from monitor.extract.catalogue import load
from monitor.types import Article, Measure, Observation, Status

SENSES = load().concepts


@dataclass(frozen=True)
class Known:
    """What the catalogue would know of an invented indicator."""

    direction: str
    kind: str
    share: tuple[str, str] | None = None


def concept_of(indicator: str) -> str | None:
    """The catalogue's id, with the word that says that it is a ranking left out."""
    found = load().find(re.sub("(全国|西部)?排名$", "", indicator)) or load().find(indicator)
    return found.id if found else None


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
        concept=concept_of(indicator),
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
