"""A language model that answers what a test tells it to."""

from collections.abc import Callable

from analyzer.llm import LLMError, Prompt


class ScriptedLLM:
    """Answers by a function of the prompt, and keeps what it was asked."""

    name = "scripted"

    def __init__(self, answer: Callable[[Prompt], str], languages: frozenset[str] = frozenset()) -> None:
        self.languages = languages
        self.asked: list[Prompt] = []
        self._answer = answer

    def complete(self, prompt: Prompt) -> str:
        self.asked.append(prompt)
        return self._answer(prompt)


def naming(name: str, description: str = "") -> Callable[[Prompt], str]:
    """Answer the question for a name with ``name`` and the one for a sentence with ``description``."""
    return lambda prompt: name if "two to four words" in prompt.user else description


def failing(prompt: Prompt) -> str:
    raise LLMError("The language model's endpoint did not answer (ConnectTimeout).")
