"""Which words after a number are its unit, and what is the unit called?"""

from __future__ import annotations

from importlib import resources

import yaml

from monitor.extract.lexicon import trie_regex

_TABLE = yaml.safe_load(resources.files("monitor.extract").joinpath("units.yaml").read_text("utf-8"))


def _words(group: str) -> list[str]:
    words = _TABLE[group]
    return words.split() if isinstance(words, str) else words


MONEY, RATIO, COUNT = frozenset(_words("money")), frozenset(_words("ratio")), frozenset(_words("count"))
MEASURE, TIME, SCORE = frozenset(_words("measure")), frozenset(_words("time")), frozenset(_words("score"))
CANONICAL: dict[str, str] = _TABLE["canonical"]

UNIT = trie_regex(sorted(MONEY | RATIO | COUNT | MEASURE | TIME | SCORE, key=len, reverse=True))
