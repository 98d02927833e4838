"""Imports point one way: the layers of DESIGN.md, read from the source with `ast` and held here.

A module imports modules of lower layers only. Those of one layer don't know one another, but for the modules inside one
package (`compare.*`), which must not import in a circle. Imports under `TYPE_CHECKING` and inside functions count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "cpp_versions"

# From the lowest to the highest. `name.*` is a package with all its modules; "" is the package's own face.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "deltas", "pickling"),
    ("alongside", "bounded", "spooling"),
    ("model",),
    ("numbering", "placeholders", "text", "titles"),
    ("acts", "codes", "markup", "plan", "restoring", "wording"),
    ("articlefile", "citations.*", "masking", "snippets"),
    ("repository",),
    ("locations", "packing"),
    (
        "sources.archeo_hunks",
        "sources.archeo_text",
        "sources.lexhub_files",
        "sources.legi_content",
        "sources.legi_dates",
        "sources.legi_shared",
        "sources.legi_tar",
    ),
    ("sources.legi_archive",),
    ("sources.lexhub_history", "sources.legi_files"),
    ("sources.archeo_chunks", "sources.lexhub_since", "sources.legi_ahead", "sources.legi_links", "sources.legi_plan"),
    ("sources.legi_dump", "sources.legi_timeline"),
    ("sources.legi_concordance", "sources.legi_history"),
    (
        *("sources.lexhub", "sources.archeo_page", "sources.archeo_repository", "sources.decree"),
        *("sources.corpus_folder", "sources.legi"),
    ),
    ("sources.registry",),
    ("sources",),
    ("attributing", "lacking", "placing"),
    ("reconcile.*",),
    ("store.*", "generation"),
    ("loose",),
    ("appending",),
    ("index.*",),
    ("compare.*",),
    ("amendments.*", "blame", "changes"),
    ("classing",),
    ("answers",),
    ("renumbering.*", "recodification.*", "fiches.*", "graph.*", "archaeology"),
    ("opening", "kept"),
    ("adding",),
    ("building",),
    ("collecting", "fetching", "verifying"),
    ("updating",),
    ("corpus.*",),
    ("render.*",),
    ("",),
    ("export.*",),
    ("cli.*",),
    ("__main__",),
)

# Narrower than their layer: pure functions of values, whatever they are built from.
ONLY = {
    "compare": {"errors", "model", "answers", "text", "compare"},
    "render": {"errors", "model", "codes", "answers", "text", "compare", "render"},  # codes: their titles
}

# Who may import what from outside; what isn't named here is free.
OWNERS = {
    "argparse": {"cli"},
    "diff_match_patch": {"compare"},
    "docx": {"render"},
    "git": {"repository"},
    "gitdb": {"repository"},
    "pyarrow": {"export"},
    "reportlab": {"export"},
    "rustworkx": {"graph"},
    "streamlit": set[str](),
    "subprocess": {"cli", "repository"},
}

# Arguments, environment and printing are for those who talk to a person.
TALKERS = {"cli", "__main__"}


def modules() -> dict[str, Path]:
    """The modules of the library by their name below the package: `sources.lexhub`, "" for the package itself."""
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT / PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def layer(module: str) -> tuple[int, str] | None:
    """The rank of the module's layer and the entry that names it there; None if it stands nowhere."""
    parts = module.split(".")
    entries = {module} | {".".join(parts[:size]) + ".*" for size in range(1, len(parts) + 1)}
    for rank, names in enumerate(LAYERS):
        for name in names:
            if name in entries:
                return rank, name
    return None


