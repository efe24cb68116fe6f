"""Score how well runs of words read as a name, and shortlist each theme's candidates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.grammar import Grammar
from analyzer.describe.naming_texts import NamingTexts
from analyzer.describe.nouns import Words
from analyzer.describe.spans import Spans, write_name
from analyzer.describe.tokens import Tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# At most this many phrases and single words of a theme are compared with its centre in meaning; more single words if
# there are fewer phrases.
_MAX_PHRASES, _MAX_LONE_WORDS = 12, 4
# Minimum share of noun in the best word of a phrase, filler aside, and in a single word.
_MIN_SUBJECT, MIN_LONE_NOUN = 0.3, 0.5
# Factors for a name that is a single word, has more than three content words, or joins words loosely ("and").
_ONE_WORD_FACTOR, _MANY_WORDS_FACTOR, _LOOSE_FACTOR = 0.5, 0.8, 0.6
# Factor for a name that occurs in a single distinct text, however many people say it: mostly a detail of it.
_ONE_TEXT_FACTOR = 0.4
# A run is dropped if its lift in statements of the theme's kind (pains or others) is below this: "perfect" among pains.
MIN_LIFT = 0.25
_ROMANCE = ("fr", "es", "it", "pt")


@dataclass(frozen=True, slots=True)
class Material:
    """All that names and keywords are made from.

    Attributes:
        tokens: The words of all texts.
        grammar: Word lists of the languages spoken.
        words: Grammatical traits of each distinct word.
        spans: The runs of words that could be a name.
        uses: Which texts hold which words, shape (texts, w).
        naming_texts: Which texts may name their themes.
        spoken: How many people say each run in the texts that may name each theme, shape (themes, p).
        used: How many people use each word in these texts, shape (themes, w).
        used_in_any_language: How many people use each word in each theme's typical texts, whatever their language,
            shape (themes, w).
        people: How many people wrote the texts that may name each theme, shape (themes,).
        valence_lift: How much more often than average each run is said in statements that are no pains, and in pains;
            shape (2, p).
        word_lift: The same of each word, shape (2, w).
        shown: Which themes readers may see, shape (themes,).
        common: Which words enough people use for them to be shown to anybody, shape (w,).
        names_unit: Whether a text names a unit; no reader may learn where a theme is spoken of.
    """

    tokens: Tokens
    grammar: Grammar
    words: Words
    spans: Spans
    uses: csr_matrix
    spoken: csr_matrix
    used: csr_matrix
    used_in_any_language: csr_matrix
    people: NDArray[np.int64]
    naming_texts: NamingTexts
    valence_lift: NDArray[np.float64]
    word_lift: NDArray[np.float64]
    shown: NDArray[np.bool_]
    common: NDArray[np.bool_]
    names_unit: Callable[[str], bool]

    def written(self, span: int) -> str:
        """Write a run of words the way a name is shown."""
        return write_name(self.spans, self.tokens, span)


@dataclass(frozen=True, slots=True)
class Candidates:
    """A theme's candidate names, each array of shape (k,).

    Attributes:
        spans: The runs of words.
        shape: How well each reads as a name, 0 to 1.
        breadth: Mean logarithm of the share of the theme's people who use each of its words.
        home: Of the texts that contain it, the share in the language that most people of the side speak.
        together: Logarithm of the share of people who say all of it among those who use its rarest word.
    """

    spans: NDArray[np.int64]
    shape: NDArray[np.float64]
    breadth: NDArray[np.float64]
    home: NDArray[np.float64]
    together: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Judged:
    """Scores of runs and words that are the same for all themes.

    Attributes:
        shape: How well each run reads as a name, 0 to 1, shape (p,).
        subject: The largest share of noun among its words, filler aside, 0 to 1, shape (p,).
        says: Whether it says more than how much or how many, shape (p,).
        safe: Whether enough people use each of its content words for it to be shown to anybody, shape (p,).
        home: Of the texts that contain it, the share in the most spoken language, shape (p,).
        matter: Which of its words are content words, shape (p, MAX_WORDS).
        said: How many people say it, summed over themes, shape (p,).
        used: How many people use each word, summed over themes, at least 1, shape (w,).
    """

    shape: NDArray[np.float64]
    subject: NDArray[np.float64]
    says: NDArray[np.bool_]
    safe: NDArray[np.bool_]
    home: NDArray[np.float64]
    matter: NDArray[np.bool_]
    said: NDArray[np.float64]
    used: NDArray[np.float64]


def short_list(material: Material) -> tuple[Candidates, ...]:
    """Shortlist each theme's candidates: runs that read well and that its people say more than others do."""
    judged = _judge(material)
    return tuple(_of_theme(material, judged, theme) for theme in range(len(material.people)))


