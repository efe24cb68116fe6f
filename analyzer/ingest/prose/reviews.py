"""Take the rating off the head of pasted reviews, and a date beside it.

For example:

    ★★☆☆☆ Crashes all the time        -> rating 2
    2/5 – slow                        -> rating 2
    Rating: 4 | 12 May 2026           -> rating 4 and a day
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyzer.ingest.dates import looks_like_date, parse_date

_FILLED = "★⭐🌟"
_LABEL = (
    r"(?:overall rating|rating|rated|score|stars|gesamtbewertung|bewertung|bewertet mit|note|évaluation|puntuación"
    r"|valoración|calificación|punteggio|valutazione|voto|beoordeling|avaliação|classificação|nota)\s*[:=]?\s*"
)
_STARS = rf"[{_FILLED}☆✩][{_FILLED}☆✩\ufe0f ]*"
_OUT_OF = r"\s?(?:/|out of|von|sur|de|di|su|van(?: de)?|sobre)\s?"
_OUT_OF_MOST = rf"{_OUT_OF}(?P<most>5|10)(?![\d/])"
_STAR_WORD = r"\s?(?:stars?|sternen?|sterne?|étoiles?|estrellas?|stell[ae]|sterren|estrelas?)\b"
_RATING = re.compile(
    rf"\s*[(\[]?(?P<label>{_LABEL})?(?:(?P<stars>{_STARS})|(?P<number>\d{{1,2}}(?:[.,]\d)?)(?:{_OUT_OF_MOST})?(?P<named>{_STAR_WORD}(?:{_OUT_OF}(?P<behind>5|10)(?![\d/]))?)?)"
    r"(?P<end>\s*[)\]]\s*|\s*[-–—:;|.,·!]+(?=\s|$)\s*|\s*$|\s*\n\s*|\s+)",
    re.IGNORECASE,
)
# What looks like a rating: two fifths of something, or a day and month.
_SHARE_OF_SOMETHING = re.compile(r"(?:of|der|des|von|du|del|della|dei|van|da|do|dos)\b", re.IGNORECASE)
_FRACTION = re.compile(rf"\s*(?!24/7\b)(\d{{1,2}})\s?/\s?(\d{{1,2}})\b(?!\s{_SHARE_OF_SOMETHING.pattern})")
# At least this many texts, and this share of them, must begin with a rating before an unclear one counts, too.
_FEWEST_RATED = 3
_SHARE_RATED = 0.5
_JOINTS = " ·-–—|"


@dataclass(frozen=True, slots=True)
class Review:
    """A text without the rating at its head, the rating, and a date that stood beside it."""

    text: str
    rating: float | None = None
    day: date | None = None


def read_reviews(texts: Sequence[str]) -> list[Review]:
    """Take the ratings off texts that were pasted together; text by text, only if it is certain to be a rating.

    If most texts begin with one, "3/5 the map is old" needs no dash; if there is a "7/5" among them, they are dates.
    """
    fractions = [_FRACTION.match(text) for text in texts]
    if any(found and not _is_possible_rating(int(found[1]), int(found[2])) for found in fractions):
        return [Review(text) if found else read_review(text) for text, found in zip(texts, fractions, strict=True)]
    among = [read_review(text, among_rated=True) for text in texts]
    rated = sum(review.rating is not None for review in among)
    return among if rated >= max(_FEWEST_RATED, _SHARE_RATED * len(texts)) else [read_review(text) for text in texts]


def read_review(text: str, *, among_rated: bool = False) -> Review:
    """Take the rating off a text's head, if there is one.

    Args:
        text: The review.
        among_rated: Whether the texts around it begin with ratings.
    """
    match = _RATING.match(text)
    if not match or not _is_rating(match, text[match.end() :], among_rated=among_rated):
        return Review(text)
    rest = text[match.end() :].strip()
    first, _, below = rest.partition("\n")
    rating = float(match["number"].replace(",", ".")) if match["number"] else _count_stars(match["stars"])
    if looks_like_date(first.strip(_JOINTS)):
        return Review(below.strip(), rating, parse_date(first.strip(_JOINTS), None))
    return Review(rest, rating)


def find_review_starts(lines: Sequence[str]) -> list[int]:
    """Find where reviews of several lines begin: where a paragraph's first line is a rating and nothing else.

    If every paragraph begins with a rating and no other line does, a title may stand beside the rating.
    """
    opening = [at for at, line in enumerate(lines) if line.strip() and (at == 0 or not lines[at - 1].strip())]
    if _all_begin_with_rating(lines, opening):
        return opening
    heads = [at for at in opening if is_rating_alone(lines[at])]
    return heads if len(heads) > 1 and heads[0] == opening[0] else []


def _all_begin_with_rating(lines: Sequence[str], opening: Sequence[int]) -> bool:
    """Whether each paragraph's first line, and no other line, begins with a rating."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    reviews = read_reviews([lines[at] for at in filled])
    rated = [at for at, review in zip(filled, reviews, strict=True) if review.rating is not None]
    return len(opening) > 1 and len(filled) > len(opening) and rated == list(opening)


def is_rating_alone(line: str) -> bool:
    """Whether a line is a rating and nothing else."""
    found = read_review(line)
    return found.rating is not None and not found.text


def _is_rating(match: re.Match[str], rest: str, *, among_rated: bool) -> bool:
    if match["stars"]:
        return True
    number, most = float(match["number"].replace(",", ".")), float(match["most"] or match["behind"] or 10)
    if not _is_possible_rating(number, most) or not (match["label"] or match["most"] or match["named"]):
        return False
    # These forms are never anything but ratings: "4.5/5", "2 stars out of 5".
    plain = match["behind"] or (match["most"] and not match["number"].isdigit())
    parted = match["end"].strip() or not rest or "\n" in match["end"]
    told = bool(match["label"] or among_rated) and (match["most"] or (match["label"] and match["named"]))
    return bool(parted or ((told or plain) and not _SHARE_OF_SOMETHING.match(rest)))


def _is_possible_rating(number: float, most: float) -> bool:
    return most in {5, 10} and number <= most


def _count_stars(stars: str) -> float:
    return float(sum(stars.count(star) for star in _FILLED))
