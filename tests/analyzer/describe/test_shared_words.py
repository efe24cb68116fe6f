"""Names of invented themes in which people of several languages say the same, and no word is said by enough of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzer.describe import Description, Speakers, Themes, describe
from analyzer.describe.grammar import grammar_of
from analyzer.describe.listed_meanings import _number as number_of

# What lies on one axis means the same; every other word has an axis of its own.
MEANINGS = ({"pumpe", "pumps", "pompe", "pump"}, {"schlange", "schlangen", "file", "queue"}, {"caisse", "caja"})
# Three Germans, two English and two French people say of a pump that it is down.
DOWN = [
    ("Unsere Pumpe qualmte.", "de"),
    ("Die Pumpe piepste.", "de"),
    ("Ein Vogel sang.", "de"),
    ("The pumps died.", "en"),
    ("My lamp flickered.", "en"),
    ("Votre pompe dormait.", "fr"),
    ("Mon pompe mentait.", "fr"),
]
# Statements in no theme, so that each language counts as spoken.
LOOSE = [("Guten Morgen.", "de"), ("Good morning.", "en"), ("Bonjour.", "fr")] * 2


def embed(phrases: Sequence[str]) -> NDArray[np.float32]:
    """Words of one meaning are one vector, all others are apart."""
    others = {phrase: at for at, phrase in enumerate(sorted(set(phrases)), len(MEANINGS))}
    at = [next((n for n, same in enumerate(MEANINGS) if p.casefold() in same), others[p]) for p in phrases]
    return np.eye(len(MEANINGS) + len(others), dtype=np.float32)[at]


def described(
    said: Sequence[tuple[str, str]],
    labels: Sequence[int] | None = None,
    pains: Sequence[bool] | None = None,
    given: Sequence[str | None] | None = None,
    names_unit: Callable[[str], bool] = lambda _: False,
) -> tuple[Description, ...]:
    """Describe texts, given with their languages, each said by a person of its own."""
    of = np.array([0] * len(said) if labels is None else labels, dtype=np.int64)
    at = np.arange(len(said))
    texts, themes = [text for text, _ in said], int(of.max()) + 1
    width = embed([text.strip(".") for text in texts]).shape[1]

    def wide(phrases: Sequence[str]) -> NDArray[np.float32]:
        found = embed(phrases)
        return np.pad(found, ((0, 0), (0, max(0, 99 - found.shape[1]))))

    vectors = np.eye(max(width, 99), dtype=np.float32)[of % 9]
    voices = Speakers(at, at, [language for _, language in said])
    painful = np.array(pains or [True] * len(said))
    return describe(Themes(texts, vectors, of, painful, given or [None] * themes), voices, 5, wide, names_unit)


def among_others(said: Sequence[tuple[str, str]]) -> str:
    """Name a theme beside which others speak."""
    return described([*said, *LOOSE], [0] * len(said) + [-1] * len(LOOSE))[0].name


def test_a_word_that_enough_people_say_in_any_language_names_a_theme() -> None:
    assert among_others(DOWN) == "Pumpe"


def test_where_fewer_than_enough_say_it_in_all_languages_it_stays_hidden() -> None:
    fewer = [*DOWN[:3], DOWN[3], DOWN[4], DOWN[5], ("Un oiseau chantait.", "fr")]
    assert among_others(fewer) == "No word in common"


def test_what_one_person_calls_it_names_nothing() -> None:
    each = [
        ("Unsere Pumpe qualmte.", "de"),
        ("The pumps died.", "en"),
        ("Votre pompe dormait.", "fr"),
    ]
    extra = [("Ein Vogel sang.", "de"), ("My lamp flickered.", "en"), ("Un oiseau chantait.", "fr")]
    said = [*each, *extra]
    loose = [("Die Pumpe.", "de"), ("The pumps.", "en"), ("Votre pompe.", "fr"), *LOOSE]
    assert described([*said, *loose], [0] * len(said) + [-1] * len(loose))[0].name == "No word in common"


def test_forms_of_one_word_count_as_one() -> None:
    said = [
        ("Die Pumpe wuchs.", "de"),
        ("Eine Pumpe stand.", "de"),
        ("Die Pumpe ruhte.", "de"),
        ("Unsere Pumpen kreisten.", "de"),
        ("Zwei Pumpen zischten.", "de"),
    ]
    assert described(said)[0].name == "Pumpe"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "mal"),
        ("de", "gar"),
        ("de", "immer"),
        ("fr", "toujours"),
        ("es", "siempre"),
        ("it", "sempre"),
        ("nl", "altijd"),
        ("pt", "sempre"),
    ],
)
def test_adverbs_and_particles_are_function_words(language: str, word: str) -> None:
    assert word in grammar_of([language] * 9).function
    assert word in grammar_of([*[language] * 9, "en"]).function


def test_one_language_takes_no_function_word_from_another() -> None:
    """ "Mal" is an adjective in Spanish and a particle in German."""
    assert "mal" in grammar_of(["de", "es"]).function


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Wir wollen mehr", "de"),
        ("Es waren Leute", "de"),
        ("Il y a des gens", "fr"),
        ("Hay gente", "es"),
        ("Non c'è gente", "it"),
        ("Er waren mensen", "nl"),
        ("Havia pessoas", "pt"),
        ("There were people", "en"),
    ],
)
def test_a_quantity_or_people_at_large_name_nothing_alone(said: str, language: str) -> None:
    (one,) = described([(said, language)] * 6)
    assert one.name == "No word in common"


def test_a_quantity_names_together_with_a_noun() -> None:
    (one,) = described([("Wir brauchen mehr Personal", "de")] * 6)
    assert one.name == "Mehr Personal"


def test_a_theme_is_not_called_by_what_one_of_its_people_says() -> None:
    """Others call it so elsewhere; of this theme's people only one does."""
    apart = ["The lamp flickered.", "My boiler leaked.", "A door jammed.", "Dinner burnt.", "The curtain."]
    loose = ["The curtain."] * 6
    said = [(text, "en") for text in [*apart, *loose]]
    assert described(said, [0] * 5 + [-1] * 6)[0].name == "No word in common"


