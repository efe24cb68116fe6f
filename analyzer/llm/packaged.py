"""SmolLM2-135M-Instruct from its package, run by transformers on this machine: no compiler, no server, no network.

torch and transformers are imported at the first answer, not before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from analyzer.llm.prompt import LLMError, Prompt
from analyzer.weights import SMOLLM2, WeightsError, locate

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# The model's window is 8,192; a prompt of ours is a tenth of that. Whatever is longer was not meant to be sent.
_LONGEST_PROMPT = 4096


class PackagedLLM:
    """The small model that comes with Headwater. It can name, badly; every answer needs checking."""

    def __init__(self, file: Path) -> None:
        self.name = SMOLLM2.name
        self.languages = frozenset({"en"})
        self._file = file

    def complete(self, prompt: Prompt) -> str:
        """Answer by greedy decoding: the same prompt gives the same answer.

        Raises:
            LLMError: The model cannot be loaded or run, or the prompt is over 4,096 tokens.
        """
        try:
            return self._answer(prompt)
        except (
            OSError,
            RuntimeError,
            ValueError,
        ) as error:  # what transformers and torch raise, out of memory included
            raise LLMError(f"{self.name} could not answer ({type(error).__name__}).") from error

    def _answer(self, prompt: Prompt) -> str:
        import torch

        model, tokenizer = self._loaded
        tokens = tokenizer.apply_chat_template(
            prompt.messages(), add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        length = tokens["input_ids"].shape[1]
        if length > _LONGEST_PROMPT:
            raise ValueError("prompt too long")
        with torch.inference_mode(), _leave_a_core(torch):
            output = model.generate(**tokens, max_new_tokens=prompt.max_tokens, do_sample=False)
        return str(tokenizer.decode(output[0, length:], skip_special_tokens=True))

    @cached_property
    def _loaded(self) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        folder, file = self._file.parent, self._file.name
        with _without_bars():
            tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file)
            model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32).eval()
        return model, tokenizer


def load_packaged() -> PackagedLLM:
    """Find the packaged model and check its digest; the weights are read at the first answer.

    Raises:
        LLMError: The package is not installed or its file is not the one that was measured.
    """
    try:
        return PackagedLLM(locate(SMOLLM2))
    except WeightsError as error:
        raise LLMError(str(error)) from error


@contextmanager
def _leave_a_core(torch: ModuleType) -> Iterator[None]:
    """Hold the model to all cores but one: on a busy machine a thread a core is many times slower, not faster."""
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)


@contextmanager
def _without_bars() -> Iterator[None]:
    """Keep transformers from drawing its own progress bars into ours."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
