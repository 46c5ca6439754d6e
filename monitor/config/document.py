"""What does the file say, and on which line?  YAML -> plain values with the line of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from monitor.errors import ConfigError

Place = tuple[str | int, ...]
"""Keys and positions that lead to a value: `("sources", 0, "adapter")`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as plain values."""

    file: Path
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)
    scalars: dict[Place, Any] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that is in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_document(file: Path) -> Document:
    """Raises ConfigError where the file is missing, no UTF-8, no YAML or says a key twice."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        advice = "write one, or copy examples/sources.yaml; `--config FILE` names another"
        raise ConfigError(f"no such file; {advice}", file=str(file)) from None
    except OSError as refused:
        raise ConfigError(f"cannot be read: {refused.strerror}", file=str(file)) from None
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8 text; save it as UTF-8", file=str(file)) from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        reason = f"is no YAML here: {wrong.problem}; check indentation, colons and quotes"
        raise ConfigError(reason, file=str(file), line=line) from None
    except yaml.YAMLError as wrong:
        raise ConfigError(f"is no YAML: {wrong}", file=str(file), line=1) from None
    document = Document(file, None)
    value = {} if root is None else _plain(root, (), document)
    return Document(file, value, document.lines, document.scalars)


def _plain(node: yaml.Node, place: Place, document: Document) -> Any:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, document)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part, (*place, number), document) for number, part in enumerate(node.value)]
    try:
        scalar = yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError) as wrong:
        reason = (
            f"`{node.value}` cannot be read: {str(wrong).splitlines()[0]}; put it in quotes if it is text"
        )
        raise ConfigError(reason, file=str(document.file), line=node.start_mark.line + 1) from None
    document.scalars[place] = scalar
    return scalar


def _mapping(node: yaml.MappingNode, place: Place, document: Document) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in mapping:
            first = document.lines[(*place, key)]
            reason = f"`{key}` stands here again, first on line {first}; keep one of them"
            raise ConfigError(reason, file=str(document.file), line=line)
        document.lines[(*place, key)] = line
        mapping[key] = _plain(value_node, (*place, key), document)
    return mapping
