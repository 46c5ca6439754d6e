"""How are many words searched at once?  One trie, written as a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def trie_regex(words: Iterable[str]) -> str:
    """A pattern matching the longest of `words` at a position; special characters are escaped.

    Shared beginnings are written once, so that a thousand words cost little more than ten.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(letter) + _pattern(below) for letter, below in node.items() if letter]
    if not branches:
        return ""
    single = "".join(re.escape(letter) for letter, below in node.items() if letter and list(below) == [""])
    longer = [
        b
        for b, (letter, below) in zip(branches, [x for x in node.items() if x[0]], strict=True)
        if list(below) != [""]
    ]
    choices = longer + ([f"[{single}]" if len(single) > 1 else single] if single else [])
    body = choices[0] if len(choices) == 1 and not ends else f"(?:{'|'.join(choices)})"
    return f"(?:{'|'.join(choices)})?" if ends else body
