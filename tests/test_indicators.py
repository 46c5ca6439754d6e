"""Does a promoted name become an indicator that the next reading knows?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.extract import catalogue
from monitor.indicators import promote
from monitor.types import Article
from storage import Store
from tests.diff.test_timeline import read
from tests.storage.feed import NOW, feed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/monitor.sqlite3") as opened:
        for number, name in enumerate(["火锅门店", "火锅门店", "“火锅”门店", "全市火锅店"]):
            article = Article(
                url=f"https://press.test/{number}", publisher="日报", published=date(2024, 1, 2), text=name
            )
            said = replace(read("3万家", str(2020 + number), name), headline=True)
            feed(opened, article, [said])
        yield opened


def test_promoted_with_all_its_printed_forms(store: Store, tmp_path: Path) -> None:
    store.merge("全市火锅店", "火锅门店", NOW)
    file = tmp_path / "my" / "catalogue.yaml"
    assert (
        promote(store, "火锅门店", file, concept="hotpot_shops", direction="up", kind="stock")
        == "hotpot_shops"
    )
    known = catalogue.load(str(file))
    for printed in ("火锅门店", "“火锅”门店", "全市火锅店"):
        found = known.find(printed)
        assert found
        assert (found.id, found.unit, found.direction, found.kind) == ("hotpot_shops", "家", "up", "stock")


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_second_one_goes_below_the_first(store: Store, tmp_path: Path, indent: str) -> None:
    file = tmp_path / "catalogue.yaml"
    ours = f"# ours\nindicators:\n{indent}- {{id: tea, name: 茶馆}}\n"
    file.write_text(ours, encoding="utf-8")
    promote(store, "火锅门店", file)
    assert file.read_text(encoding="utf-8").startswith(ours)
    assert {"tea", "火锅门店"} <= catalogue.load(str(file)).concepts.keys()


def test_a_name_nobody_printed(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="monitor indicators list"):
        promote(store, "没有的名字", tmp_path / "catalogue.yaml")
    assert not (tmp_path / "catalogue.yaml").exists()


def test_an_entry_that_does_not_fit_leaves_the_file_alone(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yaml"
    file.write_text("indicators:\n- {id: tea, name: 火锅门店}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="claimed by both"):
        promote(store, "火锅门店", file)
    assert [part.name for part in tmp_path.iterdir() if "catalogue" in part.name] == ["catalogue.yaml"]
    assert file.read_text(encoding="utf-8") == "indicators:\n- {id: tea, name: 火锅门店}\n"
