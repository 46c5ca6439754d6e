"""A pattern is compiled when it is first tried; that each of them can be is seen here, not by the first page that needs it."""

import importlib
import pkgutil
import re

import pytest

import monitor.extract
from monitor.extract.lazy import regex


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(monitor.extract.__path__)])
def test_every_pattern_compiles(name: str) -> None:
    module = importlib.import_module(f"monitor.extract.{name}")
    for value in vars(module).values():
        if isinstance(getattr(value, "pattern", None), str):
            assert re.compile(value.pattern, value.flags)


def test_it_is_compiled_when_first_tried() -> None:
    number = regex("[0-9]+", re.ASCII)
    assert "search" not in vars(number)
    assert number.findall("12、34") == ["12", "34"]
    assert number.pattern == "[0-9]+"
    with pytest.raises(re.error):
        regex("(").search("a")
