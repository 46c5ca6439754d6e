"""How does a name the press uses become a known indicator?  Writes it into the user's catalogue file."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import yaml

from monitor.errors import ConfigError
from monitor.extract import catalogue
from storage import Store


def promote(
    store: Store, name: str, file: Path, *, concept: str = "", direction: str = "none", kind: str = "flow"
) -> str:
    """Add an open-vocabulary name with all its printed forms to a catalogue file; the id it got.

    `concept` is the id wished for, else the name itself. The file is made if need be and stays as it was if
    the entry does not fit; what was read before follows with `monitor reextract`. Raises ConfigError for a
    name nobody used or one the catalogue knows, and StorageError where the database refuses.
    """
    printed, unit = store.printed(name)
    if not printed:
        raise ConfigError(f"no indicator named {name!r} was read; see `monitor indicators list`")
    entry: dict[str, Any] = {"id": concept or printed[0], "name": printed[0], "synonyms": printed[1:]}
    entry |= {"unit": unit, "direction": direction, "kind": kind}
    line = yaml.safe_dump([entry], allow_unicode=True, default_flow_style=None, sort_keys=False, width=1000)
    before = file.read_text(encoding="utf-8") if file.exists() else "indicators:\n"
    before = re.sub(r"^indicators:\s*\[\s*\]", "indicators:", before, flags=re.MULTILINE)
    indents = re.findall(r"^( *)- ", before, flags=re.MULTILINE)
    line = textwrap.indent(line, indents[-1] if indents else "")
    draft = file.with_name(f".{file.name}.draft")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_text(f"{before.rstrip()}\n{line}", encoding="utf-8")
        catalogue.load.__wrapped__(str(draft))
        draft.replace(file)
        catalogue.load.cache_clear()
    finally:
        draft.unlink(missing_ok=True)
    return str(entry["id"])
