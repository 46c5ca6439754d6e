"""How fast is the reader, and does its cost grow with the length of a text only?"""

import time
from datetime import date

import pytest
import yaml

from monitor.extract import extract
from monitor.types import Article

pytestmark = pytest.mark.bench
SENTENCE = "全市高新技术企业达到9123家，"


def seconds(text):
    article = Article(url="u", publisher="p", published=date(2025, 2, 20), text=text)
    begin = time.perf_counter()
    extract(article)
    return time.perf_counter() - begin


def test_characters_a_second(shared):
    pages = [
        (shared / f"seeds/{d['id']}.txt").read_text("utf-8")
        for d in yaml.safe_load((shared / "gold/documents.yaml").read_text("utf-8"))
    ]
    for page in pages:
        seconds(page)
    best = min(sum(seconds(page) for page in pages) for _ in range(5))
    rate = sum(map(len, pages)) / best
    print(f"{rate:,.0f} characters a second")
    assert rate > 200_000


@pytest.mark.parametrize(
    "text", [SENTENCE, SENTENCE + "\n", "1,234.5亿元、", "123 ", "一", "\t1\t2\n"], ids=repr
)
def test_cost_grows_with_length_only(text):
    few, many = (min(seconds(text * n) for _ in range(2)) for n in (1500, 15_000))
    assert many < 20 * few + 0.2
