"""Recognise things that share a person's name: brands, car models, holidays, months, flowers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from analyzer.redact.words import fold, is_car_model, is_company, is_flower, is_given_name, is_surname

_BRANDS = Path(__file__).parent / "words" / "brands.txt"
# Characters around a word that are searched for a brand or a cue, and for words about flowers.
_CONTEXT_CHARS = 30
_FLOWER_CONTEXT_CHARS = 90
# Car makers whose name is hardly a person's; the next word is a model.
_CAR_MAKE = re.compile(
    r"\b(?:Renault|Peugeot|Citroën|Citroen|Opel|Vauxhall|Fiat|Seat|SEAT|Skoda|Škoda|Volkswagen|VW|Toyota|Mazda|Hyundai|"
    r"Kia|Nissan|Dacia|Lancia|Audi|Volvo|Suzuki|Subaru|Ford|Honda|Alfa|Chevrolet|Chevy|Dodge|Jeep|Buick|Pontiac|GMC|"
    r"Cadillac|Chrysler|Lexus|Acura|Infiniti|Mitsubishi) $"
)
# Comes before the model of a car, never before a person's name.
_COLOUR_OR_YEAR = re.compile(
    r"\b(?:black|white|silver|red|blue|green|gr[ae]y|brown|beige|tan|maroon|gold|yellow|orange|purple|(?:19|20)\d\d) $"
)
_HOLIDAYS = (
    ("eve", re.compile(r"\b(?:christmas|xmas|easter|new year['’]?s?) $", re.IGNORECASE)),
    (
        "noel",
        re.compile(
            r"\b(?:avant|après|pour|joyeux|depuis|dès|(?:période|fêtes?|marché|vacances|cadeaux?|jour|soir|veille|repas|"
            r"temps|approche|sapin) de) $|(?<!parlé )(?<!demandé )(?<!dit )(?<!merci )\bà $",
            re.IGNORECASE,
        ),
    ),
    (
        "natale",
        re.compile(r"\b(?:a|di|per|da|sotto|dopo|durante|buon|fino a|prima di) $", re.IGNORECASE),
    ),
    ("silvester", re.compile(r"\b(?:an|zu|vor|über) $", re.IGNORECASE)),
    (
        "reyes",
        re.compile(r"\b(?:(?:noche|día|dia|cabalgata|roscón|antes|después) de|navidad(?:es)? y|en) $", re.IGNORECASE),
    ),
)
# Months that are somebody's name as well, in seven languages.
_MONTHS = frozenset(
    (
        *("jan", "april", "may", "june", "jun", "jul", "august", "aug", "avril", "abril", "aprile", "mayo", "mai"),
        *("maggio", "mei", "maio", "julio", "augustus"),
    )
)
_BEFORE_MONTH = re.compile(
    r"\b(?:since|in|until|till|mid|early|late|last|next|(?:end|start|beginning|middle) of|"
    r"seit|im|bis|ab|anfang|mitte|ende|letzten|nächsten|vergangenen|"
    r"depuis|en|dès|jusqu['’]en|fin|début|mi(?=-)|mois d['’]|mois de|"
    r"desde|(?:mes|principios|mediados|finales) de|fino ad?|fine|inizio|metà|mese di|"
    r"sinds|tot|vanaf|begin|eind|half|em|até|(?:mês|início|meados|fim) de)(?:(?<=['’])|[ -])$",
    re.IGNORECASE,
)
# Short forms of months, and months that are a common first name: fewer words behind them tell that they are one.
_MOSTLY_NAMES = frozenset(("jan", "jun", "jul", "aug", "mei", "julio"))
# No number that counts: "seit Jan 3 Teams leitet".
_DATE_BEHIND = r"\.? (?:20\d\d\b|\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}(?=\s*(?:$|[.,;:!?)\n])))"
_SENTENCE_END = r"\s*(?:$|[!?)\n]|\.(?:\s*$|\s+(?![^\W\d_A-ZÀ-Þ])))"
# Behind a comma, such a word goes on about a person: "bis Jan, der Chef, kam".
_OF_A_PERSON = (
    r"(?:the|an?|my|your|our|their|his|her|who|whose|whom|she|he|one|der|die|das|den|dem|des|eine?[mnrs]?|"
    r"(?:mein|dein|sein|ihr|unser|euer|eur)e?[mnrs]?|er|sie|welche[rnms]?|le|la|les|une?|mon|ma|mes|ton|ta|tes|son|sa|ses|"
    r"notre|nos|votre|vos|leurs?|qui|que|dont|elle|el|los|las|una?|mis?|tus?|sus?|nuestr[oa]s?|vuestr[oa]s?|quien|él|ella|"
    r"il|lo|gli|mi[oae]|miei|tuo[i]?|tu[ae]|suo[i]?|su[ae]|nostr[oaie]|vostr[oaie]|loro|che|cui|lui|lei|de|het|een|mijn|"
    r"jouw|zijn|haar|onze?|jullie|hun|wie|hij|zij|ze|o|a|os|as|uma?|meus?|minhas?|teus?|tuas?|seus?|suas?|noss[oa]s?|"
    r"voss[oa]s?|quem|ele|ela|[ldc]['’]\w+)\b"
)
_CLAUSE_END = rf"\s*[;:]|\s*,(?!\s*(?:(?i:{_OF_A_PERSON})|i\b|(?!I\b)[A-ZÀ-Þ]))"
# Behind "and", what no person can be joined with: "since August and no answer", but "seit August und ich uns stritten".
_GOES_ON = (
    r"(?:no|not|nothing|nobody|none|never|still|yet|am|have|haven['’]t|had|got|"
    r"kein(?:e[nmrs]?)?|nichts|niemand|nie|nicht|immer|noch|bis|habe|bin|warte|hatte|"
    r"rien|personne|aucune?|jamais|toujours|pas|encore|"
    r"ningun[oa]?|ningún|nada|nadie|nunca|todavía|aún|sigo|sigue|"
    r"nessun[oa]?|niente|nulla|mai|ancora|"
    r"geen|niets|niks|nooit|nog|steeds|heb|"
    r"nenhuma?|ninguém|ainda|continuo)\b"
)
# What follows a month and hardly a person: "since June left" is about her.
_BEHIND_MONTH = re.compile(
    rf"{_DATE_BEHIND}|\.?(?:{_SENTENCE_END}|{_CLAUSE_END})|"
    rf" (?:and|or|und|aber|oder|et|ou|y|e|en|maar|of) {_GOES_ON}|"
    r" (?:but|mais|pero|ma|mas) (?:I\b|[^\W\d_A-ZÀ-Þ])| (?:aber ich|maar ik)\b|"
    # No "für" or "voor": the verb of "seit August für uns arbeitet" comes last.
    r" (?:for|because|weil|pour|parce|por|porque|per|perché|omdat)\b"
)
_BEHIND_SHORT_MONTH = re.compile(f"{_DATE_BEHIND}|{_SENTENCE_END}")
# Words about flowers in a vase or bunch. "Flowers" is not among them: whoever "brought flowers" is a person.
_FLOWER_CUE = re.compile(
    r"\b(?:bouquets?|bunch|vase|wilted|withered|wreath|tulips|blumenstrauß|strauß|strauss|topf|verwelkt\w*|welk\w*|verblüht|"
    r"tulpen|fanée?s?|flétrie?s?|tulipes|ramos?|maceta|marchit\w+|tulipanes|mazzo|vaso|appassit\w+|tulipani|boeket|bos|pot|"
    r"murch\w+|tulipas)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:the|an?|their|your|der|die|das|den|dem|eine?[rn]?|le|la|les|une?|el|los|las|una?|il|lo|gli|de|het|een|o|as|os|"
    r"uma) $",
    re.IGNORECASE,
)
# Plural articles: no language has one before the name of one person.
_PLURAL_ARTICLE = re.compile(r"\b(?:los|las|les|aos|gli) $", re.IGNORECASE)


def is_namesake(text: str, match: re.Match[str]) -> bool:
    """Tell from its context whether a capitalised word names a thing and not a person."""
    word = fold(match[0])
    before = text[max(0, match.start() - _CONTEXT_CHARS) : match.start()]
    if _CAR_MAKE.search(before) or is_company(word):
        return True
    if any(word == feast and cue.search(before) for feast, cue in _HOLIDAYS):
        return True
    if is_flower(word) and _ARTICLE.search(before) and _FLOWER_CUE.search(_around(text, match, _FLOWER_CONTEXT_CHARS)):
        return True
    if is_given_name(match[0]) and not is_surname(match[0]) and _PLURAL_ARTICLE.search(before):
        return True
    return _is_in_brand(text, match)


def is_car_with_colour(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word is a car model after a colour or year: "a 2019 Sienna"."""
    return (
        is_car_model(match[0])
        and _COLOUR_OR_YEAR.search(text, max(0, match.start() - _CONTEXT_CHARS), match.start()) is not None
    )


def is_month(text: str, match: re.Match[str]) -> bool:
    """Tell whether a word is a month by the words on both sides: "waiting since June and still no answer"."""
    month = fold(match[0])
    behind = _BEHIND_SHORT_MONTH if month in _MOSTLY_NAMES else _BEHIND_MONTH
    return (
        month in _MONTHS
        and _BEFORE_MONTH.search(text, max(0, match.start() - _CONTEXT_CHARS), match.start()) is not None
        and behind.match(text, match.end()) is not None
    )


def _around(text: str, match: re.Match[str], reach: int) -> str:
    """Return the text on both sides of a word, without the word."""
    return f"{text[max(0, match.start() - reach) : match.start()]} {text[match.end() : match.end() + reach]}"


def _is_in_brand(text: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _CONTEXT_CHARS)
    near = text[start : match.end() + _CONTEXT_CHARS].replace("’", "'")
    return any(
        found.start() <= match.start() - start and match.end() - start <= found.end()
        for found in _brand_pattern().finditer(near)
    )


@cache
def _brand_pattern() -> re.Pattern[str]:
    listed = sorted(_BRANDS.read_text(encoding="utf-8").splitlines(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", re.IGNORECASE)
