"""Dictations that were typed as heard: spoken punctuation ("full stop", "new paragraph") becomes punctuation.

Instructions to the typist are dropped.

For example:

    the rota came too late full stop nobody asked us full stop new paragraph
    the canteen was good comma but shut at night full stop new paragraph
    please type this twice
"""

from __future__ import annotations

import re

from analyzer.ingest.prose.narrator import THIRD_PERSON_PRONOUN

# Spoken ends of paragraphs, which only dictations have; _MIN_SPOKEN_PARAGRAPHS of them make a text one.
_SPOKEN_PARAGRAPH_END = re.compile(
    r"\b(?:(?:full stop |period )?new paragraph|(?:punkt )?(?:neuer )?absatz"
    r"|(?:point )?(?:à la ligne|nouveau paragraphe)"
    r"|punto y aparte|nuevo párrafo|(?:punto (?:e )?)?a capo|(?:punt )?nieuwe alinea|ponto parágrafo|novo parágrafo)\b",
    re.IGNORECASE,
)
_SPOKEN_STOP = re.compile(
    r"\b(?:full stop|period|punkt|point|punto(?: y seguido)?|punt|ponto(?: final)?)\b", re.IGNORECASE
)
_SIGNS = {
    "?": r"question mark|fragezeichen|point d['’]interrogation|signo de interrogación|punto interrogativo|vraagteken"
    r"|ponto de interrogação",
    "!": r"exclamation mark|ausrufezeichen|point d['’]exclamation|punto esclamativo|uitroepteken|ponto de exclamação",
    ";": r"semicolon|semikolon|point[- ]virgule|punto y coma|punto e virgola|puntkomma|ponto e vírgula",
    ":": r"colon|doppelpunkt|deux[- ]points|dos puntos|due punti|dubbele punt|dois pontos",
    ",": r"comma|komma|virgule|coma|virgola|vírgula",
    " (": r"open (?:brackets?|parenthes[ie]s)|klammer auf|ouvr(?:ez|ir) (?:la |les )?parenthèses?"
    r"|abr(?:ir?|e) paréntesis|(?:apri|aperta) parentesi|haakjes? openen|abr(?:ir?|e) parênteses",
    ")": r"close (?:brackets?|parenthes[ie]s)|klammer zu|ferm(?:ez|er) (?:la |les )?parenthèses?"
    r"|(?:cerrar|cierra) paréntesis|(?:chiudi|chiusa) parentesi|haakjes? sluiten|fech(?:ar?|e) parênteses",
}
_SPOKEN = [(sign, re.compile(rf"\s*\b(?:{words})(?!\w)", re.IGNORECASE)) for sign, words in _SIGNS.items()]
# Words before "point", "period" and the like by which the word itself is meant: "That point", "notice period", "Punkt
# eins".
_LITERAL_BEFORE = re.compile(
    r"(?:\b(?:a|an|the|this|that|one|some|any|no|my|notice|trial|pay|probation\w*|good|main|der|den|dem|dies\w+|ein\w*|kein\w*"
    r"|im|am|zum|wund\w*|un|une|le|ce|au|du|ce|mon|sur|à|el|este|ese|al|a|il|questo|quel|di|een|het|dit|dat|op|o|um|este"
    r"|esse|ao|no)|\d)\s+$",
    re.IGNORECASE,
)
_LITERAL_AFTER = re.compile(
    r"\s+(?:of|for|de|du|d['’]|di|do|da|van|zu|en|eins|zwei|drei|one|two|three|\d)\b", re.IGNORECASE
)
_WRITTEN_STOP = re.compile(r"[^\W\d][.!?](?:\s|$)")
# Paragraphs that instruct the typist, in which the leaver is not mentioned.
_TYPIST_INSTRUCTION = re.compile(
    r"^(?:no |nein |non )?(?:stopp? )?(?:please type|(?:strike|scratch|delete) that|bitte schreiben(?! sie)"
    r"|(?:bitte )?streichen sie (?:das|den|die letzte)|rayez|tache eso|graag typen|copies? to|verteiler|copie à|copia a"
    r"|kopie aan|cópia para|(?:distribution|diffusion|distribución|distribuzione|distribuição)\s?:)",
    re.IGNORECASE,
)
_THEY = re.compile(rf"\b{THIRD_PERSON_PRONOUN}")
_END = re.compile(
    r"\s*\b(?:end of (?:the )?dictation|ende (?:des )?diktats?|fin de (?:la )?dictée|fin del dictado"
    r"|fine (?:della )?dettatura|einde (?:van het )?dictaat|fim do ditado)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_ORDER = 25
_OWN_REMARK = re.compile(
    r"(?:note from me|my own note|Anmerkung von mir|note de ma part|remarque de ma part|nota mía|nota mia"
    r"|opmerking van mij|nota minha)\b[^.!?\n]*[.!?]?",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(^|[.!?]\s+|\n\s*)([^\W\d_])")
_MIN_SPOKEN_PARAGRAPHS, _MIN_SPOKEN_STOPS = 2, 3


def replace_spoken_punctuation(text: str) -> str:
    """Replace the spoken punctuation of a dictation; any other text stays as it is.

    A text is a dictation if paragraphs end with spoken words, and more sentences do so than end with a full stop.
    """
    stops = sum(1 for stop in _SPOKEN_STOP.finditer(text) if not _is_literal(stop))
    paragraphs = len(_SPOKEN_PARAGRAPH_END.findall(text))
    if paragraphs < _MIN_SPOKEN_PARAGRAPHS or stops < max(_MIN_SPOKEN_STOPS, len(_WRITTEN_STOP.findall(text))):
        return text
    written = _SPOKEN_PARAGRAPH_END.sub(lambda end: ".\n\n" if _SPOKEN_STOP.match(end[0]) else "\n\n", text)
    for sign, spoken in _SPOKEN:
        written = spoken.sub(sign, written)
    written = _SPOKEN_STOP.sub(lambda stop: stop[0] if _is_literal(stop) else ".", written)
    written = re.sub(r"[ \t]+([.,;:?!)])", r"\1", re.sub(r"\(\s+", "(", written))
    written = _END.sub("", _OWN_REMARK.sub("", re.sub(r"\.{2,}", ".", re.sub(r"(?m)^[ \t.]+", "", written))))
    said = "\n".join(line for line in written.split("\n") if not _is_typist_instruction(line))
    return _BEGINS.sub(lambda first: first[1] + first[2].upper(), said)


def _is_typist_instruction(paragraph: str) -> bool:
    """Whether a short paragraph instructs the typist; one that mentions the leaver ("she") is kept."""
    told = len(paragraph.split()) <= _LONGEST_ORDER and _TYPIST_INSTRUCTION.search(paragraph)
    return bool(told) and not _THEY.search(paragraph)


def _is_literal(stop: re.Match[str]) -> bool:
    """Whether the word itself is meant ("notice period") and not the punctuation."""
    above, below = stop.string[: stop.start()], stop.string[stop.end() :]
    return _LITERAL_BEFORE.search(above[-30:]) is not None or _LITERAL_AFTER.match(below) is not None
