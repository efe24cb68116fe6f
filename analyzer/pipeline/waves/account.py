"""What became of each theme: its code, its sources, the change of its share, and the account of the wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.lineage import compare, is_unheard
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.waves.earlier import EarlierRun, EarlierTheme
from analyzer.pipeline.waves.formed import FormedTheme, FormedThemes
from analyzer.pipeline.waves.speakers import Speakers
from analyzer.pipeline.waves.text_history import TextHistory
from analyzer.waves import Ancestor, Continuation, Course, Ended, Lineage, Origin, ShareChange, Wave

# The words of themes are chosen anew once more than this share of the statements came after they were chosen.
MAX_NEW_SHARE_TO_KEEP_WORDS = 0.05


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a theme comes from.

    Attributes:
        mechanism: The anchor it stands on, or None.
        origin: Whether it is new, continues an earlier theme, or is split or merged from some.
        sources: The numbers of the earlier themes that it comes from, its own predecessor first.
        blind: Whether it was formed without regard to which statements are new, so that its people of both waves can
            be compared.
    """

    mechanism: str | None
    origin: Origin
    sources: tuple[int, ...]
    blind: bool = False


@dataclass(frozen=True, slots=True)
class DraftThemes:
    """Themes by number: a continued theme has its predecessor's number, 0 to k - 1; new themes have higher numbers.

    Attributes:
        labels: Number of each distinct text's theme, or -1; shape (m,).
        strength: Membership in it, 0 to 1; shape (m,).
        themes: Number → where that theme comes from: first the themes that were kept, then the others as found.
        leanings: For texts without a theme, the theme at whose edge they stand, -2 and below for a loose group, or -1;
            shape (m,).
    """

    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    themes: dict[int, Descent]
    leanings: NDArray[np.int64]


def finish_themes(
    corpus: Corpus, earlier: EarlierRun, history: TextHistory, draft: DraftThemes, how: Continuation, fdr: float
) -> FormedThemes:
    """Number the themes without gaps, compare the share of each with the earlier run, and write the account.

    Args:
        corpus: The statements of this run.
        earlier: The earlier run.
        history: The texts compared with the earlier run.
        draft: The themes.
        how: Whether the earlier themes were continued or formed anew.
        fdr: Share of false changes tolerated among those reported.
    """
    alive = [theme for theme in draft.themes if (draft.labels == theme).any()]
    pinned = [theme for theme, known in enumerate(earlier.themes) if known.pinned]
    silent = [theme for theme in pinned if theme in draft.themes and theme not in alive]
    numbers = {theme: number for number, theme in enumerate(alive)}
    # Loose groups are numbered after the themes.
    numbers |= {-2 - loose: len(alive) + loose for loose in range(-1 - int(draft.leanings.min(initial=-1)))}
    themes = _with_lineage(corpus, earlier, history, draft, [*alive, *silent], fdr)
    labels = np.array([numbers.get(label, -1) for label in draft.labels.tolist()], dtype=np.int64)
    new = history.known < 0
    joined = new & (draft.labels >= 0) & (draft.labels < len(earlier.themes))
    wave = Wave(
        after=earlier.run,
        how=how,
        known=int(corpus.counts[~new].sum()),
        joined=int(corpus.counts[joined].sum()),
        apart=int(corpus.counts[new & ~joined].sum()),
        ended=_ended(earlier, draft, themes),
    )
    stay = how is Continuation.JOINED and _words_stay(corpus, earlier, draft, alive)
    formed = {"formed": earlier.formed} if how is Continuation.JOINED else {}
    return FormedThemes(
        labels=labels,
        strength=np.where(labels >= 0, draft.strength, 0).astype(np.float32),
        themes=tuple(themes[theme] for theme in alive),
        leanings=np.where(labels < 0, [numbers.get(where, -1) for where in draft.leanings.tolist()], labels),
        silent=tuple(themes[theme] for theme in silent),
        highest=earlier.highest,
        account={**asdict(wave), "described": earlier.described, **formed},
        words_stay=stay,
    )


def _with_lineage(
    corpus: Corpus, earlier: EarlierRun, history: TextHistory, draft: DraftThemes, themes: Sequence[int], fdr: float
) -> dict[int, FormedTheme]:
    """Say of each theme where it comes from, what became of its share, and who named it before."""
    speakers = Speakers.of(corpus, earlier, draft.labels)
    draft = replace(draft, themes=_recognise(draft, speakers, fdr))
    courses = _compare(corpus, earlier, history, draft, themes, fdr)
    # A run of new uploads alone does not tell who of the earlier speakers named what is now a theme.
    whole = _holds_earlier_records(corpus, earlier)
    heard = {theme: speakers.heard(theme) if whole else (None, None) for theme in courses}
    return {theme: _theme(earlier, draft, theme, heard[theme], found) for theme, found in courses.items()}