def test_praise_and_complaints_of_one_word_are_told_apart_in_words() -> None:
    praise = [
        "The fountain shone.",
        "Your fountain sang.",
        "Our fountain smiled.",
        "My fountain glowed.",
        "This fountain danced.",
    ]
    pains = [
        "The fountain stank.",
        "Your fountain burnt.",
        "Our fountain rotted.",
        "My fountain froze.",
        "This fountain fell.",
    ]
    said = [(text, "en") for text in [*praise, *pains]]
    first, second = described(said, [0] * 5 + [1] * 5, [False] * 5 + [True] * 5)
    assert {first.name, second.name} in ({"Fountain", "Fountain (complaints)"}, {"Fountain", "Fountain (praise)"})


SYSTEMS = [(text, "en") for text in ["The system!", "Our system.", "My system crashed.", "A system?", "Systems."]]
SYSTEMES = [(text, "fr") for text in ["Le système !", "Votre système.", "Un système pleure.", "Le système", "Système."]]


def test_two_themes_are_not_called_by_one_word_in_two_languages() -> None:
    """The second is told apart as a second theme of the same name is."""
    first, second = described([*SYSTEMS, *SYSTEMES], [0] * 5 + [1] * 5)
    assert (first.name, second.name) == ("Systems", "No word in common")
    first, second = described([*SYSTEMS, *SYSTEMES], [0] * 5 + [1] * 5, [True] * 5 + [False] * 5)
    assert (first.name, second.name) == ("Systems", "Système (praise)")


def test_a_word_that_some_of_its_people_say_tells_a_theme_from_one_of_the_same_name() -> None:
    said = [*SYSTEMES[:3], ("Système, la lampe.", "fr"), ("Système et lampe.", "fr")]
    elsewhere = [("La lampe.", "fr")] * 3
    first, second, *_ = described([*SYSTEMS, *said, *elsewhere], [0] * 5 + [1] * 5 + [-1] * 3)
    assert (first.name, second.name) == ("Systems", "Système (lampe)")


def test_two_words_of_one_language_for_one_thing_name_two_themes() -> None:
    said = [(text.format(word), "en") for word in ("boss", "manager") for text in ("The {}!", "Our {}.", "A {}?") * 2]
    first, second = described(said, [0] * 6 + [1] * 6)
    assert (first.name, second.name) == ("Boss", "Manager")


