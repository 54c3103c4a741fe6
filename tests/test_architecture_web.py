"""The server's shape: imports point down, the library does not know it, files tell one story."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import recognizer

WEB = Path(recognizer.__file__).parent / "web"
MAX_LINES = 350

LAYERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("settings and tables", frozenset({"config", "tables", "words"})),
    ("database", frozenset({"database"})),
    (
        "what is kept",
        frozenset(
            {
                "accounts",
                "audit",
                "batches",
                "jobs",
                "keys",
                "once",
                "outcomes",
                "progress",
                "purging",
                "reviews",
                "uploads",
                "viewings",
                "webhooks",
            }
        ),
    ),
    ("work", frozenset({"badges", "courier", "dispatch", "pictures", "reading"})),
    (
        "what is shown",
        frozenset(
            {
                "cards",
                "catalogue_facts",
                "comparison_table",
                "exports",
                "filters",
                "needs",
                "reports",
            }
        ),
    ),
    ("for requests", frozenset({"services", "sessions", "security"})),
    ("pages and calls", frozenset({"api", "pages"})),
    ("app", frozenset({"admission", "app", "framing", "listening"})),
    (
        "doors",
        frozenset(
            {
                "__init__",
                "client",
                "commands",
                "commands_data",
                "commands_webhooks",
                "server",
                "working",
            }
        ),
    ),
)
"""Lowest first. A module may import from its own layer and from lower ones."""
PLACES = {name: height for height, (_, names) in enumerate(LAYERS) for name in names}
ONLY_IN = {
    "flask": {
        "admission",
        "api",
        "app",
        "listening",
        "pages",
        "security",
        "services",
        "sessions",
        "__init__",
    },
    "flask_smorest": {"api"},
    "limits": {"api"},
    "prometheus_client": {"api"},
    "httpx": {"client", "courier"},
    "flask_login": {"app", "pages"},
    "sqlalchemy": {
        "tables",
        "database",
        "accounts",
        "audit",
        "batches",
        "jobs",
        "keys",
        "once",
        "progress",
        "purging",
        "reviews",
        "viewings",
        "dispatch",
        "courier",
        "webhooks",
        "api",
        "server",
    },
    "alembic": {"database", "migrations"},
    "argon2": {"accounts"},
    "PIL": {"pictures"},
    "pypdfium2": {"pictures"},
    "waitress": {"framing", "listening"},
    "click": {"commands", "commands_data", "commands_webhooks"},
    "socket": set(),
    "requests": set(),
    "urllib.request": set(),
    "pickle": set(),
}
FILES = sorted(path for path in WEB.rglob("*.py"))


def part(path: Path) -> str:
    """The module of a file, or the folder it lies in."""
    inside = path.relative_to(WEB)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


def test_architecture_web_every_module_has_its_place() -> None:
    modules = {part(path) for path in FILES} - {"migrations"}
    assert modules == set(PLACES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(WEB)))
def test_architecture_web_imports_point_down(path: Path) -> None:
    if part(path) in ("migrations", "__init__"):
        return
    inside = {
        name.split(".")[2]
        for name in imports(path)
        if name.startswith("recognizer.web.") and name.split(".")[2] in PLACES
    }
    wrong = [name for name in inside if PLACES[name] > PLACES[part(path)]]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(WEB)))
def test_architecture_web_libraries_stay_where_they_belong(path: Path) -> None:
    used = {
        library
        for library in ONLY_IN
        for name in imports(path)
        if name == library or name.startswith(library + ".")
    }
    assert [one for one in used if part(path) not in ONLY_IN[one] | {"migrations"}] == []
    assert path.read_text("utf-8").count("\n") <= MAX_LINES


def test_architecture_library_does_not_know_the_server() -> None:
    knowing = [
        path.name
        for path in WEB.parent.glob("*.py")
        if any(name.startswith("recognizer.web") for name in imports(path))
    ]
    assert knowing == ["cli.py"]


def test_architecture_web_page_of_the_picture_names_the_modules(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text("utf-8")
    missing = [name for name in PLACES if name != "__init__" and f"`{name}" not in text]
    assert missing == []
