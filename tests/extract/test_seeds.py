"""The real pages, held against what careful readers found in them."""

import importlib.util
from datetime import date

import pytest
import yaml

from monitor.extract import extract
from monitor.types import Article

FLOORS = {"quantity": 0.97, "record": 0.775, "headline": 0.875}


@pytest.fixture(scope="module")
def result(shared):
    spec = importlib.util.spec_from_file_location("score", shared / "gold/score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    golds, found = [], []
    for document in yaml.safe_load((shared / "gold/documents.yaml").read_text("utf-8")):
        stem = document["id"]
        golds += score.load(shared / f"gold/{stem}.jsonl")
        text = (shared / f"seeds/{stem}.txt").read_bytes().decode()
        published = date.fromisoformat(str(document["published"]))
        article = Article(url=stem, publisher="", published=published, text=text, area=document["area"])
        found += [as_scored(stem, o) for o in extract(article)]
    return score.score(golds, found)[0]


def as_scored(doc, o):
    names = "quote sentence subject indicator period status measure unit comparator headline"
    row = {"doc": doc, "value": float(o.value)} | {n: getattr(o, n) for n in names.split()}
    return row | ({"value_high": float(o.value_high)} if o.value_high is not None else {})


@pytest.mark.parametrize("figure", FLOORS)
def test_accuracy_stays_above_its_floor(result, figure):
    assert result[figure]["f1"] >= FLOORS[figure], result
