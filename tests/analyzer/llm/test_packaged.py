from pathlib import Path

import pytest

from analyzer.llm import (
    AnswerChecks,
    LLMError,
    PairMaterial,
    Prompt,
    Refusal,
    ThemeContext,
    ThemeMaterial,
    judge_pairs,
    load_llm,
    name_theme,
)
from analyzer.llm.accept import refuse_description, refuse_name
from analyzer.llm.packaged import PackagedLLM
from analyzer.llm.pair import load_pair_question, read_answer
from analyzer.llm.words import Vocabulary
from analyzer.settings import LLMSettings
from analyzer.types import Side, Statement, Valence

TILLS = (
    "The till crashed twice and the whole queue had to wait.",
    "Every Saturday the tills crash, the queue goes to the door.",
    "I stood in the queue because the till had crashed again.",
)


def test_it_says_in_one_sentence_that_a_file_is_no_model(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"no model")
    with pytest.raises(LLMError, match=r"SmolLM2-135M-Instruct could not answer \(\w+\)\."):
        PackagedLLM(broken).complete(Prompt("Name it.", (), "Cold soup", max_tokens=4))


@pytest.mark.weights
def test_it_names_three_comments_by_the_rules_and_the_same_each_time() -> None:
    llm = load_llm(LLMSettings(source="packaged"))
    assert llm is not None
    material = ThemeMaterial(keyword_name="till, queue", quotes=TILLS, voices=TILLS, language="en")
    context, checks = (
        ThemeContext(0, "till, queue"),
        AnswerChecks(lambda text: False, lambda text: False, lambda text: (1.0,)),
    )
    named = name_theme(llm, material, context, checks)
    said = Vocabulary.of(TILLS, "en")
    assert named.name.text or named.name.refused
    assert named.description.text or named.description.refused
    assert not named.name.failed
    assert not named.description.failed
    assert not named.name.text or refuse_name(named.name.text, said, context, checks) is None
    assert not named.description.text or refuse_description(named.description.text, said, context, checks) is None
    assert name_theme(llm, material, context, checks) == named


@pytest.mark.weights
def test_it_is_found_unfit_to_judge_or_answers_within_the_list() -> None:
    llm = load_llm(LLMSettings(source="packaged"))
    assert llm is not None
    pair = TILLS, ("I waited at the till for ever.", "The queue did not move.", "Nobody could take my money.")
    [opinion] = judge_pairs(llm, [PairMaterial(*(_said(side, texts) for side, texts in zip(Side, pair, strict=True)))])
    assert not {Refusal.MODEL_FAILED, Refusal.LANGUAGE, Refusal.FEW_PEOPLE} & set(opinion.refused)
    assert opinion.refused or opinion.judgement is not None
    asked = load_pair_question().about(pair, Side.CUSTOMER)
    readings = [read_answer(llm.complete(asked), pair, Side.CUSTOMER) for _ in range(2)]
    assert readings[0] == readings[1]


def _said(side: Side, texts: tuple[str, ...]) -> tuple[Statement, ...]:
    return tuple(
        Statement(side, f"{at}", 0, len(text), text, "en", f"{side} {at}", None, None, Valence.PAIN)
        for at, text in enumerate(texts)
    )
