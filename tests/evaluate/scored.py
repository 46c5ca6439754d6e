"""The real pages and the hard sentences, read and scored; both lie outside the project."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from monitor.extract import extract
from monitor.types import Article, Observation

NAMES = "quote sentence subject indicator period status measure unit comparator headline".split()


def scorer(shared: Path) -> ModuleType:
    """The scoring program that lies beside the annotations."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_scored(doc: str, o: Observation) -> dict[str, Any]:
    """An observation in the fields of the annotation guide."""
    row = {"doc": doc, "value": float(o.value)} | {name: getattr(o, name) for name in NAMES}
    return row | ({"value_high": float(o.value_high)} if o.value_high is not None else {})


def read(doc: str, text: str, published: str, area: str) -> list[dict[str, Any]]:
    """Observations of one document."""
    article = Article(url=doc, publisher="", published=date.fromisoformat(published), text=text, area=area)
    return [as_scored(doc, o) for o in extract(article)]


def score_pages(shared: Path) -> tuple[dict[str, Any], list[Any]]:
    """Figures over the five real pages, and every disagreement."""
    score, golds, found = scorer(shared), [], []
    for about in yaml.safe_load((shared / "gold/documents.yaml").read_text("utf-8")):
        stem = about["id"]
        golds += score.load(shared / f"gold/{stem}.jsonl")
        text = (shared / f"seeds/{stem}.txt").read_bytes().decode()
        found += read(stem, text, str(about["published"]), about["area"])
    result, errors = score.score(golds, found)
    return result, errors


def hard_cases(shared: Path) -> tuple[int, list[tuple[str, list[str]]]]:
    """How many hard sentences there are, and those not read whole, with what is wrong."""
    score, wrong, total = scorer(shared), [], 0
    for line in (shared / "cases/hard_cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        total += 1
        left = read("case", case["text"], case["published"], case["area"])
        complaints = []
        for expected in case["expected"]:
            alike = [
                p
                for p in left
                if score.same_value(expected["value"], p["value"])
                and score.same_unit(expected["unit"], p["unit"])
            ]
            if not alike:
                complaints.append(f"missed {expected['value']} {expected['unit']} {expected['indicator']}")
                continue
            best = min(alike, key=lambda p: sum(not score.agree(f, expected, p) for f in score.FIELDS))
            left.remove(best)
            complaints += [
                f"{f} {best[f]} instead of {expected.get(f)}"
                for f in score.FIELDS
                if not score.agree(f, expected, best)
            ]
        complaints += [f"spurious {p['quote']} {p['indicator']}" for p in left]
        if complaints:
            wrong.append((case["text"], complaints))
    return total, wrong
