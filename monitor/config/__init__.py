"""What is to be watched, when, and who is to be told?  sources.yaml -> Config, checked to the last key.

config = load(Path("sources.yaml"))
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from monitor.config.document import Document, read_document
from monitor.config.explain import explain
from monitor.config.models import (
    Alerts,
    Backup,
    Channel,
    Config,
    Health,
    Route,
    SourceSettings,
    Trouble,
    When,
)
from monitor.config.secrets import environment
from monitor.config.timing import Timing, timing
from monitor.errors import ConfigError

__all__ = [
    "Alerts",
    "Backup",
    "Channel",
    "Config",
    "Health",
    "Route",
    "SourceSettings",
    "Timing",
    "Trouble",
    "When",
    "load",
    "timing",
]


OWN_URL: dict[object, str] = {"sources": "source", "extract": "reader"}
"""Parts of the file whose addresses hold no secrets."""


def load(path: Path | str, environ: Mapping[str, str] | None = None) -> Config:
    """The settings in a file. `environ` is what `${NAME}` is looked up in: the environment if not given.

    Raises ConfigError with one line for each problem: `file:line: what is wrong; what to write instead`.
    """
    document = read_document(Path(path))
    known = environment(Path(path).parent / ".env", os.environ if environ is None else environ)
    stray = _stray_variables(document)
    try:
        config = Config.model_validate(document.value, context={"environment": known})
    except ValidationError as refused:
        raise ConfigError("\n".join(sorted([*stray, *explain(refused, document)], key=_line))) from None
    if stray:
        raise ConfigError("\n".join(stray))
    return config


def _stray_variables(document: Document) -> list[str]:
    """Variables where none are expanded: only secrets may come from outside the file."""
    return [
        f"{document.file}:{document.lines[place]}: ${{…}} is read only in `database`, `ping`, `key` and a "
        f"channel's `url`; write the value of `{place[-1]}` itself"
        for place, scalar in document.scalars.items()
        if isinstance(scalar, str) and "${" in scalar and place[-1] not in ("database", "ping", "key", "url")
    ] + [
        f"{document.file}:{document.lines[place]}: ${{…}} is not read in a {OWN_URL[place[0]]}'s `url`; "
        "write the address"
        for place, scalar in document.scalars.items()
        if isinstance(scalar, str) and "${" in scalar and place[-1] == "url" and place[0] in OWN_URL
    ]


def _line(problem: str) -> tuple[int, str]:
    number = problem.split(":")[1]
    return int(number) if number.isdigit() else 0, problem
