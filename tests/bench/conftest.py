"""The databases of the storage tests."""

from tests.storage.conftest import new_database, postgres

__all__ = ["new_database", "postgres"]
