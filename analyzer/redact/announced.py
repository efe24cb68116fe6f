"""Cues that announce a person by a word in no list, and words that nothing announces."""

from __future__ import annotations

import re

from analyzer.redact.words import (
    ends_with_given_name,
    is_given_name,
    is_surname,
    is_word_in_lower_case,
    is_word_or_surname,
    starts_sentence,
)

LOOK_BACK_CHARS = 24

NAME_CUE = re.compile(
    r"\b(?:thanks?|thank you|ask|asked|named|called|mr|mrs|ms|dr|nurse|merci|danke?|lob|"
    r"gracias|grazie|bedankt|obrigad[oa])(?: to| for| an| aan| à| ao?| ad)?[ .,]+$",
    re.IGNORECASE,
)
# After these, a lower-case word that is not ordinary is most likely a name.
TITLE = re.compile(
    r"\b(?:frau|herrn?|madame|mme|mlle|monsieur|señora?|sra?|doña|signora?|sig(?:\.ra)?|dottor(?:essa)?|mevrouw|mevr|meneer|"
    r"dhr|senhora?|dona)[ .]+$",
    re.IGNORECASE,
)

# No German: any noun may follow "danke an" there.
_THANKS_OR_BLAME = re.compile(
    r"\b(?:(?:thanks|kudos|hats off) to|"
    r"(?:merci|grâce|bravo|chapeau|félicitations) à|à cause de|"
    r"(?:gracias|gràcies|enhorabuena|felicidades) a|por culpa de|un (?:diez|10) (?:a|para)|"
    r"(?:grazie|brav[oa]|complimenti|un plauso) a|per colpa di|"
    r"dankzij|bedankt|dank aan|complimenten (?:aan|voor)|"
    r"(?:graças|obrigad[oa]|parabéns) (?:a|ao|à)|por (?:causa|culpa) d[aeo]) "
    # "thanks to Ada and X"
    r"(?:(?-i:[A-ZÀ-Þ])\w+ (?:and|et|y|i|e|en) (?:[aà]o? )?)?$",
    re.IGNORECASE,
)
_WORKPLACE = (
    r"(?:(?:from|at|on|in) (?:the )?(?:reception|front desk|housekeeping|maintenance|accounts|payroll|HR|bar|kitchen)|"
    r"(?:de|à|en) (?:la |l['’])?(?:réception|accueil|compta(?:bilité)?|maintenance|animation|lingerie|caisse|cuisine)|"
    r"(?:du|au) (?:bar|standard|service technique)|des (?:RH|étages)|"
    r"de (?:la )?(?:recepci[oó]n?|animaci[oó]n?|mantenimiento|manteniment|pisos|conserjería|administración|cocina|"
    r"recursos humanos|lavandería|contabilidad|reservas|limpieza)|del (?:bar|restaurante|comedor|almacén)|"
    r"(?:della|alla) (?:reception|manutenzione|segreteria|portineria|lavanderia|cucina)|"
    r"dell['’](?:animazione|amministrazione|accoglienza)|(?:del|al) (?:bar|ristorante|ricevimento|magazzino)|"
    r"(?:van|aan|achter) (?:de|het) (?:receptie|balie|bar|bediening|schoonmaak|keuken|onderhoud|administratie)|"
    r"(?:da|na) (?:rece(?:p)?ção|manutenção|portaria|lavand[ae]ria|contabilidade|cozinha|limpeza)|"
    r"do (?:bar|restaurante|RH))"
)
_GERMAN_WORKPLACE = (
    r"(?:vom|von der|an der|aus der) (?:Empfang|Rezeption|Service|Bar|Küche|Buchhaltung|Haustechnik|Personalabteilung)"
)
_ROLE = (
    r"(?:receptionist|porter|waiter|waitress|bartender|manager|chef|concierge|cleaner|nurse|driver|supervisor|boss|"
    r"Hausmeister|Chef|Kellner|Koch|Köchin|Leiter|Azubi|Rezeptionist|"
    r"réceptionniste|serveu(?:r|se)|gérante?|direct(?:eur|rice)|cheffe?|cuisini(?:er|ère)|gouvernante|"
    r"recepcionista|camarer[oa]|encargad[oa]|jef[ea]|gobernanta|socorrista|cociner[oa]|conserje|directora?|monitora?|"
    r"camerier[ea]|bagnin[oa]|cuoc[oa]|portiere|direttore|direttrice|capo|governante|responsabile|barista|"
    r"receptioniste|ober|kok|conciërge|serveerster|leidinggevende|baas|"
    r"rececionista|empregad[oa]|cozinheir[oa]|gerente|chefe|governanta|porteir[oa])"
)
_HELPED = (
    r"(?:helped|(?:nos|me) (?:ayud|atend|recib|resolv|enseñ|explic)\w+|se portó|"
    r"(?:nous|m['’]) ?a (?:aid|accueilli|conseill)\w*|(?:ci|mi) ha (?:aiutat|accolt|insegnat|servit)\w|"
    r"hielp|heeft (?:ons|mij|me) (?:\w+ )?geholpen|hat (?:(?:uns|mir|sehr|toll|super|immer) )*(?:geholfen|beraten)|"
    r"(?:ajudou|atendeu))"
)
# "X, el de mantenimiento", "X, the porter", "X de recepción nos ayudó": no thing is spoken of so.
_BEHIND = re.compile(
    rf", (?:el|la|cel(?:ui|le)|quell[oa]|die|[oa]) {_WORKPLACE}\b|, (?:der|die) {_GERMAN_WORKPLACE}\b|"
    rf", (?:the|our|der|die|unsere?|le|la|notre|el|nuestr[oa]|il|de|het|onze|[oa]|nosso|nossa) {_ROLE}(?:in)?\b|"
    rf"(?: {_WORKPLACE}| {_GERMAN_WORKPLACE})? {_HELPED}\b|"
    rf" {_WORKPLACE} (?:is|was|es|era|fue|est|était|è|é|foi)\b"
)
_WORKPLACE_BEHIND = re.compile(rf",? {_WORKPLACE}\b")


