"""The shape of the project: what may import what, how big things get, what they are called, what is never committed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.weights import PACKAGED

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("analyzer", "models", "web")
BLURRED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "shared", "base_utils", "stuff"}
# Joined here, so that this file is none of those it looks for.
PLACES = re.compile(
    "|".join(("/" + "work/", "/" + "opt/", "pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm"))
)


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts)


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring: explaining is not what makes a function long."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_imports_run_one_way() -> None:
    checker = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([checker], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_all_of_the_analysis_but_the_pipeline_is_kept_from_database_web_and_pipeline() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    named = {contract["name"]: contract for contract in tools["importlinter"]["contracts"]}
    contract = named["steps open no database and no web, and do not know their order"]
    there = {f"analyzer.{path.relative_to(ROOT / 'analyzer').with_suffix('').parts[0]}" for path in sources("analyzer")}
    assert set(contract["source_modules"]) == there - {"analyzer.__init__", "analyzer.pipeline"}
    assert set(contract["forbidden_modules"]) == {"analyzer.pipeline", "models", "sqlalchemy", "flask"}


def test_no_file_is_past_400_lines() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in sources(*PACKAGES, "tests", "scripts")}
    assert not {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > 400}


def test_no_function_is_past_40_lines() -> None:
    long = [(path.name, f.name) for path in sources(*PACKAGES, "scripts") for f in functions(path) if length(f) > 40]
    assert not long


def test_no_folder_holds_more_than_14_modules() -> None:
    sizes = Counter(path.parent for path in sources(*PACKAGES) if path.name != "__init__.py")
    assert not {str(folder.relative_to(ROOT)): n for folder, n in sizes.items() if n > 14}


def test_no_name_is_blurred() -> None:
    names = {part for path in sources(*PACKAGES, "scripts") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & BLURRED


def test_what_is_like_a_pain_is_said_in_one_place() -> None:
    pair = {"Valence.PAIN", "Valence.WISH"}
    said = [
        str(path.relative_to(ROOT))
        for path in sources(*PACKAGES, "scripts")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Set) and {ast.unparse(part) for part in node.elts} == pair
    ]
    assert said == ["analyzer/types.py"]


def test_only_the_two_outside_worlds_have_a_protocol() -> None:
    protocols = {
        node.name
        for path in sources(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }
    assert protocols == {"Embedder", "LLM"}


def test_nothing_tracked_names_this_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in PLACES.finditer(text)]
    assert not found


def test_nothing_tracked_is_large() -> None:
    assert not [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > 2_000_000]


@pytest.mark.parametrize("name", ["main", "dev", "cuda", "weights"])
def test_a_lock_pins_and_hashes_every_package(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^(\w[^\n]*)((?:\n    --hash=sha256:[0-9a-f]{64}[ \\]*)*)$", text, flags=re.MULTILINE)
    assert len(pins) > 3
    assert not [pin for pin, hashes in pins if "==" not in pin or not hashes]
    assert "+" + "cpu" not in text
    assert "file:" not in text


def test_the_lock_holds_whatever_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements" / "main.lock").read_text(encoding="utf-8")
    asked = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    assert asked <= set(re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE))


def test_the_notice_names_every_packaged_weight() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert not [weights.package for weights in PACKAGED if weights.package.replace("_", "-") not in notice]
