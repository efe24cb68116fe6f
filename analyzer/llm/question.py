"""Load questions from analyzer/prompts/: one file per question, readable without code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from analyzer.llm.prompt import Example, Prompt
from analyzer.llm.quote import quote

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Question:
    """A question about some comments.

    Attributes:
        system: What the model is to do.
        template: The question, with ``{comments}`` in place of the comments.
        examples: Questions with answers.
        max_tokens: Longest answer.
    """

    system: str
    template: str
    examples: tuple[Example, ...]
    max_tokens: int

    def about(self, comments: Sequence[str]) -> Prompt:
        """Build the prompt about redacted comments, each on its own line, quoted and stripped of markup."""
        return Prompt(self.system, self.examples, _fill(self.template, comments), self.max_tokens)


@cache
def load_question(name: str) -> Question:
    """Read the question from ``analyzer/prompts/<name>.yaml``."""
    source = yaml.safe_load((files("analyzer") / "prompts" / f"{name}.yaml").read_text(encoding="utf-8"))
    template = source["question"]
    return Question(
        system=source["system"],
        template=template,
        examples=tuple(Example(_fill(template, each["comments"]), each["answer"]) for each in source["examples"]),
        max_tokens=source["max_tokens"],
    )


def _fill(template: str, comments: Sequence[str]) -> str:
    return template.format(comments="\n".join(f"- {quote(comment)}" for comment in comments))
