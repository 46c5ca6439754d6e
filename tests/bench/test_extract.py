"""How fast is the reader, what does it take to start, and does its cost grow with the length of a text only?

Seconds are those of the processor, so that others at work on the machine count less.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from monitor.extract import extract
from monitor.types import Article
from tests.evaluate.sets import documents

pytestmark = pytest.mark.bench
SENTENCE = "全市高新技术企业达到9123家，"


def seconds(text: str) -> float:
    article = Article(url="u", publisher="p", published=date(2025, 2, 20), text=text)
    begin = time.process_time()
    extract(article)
    return time.process_time() - begin


def prose(length: int) -> str:
    """So many characters of press prose, from the texts of our own making."""
    texts = "\n\n".join(d.article.text for d in documents("dev"))
    return (texts * (length // len(texts) + 1))[:length]


def grows_with_length_only(text: str, times: int = 4) -> None:
    few, many = (min(seconds(text[: len(text) // n]) for _ in range(2)) for n in (times, 1))
    print(
        f"{len(text) / many:,.0f} characters a second, {many / few:.1f} times as long for {times} times as much"
    )
    assert many < 1.5 * times * few + 0.1


def test_characters_a_second(shared: Path) -> None:
    pages = [d.article.text for d in documents("seeds")]
    for page in pages:
        seconds(page)
    best = min(sum(seconds(page) for page in pages) for _ in range(9))
    rate = sum(map(len, pages)) / best
    print(f"{rate:,.0f} characters a second")
    assert rate >= 400_000


START = """
import re, time
begin = time.process_time()
from monitor.extract import extract
from monitor.types import Article
imported = time.process_time() - begin
from datetime import date
extract(Article(url="u", publisher="p", published=date(2025, 2, 20), text=open(0).read()))
print(imported, re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1])  # not that of the parent
"""


def test_import_and_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], input=prose(40_000), capture_output=True, text=True, check=True
    )
    imported, kilobytes = map(float, done.stdout.split())
    print(f"import {imported:.2f} s, {kilobytes / 1024:.0f} MB with a page of 40,000 characters read")
    assert imported < 0.5
    assert kilobytes < 100 * 1024


def test_a_text_of_five_megabytes() -> None:
    grows_with_length_only(prose(5_000_000 // 3))  # a Han character is three bytes


def test_one_sentence_of_two_hundred_kilobytes() -> None:
    grows_with_length_only("".join(c for c in prose(200_000) if c not in "。！？\n"))


def test_letters_without_any_stop() -> None:
    grows_with_length_only("".join(c for c in prose(200_000) if "一" <= c <= "鿿"))


@pytest.mark.parametrize("number", ["123 ", "1,234.5亿元、", "5%，", "8家和", "三百二十一、"], ids=repr)
def test_ten_thousand_numbers_in_a_row(number: str) -> None:
    grows_with_length_only(number * 10_000)


@pytest.mark.parametrize(
    "piece",
    [
        SENTENCE,
        SENTENCE + "\n",
        "一",
        "\t1\t2\n",
        " ",  # a blank line
        "甲乙丙有限公司",
        "占全市的5%，",  # names made of names
        "某某机械有限公司(以下简称某某机械)产值5亿元。",
        "某某机械有限公司产值5亿元。该公司利润6亿元。",
        "由5家增加到8家，",
        "分别为8家、9家、",
        "（增长5%）",
        "“我们投入5亿元，",
        "| 甲乙 | 12 | 3% |\n",
        "<tr><td>甲</td><td>5</td></tr>\n",
        "■新增8家\n",
    ],
    ids=repr,
)
def test_cost_grows_with_length_only(piece: str) -> None:
    grows_with_length_only(piece * (100_000 // len(piece)))
