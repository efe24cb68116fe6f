"""What is asked of a language model, and the seam behind which one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class LLMError(Exception):
    """A language model could not answer. The message holds no prompt, answer or key, so it may be logged and shown."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question already answered, shown to the model before the real one."""

    user: str
    answer: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question, complete: the same prompt gives the same answer, for models answer at temperature 0.

    Attributes:
        system: What the model is to do.
        examples: Questions already answered.
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
        name: Which model, for the run's facts.
        languages: ISO 639-1 codes of the languages it writes; empty where it need not be asked.
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