def test_a_theme_called_by_two_words_spells_them_as_people_do() -> None:
    """Either word alone is another theme's name."""
    said = [(text, "de") for text in ["Eine Lage!", "Das Zimmer!"] * 5]
    (one, *_) = described([*said, *LOOSE[:2]], [0] * 10 + [1, 2], given=[None, "Lage", "Zimmer"])
    assert one.name in {"Lage, Zimmer", "Zimmer, Lage"}


def test_a_theme_is_called_by_no_two_words_that_name_a_unit_together() -> None:
    """Nor by a word and a number that would tell it from the theme of that word."""
    said = [(text, "de") for text in ["Eine Lage!", "Das Zimmer!"] * 5]

    def names_unit(text: str) -> bool:
        return {"lage", "zimmer"} <= set(text.casefold().replace(",", "").split())

    (one, *_) = described([*said, *LOOSE[:2]], [0] * 10 + [1, 2], given=[None, "Lage", "Zimmer"], names_unit=names_unit)
    assert one.name == "No word in common"


def test_of_two_languages_the_one_that_most_of_the_side_speak_names_first() -> None:
    said = [("La caisse est là.", "fr")] * 5 + [("La caja es así.", "es")] * 5
    for language, named in (("fr", "Caisse"), ("es", "Caja")):
        others = [("Ah oui.", "fr") if language == "fr" else ("Que no.", "es")] * 5
        assert described([*said, *others], [0] * 10 + [-1] * 5)[0].name == named


def test_a_theme_is_not_named_by_what_a_few_of_many_say() -> None:
    """Two of twenty-five: a detail, where of five they would be many."""
    nouns = "view coffee gym health buzz uniform cake joke discount lunch garden train lift window paper radio"
    loose = [f"The {noun}." for noun in f"{nouns} winter bonus ladder badge mirror carpet kettle".split()]
    said = [(text, "en") for text in ["Solving a fault.", "Cannot fault it.", *loose]]
    elsewhere = [(text, "en") for text in ["A fault again."] * 6]
    (one, *_) = described([*said, *elsewhere], [0] * len(said) + [-1] * 6)
    assert one.name == "No word in common"


def test_synonyms_of_a_language_count_as_one_and_the_list_names_them() -> None:
    said = ["My boss sang.", "A supervisor!", "Our manager snored.", "The boss danced.", "My supervisor."]
    (one,) = described([(text, "en") for text in said])
    assert one.name == "Managers"


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [
        ("de", ["Urlaub", "Ferien", "Urlaubstage"], "Urlaub"),
        ("fr", ["La formation", "Former", "Un formateur"], "Formation"),
        ("es", ["Cola", "La espera", "Esperar"], "Espera"),
        ("it", ["Stipendio", "Il salario", "La retribuzione"], "Stipendio"),
        ("nl", ["Het salaris", "Loon", "Beloning"], "Salaris"),
        ("pt", ["Férias", "As ferias", "Umas férias"], "Férias"),
    ],
)
def test_synonyms_count_as_one_in_each_language_with_or_without_accents(
    language: str, said: list[str], name: str
) -> None:
    (one,) = described([(f"{said[at % 3]}!", language) for at in range(6)])
    assert one.name == name


def test_a_meaning_that_fewer_than_enough_people_speak_of_names_nothing() -> None:
    said = ["My boss sang.", "A supervisor!", "Our manager.", "The leadership."]
    apart = ["Rain fell.", "Owls hooted.", "Snow melted."]
    assert described([(text, "en") for text in [*said, *apart]])[0].name == "No word in common"


def test_a_meaning_that_few_of_a_themes_people_speak_of_names_nothing() -> None:
    said = ["My boss sang.", "A supervisor!", "Rain fell.", "Owls hooted.", "Snow melted."]
    loose = ["Our manager.", "The leadership.", "The manager."]
    texts = [(text, "en") for text in [*said, *loose]]
    assert described(texts, [0] * 5 + [-1] * 3)[0].name == "No word in common"


@pytest.mark.parametrize("word", ["Good", "Same", "Years", "Times", "Weeks"])
def test_an_adjective_or_a_time_names_nothing_alone(word: str) -> None:
    (one,) = described([(f"{word}!", "en")] * 6)
    assert one.name == "No word in common"


