"""Tables of questions and answers that were pasted as text, turned into question lines above answer lines.

A row is a line with tabs or Markdown bars, or the cells stand on lines of their own below labels that repeat.

For example:

    | Question        | Answer            |          Why did you leave?
    |-----------------|-------------------|    ->    The rota.
    | Why did you ... | The rota.         |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import groupby, pairwise

from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.words import column_phrases, fold, is_third_party_remark, phrases

_FEWEST_ROWS = 3
_MOST_COLUMNS = 8
_BARRED = re.compile(r"^\s*\|.*\|\s*$")
_BARS = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"^[\s:-]*(?:-{3,}[\s:]*\t[\s:]*)+-{3,}[\s:-]*$")
_NUMBER = re.compile(r"^\W*\d{0,3}\W*$")
# What separates the languages of a header.
_LANGUAGE_SEPARATOR = re.compile(r"\s+[/|]\s+")
# Share of blocks that must have a label: a block may lack one.
_MIN_BLOCK_SHARE = 0.6
_CELL_NAME = re.compile(r"^[A-ZÀ-Þ][^.?!…:;,]{1,40}:?$")


class _Column(Enum):
    """What a column holds: questions, the leaver's answers, or anything else."""

    ASKED = auto()
    OWN = auto()
    OTHER = auto()


def unroll_grids(text: str) -> str:
    """Put each row of a question table on lines of its own: the question, a colon, the answer.

    Columns of remarks and row numbers are dropped. Lines with tabs that ask nothing stay as they are.
    """
    if text.count("\t") + text.count("|") < _FEWEST_ROWS:
        return text
    whole = _join_rows(text.split("\n"))
    lines = [_BARS.sub("\t", line.strip().strip("|")) if _BARRED.match(line) else line for line in whole]
    runs = groupby((line for line in lines if not _RULE.match(line)), key=lambda line: "\t" in line)
    return "\n".join(line for tabbed, run in runs for line in (_unroll(list(run)) if tabbed else run))


def _join_rows(lines: Sequence[str]) -> Iterator[str]:
    """Join the lines of a row with a quoted cell of several lines, as copied from a spreadsheet."""
    held = list[str]()
    for line in lines:
        odd = line.count('"') % 2 == 1
        if held:
            held.append(line)
            if odd:
                yield " ".join(map(str.strip, held))
                held = []
        elif odd and "\t" in line:
            held = [line]
        else:
            yield line
    yield from held


def holds_question_table(text: str) -> bool:
    """Whether a text holds a table of questions and answers."""
    return unroll_grids(text) != text


