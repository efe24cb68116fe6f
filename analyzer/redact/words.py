"""Word lists: which words are ordinary, which are names, and whether a text may contain a name at all.

The lists are in ``words/``.

- ``ordinary.txt``: frequent English words from SymSpell's dictionary (MIT), without names that are seldom plain words;
  ``ordinary-rare.txt``: its other words, as far as the tagger does not take them for names.
- ``ordinary-de.txt`` and so on: what employees and customers say in six other languages, and informally in English
  (``-en``), without words that are surnames, too (“Koch”, “Reis”; some of those are in ``double.txt``).
- ``ordinary-brands*.txt``: companies, medicines and car models that are nobody's name; ``cars.txt``: models that are.
- ``adjectives.txt``: names that are English adjectives; ``accented.txt``: words that are names without their accents;
  ``tails.txt``: endings of German surnames.
- ``capital.txt``: the words of ``ordinary.txt`` that the tagger takes for a name; ``capital-proper.txt``: those of them
  that no dictionary lists in lower case, either (docs/decisions/0040-what-the-tagger-reads.md).
- ``given.txt``: given names without accents from the locale lists of Faker (MIT), without those that are everyday words
  of other languages; a few dozen words are in both. ``given-iberian.txt``: more given names of Spain and Portugal;
  ``given-short.txt``: short forms of Austria, Bavaria, France, Italy and Spain; ``given-american.txt``: those of the
  United States (``counted.txt``: those of them that are countable things); ``given-usual.txt``: names that are usual
  among employees, from Turkey to India, and those that are words elsewhere ("Elke", "Till"); ``given-regional.txt``:
  names of the regions where the seven languages are spoken, from the Balearics to Frisia, without towns and words.
- ``small.txt``: names that are plain words in lower case.
- ``surnames.txt``: surnames that mean nothing else today.

``surnames.txt``, the ``given-*.txt``, the shorter lists, and those of ordinary words without a source above were
written for this project.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from analyzer.spelling import LETTER_EXPANSIONS, without_accents

# An apostrophe is part of "N'Diaye" and "O'Brien", but cuts off the endings of "Wullie's" and "they've".
WORD = re.compile(r"[^\W\d_]+(?:(?:-|['’](?!(?:s|t|re|ve|ll|d|m)\b))[^\W\d_]+)*")
# A full stop after an initial does not end a sentence: "A. Stroud".
_BEFORE_START = re.compile(r"(?:^|[!?…:;\n\"“„«(\[•*>–—|-]|(?<!\b[A-Z])\.)\s*$")
# Verbs and other words that follow the name of a person.
PERSON_VERB = re.compile(
    r"\s(?:said|says|told|asked|was|is|has|had|and|who|helped|called|kept|never|from|at|came|went|gave|took)\b"
)
_WORD_LISTS = Path(__file__).parent / "words"
# French and Italian elisions before an ordinary word ("l'accueil", "dell'ordine"). A capital would begin a name.
_ELISION = re.compile(
    r"^(?i:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd|un|quell|quest|[adns]ell|all|dall|sull)['’](?=[^\W\d_A-ZÀ-Þ])"
)
# Linking elements of German compounds: "Zimmer-mädchen", "Frühstück-s-buffet".
_COMPOUND_LINKS = ("", "s", "n", "en", "es", "e", "er")
_MIN_PART_CHARS = 3
# Endings of nouns and adverbs; no personal name of that length ends so.
_NOUN_ENDING = re.compile(
    r"\w{5,}ung(?:s|en)?|"
    r"\w{4,}(?:heit(?:en)?|keit(?:en)?|schaft(?:en)?|tions?|tionen|zione|zioni|cion|ciones|cao|coes|issim[oaie]|"
    r"itaet|itat|ements|erinnen|heid|heden)|\w{5,}(?:erin|ement|mente)"
)
_MAX_ACRONYM_CHARS = 5
# Of a text in another language so many words in small letters are in no list.
_MIN_UNLISTED_WORDS = 3
_MIN_UNLISTED_SHARE = 0.6
_LAST_WORD = re.compile(r"(?<!\w)(?P<word>[^\W\d_][\w’'-]+) $")
_WEB_OR_MAIL = re.compile(r"(?<!\S)\S*?(?:@|://|\bwww\.)\S*")
# Names of diseases, not of persons.
_DISEASES = frozenset(
    (
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
    )
)
# What WORD matches after the apostrophe of "they've".
_CONTRACTION_REST = "ve"


def fold(word: str) -> str:
    """Return the word in lower case without accents."""
    if word.isascii():
        return word.lower()
    return without_accents(word.lower().translate(LETTER_EXPANSIONS))


def is_ordinary(word: str) -> bool:
    """Tell whether a word is an ordinary one of a supported language; of a hyphenated word, each part must be."""
    return all(_is_plain(part) for part in _parts(word)) or word.lower() in _load_words("accented.txt")


def is_foreign_word(word: str) -> bool:
    """Tell whether an ordinary word is from another language than English, and no name in any.

    The tagger knows English only, so its verdict on such a word is worthless.
    """
    return all(
        part not in _load_words("capital*.txt")
        and part not in _load_words("given*.txt")
        and (part in _load_words("ordinary-??.txt") or _is_derived(part))
        for part in _parts(word)
    )


def is_word_or_surname(word: str) -> bool:
    """Tell whether a word is a surname as often as an ordinary word: "Koch", "Engel", "Cortese"."""
    return fold(word) in _load_words("double.txt")


def _parts(word: str) -> list[str]:
    return fold(word if word.isalpha() else _ELISION.sub("", word)).split("-")


def _is_plain(part: str) -> bool:
    return len(part) < 2 or part in _load_words("ordinary*.txt") or _is_derived(part)


@lru_cache(100_000)
def _is_derived(part: str) -> bool:
    """Recognise an unlisted ordinary word: a compound of German words, or one with the ending of a noun.

    Compounds must not end like German surnames: "Neuhauser", "Apfelbaum".
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


