"""The optional language model: it may name themes and judge pairs, and every answer is checked. Off by default."""

from analyzer.llm.accept import AnswerChecks, Refusal, ThemeContext
from analyzer.llm.apply import apply_judgement
from analyzer.llm.judge import Opinion, PairMaterial, judge_pairs
from analyzer.llm.prompt import LLM, LLMError, Prompt
from analyzer.llm.theme import Answer, Naming, ThemeMaterial, name_theme, name_themes
from analyzer.settings import LLMSettings

__all__ = [
    "LLM",
    "Answer",
    "AnswerChecks",
    "LLMError",
    "Naming",
    "Opinion",
    "PairMaterial",
    "Prompt",
    "Refusal",
    "ThemeContext",
    "ThemeMaterial",
    "apply_judgement",
    "judge_pairs",
    "load_llm",
    "name_theme",
    "name_themes",
]


def load_llm(settings: LLMSettings) -> LLM | None:
    """Return the language model that the settings name, or None where they name none. Nothing is sent or loaded yet.

    Raises:
        LLMError: The packaged weights are missing or altered, or the endpoint's address or model cannot be right.
    """
    if not settings.source:
        return None
    if settings.source == "packaged":
        from analyzer.llm.packaged import load_packaged

        return load_packaged()
    from analyzer.llm.endpoint import EndpointLLM

    return EndpointLLM(settings.source, settings.model, settings.key)
