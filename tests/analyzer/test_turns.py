"""Comments that turn from one point to another without a sentence's end, in seven languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.segment import slices
from analyzer.segment.kinds import read_kinds
from analyzer.wordlists import read_yaml
from tests.analyzer.test_points import cuts, read_points, wanted_cuts

LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt"]


def cut(language, text):
    return [text[start:end] for start, end in slices(text, language)]


@pytest.mark.parametrize(
    ("language", "points"),
    [
        ("en", "love my optician | but booking online takes for ever"),
        ("en", "adored the guide | but why are the toilets locked"),
        ("en", "Coach was comfy, | timetable not so much"),
        ("en", "bus spotless | driver rude | ticket cheap"),
        ("en", "great care, | bad work environment"),
        ("en", "more training, | less e-learning"),
        ("en", "rude driver | spotless bus"),
        ("en", "the museum was gorgeous | signs were useless"),
        ("en", "+ quiet ward | + kind porter | - tea undrinkable"),
        ("en", "lovely garden - | no benches anywhere"),
        ("en", "+ quiet ward open 8 - 4 | - tea undrinkable"),
        ("en", "lovely crew | but they never answer the phone"),
        ("en", "great crew | would love a bench"),
        ("es", "Tripulación genial, | eso sí, los camarotes están sucios"),
        ("en", "the soup was awful | but we had a lovely time there"),
        ("en", "crew, | the bunks | and soup"),
        ("es", "camarotes, | sopa, | buen precio"),
        ("en", "Apart from the draughty hall, | the concert was a delight"),
        ("en", "tasty soup, | would love a vegan main"),
        ("en", "the ferry was late, | other than that a perfect day"),
        ("en", "Great soup. | Awful bread."),
        ("en", "clean cabins - | noisy engine - | superb crew"),
        ("en", "the ferry was lovely | but they never answer the phone"),
        ("en", "the ferry was lovely | and no coffee on board"),
        ("en", "The ferry was really lovely, | and the crew were very kind to us all"),
        ("de", "Kellner nett | Suppe kalt"),
        ("de", "liebe die Bäckerei | aber warum schließt ihr mittags"),
        ("de", "Schöner Garten, | leider keine Bänke"),
        ("fr", "guide formidable, | musée glacial"),
        ("fr", "belle chambre, | dommage que la douche fuie"),
        ("es", "guía encantadora, | museo helado y caro"),
        ("es", "sopa riquísima | pero tardan una hora"),
        ("it", "guida bravissima, | museo gelido"),
        ("it", "bella stanza, | peccato che la doccia perda"),
        ("nl", "gids geweldig | museum koud"),
        ("nl", "mooie kamer, | helaas geen bad"),
        ("pt", "guia simpática, | museu gelado"),
        ("pt", "quarto lindo, | pena que o chuveiro pinga"),
    ],
)
def test_slices_it_cuts_where_a_comment_turns(language, points):
    parts = points.split(" | ")
    bare = [part.removeprefix("+ ").removeprefix("- ").removesuffix(" -") for part in parts]
    assert cut(language, " ".join(parts)) == bare


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a strict but fair conductor"),
        ("en", "Not only slow but also the wrong soup"),
        ("en", "He nods but changes nothing"),
        ("en", "polite, patient, gentle carers"),
        ("en", "she is nice but always late"),
        ("en", "such a high interest rate is a disgrace"),
        ("en", "I think it would be nice to have soup"),
        ("en", "I feel it would be nice to have soup"),
        ("en", "With such rude crew, long queues"),
        ("en", "In addition, it would be nice to have soup"),
        ("en", "In the waiting hall it would be good to have soup"),
        ("en", "everyone would love a bench"),
        ("en", "Good evening, good people"),
        ("en", "Lagos, Nigeria"),
        ("en", "soup, bunks, thanks"),
        ("en", "soup, bunks, they leak"),
        ("en", "they refuse to follow the law, and the terms of it"),
        ("en", "The ferry left at nine that day, and the harbour was closed until noon"),
        ("en", "Apart from the soup, nothing to add"),
        ("en", "because the lift was broken my aunt had to climb"),
        ("en", "Wages - which are rather low - should rise"),
        ("en", "Fares + 6 - 8 euro"),
        ("en", "Opening hours Mon - Fri are rather short"),
        ("en", "no lights, no rails"),
        ("en", "Lack of skilled, brilliant team leaders"),
        ("en", "If it wasn't for the porter, I would have gone home"),
        ("en", "Pay the crew properly, otherwise they will leave"),
        ("en", "I find it a shame that the pier closes"),
        ("en", "My aunt and I would love a bigger cabin"),
        ("en", "I told my aunt i wish i had stayed at home"),
        ("en", "I have bad hips, bad eyes"),
        ("en", "The pier has no lights, no rails"),
        ("en", "the fare was dear, but"),
        ("en", "my aunt lives in a small village and works in a small bakery all day long with three of her nieces"),
        ("de", "Das Essen war leider kalt"),
        ("de", "Ein Aufzug wäre schön gewesen"),
        ("de", "Der Lohn muss rauf, sonst gehe ich"),
        ("de", "Finde es schade dass das Bad schließt"),
        ("fr", "une salle petite mais propre"),
        ("fr", "Quel grand dommage de fermer le port"),
        ("es", "Queremos un horario más amplio y un autobús más tarde"),
        ("it", "Non solo lento ma anche la zuppa sbagliata"),
        ("nl", "Ik vind het heel jammer dat jullie sluiten"),
        ("nl", "Niet alleen traag maar ook de soep verkeerd"),
        ("pt", "uma sala pequena mas limpa"),
        ("pt", "Acho uma pena que fechem"),
    ],
)
def test_slices_it_leaves_one_point_whole(language, text):
    assert cut(language, text) == [text]


@pytest.mark.parametrize(("name", "found", "false"), [("terse-tuned.txt", 0.6, 0.1), ("terse-heldout.txt", 0.5, 0.15)])
def test_slices_it_finds_more_than_half_of_the_ends_of_points_in_terse_comments(name, found, false):
    """Shares of all cuts that should be made, and of single points; scripts/measure_points.py prints them exactly."""
    right, wrong, wanted, single, severed = 0, 0, 0, 0, 0
    for language, points in read_points(name):
        made, should = cuts(" ".join(points), language), wanted_cuts(points)
        right, wrong, wanted = right + len(made & should), wrong + len(made - should), wanted + len(should)
        single, severed = single + (not should), severed + (not should and bool(made))
    assert right >= found * wanted
    assert wrong <= false * wanted
    assert severed <= 0.1 * single


def test_slices_it_takes_no_bullet_for_a_pause_behind_a_phrase_that_turns():
    assert cut("en", "- Lack of brilliant team leaders") == ["Lack of brilliant team leaders"]


def test_slices_it_leaves_the_longest_sentences_to_their_full_stops():
    assert len(cut("en", ", ".join(["great soup"] * 20))) == 20
    assert len(cut("en", ", ".join(["great soup"] * 30))) == 1


@given(st.sampled_from(LANGUAGES), st.data())
def test_slices_it_loses_no_word_of_judging_and_joining_words_in_any_order(language, data):
    kinds = read_kinds()[language]
    words = st.sampled_from([*sorted(kinds.listed), "soup", "tram", ",", ".", " - ", "+"])
    text = " ".join(data.draw(st.lists(words, max_size=30)))
    spoken = re.compile(r"[^\W_]+")
    assert [word for part in cut(language, text) for word in spoken.findall(part)] == spoken.findall(text)


def test_turns_it_lists_the_same_things_for_each_language():
    listed = read_yaml("analyzer.segment", "turns.yaml")
    kinds = {frozenset(lists) - {"subjectless", "activities"} for lists in listed.values()}
    assert list(listed) == LANGUAGES
    assert len(kinds) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_turns_it_lists_no_word_twice(language):
    lists = read_yaml("analyzer.segment", "turns.yaml")[language]
    for name in ("judging", "amount", "very", "other", "liking", "asking", "courtesies"):
        words = lists[name].split()
        assert len(words) == len(set(words)), name
    for name in ("turning", "paused", "remaining", "excepting", "faint", "greetings"):
        phrases = [phrase.strip() for phrase in lists[name].split(",")]
        assert len(phrases) == len(set(phrases)), name


@given(st.sampled_from(LANGUAGES), st.text(alphabet="no good, .-+but[NAME]()\n", max_size=60))
def test_slices_it_reads_signs_in_any_place(language, text):
    assert all(text[start:end].strip() for start, end in slices(text, language))
