"""Rules for postal addresses: street with number, post box, postcode with town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.redact.spans import Span

_CAP = r"[A-ZÀ-ÖØ-ÞŶ][\w'’-]*"
# What is counted, timed, paid or measured, in seven languages: a number before it is no house number.
_UNIT = (
    r"(?:sek(?:unden?)?|min(?:uten?)?|std|stunden?|stdn|tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|nächten?|schichten?|mal|"
    r"kilometern?|metern?|meilen?|prozent|grad|kilo|liter|franken|rappen|leuten?|uhr|"
    r"sec(?:ond)?s?|mins?|minutes?|hrs?|hours?|days?|nights?|weeks?|months?|years?|times|miles?|yards?|feet|ft|met(?:re|er)s?|"
    r"kilomet(?:re|er)s?|pounds?|dollars?|bucks|cents?|percent|people|"
    r"secondes?|heures?|jours?|nuits?|semaines?|mois|ans|années?|fois|kilom[eè]tres?|m[eè]tres?|francs?|centimes?|personnes?|"
    r"segundos?|minutos?|horas?|d[ií]as?|noches?|semanas?|mes(?:es)?|años?|veces|vez|kil[oó]metros?|metros?|personas?|"
    r"second[oi]|minut[oi]|or[ae]|giorn[oi]|nott[ei]|settiman[ae]|mes[ei]|ann[oi]|volt[ae]|chilometr[oi]|metr[oi]|person[ae]|"
    r"minuut|minuten|uur|uren|dagen|weken|maand(?:en)?|jaar|jaren|keer|mensen|"
    r"noites?|m[eê]s|anos?|vezes|quil[oó]metros?|pessoas?|"
    r"euros?|eur|€|\$|£|chf|usd|gbp|%|°|km|cm|mm|kg)"
)
# "5-10 Minuten", "3 bis 4 Tage", "2,5 km" count as well.
_COUNTS = (
    r"(?i:(?:[.,]\d+)?(?:(?:\s?[-–/]\s?|\s(?:bis|oder|to|or|à|ou|o|a|of|tot|até)\s)\d+)?\+?"
    rf"(?:\s{_UNIT}|[€$£%°]|km)(?!\w))"
)
_STREET = (
    rf"\d+(?!{_COUNTS})[a-zA-Z]?,? (?:{_CAP} ){{1,4}}"
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Ct|Gardens|"
    rf"Gdns|Mews|Terrace|"
    r"Way|Place|Pl|Crescent|Cres|Square|Hill|Grove|Row|Steps|Walk|Park|Green|Boulevard|Blvd|Parade|Quay|Yard|View|"
    r"Rise|Hollow)\b\.?"
)
_STREET_WITHOUT_NUMBER = rf"(?:{_CAP} ){{1,3}}(?:Street|Road|Lane|Avenue|Drive|Mews|Terrace|Crescent|Boulevard)\b"
_GERMAN_STREET = (
    r"[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|zeile|teich|ring|damm|ufer|chaussee|steig|"
    r"markt|hof|graben|berg)"
    rf" \d+(?!{_COUNTS}) ?[a-z]?\b"
)
# End like German streets but are mostly none: before a mere number, as in "Parkplatz 3", they are no address.
_GERMAN_PLACE = re.compile(
    r"(?:(?i:arbeits|park|stell|sitz|steh|fenster|schlaf|umschlag|lade|spiel|sport|camping|zelt|golf|tennis|fußball|fussball|flug|"
    r"rast|tabellen|listen|studien|kita|kindergarten|krippen|therapie|pflege|heim|ausbildungs|praktikums|lager|abstell|"
    r"hunde|lande|lauf|schau|büro|schreib|ess|wasch)platz|"
    r"(?i:super|bau|getränke|drogerie|verbraucher|arbeits|weihnachts|wochen|floh|elektro|elektronik|groß|gross|fach|bio|garten|möbel|"
    r"wohnungs|aktien|lebensmittel)markt|"
    r"(?i:(?:haupt|bus|güter|fern|west|ost|nord|süd|straßenbahn|u-?)?bahn|innen|hinter|bauern|fried|schul|pausen|betriebs|bau|werk|"
    r"wertstoff|recycling|wirtschafts|park|fuhr|flug)hof|"
    r"(?i:arbeits|heim|nachhause|rück|hin|an|anfahrts|fuß|fuss|rad|fahrrad|geh|um|dienst|lauf|aus|zufahrts|liefer|"
    r"transport|rettungs|flucht|verkehrs|anreise|rechts|bewerbungs)weg|"
    r"(?i:bahn|bürger)steig|(?i:schulden|akten|paket|wäsche|müll|arbeits|papier|daten|stapel)berg|(?i:betreff|kopf|fuß|such|tabellen)"
    r"zeile|(?i:box|ehe|ohr|schlüssel|dichtungs)ring|(?i:stau)damm)\b"
)
# "Am Bahnhof 5", with a capital inside a sentence, and what a postcode follows are addresses all the same.
_NAMED_PLACE = re.compile(r"(?<=[\wäöüß,] )(?:Am|An der|Beim|Zum|Zur|Alter|Alte) $")
_POSTCODE_BEHIND = re.compile(r",? ?\n? ?(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÄÖÜ]")
_HOUSE_NUMBER = rf"\d{{1,3}}(?!\d)(?!{_COUNTS})(?: ?bis| ?ter|[a-zA-Z])?"
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
_NUMBER_OF_A_HOUSE = re.compile(rf"\d+(?!\d)(?!{_COUNTS})")
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
        if not _is_mere_place(text, *match.span()):
            yield widen_address(text, *match.span())


def looks_like_address(text: str, start: int, end: int) -> bool:
    """Tell an address from a mere place: it has capitals, and the number of a house or a street beside a town.

    Text without a word is the number of a road or gate, such as "M6". A year is no number of a house, nor is one that
    counts what follows: "8 Std".
    """
    words = text[start:end]
    if _YEAR_OR_ROOM.match(words) or words.islower() or _THREE_LETTERS.search(words) is None:
        return False
    number = _NUMBER_OF_A_HOUSE.search(text, start)
    numbered = number is not None and number.end() <= end and not _is_mere_place(text, start, end)
    return numbered or (_STREET_NAME.search(words) is not None and "," in words)


def _is_mere_place(text: str, start: int, end: int) -> bool:
    """Tell "Parkplatz 3" from "Am Marktplatz 3" and from what has a postcode."""
    return (
        _GERMAN_PLACE.match(text, start, end) is not None
        and _NAMED_PLACE.search(text, max(0, start - 20), start) is None
        and _POSTCODE_BEHIND.match(text, end) is None
    )


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
