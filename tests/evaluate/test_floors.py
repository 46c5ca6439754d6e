"""Accuracy never falls: every set of annotated texts is held to the figures in floors.json."""

import importlib.util
import json

import pytest

from tests.evaluate.__main__ import FLOORS, LEVELS, measure, noise
from tests.evaluate.calibration import bins, crossed, fit, judged
from tests.evaluate.score import score
from tests.evaluate.sets import documents, found, hard_sentences

FLOOR = json.loads(FLOORS.read_text())
GOLD = {
    "doc": "d",
    "quote": "12家",
    "sentence": "独角兽企业12家",
    "subject": "重庆市",
    "indicator": "独角兽企业",
    "period": "2024",
    "status": "actual",
    "measure": "level",
    "value": 12.0,
    "unit": "家",
    "comparator": "=",
    "headline": True,
}


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_own_texts_stay_read(name):
    result = measure(name)
    for level in LEVELS:
        assert getattr(result, level).f1 >= FLOOR[f"{name}.{level}"], level


def test_real_pages_stay_read(shared):
    result = measure("seeds")
    for level in LEVELS:
        assert getattr(result, level).f1 >= FLOOR[f"seeds.{level}"], level


def test_hard_sentences_stay_read(shared):
    total, wrong = hard_sentences(shared)
    assert total - len(wrong) >= FLOOR["hard.whole"], wrong


def test_pages_that_report_nothing_make_hardly_a_headline():
    headlines, characters = noise()
    assert headlines * 2000 <= characters


def test_every_gold_quote_stands_in_its_text():
    for name in ("dev", "heldout"):
        for document in documents(name):
            text = document.article.text.replace("\n", "").replace("**", "")
            assert [g["quote"] for g in document.gold if g["quote"] not in text] == []


def test_the_figures_are_those_of_the_common_scorer(shared):
    spec = importlib.util.spec_from_file_location("common", shared / "gold/score.py")
    common = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(common)
    texts = documents("seeds")
    golds, said = [g for d in texts for g in d.gold], [o for d in texts for o in found(d.article)]
    theirs, ours = common.score(golds, said)[0], score(golds, said)
    assert {n: theirs[n]["f1"] for n in LEVELS} == pytest.approx({n: getattr(ours, n).f1 for n in LEVELS})


@pytest.mark.parametrize(
    ("gold", "said", "hits"),
    [
        ({}, {}, (1, 1, 1)),
        ({}, {"indicator": "瞪羚企业"}, (1, 0, 0)),
        ({}, {"comparator": ">"}, (0, 0, 0)),
        ({}, {"value": 13.0}, (0, 0, 0)),
        ({"also": {"period": ["2025"]}}, {"period": "2025-02-20"}, (1, 1, 1)),
        ({}, {"headline": False}, (1, 1, 0)),
    ],
)
def test_what_counts_as_a_hit(gold, said, hits):
    result = score([GOLD | gold], [GOLD | said])
    assert (result.quantity.hit, result.record.hit, result.headline.hit) == hits


def test_what_was_never_there_counts_against_precision():
    result = score([], [GOLD])
    assert (result.record.found, result.record.precision) == (1, 0.0)


def test_an_optional_reading_costs_nothing_either_way():
    line = GOLD | {"optional": True}
    assert score([line], []).record.f1 == score([line], [GOLD]).record.f1 == 1.0


def gap(rated):
    """How much more often records above 0.8 are right than those below."""
    trusted, doubted = ([ok for p, ok in rated if (p >= 0.8) is side] for side in (True, False))
    return sum(trusted) / len(trusted) - sum(doubted) / len(doubted)


def test_confidence_says_how_often_records_are_right():
    rated = [(o.confidence, ok) for o, ok in judged(documents("dev"))]
    expected, right = (sum(part) / len(rated) for part in zip(*rated, strict=True))
    assert expected == pytest.approx(right, abs=0.05)
    assert gap(rated) > 0.2


def test_confidence_learnt_from_some_texts_holds_for_others():
    rated = crossed(documents("dev"))
    for _, _, n, expected, right in bins(rated):
        assert n < 100 or expected == pytest.approx(right, abs=0.1)
    assert gap(rated) > 0.15


def test_the_weights_are_learnt_from_right_and_wrong_records():
    records = [(["good"], True)] * 9 + [(["bad"], False)] * 9 + [(["good"], False), (["bad"], True)]
    weights = fit(records)
    assert weights["good"] > 0.5 > -0.5 > weights["bad"]
