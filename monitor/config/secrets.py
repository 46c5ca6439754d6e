"""Where do secrets come from?  The environment, `.env` beside sources.yaml, or a file NAME_FILE names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import BeforeValidator, SecretStr, ValidationInfo

VARIABLE = re.compile(r"\$\{(\w+)\}")


def environment(dotenv: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Variables by name; what the process was started with goes before `.env`."""
    kept = dotenv_values(dotenv, interpolate=False) if dotenv.is_file() else {}
    return {name: text for name, text in kept.items() if text is not None} | dict(environ)


def _expand(given: Any, about: ValidationInfo) -> Any:
    if not isinstance(given, str):
        return given
    known: Mapping[str, str] = (about.context or {}).get("environment", {})
    return VARIABLE.sub(lambda found: _look_up(found[1], known), given)


def _look_up(name: str, known: Mapping[str, str]) -> str:
    if known.get(name):
        return known[name]
    if file := known.get(f"{name}_FILE"):
        try:
            return Path(file).read_text("utf-8").strip()
        except OSError as refused:
            raise ValueError(f"{name}_FILE names {file}, which cannot be read: {refused.strerror}") from None
    raise ValueError(
        f"the variable {name} is not set; write {name}=… into .env beside this file or set it in the "
        f"environment ({name}_FILE may name a file that holds it)"
    )


Secret = Annotated[SecretStr, BeforeValidator(_expand)]
"""Text that is never printed; `${NAME}` in it is looked up."""
