import pytest

from analyzer.embed import load_embedder
from analyzer.intentions import lesson_of, shipped_bridge
from analyzer.knowledge import load
from analyzer.types import Side


@pytest.mark.weights
@pytest.mark.parametrize("choice", ["english", "multilingual"])
def test_what_ships_was_learned_from_the_knowledge_that_ships(choice: str) -> None:
    """Where it was not, the first run with intentions embeds eight thousand sentences, and looks frozen for minutes."""
    anchors = load().anchors(Side.EMPLOYEE)
    fingerprint = load_embedder(choice, {}).fingerprint
    found = shipped_bridge(fingerprint, lesson_of(anchors))
    assert found is not None, "run scripts/train_bridges.py"
    assert found.regression.matrix.shape == (384, len(anchors))
    assert found.tone.shape == found.mood.shape == (384,)
    assert shipped_bridge(fingerprint, lesson_of(anchors[1:])) is None
    assert shipped_bridge("another", lesson_of(anchors)) is None
