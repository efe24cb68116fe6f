"""Rules for identifiers of a person: staff, customer and order numbers, plates, national ids, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.redact.spans import Span

_LABELS = (
    r"staff|employee|emp|personnel|payroll|worker|badge|leaver|customer|client|member(?:ship)?|loyalty|order|"
    r"booking|reservation|"
    r"confirmation|reference|ref|case|ticket|claim|complaint|policy|invoice|receipt|account|acct|acc|sort code|"
    r"routing|contract|"
    r"tracking|parcel|patient|nhs (?:number|no\.?)|hospital|passport|licen[cs]e|driver'?s licen[cs]e|"
    r"national insurance|ni|social security|ssn|"
    r"tax|transaction|application|lanyard|id card|card id|student|user|id|"
    r"personal|mitarbeiter|kunden|bestell|bestellung|auftrags?|rechnungs?|rechnung|vertrags?|vorgangs?|"
    r"aktenzeichen|buchungs?|"
    r"sendungs?|versicherungs?|ausweis|steuer|konto|"
    r"matricule|dossier|commande|client|contrat|facture|réservation|adhérent|"
    r"pedido|cliente|empleado|expediente|factura|contrato|reserva|matr[ií]cula|ordine|fattura|matricola|"
    r"klant|bestelling|factuur|personeels|encomenda|fatura|zamówienie|zamówienia|"
    r"dni|nif|nie|bsn|burgerservice|contribuinte|codice fiscale|carta d['’]identità|partita iva|paszport|pesel"
)
_LABEL_LINK = (
    r"(?:[ -]?(?:numbers?|num|no|nr|id|ref|reference|code|nummer|numéro|número|numero|n[°º.]|#))?(?:['’]s)?[.:#°º]*"
    r"(?:[ _\t]*(?:is|was|ist|war|est|es|lautet|read|reads|:|=|#|-|–|—|\())?[ _\t]*"
)
_CODE = (
    r"#?(?:[A-Z]{1,4} (?=\d))?(?=[A-Z0-9–/.-]*\d)[A-Z0-9]+(?:[-–/.][A-Z0-9]+)*"
    r"(?:[ ](?:\d{2,}(?:-[A-Z0-9]+)?|[A-Z](?![\w'’])))*"
)
_LABELLED = re.compile(rf"\b(?i:(?:{_LABELS}){_LABEL_LINK})(?P<code>{_CODE})(?![\w€$£%])")
# Beside these words a short number may count or cost something: "sinistre 300 euros".
_FILED = re.compile(
    r"\b(?i:(?:files?|akten?|schadens?|polis|polizza|póliza|apólice|pratica|sinistre|siniestro|sinistro)"
    rf"{_LABEL_LINK})(?P<code>{_CODE})(?![\w€$£%]| ?(?i:euros?|eur|francs?|franken|chf|dollars?|pounds?)\b)"
)
_LOOSELY_LABELLED = re.compile(
    rf"\b(?i:(?:id|badge|lanyard|nummer|ref)\b)[^.\n]{{0,25}}?(?<!\w)(?P<code>{_CODE})(?!\w)"
)
_LETTERS_AND_DIGITS = re.compile(
    r"(?<![\w#/.–-])#?(?P<head>[A-Z]{1,4})[-–/](?P<tail>[A-Z0-9]+(?:[-–/][A-Z0-9]+)*)(?![\w–/-])"
)
_HASH_NUMBER = re.compile(r"(?<!\w)#\d{4,}\b")
_LONG_DIGITS = re.compile(r"(?<![\w€$£.,+-])\d{7,}(?![\w%€$£]|[.,]\d)")
_STANDARD_PREFIXES = frozenset(["ISO", "IEC", "DIN", "EN", "RFC", "COVID", "IEEE", "ANSI", "BS", "USB", "PS", "HR"])
_PRODUCT_LABEL = re.compile(
    r"(?:batch|lot|model|modell|version|form|room|series|type|part|sku|size|"
    r"charge)\W{0,3}(?:no\.? ?)?$",
    re.IGNORECASE,
)

_US_SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_UK_NATIONAL_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")

# National ids of Spain and Italy, which hardly anything else looks like; Spain's last letter is a check letter.
_SPANISH_ID = re.compile(
    r"(?<![\w.-])(?P<head>[XYZ]?)[ .-]?(?P<digits>\d{7,8}|\d{1,2}(?:\.\d{3}){2})[ -]?(?P<check>[A-HJ-NP-TV-Z])(?![\w-])"
)
_SPANISH_ID_LABEL = re.compile(r"\b(?:dni|nif|nie|documento)\W{0,3}(?:[^\W\d]{1,6}\W{1,2}){0,2}$", re.IGNORECASE)
_SPANISH_CHECK_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_ITALIAN_TAX_CODE = re.compile(
    r"(?<!\w)[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z](?!\w)", re.IGNORECASE
)

_PLATE = re.compile(
    r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|(?<![\w-])[A-ZÄÖÜ]{1,3}-[A-ZÄÖÜ]{1,2} \d{1,4}[EH]?\b|"
    r"(?<![\w-])[A-Z]{2}-\d{3}-[A-Z]{2}(?![\w-])"
)
_PLATE_AFTER_CUE = re.compile(
    r"\b(?i:car|van|lorry|truck|taxi|cab|vehicle|plate|reg|registration|kennzeichen|auto|wagen|voiture|"
    r"immatriculation|immatriculée?|plaque|camionnette|coche|furgoneta|matr[ií]cula|targa|targat[oa]|macchina|furgone|"
    r"kenteken|kentekenplaat|carro|carrinha|camião)\b"
    r"[^.\n\d]{0,15}?(?P<plate>(?=[A-Z0-9 -]*\d)(?=[A-Z0-9 -]*[A-Z])"
    r"(?:[A-Z0-9]{1,3}[ -][A-Z0-9]{2,3}[ -][A-Z0-9]{1,3}|[A-Z0-9]{2,4}[ -][A-Z0-9]{2,4}))(?![\w-])"
)

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|mars|avr|juin|juil|août|"
    r"déc|ene|abr|ago|dic)[a-zéûû]*\.?"
)
_FULL_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?: of|"
    rf" de)? {_MONTH}(?: de)?,? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
# A date, with or without the hour of a time after it.
_PLAIN_DATE = re.compile(r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)(?: \d{1,2})?")
_BIRTH_DATE = re.compile(
    r"\b(?:dob|d\.o\.b|date of birth|birth ?date|birthday|born|geb(?:oren|urtsdatum)?|née?|naissance|nacid[oa]|"
    r"nacimiento|nat[oa]|nascita)\b"
    rf"(?:(?!\d)[\s\S]){{0,90}}?(?P<date>{_FULL_DATE})",
    re.IGNORECASE,
)
# Followed by a time of day, as in a chat's "Kim (3.2.2026 9:15)", a date is no date of birth.
_DATE_AFTER_NAME = re.compile(rf"\s?[,(]\s?(?P<date>{_FULL_DATE})(?!\d|,?\s?\d{{1,2}}[:.]\d{{2}}\b)", re.IGNORECASE)
_LABEL_REACH_CHARS = 24


def find_codes(text: str) -> Iterator[Span]:
    """Yield identifiers, vehicle plates and national ids."""
    for pattern, min_digits in ((_LABELLED, 3), (_LOOSELY_LABELLED, 4), (_FILED, 5)):
        for match in pattern.finditer(text):
            if _is_code(match["code"], min_digits):
                yield Span(*match.span("code"), "ID")
    for match in _LETTERS_AND_DIGITS.finditer(text):
        if _is_mixed_code(match) and not _PRODUCT_LABEL.search(text, max(0, match.start() - 16), match.start()):
            yield Span(*match.span(), "ID")
    for match in _LONG_DIGITS.finditer(text):
        if not match[0].endswith("000"):
            yield Span(*match.span(), "ID")
    for pattern, kind in (
        (_HASH_NUMBER, "ID"),
        (_US_SOCIAL_SECURITY, "ID"),
        (_UK_NATIONAL_INSURANCE, "ID"),
        (_PLATE, "PLATE"),
    ):
        yield from (Span(*match.span(), kind) for match in pattern.finditer(text))
    yield from (Span(*match.span("plate"), "PLATE") for match in _PLATE_AFTER_CUE.finditer(text))
    yield from (Span(*match.span(), "ID") for match in _ITALIAN_TAX_CODE.finditer(text))
    yield from (Span(*match.span(), "ID") for match in _SPANISH_ID.finditer(text) if _is_spanish_id(match, text))


def find_birth_dates(text: str) -> Iterator[Span]:
    """Yield dates that nearby words name as a date of birth."""
    yield from (Span(*match.span("date"), "DOB") for match in _BIRTH_DATE.finditer(text))


def find_dates_after_names(text: str, names: list[Span]) -> Iterator[Span]:
    """Yield full dates directly after a name, as in "Name, 3 May 1980" or "Name (03.05.1980"."""
    for name in names:
        match = _DATE_AFTER_NAME.match(text, name.end)
        if match:
            yield Span(*match.span("date"), "DOB")


def _is_spanish_id(match: re.Match[str], text: str) -> bool:
    """Tell a DNI or NIE by its check letter or, since it may be mistyped, by its label."""
    digits = match["digits"].replace(".", "")
    if len(digits) != (7 if match["head"] else 8):
        return False
    number = int(f"{'XYZ'.find(match['head']) if match['head'] else ''}{digits}")
    label = _SPANISH_ID_LABEL.search(text, max(0, match.start() - _LABEL_REACH_CHARS), match.start())
    return _SPANISH_CHECK_LETTERS[number % 23] == match["check"] or label is not None


def _is_code(code: str, min_digits: int) -> bool:
    digits = sum(character.isdigit() for character in code)
    is_year = re.fullmatch(r"(?:19|20)\d\d", code) is not None
    return digits >= min_digits and not is_year and _PLAIN_DATE.fullmatch(code) is None


def _is_mixed_code(match: re.Match[str]) -> bool:
    digits = sum(character.isdigit() for character in match["tail"])
    return digits >= 4 and match["head"] not in _STANDARD_PREFIXES and set(match["head"]) != {"X"}
