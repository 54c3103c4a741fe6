"""deploy/compose.yaml and deploy/Dockerfile as Docker reads them, to run what they say here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def composed(values: Mapping[str, str]) -> dict[str, Any]:
    """The compose file, then its variables; KeyError for one that must be set."""

    def value(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        return values.get(name) or default if kind == "-" else values[name]

    def filled(node: Any) -> Any:
        match node:
            case dict():
                return {key: filled(inner) for key, inner in node.items()}
            case list():
                return [filled(inner) for inner in node]
            case str():
                return _VARIABLE.sub(value, node)
        return node

    return dict(filled(yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))))


def asked_for() -> set[str]:
    """The variables that the compose file knows."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    return {found[1] for found in _VARIABLE.finditer(text)}


def offered() -> set[str]:
    """The variables that the example of an environment file names."""
    text = (DEPLOY / "environment.example").read_text("utf-8")
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.M))


def image() -> tuple[dict[str, str], list[str]]:
    """Environment and entry point of the image."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8").rpartition("\nFROM ")[2]
    block = re.search(r"^ENV ((?:.*\\\n)*.*)", text, re.M)
    entry = re.search(r"^ENTRYPOINT (\[.*\])$", text, re.M)
    assert block and entry
    pairs = block[1].replace("\\\n", " ").split()
    return dict(pair.split("=", 1) for pair in pairs), yaml.safe_load(entry[1])
