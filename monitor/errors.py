"""What can go wrong that is expected?

    MonitorError                 one clear line for a person; every message says what to do
    ├── ConfigError              sources.yaml, catalogue or command line is wrong: exit code 2
    ├── FetchError               the page could not be had
    │   └── Blocked              robots.txt, a private address or a bot wall forbids it
    ├── ReadError                the page was had but no article could be read from it
    │   └── NotYet               nothing is wrong: it has not been published yet
    ├── StorageError             the database refused
    │   └── Outdated             somebody else wrote first; take the article again
    └── DeliveryError            a channel refused or did not answer

Anything else is a fault of the program and stops it loudly.
"""

from __future__ import annotations


class MonitorError(Exception):
    """Root of every expected failure; `str()` is one line that can be shown to a user."""


class ConfigError(MonitorError):
    """Wrong configuration. Knows the file and line, and what to write instead."""

    def __init__(self, message: str, *, file: str = "", line: int = 0) -> None:
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + message)


class FetchError(MonitorError):
    """The page could not be had. `retriable`: trying again may help; `state`: what came instead."""

    def __init__(
        self, message: str, *, url: str = "", status: int = 0, retriable: bool = True, state: str = "error"
    ) -> None:
        super().__init__(f"{url}: {message}" if url else message)
        self.reason, self.url, self.status = message, url, status
        self.retriable, self.state = retriable, state


class Blocked(FetchError):
    """robots.txt, an address rule or a bot wall forbids the page."""


class ReadError(MonitorError):
    """No article could be read from a page. `state` is the page state that explains it."""

    page: object = None
    """The page itself, where it is at hand: evidence."""

    def __init__(self, message: str, *, url: str = "", state: str = "unreadable") -> None:
        super().__init__(f"{url}: {message}" if url else message)
        self.url, self.state = url, state


class NotYet(ReadError):
    """What was asked for is not published yet: nothing is wrong, look again later."""

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message, url=url, state="not yet")


class StorageError(MonitorError):
    """The database refused."""


class Outdated(StorageError):
    """Somebody else wrote about the same indicators since history was read; take the article again."""


class DeliveryError(MonitorError):
    """A channel refused a message. `permanent`: repeating is of no use; `too_large`: a shorter one may do."""

    def __init__(self, message: str, *, permanent: bool = False, too_large: bool = False) -> None:
        super().__init__(message)
        self.permanent, self.too_large = permanent, too_large
