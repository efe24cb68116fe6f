"""Whether the leaver speaks, or somebody who wrote down what the leaver said."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


# What whoever writes a summary says that they said themselves, and a sentence that gives the leaver's answer, too.
_WRITER = re.compile(
    r"^(?:I (?:also |then |have |had |will |would )*(?:reminded|said|told|asked|explained|promised?|thanked|advised?"
    r"|recommend(?:ed)?|suggest(?:ed)?|offer(?:ed)?|assured|informed|clarified|pointed|replied|answered|apologi[sz]ed"
    r"|proposed?|encouraged|wished|invited|mentioned|check(?:ed)?|raised?|follow(?:ed)? up)\b"
    r"|Ich (?:habe |hatte |werde )?(?:ihr|ihm|sie|ihn)\b|Ich (?:erklärte|sagte|fragte|erinnerte|wies|versprach|bedankte"
    r"|empfehle|bot|bestätigte|teilte|antwortete|versicherte)\b"
    r"|(?:Je |J['’])(?:lui (?:ai|avais)|l['’]ai|ai (?:rappelé|expliqué|demandé|dit|répondu|promis|proposé|remercié"
    r"|précisé|indiqué|assuré)|recommande|propose)\b"
    r"|(?:Yo )?(?:[Ll][aeo] )?(?:recordé|expliqué|pregunté|dije|prometí|ofrecí|agradecí|aseguré|informé|aclaré|respondí"
    r"|indiqué|recomiendo|propongo)\b)",
)
_ANSWERS = re.compile(
    r"\b(?:s?he|they) (?:said|replied|answered|told|felt|explained|thought|responded|agreed|denied|added|confirmed)\b"
    r"|\b(?:er|sie) (?:sagte|meinte|antwortete|erklärte|fand|verneinte|bejahte)\b"
    r"|\b(?:sagte|meinte|antwortete|erklärte|fand|verneinte|bejahte) (?:er|sie)\b"
    r"|\b(?:il|elle) (?:a|m['’]a) (?:répondu|dit|expliqué|précisé|ajouté)\b"
    r"|\b(?:contestó|respondió|dijo|comentó|explicó)\b",
    re.IGNORECASE,
)
_FOR_SELF = re.compile(r"^(?:I|Ich|Je|Yo)\b|^[IJ]['’]\w")
_SENTENCES = re.compile(r"(?<=[.!?…])(\s+)")
_QUOTES = {"“": 1, "„": 1, "«": 1, "”": -1, "»": -1}
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


def part_writer(text: str) -> tuple[str, tuple[str, ...]]:
    """A report without what its writer says of their own part in the talk ("I reminded her …"), and that.

    Where anybody says more than that in the first person, they may be the leaver, and all is kept.
    """
    lines = [list(_read_sentences(line)) for line in text.split("\n")]
    alone = [one for line in lines for one, quoted in line if not quoted and _FOR_SELF.match(one)]
    if any(not _WRITER.match(one) for one in alone):
        return text, ()
    kept = [[one for one, quoted in line if quoted or not _is_writers(one)] for line in lines]
    asked = tuple(one for line in lines for one, quoted in line if not quoted and _is_writers(one))
    left = (" ".join(sentences) for sentences, line in zip(kept, lines, strict=True) if sentences or not line)
    return ("\n".join(left).strip(), asked) if asked else (text, ())


def _is_writers(sentence: str) -> bool:
    return _WRITER.match(sentence) is not None and _ANSWERS.search(sentence) is None


def _read_sentences(line: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a line, each with whether it begins within a quotation."""
    depth = 0
    for sentence in filter(str.strip, _SENTENCES.split(line)):
        yield sentence, depth > 0
        straight = sentence.count('"') % 2
        depth += sum(_QUOTES.get(sign, 0) for sign in sentence)
        depth = depth + (-straight if depth > 0 else straight)
