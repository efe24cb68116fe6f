"""Rules for postal addresses: street with number, post box, postcode with town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.redact.spans import Span

_CAP = r"[A-ZÀ-ÖØ-ÞŶ][\w'’-]*"
_STREET = (
    rf"\d+[a-zA-Z]?,? (?:{_CAP} ){{1,4}}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Ct|Gardens|"
    rf"Gdns|Mews|Terrace|"
    r"Way|Place|Pl|Crescent|Cres|Square|Hill|Grove|Row|Steps|Walk|Park|Green|Boulevard|Blvd|Parade|Quay|Yard|View|"
    r"Rise|Hollow)\b\.?"
)
_STREET_WITHOUT_NUMBER = rf"(?:{_CAP} ){{1,3}}(?:Street|Road|Lane|Avenue|Drive|Mews|Terrace|Crescent|Boulevard)\b"
_GERMAN_STREET = (
    r"[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|zeile|teich|ring|damm|ufer|chaussee|steig|"
    r"markt|hof|graben|berg)"
    r" \d+ ?[a-z]?\b"
)
_HOUSE_NUMBER = r"\d{1,3}(?: ?bis| ?ter|[a-zA-Z])?"
# A number is required: a street alone is no address of a person, and shops are named after streets.
_ROMANCE_STREET = (
    rf"(?P<before>\d+(?: ?bis| ?ter|[a-z])?,? )?\b(?i:rue|avenue|venelle|boulevard|bd|impasse|allée|chemin|quai|calle|"
    r"avenida|plaza|via|viale|piazza|"
    rf"rua|carrer|ul\.)(?: (?:de|du|des|la|le|les|l'|d'|della|del|do|da|dos|los|"
    rf"las))* {_CAP}(?:[ -](?:(?:de|du|des|la|del|della|do|da|dos)[ ])*{_CAP}){{0,3}}"
    rf"(?(before)(?:,? {_HOUSE_NUMBER}\b)?|,? (?:n[.º°] ?)?{_HOUSE_NUMBER}\b)"
)
_POST_BOX = (
    r"(?i:\bp\.? ?o\.? ?box \d+|\bpostfach \d+|\bboîte postale \d+|\b(?:psc|unit) \d+,? box \d+|"
    r"\b[adf]po a[aep] \d{5})"
)
_UK_POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_ADDRESS_CORE = re.compile(
    rf"(?<![\w-])(?:{_STREET}|{_GERMAN_STREET}|{_ROMANCE_STREET}|{_POST_BOX}|(?:{_CAP},? ){{0,2}}{_UK_POSTCODE})"
)
_DIGIT = re.compile(r"\d")
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_STREET_NAME = re.compile(_STREET_WITHOUT_NUMBER)
_YEAR_OR_ROOM = re.compile(
    r"(?:(?:during|in|since|by|from|until|before|after)\s\d{4}|(?:ward|room|table|floor|gate|platform|bay)\s\d+)\b",
    re.IGNORECASE,
)

# Storey, stair and door: "3.º izq.", "2º B", "scala B", "bât. C", "2e étage", "3. OG".
_DOOR = (
    r",? ?(?:\d{1,2}\.?[ºª°](?: ?(?:izq|izda|dcha|dch|ctro)\b\.?| [A-Z]\b| \d\b)?|"
    r"(?:esc|pta|piso|puerta|portal|scala|int|interno|piano|bât|bâtiment|appt|apto|andar|bloco|bus|Hinterhaus|Whg)\b"
    r"\.? ?(?:\d{1,3}|[A-Z])\b|\d{1,2}(?:e|er|ème) étage|\d\. ?(?:OG|Stock)\b|bajo [A-Z]\b)"
)
_ADDRESS_CONTINUATION = re.compile(
    rf"(?:{_DOOR}|,? ?\n? ?(?:Apt|Apartment|Suite|Flat|Unit|Floor)\.? \w+|,\s?\d{{4,5}} {_CAP}(?: {_CAP}){{0,2}}|"
    rf" ?,?\s?{_UK_POSTCODE}|"
    rf",\s?[A-Z]{{2}} \d{{5}}\b|,\s?{_CAP}(?:[ -](?:{_CAP}|on|upon|sur|am|an|der|le|la)){{0,3}}(?= \d{{5}}|"
    rf" {_UK_POSTCODE}|,|[.\n)]|$| –))"
)
_ADDRESS_LEAD = re.compile(rf"(?:[“\"‘'](?:[\w’'-]+ ?){{1,4}}[”\"’'],? |(?:{_CAP}(?: (?:{_CAP}|y|of|the)){{0,3}}), )$")


def find_addresses(text: str) -> Iterator[Span]:
    """Yield postal addresses: a street and number, box or postcode, with town and house name beside it."""
    if not _DIGIT.search(text):
        return
    for match in _ADDRESS_CORE.finditer(text):
        yield widen_address(text, *match.span())


def looks_like_address(words: str) -> bool:
    """Tell an address from a mere place: it has capitals, and a number that is no year or a street beside a town.

    Text without a word is the number of a road or gate, such as "M6".
    """
    if _YEAR_OR_ROOM.match(words) or words.islower() or _THREE_LETTERS.search(words) is None:
        return False
    return _DIGIT.search(words) is not None or (_STREET_NAME.search(words) is not None and "," in words)


def widen_address(text: str, start: int, end: int) -> Span:
    """Extend an address by flat, town and postcode to the right and a house name to the left, joined by commas."""
    while follower := _ADDRESS_CONTINUATION.match(text, end):
        end = follower.end()
    for _ in range(3):
        leader = _ADDRESS_LEAD.search(text, max(0, start - 60), start)
        if leader is None:
            break
        start = leader.start()
    return Span(start, end, "ADDRESS")
