"""Themes as a BERTopic model: the files that ``BERTopic.load`` opens. BERTopic itself is not imported.

The format is that of ``BERTopic.save(..., serialization="safetensors")`` as version 0.17 writes it; tests open it with
the installed version.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safetensors.numpy import save

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzer.gate import GatedTheme


def to_topics(
    themes: Sequence[GatedTheme], words: Mapping[str, Sequence[tuple[str, int]]], centres: NDArray[np.float32]
) -> Mapping[str, bytes]:
    """Write one side's themes as a BERTopic model, the themes in their order as its topics.

    A topic's size is its number of people, so each person counts as a document: no statement is in the files, and none
    can be counted. Its words are the theme's name, at weight 1, and the words that enough of its people use, with the
    share of people who do. There is no topic -1: a text goes to the nearest topic, and its similarity says how near
    that is. No embedding model is named, because BERTopic would ask a model hub for it while it loads.

    Args:
        themes: At least one.
        words: By theme's id: words and how many of its people use each at least.
        centres: Mean vector of each theme, shape (themes, d).

    Returns:
        Content of each file, by its name.
    """
    longest = 1 + max(len(words[theme.id]) for theme in themes)
    sizes = [theme.people.number for theme in themes]
    topics = {
        "topic_representations": {at: _represent(theme, words[theme.id], longest) for at, theme in enumerate(themes)},
        "topics": [at for at, size in enumerate(sizes) for _ in range(size)],
        "topic_sizes": dict(enumerate(sizes)),
        "topic_mapper": [[at, at] for at in range(len(themes))],
        "topic_labels": {at: f"{at}_{theme.name}" for at, theme in enumerate(themes)},
        "custom_labels": [theme.name for theme in themes],
        "_outliers": 0,
        "topic_aspects": {"Theme": {at: [(theme.id, 1.0)] for at, theme in enumerate(themes)}},
    }
    return {
        "topics.json": json.dumps(topics).encode(),
        "config.json": json.dumps({"n_gram_range": [1, 1]}).encode(),
        "topic_embeddings.safetensors": save({"topic_embeddings": centres}),
    }


def _represent(theme: GatedTheme, words: Sequence[tuple[str, int]], length: int) -> list[tuple[str, float]]:
    """List a topic's words, padded with empty ones: BERTopic needs the same number for each topic."""
    shares = [(word, round(users / theme.people.number, 3)) for word, users in words]
    told = [(theme.name, 1.0), *sorted(shares, key=lambda each: -each[1])]
    return told + [("", 0.0)] * (length - len(told))