def search_before(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Search only a few words before a match: searching all text before each word would take quadratic time."""
    return pattern.search(text, max(0, match.start() - LOOK_BACK_CHARS), match.start())


def is_plain_in_its_language(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word is no name in a text of an unlisted language: it has no capital, or opens a sentence.

    A known name with a capital is one there as well, and what a title or thanks announce.
    """
    word, capital = match[0], match[0][0].isupper()
    if capital and (not starts_sentence(text, match.start()) or is_given_name(word) or is_surname(word)):
        return False
    return not (search_before(NAME_CUE, text, match) or search_before(TITLE, text, match))


def is_unannounced_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word in small letters is nobody's known name, and no title or thanks announce it.

    In other languages than English the tagger is as sure of them ("comedor zarrapastroso") as of names.
    """
    word = match[0]
    known = (is_given_name(word) or is_surname(word)) and not is_word_in_lower_case(word)
    known = known or is_word_or_surname(word)
    before = text[max(0, match.start() - LOOK_BACK_CHARS) : match.start()]
    first = before.split()[-1] if ends_with_given_name(before) else ""
    surname = first.islower() and not is_word_in_lower_case(first)
    return word.islower() and not (
        known or surname or search_before(NAME_CUE, text, match) or search_before(TITLE, text, match)
    )


def is_announced(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around one with a capital, which is in no list, announce a person.

    A workplace alone does so inside a sentence: "Gritos de recepción" opens one. The tagger cannot tell the two apart.
    """
    if search_before(_THANKS_OR_BLAME, text, match) or _BEHIND.match(text, match.end()):
        return True
    return not starts_sentence(text, match.start()) and _WORKPLACE_BEHIND.match(text, match.end()) is not None