def imported(module: str, tree: ast.AST, known: set[str]) -> Iterator[tuple[str, bool]]:
    """The modules that a tree imports: (name below the package, True), or (name of another package, False)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _below(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node, known)
            for alias in node.names:
                name, ours = _below(f"{base}.{alias.name}")
                yield (name, ours) if ours and name in known else _below(base)


def _absolute(module: str, node: ast.ImportFrom, known: set[str]) -> str:
    """The full name of the module that `from … import` names, relative or not."""
    if not node.level:
        return node.module or ""
    parts = [PACKAGE, *module.split(".")] if module else [PACKAGE]
    is_package = any(other.startswith(f"{module}.") for other in known) or not module
    kept = parts[: len(parts) - node.level + is_package]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _below(name: str) -> tuple[str, bool]:
    if name == PACKAGE:
        return "", True
    if name.startswith(f"{PACKAGE}."):
        return name.removeprefix(f"{PACKAGE}."), True
    return name, False


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(module: str) -> set[tuple[str, bool]]:
    return set(imported(module, parse(MODULES[module]), set(MODULES)))


def complaints(module: str, imports: set[tuple[str, bool]]) -> list[str]:
    """What the imports of a module break, one sentence each."""
    place = layer(module)
    if place is None:
        return [f"{module} stands in no layer: place it in LAYERS of {Path(__file__).name}, where DESIGN.md puts it"]
    rank, entry = place
    top = module.split(".")[0]
    found = []
    for name, ours in sorted(imports):
        if not ours:
            outside = name.split(".")[0]
            if top not in OWNERS.get(outside, {top}):
                found.append(f"{module} imports {outside}: only {sorted(OWNERS[outside]) or 'explorer'} may")
            continue
        other = layer(name)
        if other is None or (other[1] == entry and entry.endswith(".*")):
            continue  # Named by its own test, or of the same package.
        if other[0] >= rank:
            found.append(f"{module} imports {name}, which isn't of a lower layer")
        if top in ONLY and name.split(".")[0] not in ONLY[top]:
            found.append(f"{module} imports {name}: {top} may import only {sorted(ONLY[top])}")
    return found


def talk(tree: ast.AST) -> list[str]:
    """Where a tree prints, reads the environment or the command line: `line: what`."""
    reserved = {("os", "environ"), ("os", "getenv"), ("sys", "argv"), ("sys", "stdout"), ("sys", "stderr")}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            found.append(f"{node.lineno}: print")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in reserved:
                found.append(f"{node.lineno}: {node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.lineno}: {node.module}.{a.name}" for a in node.names if (node.module, a.name) in reserved]
    return found


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_down(module: str) -> None:
    assert complaints(module, imports_of(module)) == []


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.split(".")[0] not in TALKERS))
def test_the_library_neither_prints_nor_reads_the_environment(module: str) -> None:
    assert talk(parse(MODULES[module])) == []


def test_nothing_imports_in_a_circle() -> None:
    graph = {module: {name for name, ours in imports_of(module) if ours and name != module} for module in MODULES}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"imports go in a circle: {' → '.join(error.args[1])}", pytrace=False)


def test_the_library_does_not_know_the_explorer() -> None:
    assert [
        module for module in MODULES if any(name.split(".")[0] == "explorer" for name, _ in imports_of(module))
    ] == []


# The rules themselves, on code that breaks them.

KNOWN = {
    "",
    *"errors model text repository sources sources.lexhub sources.archeo_page index compare".split(),
    "compare.words",
}


@pytest.mark.parametrize(
    ("module", "code", "expected"),
    [
        ("text", "from cpp_versions.errors import BadNumber", ""),
        ("text", "from cpp_versions.repository import Repository", "text imports repository, which isn't of a lower"),
        ("text", "def late():\n    from cpp_versions import repository", "text imports repository, which isn't"),
        ("text", "from . import repository", "text imports repository, which isn't"),
        ("text", "import cpp_versions", "text imports , which isn't"),
        ("sources.lexhub", "from . import archeo_page", "sources.lexhub imports sources.archeo_page"),
        ("sources.lexhub", "from .archeo_page import read", "sources.lexhub imports sources.archeo_page"),
        ("sources.lexhub", "from ..text import fold", ""),
        ("sources", "from .lexhub import read", ""),
        ("compare", "from .words import diff", ""),
        ("compare.words", "from cpp_versions.index import Index", "compare.words imports index: compare may import"),
        ("compare.words", "import diff_match_patch", ""),
        ("index", "from diff_match_patch import diff_match_patch", "index imports diff_match_patch: only ['compare']"),
        ("index", "import git.repo", "index imports git: only ['repository'] may"),
        ("cli", "import streamlit", "cli imports streamlit: only explorer may"),
        ("helpers", "", "helpers stands in no layer: place it in LAYERS"),
    ],
)
def test_the_rule_sees(module: str, code: str, expected: str) -> None:
    found = complaints(module, set(imported(module, ast.parse(code), KNOWN)))
    if expected:
        assert len(found) >= 1
        assert found[0].startswith(expected)
    else:
        assert found == []


@pytest.mark.parametrize(
    "code", ["print('x')", "import os\nos.environ", "from os import getenv", "import sys\nsys.argv"]
)
def test_the_rule_hears(code: str) -> None:
    assert talk(ast.parse(code))
