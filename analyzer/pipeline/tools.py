"""What the pipeline's steps work with: everything that loads weights or talks to another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer import clauses
from analyzer.embed import Embedder, load_embedder
from analyzer.knowledge import Knowledge, load
from analyzer.llm import LLM, load_llm
from analyzer.redact import Redactor, packaged_names
from analyzer.settings import LLMSettings
from analyzer.valence import Head, head_for


@dataclass(frozen=True, slots=True)
class Tools:
    """Loaders, each called when its step comes and not before, because weights take seconds and memory.

    Attributes:
        redactor: Loads what takes personal data out.
        embedder: Loads the embedder that a choice and the languages of the text ask for.
        head: Loads what tells pain from praise on that embedder's vectors.
        ear: Loads what finds the clauses that speak of the other side, on that embedder's vectors.
        knowledge: Loads the shipped mechanisms and, where a file is named, a user's own.
        llm: Opens the language model that the settings name; None where they name none.
    """

    redactor: Callable[[], Redactor]
    embedder: Callable[[str, Mapping[str, int]], Embedder]
    head: Callable[[Embedder], Head]
    ear: Callable[[Embedder], clauses.Head]
    knowledge: Callable[[Path | None], Knowledge]
    llm: Callable[[LLMSettings], LLM | None]


def shipped_tools(llm_key: str = "") -> Tools:
    """Give the tools that come with Headwater.

    Args:
        llm_key: For the language model's endpoint. It is given here because a run's stored settings never hold it.
    """
    return Tools(
        redactor=lambda: Redactor(packaged_names()),
        embedder=load_embedder,
        head=head_for,
        ear=clauses.head_for,
        knowledge=load,
        llm=lambda chosen: load_llm(replace(chosen, key=llm_key)),
    )
