"""Whether the leaver speaks, or somebody who wrote down what the leaver said."""

from __future__ import annotations

import re

# Who is spoken of, and how their words are reported.
_ENGLISH = "s?he they employee leaver ee interviewee"
_GERMAN = "er sie mitarbeiter mitarbeiterin"
_FRENCH = "il elle salarié salariée intéressée?"
_SPOKEN_OF = (
    (_ENGLISH, "felt feels said says reported reports mentioned mentions stated states described describes explained"),
    (_ENGLISH, "noted thought believed believes found would was is had has did enjoyed liked wanted raised expressed"),
    (_ENGLISH, "cited indicated suggested added claimed commented"),
    (_GERMAN, r"gab berichtet\w* sagt\w* erklärt\w* fühlt\w* fand findet habe sei hätte wünscht\w* nannte nennt"),
    (_GERMAN, r"erwähnt\w* bemängelt\w* schildert\w*"),
    (_FRENCH, r"a se dit estime indique explique regrette trouve souhaite déplore évoque était avait s['’]\w+"),
)
_SAID_THAT = (
    "comentó indicó manifestó señaló explicó refirió mencionó dijo",
    "considera comenta indica manifiesta señala refiere",
)


def _alternatives(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_REPORTED = re.compile(
    "|".join(
        [
            *(rf"\b{_alternatives(who)}\s+(?:also\s+)?{_alternatives(verbs)}\b" for who, verbs in _SPOKEN_OF),
            *(rf"\b{_alternatives(verbs)} que\b" for verbs in _SAID_THAT),
        ]
    ),
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:I|I['’]\w+|my|me|we|our|us|ich|mir|mich|mein\w*|wir|unser\w*|je|j['’]\w+|mon|ma|mes|moi|nous|yo|mi|mis|nosotros|nuestr\w+"
    r"|io|mio|mia|miei|mie|noi|nostr\w+|ik|mij|mijn|wij|ons|onze|eu|meu|minha|meus|minhas|nós|noss\w+)\b",
)
_ONE = re.compile(
    r"\b(?:I|[Mm]y|me|[Ii]ch|mir|mich|[Mm]ein\w*|[Jj]e|[Jj]['’](?=\w)|moi|m['’](?=\w)|mon|mes|ma|yo|mi|mis|io|mio|mia|miei|mie"
    r"|ik|mij|mijn|eu|meu|minha|meus|minhas)\b|\bI['’]\w"
)


def is_third_person(text: str) -> bool:
    """Whether a text reports ("She felt that …") more often than it speaks for itself ("I felt that …")."""
    reported = len(_REPORTED.findall(text))
    return reported >= 2 and reported > len(_OWN.findall(text))


def speaks_for_self(text: str) -> bool:
    """Whether anybody speaks of themselves in a text, in the first person."""
    return bool(_OWN.search(text))


def speaks_for_one(text: str) -> bool:
    """Whether somebody speaks of themselves alone: a form says "we" and "us", and never "I"."""
    return bool(_ONE.search(text))


def is_own_aside(line: str) -> bool:
    """Whether a line in brackets is part of what somebody says of themselves, and no transcriber's "[pause]"."""
    return line.strip().startswith("(") and speaks_for_one(line)
