"""Rules for contacts and accounts: e-mail, web and IP address, social handle, phone, payment card, IBAN."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from analyzer.redact.spans import Span
from analyzer.redact.words import is_given_name, is_ordinary

# Each pattern may match only at the start of a run of characters: otherwise long runs would take quadratic time.
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?[(\[{] ?(?:at|ät|arroba|chez) ?[)\]}] ?[\w-]+"
    r"(?: ?(?:[(\[{] ?(?:dot|punkt|point|punto) ?[)\]}]|\.) ?[\w-]+)+",
    re.IGNORECASE,
)
# "leo marsh at gmail dot com": an address as it is spoken.
_SPOKEN_DOT = r"(?: (?:dot|punkt|point|punto|punt|ponto) | ?\. ?)"
_TOP_LEVEL_DOMAIN = r"(?:com|net|org|edu|gov|info|biz|me|io|us|uk|ca|au|de|at|ch|fr|be|es|it|nl|pt|eu)\b(?![\w@])"
_SPOKEN_DOMAIN_END = re.compile(_SPOKEN_DOT + _TOP_LEVEL_DOMAIN, re.IGNORECASE)
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<local>[\w.+-]+(?: (?:dot|punkt|point|punto|punt|ponto|underscore|dash|hyphen|plus) [\w.+-]+)*)"
    rf" (?:at|ät|arroba|arobase|chiocciola) (?P<host>[\w-]+)(?:{_SPOKEN_DOT}[\w-]+)??{_SPOKEN_DOT}{_TOP_LEVEL_DOMAIN}",
    re.IGNORECASE,
)
# Mail providers: an account there belongs to a person.
_MAIL_PROVIDER = re.compile(
    r"(?:g|google|hot|fast|proton|rocket)mail|yahoo|ymail|outlook|live|msn|icloud|mac|aol|comcast|verizon|att|sbcglobal|"
    r"bellsouth|cox|charter|earthlink|juno|proton|zoho|gmx|web|t-online|freenet|orange|wanadoo|laposte|libero|tiscali|"
    r"ziggo|kpnmail|btinternet",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?<![\w.+-])(?P<word>[^\W\d_][\w'’-]*) $")
_MAX_NAMES_BEFORE, _MAX_WORD_CHARS = 2, 24
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]", re.IGNORECASE)
_BARE_URL = re.compile(
    r"(?<![\w-])(?<!\w\.)(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"(?<![\w-])(?<!\w\.)(?:[a-z0-9-]+\.)+(?:com|org|net|info|biz|co\.uk|org\.uk|de|fr|nl|eu|example)\b(?![\w@])",
    re.IGNORECASE,
)
_IP4 = re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]*\w)")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4})+(?![\w:])", re.IGNORECASE)
_VERSION_CUE = re.compile(r"(?:version|release|v|firmware|build|ios|android)\.? ?$", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z0-9_][\w.-]*\w|(?<!\w)u/[\w-]{3,}")
_CHAT_SPEAKER = re.compile(
    r"^(?:\[[\d: .apmAPM-]+\] ?)?(?P<handle>[a-z0-9]+(?:[._][a-z0-9]+)+)(?=:| (?:left|joined|wrote|added)\b)",
    re.MULTILINE,
)

_CARD = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){11,18}(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_IBAN_CUE = re.compile(r"iban\W{0,3}(?:is|ist|est)?\W{0,3}$", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![\w#./€$£+-])(?<!\d,)(?:\+|\(\+?)?\d(?:[ \xa0./()–-]{0,2}\d){6,14}(?: ?(?:x|"
    r"ext\.?) ?\d{1,6})?(?![\w%€$£]|[.,]\d)"
)
# "0171 / 39 200 46": an area code before a slash.
_SLASHED_PHONE = re.compile(r"(?<![\w./–-])0\d{2,5} / \d(?: ?\d){3,9}(?![\w/%€$£]|[.,]\d)")
_PHONE_CUE = re.compile(
    r"\b(?:phone|tel|telephone|telefon|téléphone|teléfono|telefono|mobile|mob|cell|handy|portable|móvil|call|ring|"
    r"rang|text|sms|fax|"
    r"whatsapp|landline|contact|number|reach|dial|erreichbar|nummer|numéro|número|anrufen)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}")
_TIMESTAMP = re.compile(
    r"\(?(?:(?:19|20)\d\d[-./]\d\d[-./]\d\d|\d{1,2}(?P<sign>[-./])\d{1,2}(?P=sign)(?:19|20)\d\d)(?!\d)"
)
_PHONE_REGIONS = ("GB", "US", "DE", "FR", "ES", "IT", "NL", "IN", "AU", "IE")


def find_contacts(text: str) -> Iterator[Span]:
    """Yield e-mail addresses, web addresses and handles."""
    if "@" in text or "(" in text or "[" in text or "{" in text:
        yield from _spans(_EMAIL, text, "EMAIL")
        yield from _spans(_SPELLED_EMAIL, text, "EMAIL")
    if _SPOKEN_DOMAIN_END.search(text):
        yield from _spoken_emails(text)
    if "." in text or "/" in text or "@" in text:
        for pattern in (_URL, _BARE_URL, _DOMAIN):
            yield from _spans(pattern, text, "URL")
        yield from (
            span for span in _spans(_HANDLE, text, "HANDLE") if not is_ordinary(text[span.start + 1 : span.end])
        )
        yield from (Span(*match.span("handle"), "HANDLE") for match in _CHAT_SPEAKER.finditer(text))


def _spoken_emails(text: str) -> Iterator[Span]:
    """Yield spoken e-mail addresses with the names right before them; "look at amazon dot com" is none."""
    for match in _SPOKEN_EMAIL.finditer(text):
        if not _MAIL_PROVIDER.fullmatch(match["host"]) and not _is_distinctive(match["local"]):
            continue
        start = match.start()
        for _ in range(_MAX_NAMES_BEFORE):
            before = _WORD_BEFORE.search(text, max(0, start - _MAX_WORD_CHARS), start)
            if before is None or not _is_distinctive(before["word"]):
                break
            start = before.start()
        yield Span(start, match.end(), "EMAIL")


def _is_distinctive(word: str) -> bool:
    """Tell whether a word may identify a person: a given name, no ordinary word, or not only letters."""
    return is_given_name(word) or not word.isalpha() or not is_ordinary(word)


def find_numbers(text: str) -> Iterator[Span]:
    """Yield IP addresses, payment cards (Luhn), IBANs (mod 97) and phone numbers."""
    yield from (
        Span(*m.span(), "IP")
        for m in _IP4.finditer(text)
        if not _VERSION_CUE.search(text, max(0, m.start() - 12), m.start())
    )
    yield from _spans(_IP6, text, "IP")
    for match in _IBAN.finditer(text):
        yield from _find_iban(match, text)
    for match in _CARD.finditer(text):
        if _passes_luhn(match[0]):
            yield Span(*match.span(), "CARD")
    yield from _spans(_SLASHED_PHONE, text, "PHONE")
    for match in _PHONE.finditer(text):
        if _is_phone(match[0], text[max(0, match.start() - 45) : match.start()]):
            yield Span(*match.span(), "PHONE")


def _spans(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Span]:
    return (Span(*match.span(), kind) for match in pattern.finditer(text))


def _find_iban(match: re.Match[str], text: str) -> Iterator[Span]:
    """Yield the longest prefix with a valid checksum: the pattern also matches words after the number."""
    for end in range(match.end(), match.start() + 14, -1):
        candidate = "".join(text[match.start() : end].split()).upper()
        if text[end - 1] != " " and not text[end : end + 1].isalnum() and _passes_mod97(candidate):
            yield Span(match.start(), end, "IBAN")
            return
    if _IBAN_CUE.search(text, max(0, match.start() - 14), match.start()):
        groups = re.match(r"\w{4}(?: ?(?=\w*\d)\w{1,})+", match[0])
        yield Span(match.start(), match.start() + (groups.end() if groups else len(match[0])), "IBAN")


def _passes_mod97(iban: str) -> bool:
    moved = iban[4:] + iban[:4]
    return 15 <= len(iban) <= 34 and int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _passes_luhn(number: str) -> bool:
    digits = [int(character) for character in number if character.isdigit()]
    if not 12 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [d * 2 - 9 * (d > 4) for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_phone(number: str, before: str) -> bool:
    """Tell a phone number by its shape, by the words before it, or by a country's numbering plan.

    The numbers that people leave are often mistyped or invented, so a plausible shape is enough.
    Only bare digits need a cue or a numbering plan.
    """
    digits = re.sub(r"\D", "", re.split("ext|x", number)[0])
    if _DATE.fullmatch(number) or _TIMESTAMP.match(number) or not 7 <= len(digits) <= 15:
        return False
    if number.startswith(("+", "(")) or digits.startswith("00"):
        return len(digits) >= 8
    if digits.startswith("0") and len(digits) >= 9:
        return True
    if _PHONE_CUE.search(before):
        return True
    grouped = len(re.findall(r"\d+", number)) >= 3
    return grouped and any(_is_valid(number, region) for region in _PHONE_REGIONS)


def _is_valid(number: str, region: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except phonenumbers.NumberParseException:
        return False