def ends_with_given_name(text: str) -> bool:
    """Whether a text ends with a given name and a space: what follows may be the surname ("sabine springer")."""
    word = _LAST_WORD.search(text)
    return word is not None and is_given_name(word["word"]) and not is_ordinary(word["word"])


def is_given_name(word: str) -> bool:
    """Tell whether a word is a known given name, unless its accents make it an ordinary word: "Olé" is not "Ole".

    Of a double name, as "Karl-Heinz", each part must be one.
    """
    names = _load_words("given*.txt")
    return all(part in names for part in fold(word).split("-")) and word.lower() not in _load_words("accented.txt")


def is_surname(word: str) -> bool:
    """Tell whether a word is a known surname and no ordinary word; of a double name, one part must be."""
    return any(part in _load_words("surnames.txt") for part in fold(word).split("-"))


def is_rarely_else(name: str) -> bool:
    """Tell whether a word is a surname, or a first name of some region, and hardly ever a town or a word."""
    regional = _load_words("given-regional.txt") | _load_words("given-iberian.txt")
    return is_surname(name) or all(part in regional for part in fold(name).split("-"))


def is_word_in_lower_case(name: str) -> bool:
    """Tell whether a name is an ordinary word in lower case: "heller", "groen", "vitale", "ernst", "allen"."""
    return fold(name) in _load_words("small.txt")


def is_of_unlisted_language(text: str) -> bool:
    """Tell whether most words in small letters are in no list: the text is in a language that the lists do not know.

    The tagger does not know it, either, and takes its words for names. A list of given names is no such text.
    """
    words = [match[0] for match in WORD.finditer(text) if len(match[0]) > 1 and match[0].islower()]
    unlisted = [word for word in words if not is_ordinary(word)]
    many = len(unlisted) >= max(_MIN_UNLISTED_WORDS, _MIN_UNLISTED_SHARE * len(words))
    return many and 2 * sum(map(is_given_name, unlisted)) < len(unlisted)


def is_english(text: str) -> bool:
    """Tell whether a text has at least as many words of the English lists as others that are plain or have accents.

    Words in capitals count for neither: tokens like [NAME] are written so.
    """
    balance = 0
    for match in WORD.finditer(text):
        word = match[0].lower()
        if len(word) < 2 or match[0].isupper():
            continue
        if word in _load_words("ordinary.txt") or word in _load_words("ordinary-en.txt"):
            balance += 1
        elif (match[0].islower() and not word.isascii()) or is_ordinary(word):
            balance -= 1
    return balance >= 0


def may_be_name(word: str) -> bool:
    """Tell whether an ordinary word is capitalised and may be a name: "Stroud", "Isolde"."""
    return word.istitle() and word.lower() in _load_words("capital*.txt")


def is_adjective(name: str) -> bool:
    """Tell whether a name is also an English adjective: "curt", "harsh", "stern"."""
    return fold(name) in _load_words("adjectives.txt")


def is_countable_noun(name: str) -> bool:
    """Tell whether a short form of a name is also a countable noun, which would have an article: "dot", "peg"."""
    return fold(name) in _load_words("counted.txt")


def is_question_word(word: str) -> bool:
    """Tell whether a word is a question word like "Warum": none is a name, but the tagger takes some for one."""
    return fold(word) in _load_words("asking.txt")


def is_company(word: str) -> bool:
    """Tell whether a word is the name of a company or product and of no person."""
    return fold(word) in _load_words("ordinary-brands*.txt")


def is_car_model(word: str) -> bool:
    """Tell whether a personal name is a car model, too: "Sienna", "Octavia"."""
    return fold(word) in _load_words("cars.txt")


def is_disease(word: str) -> bool:
    """Tell whether a word is the name of a disease and not of the person whose name it bears."""
    return fold(word) in _DISEASES


def is_flower(word: str) -> bool:
    """Tell whether a given name is a flower, too."""
    return fold(word) in _load_words("flowers.txt")


def is_shouted(text: str) -> bool:
    """Tell whether most letters are capitals, so that a capital is no sign of a name."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and sum(character.isupper() for character in letters) > 0.6 * len(letters)


def is_acronym(word: str) -> bool:
    """Tell whether a word in capitals is an acronym (NHS, ATMs) or a mask (XXXX) and not a name."""
    capitals = word[:-1] if len(word) > 2 and word[-1] == "s" else word
    known = is_given_name(word) or is_surname(word)
    return capitals.isupper() and (len(word) <= _MAX_ACRONYM_CHARS or set(word) == {"X"}) and not known


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence or line begins at ``start``, where a capital is no sign of a name."""
    return _BEFORE_START.search(text, max(0, start - 4), start) is not None or start == 0


def may_be_all_names(text: str) -> bool:
    """Tell cheaply whether redaction may take every word of a text: it has some, and none is plain in small letters."""
    words = WORD.findall(_WEB_OR_MAIL.sub(" ", text))
    return WORD.search(text) is not None and not any(word.islower() and is_ordinary(word) for word in words)


def may_hold_name(text: str) -> bool:
    """Tell cheaply whether the name finder must read a text: whether it contains a possible name."""
    return next(find_possible_names(text), None) is not None


def find_possible_names(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Yield the words of a slice that may be names: those that are not ordinary.

    Of ordinary words, a capitalised given name counts ("Mark", "Rose"), and inside a sentence any other capitalised
    word that the tagger might take for a name ("Marsh"). At the start of a sentence, such a word counts if no
    dictionary has it in lower case ("Wheatley") and a verb follows.
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
