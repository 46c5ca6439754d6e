"""Is each kind of page read as it was written?  tests/pages: ADAPTER.NAME.html beside what must be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from monitor import sites
from monitor.types import Link, Source
from tests.conftest import ROOT
from tests.sites.made import page

PAGES = sorted((ROOT / "tests" / "pages").glob("*.html"))


def test_every_adapter_of_pages_has_one() -> None:
    assert {file.name.split(".")[0] for file in PAGES} == sites.ADAPTERS.keys() - {"folder", "rss"}


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_page(file: Path) -> None:
    wanted = yaml.safe_load(file.with_suffix(".yaml").read_text("utf-8"))
    source = Source(id="s", adapter=file.name.split(".")[0], url=wanted["url"])
    article = sites.read(page(wanted["url"], file.read_text("utf-8")), Link(url=wanted["url"]), source)
    got = {name: getattr(article, name) for name in wanted}
    assert got == wanted | ({"attachments": tuple(wanted["attachments"])} if "attachments" in wanted else {})