def _unroll(lines: Sequence[str]) -> Sequence[str]:
    rows = [[_unquoted(cell.strip()) for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    if not (2 <= width <= _MOST_COLUMNS and len(rows) >= _FEWEST_ROWS):
        return [_label_remark(line) for line in lines]
    # Empty cells at the end of a row are often lost in copying.
    rows = [row + [""] * (width - len(row)) for row in rows]
    headed = _is_header(rows[0])
    if not headed and width == 2 and _are_speakers([row[0] for row in rows]):
        return lines
    kinds = _by_header(rows[0]) if headed else _by_content(rows)
    if _Column.ASKED not in kinds or _Column.OWN not in kinds:
        return [_label_remark(line) for line in lines]
    return [line for row in rows[headed:] for line in _row_as_lines(row, kinds)]


def _label_remark(line: str) -> str:
    """Put a colon into a two-cell row whose first cell says that the second is somebody else's remark."""
    label, tab, remark = line.partition("\t")
    return f"{label.strip()}: {remark.strip()}" if tab and is_third_party_remark(fold(label)) else line


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _row_as_lines(row: Sequence[str], kinds: Sequence[_Column]) -> list[str]:
    asked = " ".join(cell for cell, kind in zip(row, kinds, strict=True) if kind is _Column.ASKED and cell)
    own = [cell for cell, kind in zip(row, kinds, strict=True) if kind is _Column.OWN and cell]
    return format_question_answer(asked, own) if asked and own else ["", *own]


def format_question_answer(asked: str, own: Sequence[str]) -> list[str]:
    """Write a question or label and its answer as lines; a fact goes on its field's line, so that it is no answer."""
    head = asked if asked.endswith(("?", ":")) else f"{asked.rstrip('.')}:"
    return [f"{head} {own[0]}", ""] if fold(asked) in phrases("fields") and _is_fact(own) else [head, *own, ""]


def _is_fact(cells: Sequence[str]) -> bool:
    """Whether a cell may be a name, date or number; "polite but never there", below "Manager", is a statement."""
    return len(cells) == 1 and "\n" not in cells[0].strip() and not any(word[0].islower() for word in cells[0].split())


def _is_header(row: Sequence[str]) -> bool:
    kinds = [_kind_named(cell) for cell in row]
    names = [name for cell in row for name in _LANGUAGE_SEPARATOR.split(cell)]
    return _Column.OWN in kinds and all(len(name.split()) <= 4 and not name.endswith(("?", "!")) for name in names)


def _are_speakers(cells: Sequence[str]) -> bool:
    """Whether a few names repeat in the first column: then this is a transcript.

    A table asks each question once.
    """
    return 2 * len(set(filter(None, cells))) <= len(cells)


def _by_header(row: Sequence[str]) -> list[_Column]:
    return [_kind_named(cell) or _Column.OTHER for cell in row]


def _kind_named(cell: str) -> _Column | None:
    """What a column's header says about it: "Question", "Employee's answer", "HR comment", "Antwoord / Réponse"."""
    found = {_kind_named_in_one_language(name) for name in _LANGUAGE_SEPARATOR.split(cell)}
    return next((kind for kind in (_Column.OTHER, _Column.OWN, _Column.ASKED) if kind in found), None)


def _kind_named_in_one_language(name: str) -> _Column | None:
    folded = fold(name)
    words = set(folded.split())
    if is_third_party_remark(folded) or column_phrases("foreign").match(folded):
        return _Column.OTHER
    if words & (phrases("leaver") - {"a"} | phrases("said")) or folded in phrases("labels"):
        return _Column.OWN
    return _Column.ASKED if column_phrases("asked").match(folded) else None


def _by_content(rows: Sequence[Sequence[str]]) -> list[_Column]:
    """Classify columns without a header: one that asks, row numbers, and all others as answers; empty if none asks."""
    columns = list(zip(*rows, strict=True))
    asking = [sum(cell.endswith("?") for cell in column) / len(column) for column in columns]
    most = max(range(len(columns)), key=lambda at: asking[at])
    if asking[most] < 0.6:
        return []
    return [
        _Column.ASKED if at == most else _Column.OTHER if all(map(_NUMBER.match, column)) else _Column.OWN
        for at, column in enumerate(columns)
    ]


def unroll_repeated_labels(text: str) -> str:
    """Turn blocks of repeated labels, each on a line of its own, into questions and answers.

    In "Question", what was asked, "Type", "Text", "Response", what was answered, the labels repeat word for word; each
    block becomes a question and an answer of a transcript. If nothing is asked below such labels, the text stays as it
    is.
    """
    lines = [line.strip() for line in text.split("\n")]
    marks = _find_repeated_labels(lines)
    if not marks:
        return text
    names = list(dict.fromkeys(lines[at] for at in marks))
    blocks = list[dict[str, Sequence[str]]]()
    for at, end in pairwise([*marks, len(lines)]):
        if lines[at] == names[0]:
            blocks.append({})
        blocks[-1][lines[at]] = lines[at + 1 : end]
    last = lines[marks[-1]]
    blocks[-1][last] = _without_tail(blocks[-1][last], [block.get(last, ()) for block in blocks[:-1]])
    names = _without_values(names, blocks)
    kinds = {name: _kind_of_cells(name, [block.get(name, ()) for block in blocks]) for name in names}
    if not {_Column.ASKED, _Column.OWN} <= set(kinds.values()):
        return text
    turns = (line for block in blocks for name in names for line in _as_turn(block.get(name, ()), kinds[name]))
    return "\n".join([*text.split("\n")[: marks[0]], *turns])


def _find_repeated_labels(lines: Sequence[str]) -> list[int]:
    """Find label lines that repeat in most blocks, always in the same order, two or more per block."""
    often = Counter(line for line in lines if _CELL_NAME.match(line) and fold(line) not in phrases("closed"))
    for times in sorted({most for most in often.values() if most >= _FEWEST_ROWS}, reverse=True):
        marks = [at for at, line in enumerate(lines) if _MIN_BLOCK_SHARE * times < often[line] <= times]
        order = {line: at for at, line in enumerate(dict.fromkeys(lines[at] for at in marks))}
        places = [order[lines[at]] for at in marks]
        if len(order) > 1 and all(below > above or below == 0 for above, below in pairwise(places)):
            return marks
    return []


def _without_values(names: Sequence[str], blocks: Sequence[dict[str, Sequence[str]]]) -> list[str]:
    """Keep labels only: a line that repeats right below a label and never has a cell is a value ("Text")."""
    kept = [names[0]]
    for above, name in pairwise(names):
        found = [block for block in blocks if name in block]
        filled = any(any(block[name]) or any(block.get(above, ())) for block in found)
        if above == kept[-1] and not filled:
            for block in found:
                block[above] = [name]
        else:
            kept.append(name)
    return kept


def _kind_of_cells(name: str, column: Sequence[Sequence[str]]) -> _Column:
    """What the cells below a repeated label hold; types and ticked choices are short and repeat."""
    said = [text for cell in column if (text := " ".join(filter(None, cell)))]
    named = _kind_named(name)
    if named is _Column.ASKED or (named is None and sum(text.endswith("?") for text in said) > 0.5 * len(said)):
        return _Column.ASKED
    short = all(len(text.split()) <= 3 for text in said) and len(set(said)) < len(said)
    return _Column.OTHER if named is _Column.OTHER or short or all(map(_NUMBER.match, said)) else _Column.OWN


def _as_turn(cell: Sequence[str], kind: _Column) -> Iterator[str]:
    said = [line for line in cell if line]
    if kind is _Column.ASKED and said:
        yield f"Q: {' '.join(said)}"
    elif kind is _Column.OWN and said and fold(said[0]) not in phrases("closed"):
        yield from (f"A: {said[0]}", *said[1:])


def _without_tail(last: Sequence[str], others: Sequence[Sequence[str]]) -> Sequence[str]:
    """Drop a file's closing lines from the last cell: they follow a blank line, as nothing in the other cells does."""
    bare = [*map(_trim, others), _trim(last)]
    if any("" in cell for cell in bare[:-1]) or "" not in bare[-1]:
        return last
    end = bare[-1].index("")
    return last if has_first_person("\n".join(bare[-1][end:])) else bare[-1][:end]


def _trim(cell: Sequence[str]) -> list[str]:
    return "\n".join(cell).strip().split("\n")
