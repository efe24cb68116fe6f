"""Comments whose points are marked, in seven languages: samples/points."""

from pathlib import Path

import pytest

from analyzer.segment import slices

SAMPLES = Path(__file__).parents[2] / "samples" / "points"


# Signs of a list belong to no point.
BETWEEN = " +-"


def read_points(name):
    language = "und"
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        if len(line) == 2:
            language = line
        elif line and not line.startswith("#"):
            yield language, tuple(line.split(" | "))


def cuts(text, language):
    return {len(text[:start].rstrip(BETWEEN)) for start, _ in slices(text, language)[1:]}


def wanted_cuts(points):
    return {len(" ".join(points[:at]).rstrip(BETWEEN)) for at in range(1, len(points))}


@pytest.mark.parametrize("name", ["tuned.txt", "heldout.txt"])
def test_slices_it_never_cuts_inside_a_point(name):
    for language, points in read_points(name):
        text = " ".join(points)
        assert cuts(text, language) <= wanted_cuts(points), text


@pytest.mark.parametrize("name", ["tuned.txt", "heldout.txt"])
@pytest.mark.parametrize("wanted", ["en", "de", "fr", "es", "it", "nl", "pt"])
def test_slices_it_finds_most_ends_of_points(name, wanted):
    several = [points for language, points in read_points(name) if language == wanted and len(points) > 1]
    found = sum(len(cuts(" ".join(points), wanted)) for points in several)
    assert found >= 0.8 * sum(len(points) - 1 for points in several)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "they wait an hour and then the line drops and they ring us again and we have no answer to give them",
            3,
        ),
        ("They wait an hour and then the line drops and they ring us again and we have no answer to give them.", 1),
        ("the leads, plugs and chargers were old and they had holes in them and we said so and we left it there", 1),
    ],
    ids=["run on", "a sentence with its stop", "a sentence with a comma"],
)
def test_slices_it_parts_clauses_with_pronouns_only_in_run_on_text(text, statements):
    assert len(slices(text, "en")) == statements


def test_slices_it_leaves_even_though_whole():
    text = "I lost my bonus in two quarters even though my callers hardly ever rang back."
    assert len(slices(text, "en")) == 1


@pytest.mark.parametrize(
    ("language", "points"),
    [
        ("en", "Warm soup, | very friendly waiters, | no music."),
        ("de", "saubere Züge, | nettes Personal"),
        ("fr", "tarif raisonnable, | guichetiers aimables"),
        ("es", "buena comida, | camareros simpáticos"),
        ("it", "treni puliti, | personale gentile"),
        ("nl", "schone treinen, | aardige mensen"),
        ("pt", "boa comida, | comboios limpos"),
        ("en", "polite, friendly waiters"),
        ("en", "slow trains, easy to miss"),
        ("en", "good food, kind and patient waiters who know it"),
        ("en", "slow trains, 3 hours"),
        ("fr", "bon, propre et pas cher"),
    ],
)
def test_slices_it_parts_a_list_of_graded_things_and_no_other(language, points):
    parts = points.split(" | ")
    text = " ".join(parts)
    assert [text[start:end] for start, end in slices(text, language)] == parts
