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
from monitor.extract.segment import lines, sentences
from monitor.types import Article

DAY = date(2025, 2, 20)


def corpus(stem):
    text = resources.files("monitor.extract").joinpath(f"{stem}.corpus.yaml").read_text("utf-8")
    return [
        pytest.param(
            case,
            id=case["text"][:40].replace("\n", "/"),
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in yaml.safe_load(text)
    ]


def read(case):
    published, area = case.get("published", DAY), case.get("area", "重庆市")
    return extract(Article(url="u", publisher="p", published=published, text=case["text"], area=area))


def amount(o):
    return f"{o.comparator} {number(o.value)}{'..' + number(o.value_high) if o.value_high else ''} {o.unit}".rstrip()


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


@pytest.mark.parametrize("case", corpus("segment"))
def test_segment(case):
    text = clean(case["text"]).text
    if "sentences" in case:
        found = [text[a:b].strip() for line in lines(text) for a, b in sentences(text, line.start, line.end)]
        assert found == case["sentences"]
    else:
        assert [line.kind for line in lines(text)] == case["is"]


@pytest.mark.parametrize("case", corpus("status"))
def test_status(case):
    assert [str(o.status) for o in read(case)] == case["is"]


@pytest.mark.parametrize("case", corpus("measure"))
def test_measure(case):
    assert [f"{o.measure} {amount(o)}" for o in read(case)] == case["is"]


@pytest.mark.parametrize("case", corpus("subject"))
def test_subject(case):
    assert [o.subject for o in read(case)] == case["is"]


@pytest.mark.parametrize("case", corpus("headline"))
def test_headline(case):
    assert [o.headline for o in read(case)] == case["is"]


@pytest.mark.parametrize("case", [*corpus("link"), *corpus("table")])
def test_whole_reading(case):
    found = read(case)
    said = [f"{o.subject} | {o.indicator} | {o.period} | {o.status} {o.measure} {amount(o)}" for o in found]
    assert said == case["is"]
    assert all(case["text"][o.start : o.end] == o.quote for o in found)
