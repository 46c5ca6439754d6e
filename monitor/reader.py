"""Who reads an article?  Our own rules; where one is configured, a second reader for what they doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from monitor.config import Config
from monitor.extract import extract
from monitor.extract.catalogue import Catalogue
from monitor.types import Article, Observation
from storage import Store

Extract = Callable[[Article], list[Observation]]


def reader_of(config: Config, known: Catalogue, store: Store, now: Callable[[], datetime]) -> Extract:
    """What a line reads articles by. Only with `extract.llm` configured does it ever ask the network."""
    rules = partial(extract, known=known)
    llm = config.extract.llm
    if llm is None:
        return rules
    from monitor.llm import asker
    from monitor.second_reader import SecondReader

    second = SecondReader(
        ask=asker(llm.url, llm.model, llm.key.get_secret_value(), llm.timeout_seconds),
        memory=store,
        known=known,
        model=llm.model,
        below=llm.below,
        sentences=llm.sentences,
        now=now,
    )
    return lambda article: second.read(article, rules(article))
