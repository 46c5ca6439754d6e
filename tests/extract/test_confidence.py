"""Confidence is what the rules of a record are worth, and falls for stated reasons only."""

from datetime import date
from decimal import Decimal

import pytest

from monitor.extract import extract
from monitor.extract.catalogue import load
from monitor.extract.confidence import doubts, estimate, signs, weights
from monitor.types import Article, Measure


def read(text):
    return extract(Article(url="u", publisher="p", published=date(2025, 2, 20), text=text))[0]


def test_a_plain_figure_of_a_known_indicator_is_trusted():
    assert read("2024年，重庆市技术合同成交额达到865.1亿元。").confidence > 0.9


def test_a_figure_of_an_organisation_nobody_named_is_doubted():
    unnamed, named = read("去年，该企业研发人员达到118人。"), read("去年，全市研发人员达到118人。")
    assert unnamed.confidence < named.confidence


def test_every_reason_against_lowers_it():
    rules = ["quantity:number", "measure:level", "indicator:left"]
    against = [rule for rule, weight in weights().items() if weight < 0]
    assert all(estimate([*rules, rule]) < estimate(rules) for rule in against if weights()[rule] < -0.1)


def test_a_rule_nobody_has_counted_weighs_nothing():
    assert estimate(["quantity:number", "indicator:invented"]) == estimate(["quantity:number"])


def test_the_gravest_doubt_comes_first():
    found = doubts(["quantity:number", "status:frame", "indicator:right", "catalogue:implausible"])
    assert found[0][0] == "catalogue:implausible"
    assert [weight for _, weight in found] == sorted(weight for _, weight in found)


@pytest.mark.parametrize(
    ("value", "named"),
    [("2.73", []), ("27.3", ["catalogue:implausible"]), ("0", ["catalogue:implausible"])],
)
def test_a_share_outside_its_range_is_implausible(value, named):
    concept = load().concepts["rd_intensity"]
    found = signs(concept, Measure.LEVEL, Decimal(value), "%", repaired=False, listed=False)
    assert found == ["catalogue:known", *named]


def test_the_amount_of_a_district_is_plausible_though_small():
    concept = load().concepts["rd_expenditure"]
    assert "catalogue:implausible" not in signs(
        concept, Measure.LEVEL, Decimal(500_000_000), "元", repaired=False, listed=False
    )


def test_a_sentence_put_right_after_scanning_is_said_to_be():
    text = "2024年，重庆市高新技术企业达到91O0家。"
    assert "clean:repaired" in read(text).rules
    assert read(text).confidence < read(text.replace("O", "0")).confidence


def test_every_field_of_a_reading_names_its_rule():
    text = "2024年，全市高新技术企业、科技型企业分别达到9123家、7.1万家，比上年增长10%。\n项目\t数量(家)\n企业\t12\n"
    article = Article(url="u", publisher="p", published=date(2025, 2, 20), text=text)
    for o in extract(article):
        stages = {rule.split(":")[0].replace("link", "indicator") for rule in o.rules}
        assert stages >= {"quantity", "measure", "indicator", "subject", "period", "status"}, o
