"""Is everything the program reads in what is installed?"""

import tomllib

import pytest

from tests.conftest import ROOT

PARTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]


@pytest.mark.parametrize("part", PARTS)
def test_every_file_that_is_no_program_is_packed(part):
    files = {f for f in (ROOT / part).rglob("*") if f.is_file() and f.suffix not in (".py", ".pyc")}
    packed = {f for pattern in PARTS[part] for f in (ROOT / part).glob(pattern)}
    assert files
    assert files - packed == set()
