"""Statements whose negation says the opposite of their words."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.types import Valence
from analyzer.valence import Head
from analyzer.valence.features import features
from analyzer.valence.training import Weights, own_statements
from analyzer.valence.turned import turned

PRAISE = """No one was rude.|No queue at all.|No hidden fees.|There was no waiting time.
I don't have a single complaint.|The queue wasn’t long.|The rooms were not dirty.
Niemand war unfreundlich.|Keine Wartezeit.
Ich kann mich nicht beschweren.|Es hätte nicht besser sein können.|Aucune plainte.
Je ne peux pas me plaindre.|Personne n'était impoli.
No me puedo quejar.|No podría haber sido mejor.|Sin colas.|Nadie fue grosero."""
PAIN = """Everything was bad|All bad.|Not everything was perfect.|Nobody was helpful.|Far from perfect.
Anything but friendly.|Alles andere als freundlich.|Niemand war hilfsbereit.
Tout sauf aimable.|L'application plante sans arrêt.
Cualquier cosa menos amable.|No todo fue perfecto."""
LEFT = """No queue system|No complaints procedure.|No refund.|No delay in telling us that we were fired|Nobody.|No
The queue was long.|Kein Wartebereich.|Pas de salle d'attente.|Sin sala de espera.|It was not only dirty but cold."""


def listed(several: str) -> list[str]:
    return several.replace("\n", "|").split("|")


@pytest.mark.parametrize(
    ("text", "valence"),
    [
        *((text, Valence.PRAISE) for text in listed(PRAISE)),
        *((text, Valence.PAIN) for text in listed(PAIN)),
        *((text, None) for text in listed(LEFT)),
    ],
)
def test_it_tells_a_statement_that_is_turned_as_a_whole(text: str, valence: Valence | None) -> None:
    assert turned(text) is valence


def test_it_never_contradicts_a_statement_that_was_judged_by_hand() -> None:
    told = [(turned(each.text), each.valence, each.text) for each in own_statements()]
    assert not [text for found, valence, text in told if found and found is not valence]


def test_it_overrules_the_head_but_where_a_wish_was_asked_for() -> None:
    vectors = np.zeros((3, 4), dtype=np.float32)
    width = features(vectors, ["a"] * 3, [""] * 3).shape[1]
    wishing = Head(Weights(np.zeros((width, 5), dtype=np.float32), np.array([0, 0, 1, 0, 0.5], dtype=np.float32)))
    asked = ["", "What could we do better?", "What could we do better?"]
    verdicts = wishing.judge(vectors, ["No queue.", "No queue.", "Nobody was helpful."], asked)
    assert [verdict.valence for verdict in verdicts] == [Valence.PRAISE, Valence.WISH, Valence.PAIN]