def _holds_earlier_records(corpus: Corpus, earlier: EarlierRun) -> bool:
    return earlier.records <= {statement.record for statement in corpus.statements}


def _words_stay(corpus: Corpus, earlier: EarlierRun, draft: DraftThemes, alive: Sequence[int]) -> bool:
    """Whether themes keep their words and quotes: all continue, no record is gone, few statements are newer.

    Words distinguish a theme from the others, so they are chosen for all themes of a side or for none. A theme that was
    silent has none to keep.
    """
    spoken_of = {theme for theme, known in enumerate(earlier.themes) if known.statements}
    continued = set(alive) == spoken_of and all(draft.themes[theme].origin is Origin.CONTINUED for theme in alive)
    few = earlier.described >= (1 - MAX_NEW_SHARE_TO_KEEP_WORDS) * len(corpus.statements)
    return continued and few and _holds_earlier_records(corpus, earlier)


def _theme(
    earlier: EarlierRun,
    draft: DraftThemes,
    theme: int,
    heard: tuple[int, int] | tuple[None, None],
    found: tuple[Course, ShareChange | None],
) -> FormedTheme:
    known, descent = earlier.themes[theme] if theme < len(earlier.themes) else None, draft.themes[theme]
    sources = tuple(_ancestor(earlier.themes[source]) for source in descent.sources)
    return FormedTheme(
        mechanism=descent.mechanism,
        known=known,
        # The stability of a theme that took in another was not measured.
        stability=None if known is None or earlier.targets.count(theme) > 1 else known.stability,
        lineage=Lineage(descent.origin, sources, *found, *heard),
        apart=known is None and not descent.blind,
    )


def _ancestor(known: EarlierTheme) -> Ancestor:
    return Ancestor(known.code, known.name, known.people)


def _recognise(draft: DraftThemes, speakers: Speakers, fdr: float) -> dict[int, Descent]:
    """Call only those themes new that hardly anybody named before."""
    new = [theme for theme, descent in draft.themes.items() if descent.origin is Origin.NEW]
    tested = compare(speakers.counts([[theme] for theme in new]), *speakers.everyone, fdr)
    heard = {theme for theme, (course, change) in zip(new, tested, strict=True) if not is_unheard(course, change)}
    return {
        theme: replace(descent, origin=Origin.RECOGNISED) if theme in heard else descent
        for theme, descent in draft.themes.items()
    }


def _compare(
    corpus: Corpus, earlier: EarlierRun, history: TextHistory, draft: DraftThemes, themes: Sequence[int], fdr: float
) -> dict[int, tuple[Course, ShareChange | None]]:
    """Compare who names each theme in the earlier run with who does among those who spoke since.

    Earlier themes are told by the rule of joining in both waves; statements of a first theme do not count for the theme
    that they would have joined. Recognised themes are told by their members, if all earlier records are in this run.
    """
    first = [theme for theme, descent in draft.themes.items() if descent.origin in {Origin.NEW, Origin.RECOGNISED}]
    by_rule = Speakers.by_rule(corpus, earlier, history, np.isin(draft.labels, first))
    # New statements joined the themes that a person decided about, so known ones that would have count there, too.
    held = [theme for theme, target in enumerate(earlier.targets) if earlier.themes[target].held]
    by_theme = Speakers.of(corpus, earlier, np.where(np.isin(history.read, held), -1, draft.labels))
    origins = {theme: draft.themes[theme].origin for theme in themes}
    lasting = [theme for theme in themes if origins[theme] in {Origin.CONTINUED, Origin.MERGED}]
    recognised = [theme for theme in themes if origins[theme] is Origin.RECOGNISED and draft.themes[theme].blind]
    # Without all earlier records, as in a run of new uploads alone, nobody knows how many would have been members.
    formed = recognised if _holds_earlier_records(corpus, earlier) else []
    sources = [[earlier.targets[source] for source in draft.themes[theme].sources] for theme in lasting]
    counts = by_rule.counts(sources) + by_theme.counts([[theme] for theme in formed])
    found = compare(counts, *by_rule.everyone, fdr)
    return dict.fromkeys(themes, (Course.UNTESTED, None)) | dict(zip([*lasting, *formed], found, strict=True))


def _ended(earlier: EarlierRun, draft: DraftThemes, themes: Mapping[int, FormedTheme]) -> tuple[Ended, ...]:
    """List the earlier themes that no theme continues, with the codes of the themes that absorbed them."""
    heirs = [theme for theme in draft.themes if theme in themes and theme < len(earlier.themes)]
    return tuple(
        Ended(
            _ancestor(known),
            tuple(earlier.themes[heir].code for heir in heirs if theme in draft.themes[heir].sources),
        )
        for theme, known in enumerate(earlier.themes)
        if theme not in heirs
    )
