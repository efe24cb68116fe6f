"""A language model that answers what a test tells it to."""

import re
from collections.abc import Callable

from analyzer.judgement import Relation
from analyzer.llm import LLMError, Prompt
from analyzer.llm.pair import load_pair_question


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


def judging(think: Callable[[str, str], Relation]) -> Callable[[Prompt], str]:
    """Answer the question how two themes go together by what each side says (employees, customers), as a fair model."""

    def answer(prompt: Prompt) -> str:
        said = {letter: " ".join(re.findall(rf'^- {letter}\d: "(.*)"$', prompt.user, re.MULTILINE)) for letter in "EC"}
        return written(prompt, think(said["E"], said["C"]))

    return answer


def written(prompt: Prompt, relation: Relation, cites: str = "E1, C1", because: str = "It is so") -> str:
    """Write an answer in the form that the prompt asks for, with the letter that the relation has there."""
    words = load_pair_question().options[relation]
    letter = next(line[0] for line in prompt.user.splitlines() if line[1:] == f": {words}")
    return f"because: {because}.\ncites: {cites}\nanswer: {letter}"


def fairly(employees: str, customers: str) -> Relation:
    """Know the pairs of the examination, and take everything else for a link from employees to customers."""
    if "canteen" in employees:
        return Relation.UNRELATED
    return Relation.CUSTOMER_TO_EMPLOYEE if "insulted" in employees else Relation.EMPLOYEE_TO_CUSTOMER
