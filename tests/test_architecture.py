"""The house's shape: imports point down, stages do not know each other, the door is as stated."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import recognizer

PACKAGE = Path(recognizer.__file__).parent
MAX_LINES = 350

LAYERS: tuple[tuple[str, dict[str, tuple[str, ...]]], ...] = (
    ("domain types", {"domain": ("errors", "names", "resume", "credential", "settings")}),
    (
        "conclusions and curated data",
        {
            "report": ("report", "badge_result", "wording"),
            "taxonomy": (
                "taxonomy",
                "taxonomy_cache",
                "taxonomy_files",
                "taxonomy_index",
                "taxonomy_names",
                "taxonomy_packed",
                "taxonomy_rows",
                "taxonomy_rules",
                "taxonomy_tables",
            ),
        },
    ),
    (
        "shared words",
        {
            "addresses": ("public_addresses",),
            "links": ("links",),
            "words": (
                "acronyms",
                "column_titles",
                "countries",
                "cues",
                "dates",
                "organizations",
                "section_titles",
                "short_names",
            ),
        },
    ),
    (
        "stages",
        {
            "read": (
                "read",
                "annotations",
                "assemble",
                "columns",
                "content",
                "covering",
                "deadline",
                "glyphs",
                "interpreter",
                "language",
                "layout",
                "margin_titles",
                "rows",
                "tables",
            ),
            "sections": ("sections",),
            "mentions": (
                "mentions",
                "chunks",
                "degree_entries",
                "degrees",
                "entries",
                "entry_shape",
                "headings",
                "furniture",
                "headings",
                "judging",
                "lead_ins",
                "masks",
                "name_parts",
                "neighbours",
                "notes",
                "parts",
                "phrases",
                "programmes",
                "repeats",
                "running",
                "screening",
                "sentences",
                "table_rows",
                "units",
                "wrapping",
            ),
            "claims": ("claims", "awarding", "credential_type"),
            "match": ("match",),
            "tier": (
                "tier",
                "assessment_words",
                "features",
                "issuer_words",
                "tier_estimate",
                "tier_model",
                "tier_pointers",
                "tier_reasons",
                "tier_rules",
                "workload",
            ),
            "verify": ("verify", "badge_trust", "verification_link", "verification_words"),
            "summary": ("summary",),
            "role": ("role", "role_text"),
            "personal": (
                "personal",
                "blind",
                "personal_initials",
                "personal_candidates",
                "personal_emails",
                "personal_lines",
                "personal_links",
                "personal_name",
                "personal_numbers",
                "personal_places",
                "personal_words",
            ),
        },
    ),
    ("order", {"pipeline": ("pipeline",)}),
    (
        "uses",
        {
            "badges": (
                "badges",
                "badge_assertions",
                "badge_claims",
                "badge_fetching",
                "badge_files",
                "badge_json",
                "badge_proofs",
                "badge_words",
            ),
            "curation": (
                "curation",
                "browse",
                "canonical",
                "corrections",
                "changes",
                "curation_rules",
                "name_rules",
                "search",
                "spelling",
                "suggestions",
            ),
            "evaluation": ("evaluation", "comparison"),
            "export": ("export", "profiles"),
            "overview": ("overview", "overview_figures", "overview_page", "overview_rows"),
            "schema": ("schema",),
            "terminal": ("terminal", "terminal_badges"),
        },
    ),
    (
        "many files",
        {
            "bulk": (
                "archives",
                "bulk",
                "cluster",
                "fetching",
                "inputs",
                "items",
                "journal",
                "lines",
                "manifest",
                "remote",
                "result_files",
                "scoring",
                "syscall_filter",
                "tallying",
                "worker",
                "worker_limits",
                "worker_process",
                "workers",
            )
        },
    ),
    (
        "doors",
        {
            "doors": (
                "__init__",
                "__main__",
                "cli",
                "cli_options",
                "cli_overview",
                "cli_score",
                "cli_taxonomy",
                "cli_verify",
                "progress",
            )
        },
    ),
)
"""Lowest first. A module may import from lower layers and from its own group, nothing else."""

PLACES = {
    module: (height, group)
    for height, (_, groups) in enumerate(LAYERS)
    for group, modules in groups.items()
    for module in modules
}
ONLY_IN = {
    "pdfminer": {"read", "annotations", "content", "glyphs", "interpreter"},
    "spacy": {"phrases", "judging"},
    "sklearn": {"tier"},
    "click": {
        "cli",
        "cli_options",
        "cli_overview",
        "cli_score",
        "cli_taxonomy",
        "cli_verify",
        "progress",
    },
    "jinja2": {"overview_page"},
    "rich": {"terminal", "terminal_badges", "cli", "cli_options", "cli_verify", "progress"},
    "pyarrow": {"result_files"},
    "distributed": {"cluster"},
    "fsspec": {"remote"},
    "httpx": {"badge_fetching"},
    "openbadgeslib": {"badge_assertions", "badge_proofs"},
    "openvc": {"badge_proofs"},
    "scipy": {"comparison"},
    "multiprocessing": {"cluster", "worker", "worker_limits", "worker_process", "workers"},
    "flask": set(),
    "requests": set(),
    "urllib.request": set(),
    "socket": set(),
    "http": set(),
    "pickle": set(),
}
"""Which modules may know a library; nothing here may open a connection or unpickle a file."""

MODULES = sorted(path.stem for path in PACKAGE.glob("*.py"))


def imports(module: str) -> Iterator[str]:
    """Full names of what a module imports when it runs; imports for type checkers are left out."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
    hidden = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "recognizer":
            yield from (f"recognizer.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write imports in full"
            yield node.module or ""


def ours(module: str) -> set[str]:
    """Modules of the package that a module imports."""
    names = {name.split(".")[1] for name in imports(module) if name.startswith("recognizer.")}
    return {name for name in names if name in MODULES} - {module}


def test_architecture_every_module_has_its_place() -> None:
    assert set(MODULES) <= set(PLACES), "add the new module to LAYERS, and to ARCHITECTURE.md"
    assert set(PLACES) <= set(MODULES), "LAYERS names a module that is gone"


@pytest.mark.parametrize("module", MODULES)
def test_architecture_imports_point_down(module: str) -> None:
    height, group = PLACES[module]
    wrong = [
        other
        for other in ours(module)
        if PLACES[other][0] > height or (PLACES[other][0] == height and PLACES[other][1] != group)
    ]
    assert wrong == [], f"{module} may not import {wrong}"


def test_architecture_has_no_import_circles() -> None:
    graph = {module: ours(module) for module in MODULES if module != "__init__"}
    while leaves := {module for module, needs in graph.items() if not needs & graph.keys()}:
        graph = {module: needs for module, needs in graph.items() if module not in leaves}
    assert graph == {}


@pytest.mark.parametrize("module", MODULES)
def test_architecture_libraries_stay_where_they_belong(module: str) -> None:
    used = {
        library
        for library in ONLY_IN
        for name in imports(module)
        if name == library or name.startswith(library + ".")
    }
    assert [library for library in used if module not in ONLY_IN[library]] == []


@pytest.mark.parametrize("module", MODULES)
def test_architecture_files_tell_one_story(module: str) -> None:
    source = (PACKAGE / f"{module}.py").read_text("utf-8")
    assert source.count("\n") <= MAX_LINES, "split it by subject"
    assert ast.get_docstring(ast.parse(source)), "the first lines say what the module is"


def test_architecture_picture_names_every_module(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text("utf-8")
    missing = [m for m in MODULES if not m.startswith("__") and f"{m}.py" not in text]
    assert missing == []


def test_public_door_is_sorted_and_complete() -> None:
    names = recognizer.__all__
    order = [n for n in names if n.isupper()] + sorted(n for n in names if not n.isupper())
    assert names == order
    assert all(getattr(recognizer, name) is not None for name in names)
    visible = {
        name
        for name, value in vars(recognizer).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and str(getattr(value, "__module__", "recognizer")).startswith("recognizer")
        and name not in ("TYPE_CHECKING", "annotations")
    }
    assert visible <= set(names)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        recognizer.Nothing  # noqa: B018


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        (
            "import recognizer",
            "spacy sklearn pdfminer pydantic numpy scipy rich click rapidfuzz yaml",
        ),
        (
            "from recognizer.cli import cli; cli(['--help'], standalone_mode=False)",
            "spacy sklearn pdfminer numpy scipy rapidfuzz pydantic",
        ),
        ("from recognizer import Report, Settings; Settings()", "spacy pdfminer pydantic"),
    ],
)
def test_public_door_opens_lightly(code: str, forbidden: str) -> None:
    check = (
        "import sys, warnings, logging; before = list(warnings.filters);"
        f"{code};"
        "assert warnings.filters == before and not logging.getLogger().handlers;"
        f"print('loaded:', sorted(set({forbidden.split()!r}) & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, cwd=PACKAGE.parent
    )
    assert result.stderr == ""
    assert result.stdout.endswith("loaded: []\n")
