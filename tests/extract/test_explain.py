"""An explained reading is the reading itself, with the rule of each field and what was not taken and why."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import extract
from monitor.extract.explain import FIELDS, explain
from monitor.types import Article
from tests.evaluate.sets import documents


def article(text):
    return Article(url="u", publisher="p", published=date(2025, 2, 20), text=text)


def readings(text):
    return [reading for passage in explain(article(text)) for reading in passage.readings]


def test_explaining_changes_no_reading():
    for document in documents("dev"):
        explained = [r.observation for p in explain(document.article) for r in p.readings]
        assert sorted(explained, key=lambda o: o.start) == sorted(
            extract(document.article), key=lambda o: o.start
        )


def test_marks_stand_at_the_words_of_the_quantity():
    for passage in explain(article("2024年，全市企业达到９１２３家，增长10％；他52岁。")):
        said = [passage.text[reading.start : reading.end] for reading in passage.readings]
        assert said == ["9123家", "10%"]
        assert [passage.text[one.start : one.end] for one in passage.refused] == ["52岁"]


def test_every_field_of_every_reading_names_its_rule():
    for document in documents("dev"):
        for passage in explain(document.article):
            for reading in passage.readings:
                assert [name for name in FIELDS if name not in reading.rules] == []


@pytest.mark.parametrize(
    ("text", "field", "words", "why"),
    [
        (
            "全市高新技术企业2024年达到9123家，2025年再增。",
            "period",
            "2025年 2025",
            "stands after the number",
        ),
        ("2024年全市高新技术企业比2020年增长20%。", "period", "2020年 2020", "what it is held against"),
        (
            "2024年全市企业12月3日达到9123家。",
            "period",
            "12月3日 2024-12-03",
            "a day beside a longer period",
        ),
        (
            "2024年重庆市与四川省共建重点实验室8个。",
            "subject",
            "四川省",
            "tells only where, with whom or against whom",
        ),
        ("2024年重庆市高新技术企业达到9123家，四川省更多。", "subject", "四川省", "stands after the number"),
        ("2024年重庆市高新技术企业9123家，力争再增。", "status", "力争 target", "stands after the number"),
        ("2024年全市研发投入强度达到700亿元。", "concept", "rd_intensity", "it is measured in %, not in 元"),
    ],
)
def test_says_what_was_not_taken_and_why(text, field, words, why):
    said = [(c.field, c.words, c.why) for reading in readings(text) for c in reading.considered]
    assert (field, words, why) in said


def test_a_sentence_of_refused_numbers_alone_is_shown_too():
    (passage,) = explain(article("他现年52岁，是C919的工程师。"))
    assert [(r.words, r.trap) for r in passage.refused] == [
        ("52岁", "trap:age"),
        ("919", "trap:part_of_name"),
    ]


def test_a_number_a_table_read_is_not_called_refused():
    (passage,) = explain(article("项目\t数量（家）\n企业\t12\n"))
    assert len(passage.readings) == 1
    assert passage.refused == []


def test_a_refused_number_is_found_in_the_article():
    text = "标题\n\n他 现年 ５２岁，是工程师。"
    (refusal,) = [r for p in explain(article(text)) for r in p.refused]
    assert text[refusal.offset :].startswith("５２岁")


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet="今年全市企业达到到2025年0123456789.%家亿元和、，。\n\t|第前首位翻番从由为增长", max_size=120
    )
)
def test_any_text_can_be_explained(text):
    for passage in explain(article(text)):
        assert passage.readings or passage.refused
