"""The prompt for a language model, and the interface that models implement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class LLMError(Exception):
    """A language model could not answer. The message holds no prompt, answer or key, so it may be logged and shown."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its answer, shown to the model before the real question (few-shot prompting)."""

    user: str
    answer: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One complete question. Models answer at temperature 0, so the same prompt gives the same answer.

    Attributes:
        system: What the model is to do.
        examples: Questions with answers.
        user: The question itself; people's words in it are redacted and quoted.
        max_tokens: Longest answer, in the model's tokens.
    """

    system: str
    examples: tuple[Example, ...]
    user: str
    max_tokens: int

    def messages(self) -> list[dict[str, str]]:
        """Write the prompt as chat messages, the form that chat templates and endpoints share."""
        shown = [
            message
            for example in self.examples
            for message in (_message("user", example.user), _message("assistant", example.answer))
        ]
        return [_message("system", self.system), *shown, _message("user", self.user)]


class LLM(Protocol):
    """A language model: it turns one prompt into one answer, and can do nothing else.

    Attributes:
        name: The name of the model, which is recorded with the run.
        languages: ISO 639-1 codes of the languages it writes; empty for any language.
    """

    name: str
    languages: frozenset[str]

    def complete(self, prompt: Prompt) -> str:
        """Answer the prompt.

        Raises:
            LLMError: No answer could be had.
        """
        ...


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}
