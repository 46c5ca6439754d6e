"""A number that measures nothing is refused by name, so that a rule can be written for it or against it."""

import pytest

from monitor.extract.quantity import find_quantities


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("现年52岁的工程师", ["trap:age"]),
        ("给予最高200万元补助", ["trap:rule_parameter"]),
        ("紧扣“416”布局", ["trap:quoted_name"]),
        ("国产大飞机C919", ["trap:part_of_name"]),
        ("第二届论坛", ["trap:ordinal"]),
        ("打造四大科创高地", ["trap:programme"]),
        ("建成首条8英寸工艺线", ["trap:specification"]),
        ("8000、是个数", ["trap:no_unit"]),
        ("达到9123家", []),
    ],
)
def test_names_the_trap(text, refused):
    seen = []
    find_quantities(text, refused=seen)
    assert [name for _, _, name in seen] == refused


def test_says_where_the_refused_number_stands():
    text = "他现年52岁，是工程师"
    seen = []
    find_quantities(text, refused=seen)
    assert [text[start:end] for start, end, _ in seen] == ["52岁"]