def test_two_things_that_many_of_its_people_speak_of_name_a_theme_together() -> None:
    said = [
        "The lamp, and a kettle.",
        "Lamp! Kettle!",
        "My lamp; my kettle.",
        "Her lamp, his kettle.",
        "A kettle! A lamp!",
    ]
    (one,) = described([(text, "en") for text in said])
    assert set(one.name.casefold().split(", ")) == {"lamp", "kettle"}


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [
        (
            "de",
            ["Preisanstieg!", "Die Fahrkosten.", "Eintrittspreis!", "Eine Bearbeitungsgebühr.", "Teurer."],
            "Preise",
        ),
        ("de", ["Mindestlohn!", "Das Grundgehalt.", "Gehälter!", "Kein Geld.", "Lohnerhöhung."], "Gehalt"),
        ("de", ["Ueberstunden!", "Überstunden.", "Mehrarbeit!", "Ueberstunden?", "Mehrarbeit."], "Überstunden"),
        ("nl", ["Prijsstijging!", "Reiskosten.", "Duurder.", "De instapprijs!", "Tarief!"], "Prijzen"),
        ("en", ["Cheaper!", "Pricier.", "A surcharge.", "Fees!", "The cost."], "Prices"),
    ],
)
def test_compounds_and_comparatives_of_a_listed_word_count_as_its_meaning(
    language: str, said: Sequence[str], name: str
) -> None:
    (one,) = described([(text, language) for text in said])
    assert one.name == name


def test_a_longer_word_that_only_looks_like_a_compound_does_not_count() -> None:
    """In "Begleiter" stands "Leiter" as in "Gruppenleiter", but too little is left of it."""
    assert number_of("gruppenleiter", "de") >= 0
    assert number_of("begleiter", "de") == -1


def test_the_end_of_compounds_that_people_say_names_a_theme() -> None:
    said = ["Der Handbrenner qualmte.", "Ein Brenner!", "Mein Gasbrenner.", "Brenner?", "Die Öl-Brenner-Tür klemmt."]
    (one,) = described([(text, "de") for text in said])
    assert one.name == "Brenner"


def test_two_things_name_a_theme_together_where_either_alone_is_said_by_too_few() -> None:
    said = (
        ["A lamp!"] * 5
        + ["A kettle!"] * 5
        + [f"{word}." for word in ["oboe", "cello", "viola", "gong", "harp", "lute", "fife"]] * 2
    )
    (one,) = described([(text, "en") for text in said])
    assert set(one.name.casefold().split(", ")) == {"lamp", "kettle"}


def test_a_phrase_that_stands_for_few_gives_way_to_both_things_that_people_speak_of() -> None:
    said = ["A green kettle!"] * 5 + ["Our boss."] * 4 + ["The manager!"] * 4 + ["Chairs."] * 3
    elsewhere = ["A green door."] * 6
    of, texts = [0] * 16 + [-1] * 6, [(text, "en") for text in said + elsewhere]
    (praise,) = described(texts, of, [False] * 22)
    assert set(praise.name.casefold().split(", ")) == {"kettle", "managers"}
    (pain,) = described(texts, of)
    assert pain.name == "Green kettle"


def test_who_hopes_is_not_counted_as_waiting() -> None:
    """Of "esperanza", "espero" and "espera" only the last is a wait, though the last two have one stem."""
    hoping = ["Espero un taburete.", "Espero otra lámpara.", "Espero mejor suerte.", "Espero vuestra carta."]
    waiting = ["La espera.", "Una espera."]
    (one,) = described([(text, "es") for text in [*hoping, *waiting, "El taburete cojea."]])
    assert "esper" not in one.name.casefold()
    (one,) = described([(text, "es") for text in [*waiting * 4, "El taburete cojea."]])
    assert one.name == "Espera"


@pytest.mark.parametrize(("slight", "name"), [(8, "General remarks"), (1, "Kettle")])
def test_praise_in_which_most_say_nothing_in_particular_is_named_so(slight: int, name: str) -> None:
    said = [("Kettle!", "en")] * 5 + [("Good.", "en"), ("Very nice!", "en")] * slight
    (one,) = described(said, pains=[False] * len(said))
    assert one.name == name
