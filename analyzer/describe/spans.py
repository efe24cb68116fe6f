"""The runs of words that could name a theme, and who says them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyzer.describe.grammar import Grammar
from analyzer.describe.nouns import Words
from analyzer.describe.tokens import Tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MAX_WORDS = 5
# How many words after a negation are still negated.
NEGATION_REACH = 4


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens that names are made of: English ones without articles, possessives and forms of "be".

    Attributes:
        ids: Word of each token, shape (s,).
        texts: The text that each token is in, shape (s,).
        broken: Whether a new clause begins with the token, shape (s,).
        negated: Whether it closely follows a negation, shape (s,).
        joinable: Whether it may follow the token before it inside a name, shape (s,).
        final: Whether it may do so only as the last word: "card (was) declined", shape (s,).
    """

    ids: NDArray[np.int64]
    texts: NDArray[np.int64]
    broken: NDArray[np.bool_]
    negated: NDArray[np.bool_]
    joinable: NDArray[np.bool_]
    final: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Distinct runs of words.

    Attributes:
        words: The words of each run, -1 after its end, shape (p, MAX_WORDS).
        whole: How complete each run is, 0 to 1, see ``_whole``; shape (p,).
        texts: Which texts contain it, shape (texts, p), of ones.
    """

    words: NDArray[np.int64]
    whole: NDArray[np.float64]
    texts: csr_matrix

    def among(self, chosen: NDArray[np.bool_]) -> Spans:
        """Keep the chosen runs; ``chosen`` has the shape (p,)."""
        return Spans(self.words[chosen], self.whole[chosen], self.texts[:, np.flatnonzero(chosen)].tocsr())


def write_name(spans: Spans, tokens: Tokens, at: int) -> str:
    """Write a run of words as a name: capitalised, with no space after an elided article."""
    spelled = [tokens.spelled[word] for word in spans.words[at] if word >= 0]
    text = "".join(word if word.endswith(("'", "’")) else f"{word} " for word in spelled).strip()
    # title() and not upper(): Georgian has capital letters in Unicode, but does not capitalise words.
    return text[:1].title() + text[1:]


def make_stream(tokens: Tokens, words: Words, grammar: Grammar) -> Stream:
    """Drop the tokens that names leave out, and mark where the remaining ones may be joined."""
    copulas = tokens.among(grammar.copulas)
    # Only English drops these: "am" is a form of "be" in English and a preposition in German.
    english = grammar.speaks("en")[np.maximum(tokens.language_ids, 0)]
    gone = tokens.among(grammar.headline)[tokens.ids] & english[tokens.texts]
    kept = ~gone
    ids, clause = tokens.ids[kept], np.cumsum(tokens.broken)[kept]
    broken = np.diff(clause, prepend=-1) != 0
    position = np.flatnonzero(kept)
    bare = np.diff(position, prepend=-1) == 1
    copula = np.diff(np.cumsum(copulas[tokens.ids])[position], prepend=0) > copulas[ids]
    before = np.append(ids[:1], ids[:-1])
    opens = words.inside[before] | (words.verb[before] > 0.5)
    # "On Saturdays and none of our fitters": a negation after a link begins a new phrase, but not in "for no reason".
    turns = words.negates[ids] & ~words.denies[ids] & words.inside[before] & ~words.negates[before]
    # "For three years no rise": a negated noun after a time begins a new phrase, too.
    turns |= tokens.among(grammar.determiners & grammar.negators)[ids] & (words.empty & words.content)[before]
    ends = words.participle[ids] & copula & (words.noun[before] > 0.5)
    return Stream(
        ids=ids,
        texts=tokens.texts[kept],
        broken=broken,
        negated=_negated(words.negates[ids], broken),
        joinable=~broken & ~turns & (bare | (~copula & opens) | (copula & words.negates[ids])),
        final=~broken & ends,
    )


def find_spans(stream: Stream, words: Words, usable: NDArray[np.bool_], repeats: NDArray[np.int64]) -> Spans:
    """Find the runs of words that at least two statements contain.

    A run begins with a content word or a negation, but not within a negation's reach, and ends with a content word.

    Args:
        stream: Tokens.
        words: Traits of each word.
        usable: Which words a name may contain, shape (w,).
        repeats: How many statements have each text, shape (texts,).
    """
    from scipy.sparse import csr_matrix, hstack

    usable = usable & words.content
    runs, whole, columns = [], [], []
    for length, begun, codes in _grow(stream, words, usable, repeats):
        named = usable[stream.ids[begun + length - 1]] & ~stream.negated[begun]
        _, first, phrase = np.unique(codes[named], return_index=True, return_inverse=True)
        if not len(first):
            continue
        starts = begun[named]
        run = np.full((len(first), MAX_WORDS), -1, dtype=np.int64)
        run[:, :length] = stream.ids[starts[first][:, None] + np.arange(length)]
        fresh = np.array([len(set(each)) == length for each in run[:, :length].tolist()])
        said = csr_matrix((np.ones(len(phrase)), (stream.texts[starts], phrase)), shape=(len(repeats), len(first)))
        runs.append(run[fresh])
        whole.append(_whole(stream, words, starts, length, phrase)[fresh])
        columns.append(said[:, np.flatnonzero(fresh)])
    if not runs:
        return Spans(np.zeros((0, MAX_WORDS), dtype=np.int64), np.zeros(0), csr_matrix((len(repeats), 0)))
    texts = hstack(columns, format="csr")
    texts.data[:] = 1.0
    return Spans(np.vstack(runs), np.concatenate(whole), texts)


def _grow(
    stream: Stream, words: Words, usable: NDArray[np.bool_], repeats: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
    """Grow runs word by word; yield their length, where they start, and a code that equal runs share.

    A run that fewer than two statements contain cannot be part of a longer one that two contain, so most are dropped
    early.
    """
    passable = usable | words.inside
    starts = np.flatnonzero(usable[stream.ids] | words.negates[stream.ids])
    codes = stream.ids[starts]
    for length in range(1, MAX_WORDS + 1):
        last = starts + length - 1
        if length > 1:
            starts, codes, last = (each[last < len(stream.ids)] for each in (starts, codes, last))
            joined = (stream.joinable | stream.final)[last] & passable[stream.ids[last]] & ~stream.final[last - 1]
            starts, codes, last = starts[joined], codes[joined], last[joined]
            codes = np.unique(codes * len(usable) + stream.ids[last], return_inverse=True)[1]
        said = np.bincount(codes, weights=repeats[stream.texts[starts]], minlength=1)[codes] > 1
        starts, codes = starts[said], codes[said]
        yield length, starts, codes


def _whole(
    stream: Stream, words: Words, starts: NDArray[np.int64], length: int, phrase: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how complete each run is: 1 minus the share of the single content word that most often continues it.

    "Health" that is nearly always "mental health" is incomplete; "direct debit", which many words follow, is not.
    """
    size, count = len(words.content), int(phrase.max()) + 1
    ids, said = stream.ids, np.bincount(phrase)
    cut = np.zeros(count)
    behind, before = np.minimum(starts + length, len(ids) - 1), np.maximum(starts - 1, 0)
    noun = words.content & (words.verb < 0.5)
    for at, goes_on in (
        (behind, (starts + length < len(ids)) & stream.joinable[behind] & (noun | words.particle)[ids[behind]]),
        (before, (starts > 0) & stream.joinable[starts] & noun[ids[before]]),
    ):
        longer, counts = np.unique(phrase[goes_on] * size + ids[at[goes_on]], return_counts=True)
        np.maximum.at(cut, longer // size, counts / said[longer // size])
    return np.asarray(1.0 - cut)


def _negated(negates: NDArray[np.bool_], broken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which tokens closely follow a negation in the same clause."""
    position = np.arange(len(negates))
    clause = np.maximum.accumulate(np.where(broken, position, 0))
    last = np.maximum.accumulate(np.where(negates, position, -NEGATION_REACH - 1))
    before = np.append(-NEGATION_REACH - 1, last[:-1])
    return np.asarray((position - before <= NEGATION_REACH) & (before >= clause))
