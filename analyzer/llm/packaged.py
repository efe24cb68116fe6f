"""SmolLM2-135M-Instruct from its package, run by transformers on this machine: no compiler, no server, no network.

torch and transformers are imported at the first answer, not before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from copy import deepcopy
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING

from analyzer.llm.prompt import Example, LLMError, Prompt
from analyzer.weights import SMOLLM2, WeightsError, locate

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from transformers import BatchEncoding, DynamicCache, PreTrainedModel, PreTrainedTokenizerBase

# In tokens. The context window is 8,192 and our prompts use a tenth of it; a longer prompt must be a mistake.
_LONGEST_PROMPT = 4096


class PackagedLLM:
    """The small model that comes with Headwater. It names themes poorly, so every answer needs checking."""

    def __init__(self, file: Path) -> None:
        self.name = SMOLLM2.name
        self.languages = frozenset({"en"})
        self._file = file
        self._prefix_caches: dict[tuple[str, tuple[Example, ...]], DynamicCache] = {}

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
        tokens = self._read(prompt.messages(), add_generation_prompt=True)
        length = tokens["input_ids"].shape[1]
        if length > _LONGEST_PROMPT:
            raise ValueError("prompt too long")
        with torch.inference_mode(), _leave_a_core(torch):
            prefix = deepcopy(self._prefix_cache(prompt))
            output = model.generate(**tokens, cache=prefix, max_new_tokens=prompt.max_tokens, do_sample=False)
        return str(tokenizer.decode(output[0, length:], skip_special_tokens=True))

    def _prefix_cache(self, prompt: Prompt) -> DynamicCache:
        """Return the key-value cache of the common prefix of a question's prompts, which is most of each prompt."""
        from transformers import DynamicCache

        start = prompt.system, prompt.examples
        if start not in self._prefix_caches:
            model, _ = self._loaded
            tokens = self._read(prompt.messages()[:-1], add_generation_prompt=False)
            cache = self._prefix_caches[start] = DynamicCache(config=model.config)
            model(**tokens, cache=cache, use_cache=True)
        return self._prefix_caches[start]

    def _read(self, messages: list[dict[str, str]], *, add_generation_prompt: bool) -> BatchEncoding:
        return self._loaded[1].apply_chat_template(
            messages, add_generation_prompt=add_generation_prompt, return_tensors="pt", return_dict=True
        )

    @cached_property
    def _loaded(self) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        folder, file = self._file.parent, self._file.name
        with redirect_stderr(StringIO()):  # where transformers draws progress bars that no setting switches off
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
    """Limit the model to all cores but one: on a busy machine one thread per core is many times slower, not faster."""
    before = torch.get_num_threads()
    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    try:
        yield
    finally:
        torch.set_num_threads(before)
