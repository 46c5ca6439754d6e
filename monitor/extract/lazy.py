"""When is a pattern compiled that few pages try?  When one does: two thirds of the reader's patterns are of that kind."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` gives it, compiled when it is first tried.

    For those a page tries a dozen times or never: compiling them all takes a quarter of a second, for which no
    command should wait that reads nothing. What is tried at every figure is compiled at once, and is quicker so.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
