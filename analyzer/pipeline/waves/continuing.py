"""Continue one side's themes from an earlier run: known texts stay, new texts join themes, and the rest is grouped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.cluster import MIN_TO_SEPARATE, Grouping, smallest_group
from analyzer.lineage import EarlierStatements, TwoWaves, is_new, join_alike, learn_rule, match, strengthen
from analyzer.neighbours import Neighbours
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.account import Descent, DraftThemes, finish_themes
from analyzer.pipeline.waves.earlier import EarlierRun
from analyzer.pipeline.waves.formed import FormedThemes
from analyzer.pipeline.waves.text_history import TextHistory
from analyzer.waves import Continuation, Origin

# Themes are formed anew once more than this share of the statements came after they were formed (is "young").
MAX_YOUNG_SHARE = 0.3
# A new theme beside the earlier ones needs at least this share of young statements: texts that were there already and
# formed no theme then do not form one because a few more are there.
MIN_YOUNG_SHARE = 0.5
# Tolerated probability that chance makes young statements so dense in any of the groups tested. Groups are where they
# lie dense anyway, so themes are called new by chance more often than that (docs/decisions/0051-what-is-called-new.md).
MAX_CHANCE_OF_ANY_NEW = 0.02
# Where themes are formed anew, new texts are grouped by themselves up to this share of the statements. Above it, what
# all say is what new texts say, and a dozen texts that are all new are no more than chance would give.
MAX_NEW_SHARE_TO_PART = 0.7

# Groups the distinct texts at some positions. Further arguments: whether to look for kinds of text that separate
# cleanly, and which share they are of the texts for which the grain of themes was chosen.
Group = Callable[[NDArray[np.int64], bool, float], tuple[Grouping, tuple[str | None, ...]]]


@dataclass(frozen=True, slots=True)
class _Followed:
    """A run's statements beside the run that it follows.

    Attributes:
        corpus: The statements of this run.
        earlier: The earlier run.
        history: The texts compared with the earlier run.
        near: The neighbours of the distinct texts, unless these are very many.
        group: Forms groups and returns the mechanism of each.
    """

    corpus: Corpus
    earlier: EarlierRun
    history: TextHistory
    near: Neighbours | None
    group: Group

    @property
    def smallest(self) -> int:
        """How many statements make a theme."""
        return smallest_group(int(self.corpus.counts.sum()))

    @property
    def first(self) -> int:
        """The lowest number that no earlier theme has."""
        return len(self.earlier.themes)


def continue_themes(
    corpus: Corpus, earlier: EarlierRun, near: Neighbours | None, group: Group, fdr: float
) -> FormedThemes:
    """Continue the themes of an earlier run.

    Args:
        corpus: The statements of this run.
        earlier: The earlier run.
        near: The neighbours of the distinct texts, unless these are very many.
        group: Forms groups and returns the mechanism of each.
        fdr: Share of false changes tolerated among those reported.
    """
    history = TextHistory.of(corpus, earlier, near)
    run = _Followed(corpus, earlier, history, near, group)
    young = corpus.counts[history.young].sum() / corpus.counts.sum()
    how = Continuation.JOINED if earlier.same_basis and young <= MAX_YOUNG_SHARE else Continuation.REGROUPED
    draft = (_continue if how is Continuation.JOINED else _regroup)(run)
    return finish_themes(corpus, earlier, history, draft, how, fdr)


def _continue(run: _Followed) -> DraftThemes:
    """Keep the earlier themes, and look for new ones: among what only young texts say, and among what joined no theme.

    Texts of the first kind that form no new theme join the theme that is least unlike them.
    """
    corpus, earlier, history = run.corpus, run.earlier, run.history
    draft = _keep_themes(corpus, earlier, history, np.ones(len(earlier.themes), dtype=np.bool_))
    said = np.bincount(draft.labels + 1, weights=corpus.counts, minlength=len(earlier.themes) + 1)[1:]
    for theme, known in enumerate(earlier.themes):
        if not known.pinned and said[theme] < min(run.smallest / 2, known.statements):
            draft.labels[draft.labels == theme] = -1
    loose = history.fresh & ~_must_stay(earlier, history)
    fresh = np.flatnonzero(loose)
    if corpus.counts[fresh].sum() >= run.smallest:
        _group_apart(run, draft, fresh, len(fresh) / len(corpus.texts))
    rest = np.flatnonzero((draft.labels < 0) | loose & (draft.labels < len(earlier.themes)))
    young = rest[history.young[rest]]
    if (history.known[rest] < 0).any() and corpus.counts[young].sum() >= MIN_YOUNG_SHARE * run.smallest:
        _add_groups(run, draft, rest, run.group(rest, len(young) >= MIN_TO_SEPARATE, 1.0))
    return draft


def _group_apart(run: _Followed, draft: DraftThemes, chosen: NDArray[np.int64], share: float) -> None:
    """Group some young texts by themselves: beside all else, what they say is spread over what it sounds like."""
    found, mechanisms = run.group(chosen, len(chosen) >= MIN_TO_SEPARATE, share)
    labels = join_alike(run.corpus.vectors[chosen], run.corpus.painful[chosen], found.labels, mechanisms)
    _add_groups(run, draft, chosen, (replace(found, labels=labels), mechanisms))


def _complete(run: _Followed, draft: DraftThemes, held: NDArray[np.bool_]) -> None:
    """Let all texts join the new themes by the rule of joining, known ones too: who spoke before must count as such."""
    corpus, history = run.corpus, run.history
    labels = np.where(history.known >= 0, history.labels, np.where(draft.labels >= run.first, draft.labels, -1))
    themes = _next_number(run, draft)
    if themes == run.first:
        return
    memory = EarlierStatements(corpus.vectors, labels, corpus.painful, themes, run.near)
    read, stay = learn_rule(memory).rejoined, np.append(held, False)[history.labels] & (history.known >= 0)
    joins = (read >= run.first) & (draft.labels < run.first) & ~stay
    draft.labels[joins] = read[joins]
    draft.strength[joins] = strengthen(memory, draft.strength, corpus.vectors[joins], read[joins])


def _must_stay(earlier: EarlierRun, history: TextHistory) -> NDArray[np.bool_]:
    """Find texts that may not leave their theme: a person decided about it with them in it, or it is itself recent."""
    known = history.known >= 0
    said = np.bincount(history.labels[known] + 1, minlength=len(earlier.themes) + 1)[1:]
    young = np.bincount(history.labels[known & history.young] + 1, minlength=len(earlier.themes) + 1)[1:]
    arose, held = 2 * young > said, np.array([theme.held for theme in earlier.themes], dtype=np.bool_)
    stay: NDArray[np.bool_] = np.append(arose, False)[history.labels] | np.append(held, False)[history.labels] & known
    return stay


def _keep_themes(corpus: Corpus, earlier: EarlierRun, history: TextHistory, held: NDArray[np.bool_]) -> DraftThemes:
    """Keep certain earlier themes, with the texts known to be theirs and the new texts that join them."""
    labels = np.where(np.append(held, False)[history.labels], history.labels, -1)
    strength, new = earlier.strength[history.known], history.known < 0
    strength[new] = strengthen(earlier.memory, earlier.strength, corpus.vectors[new], labels[new])
    own = [theme for theme, target in enumerate(earlier.targets) if held[theme] and target == theme]
    merged = {
        theme: [at for at, target in enumerate(earlier.targets) if target == theme and at != theme] for theme in own
    }
    return DraftThemes(
        labels=labels,
        strength=strength,
        themes={
            theme: Descent(
                mechanism=earlier.themes[theme].mechanism,
                origin=Origin.MERGED if others else Origin.CONTINUED,
                sources=(theme, *others),
            )
            for theme, others in merged.items()
        },
        leanings=np.array([earlier.leanings.get(each, -1) for each in corpus.hashes], dtype=np.int64),
    )


def _add_groups(
    run: _Followed,
    draft: DraftThemes,
    rest: NDArray[np.int64],
    grouped: tuple[Grouping, tuple[str | None, ...]],
) -> None:
    """Add new groups, as new themes or to the existing theme of their mechanism."""
    (found, mechanisms), corpus, history = grouped, run.corpus, run.history
    theme_of_mechanism, first = _theme_of_mechanism(draft), _next_number(run, draft)
    known = np.where(history.known >= 0, history.labels, -1)
    mixed = TwoWaves(corpus.vectors, known, corpus.painful, history.young, run.first, corpus.counts)
    for number, mechanism in enumerate(mechanisms):
        members = rest[found.labels == number]
        said = corpus.counts[members].sum()
        if said < run.smallest or corpus.counts[members[history.young[members]]].sum() < MIN_YOUNG_SHARE * said:
            continue
        theme = theme_of_mechanism.get(mechanism or "", first + number)
        was_there = mechanism is not None and any(each.mechanism == mechanism for each in run.earlier.themes)
        if theme >= first and (was_there or not is_new(mixed, members, MAX_CHANCE_OF_ANY_NEW / len(mechanisms))):
            continue
        draft.labels[members] = theme
        draft.strength[members] = found.strength[found.labels == number]
        draft.themes.setdefault(theme, Descent(mechanism, Origin.NEW, ()))


def _regroup(run: _Followed) -> DraftThemes:
    """Form all themes anew except those that a person decided about, and match the result with the earlier themes.

    What only new texts say is taken out first, as where themes are kept. The new texts are many here, so they are
    grouped as a run of them alone would be.
    """
    corpus, earlier, history = run.corpus, run.earlier, run.history
    held = np.array([earlier.themes[target].held for target in earlier.targets], dtype=np.bool_)
    draft = _keep_themes(corpus, earlier, history, held)
    new = np.flatnonzero(history.known < 0)
    if run.smallest <= corpus.counts[new].sum() <= MAX_NEW_SHARE_TO_PART * corpus.counts.sum():
        _group_apart(replace(run, history=replace(history, young=history.known < 0)), draft, new, 1.0)
        _complete(run, draft, held)
    rest = np.flatnonzero(draft.labels < 0)
    if not len(rest):
        return draft
    found, mechanisms = run.group(rest, True, 1.0)
    theme_of_mechanism, free = _theme_of_mechanism(draft), np.flatnonzero(~held).tolist()
    numbers = {theme: number for number, theme in enumerate(free)}
    before = np.array([numbers.get(int(label), -1) for label in history.labels[rest]], dtype=np.int64)
    apart = np.array([*(each not in theme_of_mechanism for each in mechanisms), False])
    anew = np.where(apart[found.labels], found.labels, -1)
    again = match(anew, before, corpus.counts[rest], (mechanisms, [earlier.themes[theme].mechanism for theme in free]))
    first = _next_number(run, draft)
    # The last element stands for texts in no group.
    themes = np.full(len(mechanisms) + 1, -1, dtype=np.int64)
    for at, mechanism in enumerate(mechanisms):
        own, sources = again.identities[at], tuple(free[number] for number in again.sources[at])
        theme = theme_of_mechanism.get(mechanism or "", first + at if own is None else free[own])
        draft.themes.setdefault(theme, Descent(mechanism, again.origins[at], sources, blind=True))
        themes[at] = theme
    draft.labels[rest] = themes[found.labels]
    draft.strength[rest] = found.strength
    edges = themes[np.minimum(found.leanings, len(mechanisms))]
    draft.leanings[rest] = np.where(found.leanings < len(mechanisms), edges, len(mechanisms) - 2 - found.leanings)
    return draft


def _next_number(run: _Followed, draft: DraftThemes) -> int:
    return max([*draft.themes, run.first - 1]) + 1


def _theme_of_mechanism(draft: DraftThemes) -> dict[str, int]:
    """Map each mechanism to the theme that is anchored in it already."""
    return {theme.mechanism: number for number, theme in draft.themes.items() if theme.mechanism is not None}
