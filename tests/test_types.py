from datetime import date

from monitor.types import Article


def test_paragraphs_are_the_lines_that_hold_something():
    article = Article(url="u", publisher="p", published=date(2025, 1, 1), text="一\n\n  \n二")
    assert article.paragraphs == ("一", "二")
