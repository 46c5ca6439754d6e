"""The examples beside each rule module: every one is matched whole, and what is none must give none."""

from datetime import date
from importlib import resources

import pytest
import yaml

from monitor.extract import extract
from monitor.extract.clean import clean
from monitor.extract.indicator import left_name
from monitor.extract.period import find_times
from monitor.extract.quantity import find_quantities
from monitor.types import Article

DAY = date(2025, 2, 20)


def corpus(stem):
    text = resources.files("monitor.extract").joinpath(f"{stem}.corpus.yaml").read_text("utf-8")
    return [pytest.param(case, id=case["text"][:40].replace("\n", "/")) for case in yaml.safe_load(text)]


def number(value):
    return f"{value.normalize():f}"


@pytest.mark.parametrize("case", corpus("quantity"))
def test_quantity(case):
    cleaned = clean(case["text"]).text
    spans = [(t.start, t.end) for t in find_times(cleaned, DAY)]
    found = find_quantities(cleaned, spans)
    said = [
        f"{q.comparator} {number(q.value)}{'..' + number(q.high) if q.high else ''} {q.unit}" for q in found
    ]
    assert said == case["is"]


@pytest.mark.parametrize("case", corpus("period"))
def test_period(case):
    found = find_times(clean(case["text"]).text, case.get("published", DAY))
    assert [t.period for t in found][:1] == [case["is"]]


@pytest.mark.parametrize("case", corpus("indicator"))
def test_indicator(case):
    assert left_name(clean(case["text"]).text) == case["is"]


@pytest.mark.parametrize("case", corpus("clean"))
def test_clean(case):
    page = clean(case["text"])
    text = page.text.replace(",", "") if case.get("loosely") else page.text
    assert text == case["is"]
    assert len(page.origin) == len(page.text) + 1


@pytest.mark.parametrize("case", corpus("link"))
def test_whole_reading(case):
    article = Article(url="u", publisher="p", published=case.get("published", DAY), text=case["text"])
    said = [
        f"{o.subject} | {o.indicator} | {o.period} | {o.status} {o.measure} {o.comparator} {number(o.value)} {o.unit}"
        for o in extract(article)
    ]
    assert said == case["is"]
    assert all(article.text[o.start : o.end] == o.quote for o in extract(article))
