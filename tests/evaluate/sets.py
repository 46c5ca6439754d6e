"""Which texts is the reader held against?

dev, heldout   texts of our own making, annotated before the rules that read them; the rules are written with
               `dev` in view and never with `heldout`
seeds          five real newspaper and press pages, outside the project
hard           single sentences, each hard for one reason, outside the project; amended.yaml says where the
               annotation guide reads one differently
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from monitor.extract import extract
from monitor.types import Article, Observation
from tests.evaluate.score import FIELDS, Row, agrees

HERE = Path(__file__).parent
NAMES = "quote sentence subject indicator period status measure unit comparator headline".split()


def shared() -> Path | None:
    """The folder with the real documents, None where it is not at hand."""
    place = Path(os.environ.get("MONITOR_SHARED", HERE.parents[2] / "shared"))
    return place if (place / "gold/documents.yaml").exists() else None


@dataclass(frozen=True)
class Document:
    """One annotated text."""

    article: Article
    gold: list[Row]
    negative: bool = False
    """Full of numbers, and hardly an indicator among them."""


def documents(name: str) -> list[Document]:
    """The texts of `dev`, `heldout` or `seeds`. FileNotFoundError where the seeds are not at hand."""
    if name == "seeds":
        place = shared()
        if place is None:
            raise FileNotFoundError("the real documents are not at hand; set MONITOR_SHARED")
        return list(_read(place / "gold", place / "seeds"))
    return list(_read(HERE / "texts" / name, HERE / "texts" / name))


def _read(notes: Path, texts: Path) -> Iterator[Document]:
    for about in yaml.safe_load((notes / "documents.yaml").read_text("utf-8")):
        gold = [json.loads(line) for line in (notes / f"{about['id']}.jsonl").read_text("utf-8").splitlines()]
        text = (texts / f"{about['id']}.txt").read_bytes().decode()
        day = date.fromisoformat(str(about["published"]))
        article = Article(url=about["id"], publisher="", published=day, text=text, area=about["area"])
        yield Document(article, gold, about.get("negative", False))


def found(article: Article) -> list[Row]:
    """Observations of one text in the fields of the annotation guide."""
    return [as_row(article.url, o) for o in extract(article)]


def as_row(doc: str, o: Observation) -> Row:
    """An observation in the fields of the annotation guide."""
    row: dict[str, Any] = {"doc": doc, "value": float(o.value)} | {name: getattr(o, name) for name in NAMES}
    return row | ({"value_high": float(o.value_high)} if o.value_high is not None else {})


def hard_sentences(place: Path) -> tuple[int, list[tuple[str, list[str]]]]:
    """How many hard sentences there are, and those not read whole, with what is wrong."""
    amended = yaml.safe_load((HERE / "amended.yaml").read_text("utf-8"))
    wrong, total = [], 0
    for line in (place / "cases/hard_cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        total += 1
        case |= {"optional": amended.get(case["id"], {}).get("optional", ())}
        for i, change in amended.get(case["id"], {}).get("is", {}).items():
            case["expected"][i] |= change
        if complaints := _complaints(case):
            wrong.append((case["text"], complaints))
    return total, wrong


def _complaints(case: dict[str, Any]) -> list[str]:
    article = Article(
        url="case",
        publisher="",
        published=date.fromisoformat(case["published"]),
        text=case["text"],
        area=case["area"],
    )
    left, complaints = found(article), []
    for expected in case["expected"]:
        alike = [p for p in left if p["value"] == expected["value"] and p["unit"] == expected["unit"]]
        if not alike:
            complaints.append(f"missed {expected['value']} {expected['unit']} {expected['indicator']}")
            continue
        best = min(alike, key=lambda p: sum(not agrees(f, expected, p) for f in FIELDS))
        left.remove(best)
        complaints += [
            f"{f} {best[f]} instead of {expected.get(f)}" for f in FIELDS if not agrees(f, expected, best)
        ]
    also = {(o["value"], o["unit"]) for o in case["optional"]}
    return complaints + [
        f"spurious {p['quote']} {p['indicator']}" for p in left if (p["value"], p["unit"]) not in also
    ]
