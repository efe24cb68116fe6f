"""Which words are ordinary, which are names, and whether a text may hold a name at all.

``words/ordinary.txt``: frequent English words from SymSpell's dictionary (MIT) without names that are seldom plain
words; ``-rare``: its other words, where the tagger itself takes them for no name. ``words/ordinary-de.txt`` and its
like: what employees and customers say in six other languages, and informally in English (``-en``), without words that
are surnames too (“Koch”, “Reis”; some of those stand in ``double.txt``); ``-brands``: companies, medicines and models
of cars that bear nobody's name; ``cars.txt``: models that do; ``adjectives.txt``: names that are English adjectives;
``accented.txt``: words that without their accents are names. ``tails.txt``: what German surnames end in.
``words/capital.txt``: the words of ``ordinary.txt`` that the tagger takes for a name, ``-proper`` those that no
dictionary lists in small letters, either (docs/decisions/0040-what-the-tagger-reads.md).
``words/given.txt``: given names without accents from the locale lists of Faker (MIT), without those that are everyday
words of other languages; a few dozen words are in both. ``words/surnames.txt``: surnames that mean nothing
else today. That list, the shorter ones beside it, ``words/given-iberian.txt``, with more given names of Spain and
Portugal, ``-short.txt``, with short forms of Austria, Bavaria, France, Italy and Spain, ``-american.txt``, with those
of the United States (``counted.txt``: of these, things that one counts), and those of ordinary words for which no
source is named were written for this project.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from analyzer.spelling import LETTER_EXPANSIONS, without_accents

# An apostrophe joins "N'Diaye" and "O'Brien", never the endings of "Wullie's" or "they've".
WORD = re.compile(r"[^\W\d_]+(?:(?:-|['’](?!(?:s|t|re|ve|ll|d|m)\b))[^\W\d_]+)*")
# A full stop behind an initial ends no sentence: "A. Stroud".
_BEFORE_START = re.compile(r"(?:^|[!?…:;\n\"“„«(\[•*>–—|-]|(?<!\b[A-Z])\.)\s*$")
# What people do, behind who does it.
PERSON_VERB = re.compile(
    r"\s(?:said|says|told|asked|was|is|has|had|and|who|helped|called|kept|never|from|at|came|went|gave|took)\b"
)
_WORD_LISTS = Path(__file__).parent / "words"
# What French and Italian cut short before a plain word ("l'accueil", "dell'ordine"); a capital behind it begins a name.
_ELISION = re.compile(
    r"^(?i:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd|un|quell|quest|[adns]ell|all|dall|sull)['’](?=[^\W\d_A-ZÀ-Þ])"
)
# What German joins words with: "Zimmer-mädchen", "Frühstück-s-buffet".
_COMPOUND_LINKS = ("", "s", "n", "en", "es", "e", "er")
_MIN_PART_CHARS = 3
# No name of a person ends so where it is as long.
_NOUN_ENDING = re.compile(
    r"\w{5,}ung(?:s|en)?|"
    r"\w{4,}(?:heit(?:en)?|keit(?:en)?|schaft(?:en)?|tions?|tionen|zione|zioni|cion|ciones|cao|coes|issim[oaie]|"
    r"itaet|itat|ements|erinnen|heid|heden)|\w{5,}(?:erin|ement|mente)"
)
_MAX_ACRONYM_CHARS = 5
# What WORD leaves of "they've".
_CONTRACTION_REST = "ve"


def fold(word: str) -> str:
    """Return the word in lower case without accents."""
    if word.isascii():
        return word.lower()
    return without_accents(word.lower().translate(LETTER_EXPANSIONS))


def is_ordinary(word: str) -> bool:
    """Tell whether a word is a plain one of a shipped language; hyphenated words are when each part is."""
    return all(_is_plain(part) for part in _parts(word)) or word.lower() in _load_words("accented.txt")


def is_foreign_word(word: str) -> bool:
    """Tell whether an ordinary word is one of another language than English, and nobody's name in any.

    The tagger knows English, and its verdict on such a word says nothing.
    """
    return all(
        part not in _load_words("capital*.txt")
        and part not in _load_words("given*.txt")
        and (part in _load_words("ordinary-??.txt") or _is_derived(part))
        for part in _parts(word)
    )


def is_word_or_surname(word: str) -> bool:
    """Tell whether a word is as often a surname as a plain one: "Koch", "Engel", "Cortese"."""
    return fold(word) in _load_words("double.txt")


def _parts(word: str) -> list[str]:
    return fold(word if word.isalpha() else _ELISION.sub("", word)).split("-")


def _is_plain(part: str) -> bool:
    return len(part) < 2 or part in _load_words("ordinary*.txt") or _is_derived(part)


@lru_cache(100_000)
def _is_derived(part: str) -> bool:
    """Tell an unlisted word that is plain by its making: a compound of German words, or a noun's ending.

    What German surnames end in ends no compound here: "Neuhauser", "Apfelbaum".
    """
    if part in _load_words("given*.txt") or part in _load_words("surnames.txt"):
        return False
    if _NOUN_ENDING.fullmatch(part):
        return True
    words = _load_words("ordinary-de.txt")
    for cut in range(_MIN_PART_CHARS, len(part) - _MIN_PART_CHARS):
        first, last = part[:cut], part[cut:]
        if last in words and last not in _load_words("tails.txt") and _is_compound_stem(first, words):
            return True
    return False


def _is_compound_stem(first: str, words: frozenset[str]) -> bool:
    stems = (first[: len(first) - len(link)] for link in _COMPOUND_LINKS if first.endswith(link))
    return any(len(stem) >= _MIN_PART_CHARS and stem in words for stem in stems)


def is_given_name(word: str) -> bool:
    """Tell whether a word is a known given name, unless it is written as a plain word is: "Olé" is not "Ole"."""
    return fold(word) in _load_words("given*.txt") and word.lower() not in _load_words("accented.txt")


def is_surname(word: str) -> bool:
    """Tell whether a word is a known surname and no plain word; double names are when a part is."""
    return any(part in _load_words("surnames.txt") for part in fold(word).split("-"))


def is_word_in_lower_case(surname: str) -> bool:
    """Tell whether a surname is a plain word where it is written small: "heller", "groen", "vitale"."""
    return fold(surname) in _load_words("small.txt")


def may_be_name(word: str) -> bool:
    """Tell whether an ordinary word may be a name where it is capitalised: "Stroud", "Isolde"."""
    return word.istitle() and word.lower() in _load_words("capital*.txt")


def is_adjective(name: str) -> bool:
    """Tell whether a name says in English how somebody or something is: "curt", "harsh", "stern"."""
    return fold(name) in _load_words("adjectives.txt")


def is_countable_noun(name: str) -> bool:
    """Tell whether a name for short is a thing that has an article before it wherever it is no name: "dot", "peg"."""
    return fold(name) in _load_words("counted.txt")


def is_question_word(word: str) -> bool:
    """Tell whether a word asks, as "Warum" does: the tagger takes some of these for names, and none is one."""
    return fold(word) in _load_words("asking.txt")


def is_company(word: str) -> bool:
    """Tell whether a word is a company's or product's name that nobody bears."""
    return fold(word) in _load_words("ordinary-brands*.txt")


def is_car_model(word: str) -> bool:
    """Tell whether a word that somebody may be called is a model of a car, too: "Sienna", "Octavia"."""
    return fold(word) in _load_words("cars.txt")


def is_flower(word: str) -> bool:
    """Tell whether a given name is a flower's, too."""
    return fold(word) in _load_words("flowers.txt")


