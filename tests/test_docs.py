"""What the documentation says can be done, can be done."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from web.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md")])
WORDS = (
    *(
        "upload",
        "record",
        "statement",
        "side",
        "unit",
        "period",
        "person",
        "pain",
        "theme",
        "remainder",
        "link",
        "grade",
    ),
    *("mechanism", "ailment", "intention", "run", "review", "gate", "report"),
)


def each_page(test):
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))(test)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_its_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = re.findall(
        r"(?:^|`|[A-Z_]+=\S+ )(?:    )?make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert set(named) <= targets


@each_page
def test_its_commands_exist(page: Path) -> None:
    lines = re.findall(r"(?:^    |`|^)headwater ([a-z][^`\n]*)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in lines:
        assert understands(cli, line.split()), f"headwater {line}"


@each_page
def test_its_scripts_exist(page: Path) -> None:
    scripts = re.findall(r"scripts/\w+\.py", page.read_text(encoding="utf-8"))
    assert not [script for script in scripts if not (ROOT / script).is_file()]


@each_page
def test_its_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)", page.read_text(encoding="utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), f"{target}#{anchor}"


@each_page
def test_its_modules_exist(page: Path) -> None:
    named = re.findall(
        r"\b((?:analyzer|models|web|docs|tests|requirements|samples)/[\w/.-]*\w/?)", page.read_text("utf-8")
    )
    assert not [name for name in named if not (ROOT / name).exists()]


def test_sections_that_the_code_points_to_exist() -> None:
    named = [
        (path.relative_to(ROOT), ROOT / page, section)
        for folder in ("analyzer", "models", "web", "scripts", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for page, section in re.findall(r"(docs/[\w/-]+\.md), [“\"]([^”\"]+)[”\"]", path.read_text("utf-8"))
    ]
    assert len(named) > 2
    lines = {page: page.read_text("utf-8").splitlines() for _, page, _ in named}
    assert not [(path, section) for path, page, section in named if f"## {section}" not in lines[page]]


def test_the_glossary_has_every_word() -> None:
    rows = re.findall(
        r"^\| ([\w ]+) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert not set(WORDS) - set(rows)


def understands(command: click.Command, words: list[str]) -> bool:
    """Whether a command line names only subcommands and options that exist."""
    if isinstance(command, click.Group):
        return bool(words) and words[0] in command.commands and understands(command.commands[words[0]], words[1:])
    known = {option for parameter in command.params for option in parameter.opts}
    return all(word.split("=")[0] in known for word in words if word.startswith("--"))
