"""Does what is stored follow from what was said, and from nothing else?"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.diff import History, statements_of, tell
from monitor.types import Article, ChangeKind, Observation
from storage import Store
from tests.diff.worlds import SENSES, articles, disputes, observations, worlds
from tests.storage.feed import feed, outcome

World = list[tuple[Article, list[Observation]]]
EDITS = {ChangeKind.RETRACTION, ChangeKind.REVISION, ChangeKind.REFINEMENT}
quick = settings(
    max_examples=int(os.environ.get("MONITOR_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def fresh(empty: Path, tmp_path: Path) -> Callable[[], Store]:
    def make() -> Store:
        file = tmp_path / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copy(empty, file)
        return Store(f"sqlite:///{file}", concepts=SENSES)

    return make


def follows(world: World) -> list[tuple[str, str, bool]]:
    said = [statement for article, read in world for statement in statements_of(article, read)]
    return outcome(tell(said, History(concepts=SENSES)).changes)


@quick
@given(world=worlds())
def test_any_order_ends_in_what_was_said(fresh: Callable[[], Store], world: World) -> None:
    with fresh() as store:
        for article, read in world:
            feed(store, article, read)
        assert outcome(store.changes()) == follows(world)


@quick
@given(world=worlds(), data=st.data())
def test_an_edit_leaves_what_the_new_text_says(
    fresh: Callable[[], Store], world: World, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(world) - 1))
    edited = data.draw(articles(place, st.one_of(observations(), disputes())))
    with fresh() as store:
        for article, read in [*world, edited]:
            feed(store, article, read)
        kept = {change.key: change.kind for change in store.changes()}
        now = [*world[:place], edited, *world[place + 1 :]]
        expected = {key for key, _, _ in follows(now)}
        assert expected <= kept.keys()
        assert {kept[key] for key in kept.keys() - expected} <= EDITS
        feed(store, *edited)
        assert {change.key for change in store.changes()} == kept.keys()


@quick
@given(world=worlds())
def test_reading_again_changes_nothing(fresh: Callable[[], Store], world: World) -> None:
    with fresh() as store:
        for article, read in world:
            feed(store, article, read)
        assert [feed(store, article, read) for article, read in world] == [[]] * len(world)