def is_shouted(text: str) -> bool:
    """Tell whether most letters are capitals, so that capitals say nothing."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and sum(character.isupper() for character in letters) > 0.6 * len(letters)


def is_acronym(word: str) -> bool:
    """Tell whether a word in capitals is rather NHS, ATMs or a mask like XXXX than a name."""
    capitals = word[:-1] if len(word) > 2 and word[-1] == "s" else word
    known = is_given_name(word) or is_surname(word)
    return capitals.isupper() and (len(word) <= _MAX_ACRONYM_CHARS or set(word) == {"X"}) and not known


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether what begins at ``start`` opens a sentence or line, where a capital says nothing."""
    return _BEFORE_START.search(text, max(0, start - 4), start) is not None or start == 0


def may_hold_name(text: str) -> bool:
    """Tell cheaply whether the name finder must read a text: does it hold any telling word?"""
    return next(find_possible_names(text), None) is not None


def find_possible_names(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Yield the words of a slice that may be names: those that are not plain.

    A capitalised given name counts even where it is an ordinary word too ("Mark", "Rose"), and inside a sentence
    whatever else the tagger might take for a name ("Marsh"); what no dictionary has ("Wheatley") before a deed, too.
    """
    return (
        match
        for match in WORD.finditer(text, start, end)
        if _is_possible_name(match[0]) or _is_capitalised_inside_sentence(text, match)
    )


def _is_capitalised_inside_sentence(text: str, match: re.Match[str]) -> bool:
    if not may_be_name(match[0]):
        return False
    if not starts_sentence(text, match.start()):
        return True
    return match[0].lower() in _load_words("capital-proper.txt") and PERSON_VERB.match(text, match.end()) is not None


def _is_possible_name(word: str) -> bool:
    if len(word) < 2 or word == _CONTRACTION_REST or is_acronym(word):
        return False
    return not is_ordinary(word) or (not word.islower() and is_given_name(word))


@cache
def _load_words(files: str) -> frozenset[str]:
    return frozenset(word for file in _WORD_LISTS.glob(files) for word in file.read_text(encoding="utf-8").split())
