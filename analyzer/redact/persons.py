"""Rules that find names by their context: titles, introductions, sign-offs, form fields, another script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from analyzer.redact.spans import Span
from analyzer.redact.words import (
    PERSON_VERB,
    WORD,
    is_acronym,
    is_given_name,
    is_ordinary,
    is_word_or_surname,
    may_be_name,
    may_hold_name,
    starts_sentence,
)

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w’'-]*[\w])?"
_NAME = rf"{_CAP}(?:[ ](?:(?:van|von|de|der|den|da|di|del|bin|al|el|la|le|y|ní|nic|uí)[ ])*{_CAP}){{0,3}}"
# After a word that is no abbreviation, a full stop ends the sentence: "ein Geschenk für meine Frau. Sie war gerührt."
_TITLE_ABBREVIATION = (
    r"Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Sgt|Capt|Fr|[Mm]me|[Mm]lle|M|Sra?|Dra|Sig|[Ss]ig\.ra|[Dd]ott(?:\.ssa|ore?)?|[Dd]hr|"
    r"[Mm]evr"
)
_TITLE_WORD = (
    r"Miss|Professor|Sir|Dame|Nurse|Doctor|Coach|Officer|[Hh]errn?|[Ff]rau|[Mm]adame|[Mm]onsieur|[Ss]eñora?|[Dd]oña|"
    r"[Dd](?:oc|ou)tora|[Ss]ignora?|[Dd]ottoressa|[Dd]octeur|[Dd]okter|[Mm]evrouw|[Mm]eneer|[Ss]enhora?|[Dd]ona|Pan|Pani"
)
# Ranks may come between title and name, as in Austria: "Frau Hofrat Pichler".
_RANK = (
    r"(?:(?:Dr|Prof|Mag|Dipl|Ing|Univ)\.?|"
    r"(?:[A-ZÄÖÜ][a-zäöü]+r[aä]t|Doktor|Magister|Professor|Direktor|Ingenieur|Primar)(?:in)?)[ ]"
)
_NAME_AFTER_TITLE = re.compile(
    rf"\b(?:(?:{_TITLE_ABBREVIATION})(?:\.[ ]?|[ ])|(?:{_TITLE_WORD})[ ])(?:{_RANK})*(?!{_RANK})(?P<name>{_NAME})"
)
_NAME_INTRODUCED = re.compile(
    r"\b(?i:my (?:\w+ )?name(?:'s| is| was)|(?:his|her|their|whose) name(?:'s| is| was)|(?:last|first|full|"
    r"sur) ?name(?: is|:)?|"
    r"(?:is|was|named|person|someone|man|lady|woman|guy|girl|boy|lad)(?: (?:we|they)(?: all)?)? called|"
    r"an?(?: \w+)? (?:waiter|waitress|nurse|doctor|driver|receptionist|assistant|agent|adviser|colleague) called|named|"
    r"ich hei(?:ß|ss)e|mein name ist|"
    r"je m['’]appelle|"
    rf"mon nom est|me llamo|mi nombre es|mi chiamo|meu nome é|mijn naam is)[ ]+(?!\w+day\b)(?P<name>{_NAME})"
)
# No German roles: any noun that follows has a capital, too ("weil der Chef Urlaub hatte").
_NAME_AFTER_ROLE = re.compile(
    r"\b(?:[Cc]ollègue|[Rr]esponsable|[Dd]irect(?:eur|rice)|[Gg]érante?|(?:mon|notre) chef|ma cheffe|"
    r"[Ii]nfirmi(?:er|ère)|[Cc]ompañer[oa]|[Jj]ef[ea]|[Dd]irectora|[Gg]erente|[Ee]ncargad[oa]|[Ee]nfermer[oa]|"
    r"[Cc]oll?ega|[Rr]esponsabile|[Dd]irettore|[Dd]irettrice|[Ii]nfermier[ea]|il (?:mio|nostro) capo|"
    r"[Ll]eidinggevende|[Tt]eamleider|[Bb]edrijfsleider|(?:mijn|onze) (?:chef|baas)|[Vv]erpleegkundige|"
    r"[Cc]hefe|[Dd]iretora?|[Ee]nfermeir[oa]|[Ee]ncarregad[oa]|"
    r"s['’]appel(?:le|ait)|se llama(?:ba)?|si chiama(?:va)?|cham(?:a|ava)-se|hieß|heette)"
    rf" (?P<name>{_NAME})"
)
_SIGN_OFF = re.compile(
    r"(?i:\b(?:regards|best wishes|sincerely|faithfully|cheers|many thanks|yours truly|grüßen?|grüsse|mfg|"
    r"cordialement|"
    rf"saludos|saluti|groeten)\b)[,.!]?\s+[-–—]?\s*(?P<name>{_NAME})\s*[.!]?\s*(?:$|\n)"
)
_FORM_FIELD = re.compile(
    r"\b(?i:(?:full |first |last |sur|family )?name|employee|interviewer|interviewed by|line manager|manager|"
    r"supervisor|reported by|"
    r"signature|signed|mitarbeiter(?:in)?|vorgesetzter?|collaborateur|collaboratrice|entretien mené par|nombre|"
    r"empleado|"
    rf"union rep(?: present)?|participants?)[ ]*:[\s_]*(?P<name>{_NAME})(?=_|[ ]{{2}}|\s*[\t\n(,—–|]|$)"
)
_INITIALS_FIELD = re.compile(
    r"(?i:\b(?:entered by|signed|initials|completed by|checked by))[:\s_]+(?P<name>[A-Z]{2,3})\b"
)
_INITIAL_AND_SURNAME = re.compile(rf"(?<![\w.'’])(?P<initial>[A-Z]\.)(?: ?[A-Z]\.)* ?(?P<name>{_CAP})")
# "Oksana P. was kind". Of the full stop, only one that ends no sentence belongs to the name; "S.A." is a company's.
_NAME_AND_INITIAL = re.compile(
    rf"(?<![\w.'’-])(?P<name>{_CAP}) (?P<initial>[A-ZÀ-ÖØ-Þ])(?=\.)(?!\. ?[A-Z]\.)(?:\.(?=,| [a-zß-ÿ]))?"
)
# As lists of staff write it: "Rowe, Ada RN". MD and PA are American states, too: "Car park, Towson MD".
_CREDENTIAL = (
    r"M\.D\.|D\.?O\.?|N\.?P\.?|PA-C|R\.?N\.?|LPN|LVN|CNA|BSN|MSN|DNP|APRN|[AFP]NP(?:-B?C)?|CNM|CRNA|CNS|LCSW|LMFT|LPC|"
    r"PsyD|Ph\.?D\.?|PharmD|D\.?D\.?S\.?|DMD|DPM|DPT|DVM|MBBS|MRCP|FRCS|FACP|OTR|RPh|RDN|RDH|Esq\.?|CPA"
)
_NAME_BEFORE_CREDENTIAL = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?:van|von|de|der|den|da|di|del|al|el|la|le)[ ]){{0,3}}{_CAP}(?:[ ]{_CAP})?),[ ]"
    rf"(?P<given>\[NAME\]|{_CAP}(?:[ ][A-Z]\.?)?)(?P<joint>,?[ ])(?P<credential>{_CREDENTIAL}|MD|PA)(?![\w-])"
)
_STATES = frozenset(["MD", "PA"])
_CAPITALISED_NON_NAMES = frozenset(
    [
        "I",
        "It",
        "The",
        "He",
        "She",
        "They",
        "We",
        "You",
        "This",
        "That",
        "My",
        "Your",
        "Our",
        "His",
        "Her",
        "If",
        "When",
        "Was",
        "Is",
        "Please",
        "Thank",
        "Thanks",
        "Head",
        "Service",
        "Services",
        "Centre",
        "Center",
        "Ward",
        "Team",
        "Station",
        "On",
        "In",
        "At",
        "And",
        "But",
        "So",
        "To",
        "For",
        "From",
        "With",
        "Not",
        "No",
        "Yes",
        "Oh",
        "Best",
        "Worst",
        "Office",
        "Number",
        "House",
        "Hotel",
    ]
)
_BLANK_LINE = re.compile(r"\n\s*\n")
# Ends an answer as often as it opens a signature, if more stands in its line: "Good pay, many thanks".
_THANKS_BEHIND_WORDS = re.compile(r"[^\n]*\w[^\n]*\b(?:many thanks|cheers)[,.!]?[ \t]*(?=\n)", re.IGNORECASE)
_GOES_ON_BELOW = re.compile(r"[ \t]*\n[ \t]*[^\W\d_A-ZÀ-Þ]")
_NON_LATIN_RUN = regex.compile(r"[[\p{L}\p{M}]--[\p{Latin}]]+(?:[ ][[\p{L}\p{M}]--[\p{Latin}]]+){0,2}", regex.V1)
_LATIN_LETTER = regex.compile(r"\p{Latin}")


def find_persons(text: str) -> Iterator[Span]:
    """Yield the names that cues announce, each without its title."""
    for pattern in (_NAME_AFTER_TITLE, _NAME_INTRODUCED, _SIGN_OFF, _FORM_FIELD):
        for match in pattern.finditer(text):
            if not _is_next_answer(match):
                yield from _trim_name(text, *match.span("name"))
    for match in _NAME_AFTER_ROLE.finditer(text):
        if not is_acronym(match["name"]) and not is_ordinary(match["name"].split(" ")[0]):
            yield from _trim_name(text, *match.span("name"))
    yield from (Span(*match.span("name"), "NAME") for match in _INITIALS_FIELD.finditer(text))
    for match in _INITIAL_AND_SURNAME.finditer(text):
        if _is_beside_initial(match):
            yield Span(match.start(), match.end(), "NAME")
    for match in _NAME_AND_INITIAL.finditer(text):
        if _is_beside_initial(match) and not is_acronym(match["name"]):
            yield Span(match.start(), match.end(), "NAME")
    yield from _find_before_credentials(text)
    if not text.isascii():
        yield from _find_other_scripts(text)


def find_named_person(text: str) -> str:
    """Return the person that a short text such as a heading names, or "": by rules and given names, without the tagger.

    In so few words the tagger takes too many for names. A given name counts with a capital, and if it is no plain word.
    """
    known = (match for match in WORD.finditer(text) if match[0][0].isupper() and is_given_name(match[0]))
    spans = [*find_persons(text), *(Span(*match.span(), "NAME") for match in known if not is_ordinary(match[0]))]
    return min((text[span.start : span.end] for span in spans), key=text.find, default="")


def find_repeats(text: str, names: Sequence[Span]) -> Iterator[Span]:
    """Yield all other mentions of the words of found names, so that nobody is redacted once and named elsewhere.

    A full name's ordinary words ("Will Carter") count only where they do not merely open a sentence.
    """
    telling, plain = set[str](), set[str]()
    for name in names:
        words = [match[0] for match in WORD.finditer(text, name.start, name.end) if match[0][0].isupper()]
        telling.update(word for word in words if not is_ordinary(word) or may_be_name(word))
        plain.update(word for word in words if len(words) > 1 and word.istitle())
    for match in WORD.finditer(text) if telling or plain else ():
        word = match[0]
        if len(word) > 2 and (word in telling or (word in plain and _is_mention(text, match))):
            yield Span(*match.span(), "NAME")


def _is_next_answer(match: re.Match[str]) -> bool:
    """Tell an answer below a blank line from a signature: "Good pay, many thanks", "Shifts that end at night".

    Only the first line of a longer answer is one, and only below words that end in thanks. Below thanks that fill their
    line, below any other cue, and at the end of a paragraph, even "Winter" is a signature.
    """
    text, name = match.string, match["name"]
    return (
        _BLANK_LINE.search(text, match.start(), match.start("name")) is not None
        and _THANKS_BEHIND_WORDS.match(text, text.rfind("\n", 0, match.start()) + 1) is not None
        and _GOES_ON_BELOW.match(text, match.end("name")) is not None
        and not may_hold_name(name)
        and not any(may_be_name(word) or is_word_or_surname(word) for word in name.split())
    )


def _is_mention(text: str, match: re.Match[str]) -> bool:
    return not starts_sentence(text, match.start()) or PERSON_VERB.match(text, match.end()) is not None


def _find_before_credentials(text: str) -> Iterator[Span]:
    """Yield surname and given name of "Rowe, Ada RN", also once the tagger has taken the given name."""
    for match in _NAME_BEFORE_CREDENTIAL.finditer(text):
        given = match["given"].split(" ")[0]
        known = given == "[NAME]" or is_given_name(given)
        plain = is_ordinary(given) or is_acronym(match["name"].split(" ")[-1])
        if not known and (plain or match["credential"] in _STATES):
            continue
        first = match["name"].split(" ")[0]
        opens = first != match["name"] and (is_ordinary(first) or first in _CAPITALISED_NON_NAMES)
        yield Span(
            match.start("name") + (len(first) + 1 if opens else 0),
            match.end("name" if given == "[NAME]" else "given"),
            "NAME",
        )


def _trim_name(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a run of capitalised words where ordinary ones begin: "Mr Smith The food", "Frau Koch von der Rezeption"."""
    kept = start
    for match in WORD.finditer(text, start, end):
        behind_particle = kept > start and match.start() - kept > 1
        if match[0] in _CAPITALISED_NON_NAMES or set(match[0]) == {"X"} or (behind_particle and is_ordinary(match[0])):
            break
        if not match[0].islower():
            kept = match.end()
    if kept > start:
        yield Span(start, kept, "NAME")


def _is_beside_initial(match: re.Match[str]) -> bool:
    """Tell "T. Orellano" and "Oksana P." from "Plan B. Then": the name is no ordinary word."""
    name = match["name"]
    return len(name) > 2 and name not in _CAPITALISED_NON_NAMES and (not is_ordinary(name) or is_given_name(name))


def _find_other_scripts(text: str) -> Iterator[Span]:
    """Yield short runs of another script inside a text in Latin letters: they are mostly names."""
    runs = list(_NON_LATIN_RUN.finditer(text))
    if runs and len(_LATIN_LETTER.findall(text)) > 2 * sum(len(run[0]) for run in runs):
        yield from (Span(*run.span(), "NAME") for run in runs if len(run[0]) > 2)
