"""Whether the entries can be told apart by the embedder that most analyses use."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.embed import load_embedder
from analyzer.knowledge import load
from analyzer.types import Side
from scripts.measure_knowledge import confuse


@pytest.mark.weights
@pytest.mark.parametrize("side", Side)
def test_it_tells_its_entries_apart_by_sentences_it_has_not_seen(side: Side) -> None:
    anchors = load().anchors(side)
    found = confuse(anchors, load_embedder("english", {"en": 1}))
    told = f"{found.first:.2f}, {found.third:.2f}; worst {found.by_entry[:5]}; confused {found.pairs[:5]}"
    # By chance it would be one in 160. The worst told apart fall short: they claim little then (decision 0026).
    assert found.first >= 0.37, told
    assert found.third >= 0.55, told
    assert np.mean([share < 0.15 for _, share in found.by_entry]) <= 0.1, told
    assert found.pairs[0][1] <= 10, told