def _of_theme(material: Material, judged: _Judged, theme: int) -> Candidates:
    row = material.spoken[[theme]]
    kept = material.valence_lift[int(material.naming_texts.painful[theme]), row.indices] >= MIN_LIFT
    kept &= judged.says[row.indices] & (judged.safe[row.indices] | ~material.shown[theme])
    spans, said = row.indices[kept].astype(np.int64), row.data[kept]
    run, matter, shape = material.spans.words[spans], judged.matter[spans], judged.shape[spans]
    used = np.maximum(material.used[[theme]].toarray().ravel(), 1)[run]
    count = matter.sum(axis=1)
    breadth = (np.log(used / max(int(material.people[theme]), 1)) * matter).sum(axis=1) / count
    together = np.log(said / np.where(matter, used, np.inf).min(axis=1, initial=np.inf))
    own_words = (np.log(used / (judged.used[run] + 2)) * matter).sum(axis=1) / count
    own = np.maximum(own_words, np.log(said / (judged.said[spans] + 2)))
    worth = np.exp(0.5 * breadth + 0.5 * own + 0.35 * together) * shape
    best = np.lexsort((spans, -worth))
    speaks = judged.subject[spans] > _MIN_SUBJECT
    alone, noun = run[:, 1] < 0, material.words.noun[run[:, 0]] >= MIN_LONE_NOUN
    phrases, lone = (~alone & speaks)[best], (alone & speaks & noun & (said > 1))[best]
    chosen = _fit(material, spans, best[phrases], _MAX_PHRASES)
    chosen = np.append(chosen, _fit(material, spans, best[lone], max(_MAX_LONE_WORDS, _MAX_PHRASES - len(chosen))))
    if len(chosen) < _MAX_LONE_WORDS:
        # What only one of several people says is a detail.
        rest = np.setdiff1d(best[(said > 1)[best] | (material.people[theme] < 2)], chosen)
        filler = judged.subject[spans[rest]] == 0
        order = rest[np.lexsort((spans[rest], -worth[rest], filler))]
        chosen = np.append(chosen, _fit(material, spans, order, _MAX_LONE_WORDS - len(chosen)))
    return Candidates(spans[chosen], shape[chosen], breadth[chosen], judged.home[spans[chosen]], together[chosen])


def _fit(material: Material, spans: NDArray[np.int64], order: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Take the first that name no unit, at most ``most`` of them."""
    fit = (at for at in order.tolist() if not material.names_unit(material.written(int(spans[at]))))
    return np.fromiter(islice(fit, most), dtype=np.int64)


def _judge(material: Material) -> _Judged:
    run, words = material.spans.words, material.words
    inside = run >= 0
    matter = words.content[run] & inside
    subject = ((words.noun * ~words.empty)[run] * inside).max(axis=1, initial=0)
    return _Judged(
        shape=_shapes(material, matter)
        * (0.15 + 0.85 * np.minimum(subject / 0.6, 1))
        * np.where(material.spans.texts.getnnz(axis=0) > 1, 1.0, _ONE_TEXT_FACTOR),
        subject=subject,
        says=np.asarray((matter & ~words.quantity[run]).any(axis=1)),
        safe=np.asarray((~matter | material.common[run]).all(axis=1)),
        home=_share(material, material.grammar.languages[0]),
        matter=matter,
        said=np.asarray(material.spoken.sum(axis=0)).ravel(),
        used=np.maximum(np.asarray(material.used.sum(axis=0)).ravel(), 1),
    )


def _shapes(material: Material, matter: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how well each run reads as a name, whatever its subject: by its length, its two ends and the middle."""
    run, words = material.spans.words, material.words
    inside = run >= 0
    length, count = inside.sum(axis=1), matter.sum(axis=1)
    rows, columns = np.arange(len(run)), np.arange(run.shape[1])
    inner = inside & (columns > 0) & (columns < (length - 1)[:, None])
    finite = (words.verb[run] * inner).max(axis=1, initial=0)
    loose = np.where((words.loose[run] & inner).any(axis=1), _LOOSE_FACTOR, 1.0)
    begin = _begin(words, run[:, 0], run[rows, np.minimum(1, length - 1)])
    end = _end(material, run[rows, np.maximum(length - 2, 0)], run[rows, length - 1], length)
    size = np.select([length == 1, count <= 3], [_ONE_WORD_FACTOR, 1.0], _MANY_WORDS_FACTOR)
    return np.asarray(begin * end * size * loose * (1 - finite) * (0.2 + 0.8 * material.spans.whole))


def _begin(words: Words, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Score the beginning: names begin with a noun, an adjective, "no" before a noun, or "nobody" before a verb."""
    negated = np.where(words.denies[first], 0.9, 0.8 * (1 - words.noun[second]) * ~words.inside[second])
    plain = (1 - 0.75 * words.verb[first]) * np.where(words.empty[first] & (words.noun[first] > 0.5), 0.75, 1.0)
    return np.where(words.negates[first], negated, plain)


def _end(
    material: Material, before: NDArray[np.int64], last: NDArray[np.int64], length: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Score the end: names end with a noun, a participle after one, in Romance languages an adjective after one."""
    words, first = material.words, material.spans.words[:, 0]
    done = words.participle[last] & (length > 1) & (words.noun[before] > 0.5)
    end = np.where(done, np.maximum(words.noun[last], 0.6), words.noun[last])
    adjective = 1 - words.noun[last] - words.verb[last]
    follows = (length > 1) & (words.noun[first] > 0.5) & (_share(material, *_ROMANCE) > 0.5)
    return np.asarray(np.where(follows, np.maximum(end, 0.9 * adjective), end))


def _share(material: Material, *languages: str) -> NDArray[np.float64]:
    """Return, of the texts that contain each run, the share in one of these languages, shape (p,)."""
    spoken = material.grammar.speaks(*languages)[np.maximum(material.tokens.language_ids, 0)]
    texts = material.spans.texts
    return np.asarray((texts.T @ spoken.astype(float)) / np.maximum(texts.getnnz(axis=0), 1))
