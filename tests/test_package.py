"""Is everything the program reads in what is installed?"""

import re
import tomllib

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PARTS = PROJECT["tool"]["setuptools"]["package-data"]
LOCKS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["dependency-groups"]["dev"],
}


@pytest.mark.parametrize("part", PARTS)
def test_every_file_that_is_no_program_is_packed(part):
    files = {f for f in (ROOT / part).rglob("*") if f.is_file() and f.suffix not in (".py", ".pyc")}
    packed = {f for pattern in PARTS[part] for f in (ROOT / part).glob(pattern)}
    assert files
    assert files - packed == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_with_its_hashes(lock):
    pinned = dict(
        re.findall(
            r"^([a-z0-9-]+)==\S+.*((?:\n    --hash=sha256:[0-9a-f]{64}.*)+)", (ROOT / lock).read_text(), re.M
        )
    )
    wanted = {re.match(r"[\w-]+", name)[0].lower() for name in LOCKS[lock]}
    assert wanted - pinned.keys() == set()
