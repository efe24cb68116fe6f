"""What became of each theme: codes kept, sources named, shares compared, and the account of the wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.lineage import Counted, compare
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.voices import LOOSE
from analyzer.pipeline.waves.earlier import Earlier
from analyzer.pipeline.waves.formed import Formed, Theme
from analyzer.pipeline.waves.standing import Standing
from analyzer.waves import Ancestor, Course, Ended, How, Lineage, Origin, ShareChange, Wave

# The words of themes are chosen anew once more than this share of the statements came since they were.
MOST_UNHEARD = 0.05


@dataclass(frozen=True, slots=True)
class Drawn:
    """Themes by number: earlier ones keep theirs, 0 to k - 1; new ones have others.

    Attributes:
        how: How they came from the earlier ones.
        labels: Number of each distinct text's theme, or -1; shape (m,).
        strength: Membership, 0 to 1; shape (m,).
        mechanisms: The anchor that each theme stands on, or None.
        identities: Theme → the earlier one that it continues.
        origins: Where each comes from.
        sources: Theme → the earlier ones it comes from, itself first.
        leanings: Of texts grouped anew and left without a theme, the theme at whose edge they stand, or -2 and below
            for the loose groups, or -1; shape (m,).
    """

    how: How
    labels: NDArray[np.int64]
    strength: NDArray[np.float32]
    mechanisms: Mapping[int, str | None]
    identities: Mapping[int, int]
    origins: Mapping[int, Origin]
    sources: Mapping[int, tuple[int, ...]]
    leanings: NDArray[np.int64]


def settle(corpus: Corpus, earlier: Earlier, drawn: Drawn, place: Standing, fdr: float) -> Formed:
    """Number the themes without gaps, compare each with the past, and write the account.

    Args:
        corpus: The statements of this run.
        earlier: What the run before knew.
        drawn: The themes.
        place: Where each statement stands.
        fdr: Share of false changes tolerated among those reported.
    """
    alive = [theme for theme in sorted(drawn.mechanisms) if (drawn.labels == theme).any()]
    silent = [theme for theme, own in drawn.identities.items() if theme not in alive and earlier.themes[own].pinned]
    numbers = {theme: number for number, theme in enumerate(alive)}
    courses = _compare(corpus, earlier, drawn, (place, [*alive, *silent]), fdr)
    themes = {theme: _theme(earlier, drawn, theme, courses[theme]) for theme in (*alive, *silent)}
    labels = np.array([numbers.get(int(label), -1) for label in drawn.labels], dtype=np.int64)
    new = place.known < 0
    joined = new & np.isin(drawn.labels, list(drawn.identities))
    wave = Wave(
        after=earlier.run,
        how=drawn.how,
        known=int(corpus.counts[~new].sum()),
        joined=int(corpus.counts[joined].sum()),
        apart=int(corpus.counts[new & ~joined].sum()),
        ended=_ended(earlier, drawn, themes),
    )
    stay = _words_stay(corpus, earlier, drawn, alive)
    described = {"described": earlier.described if stay else len(corpus.voices)}
    return Formed(
        labels=labels,
        strength=np.where(labels >= 0, drawn.strength, 0).astype(np.float32),
        themes=tuple(themes[theme] for theme in alive),
        leanings=_leanings(corpus, earlier, drawn, labels, alive),
        silent=tuple(themes[theme] for theme in silent),
        highest=earlier.highest,
        account=asdict(wave) | described | ({"formed": earlier.formed} if drawn.how is How.JOINED else {}),
        words_stay=stay,
    )


def _words_stay(corpus: Corpus, earlier: Earlier, drawn: Drawn, alive: Sequence[int]) -> bool:
    """Whether themes keep their words and quotes: all go on, nothing read is gone, little came since these were chosen.

    Words tell a theme from the others, so they are chosen for all themes of a side or for none. A theme that was silent
    has none to keep, and of a record that was erased the earlier run knows no more than that its themes held more.
    """
    spoken_of = {theme for theme, known in enumerate(earlier.themes) if known.statements}
    continued = all(drawn.origins[theme] is Origin.CONTINUED for theme in alive)
    same = {drawn.identities.get(theme) for theme in alive} == spoken_of
    counted = sum(known.statements for known in earlier.themes) == earlier.themed
    whole = counted and earlier.records <= {voice.record for voice in corpus.voices}
    few = earlier.described >= (1 - MOST_UNHEARD) * len(corpus.voices)
    return drawn.how is How.JOINED and continued and same and whole and few


def _leanings(
    corpus: Corpus, earlier: Earlier, drawn: Drawn, labels: NDArray[np.int64], alive: Sequence[int]
) -> NDArray[np.int64]:
    """Let what stays in the remainder lean where grouping anew put it, or where it leaned before."""
    if drawn.how is How.REGROUPED:
        places = {theme: number for number, theme in enumerate(alive)}
        places |= {-2 - loose: len(alive) + loose for loose in range(-1 - int(drawn.leanings.min(initial=-1)))}
        leanings = [places.get(int(where), -1) for where in drawn.leanings]
    else:
        codes = {theme: earlier.themes[own].code for theme, own in drawn.identities.items()}
        names = {codes[theme]: number for number, theme in enumerate(alive) if theme in codes}
        loose_groups = sorted({where for where in earlier.leanings.values() if where.startswith(LOOSE)})
        names |= {where: len(alive) + number for number, where in enumerate(loose_groups)}
        leanings = [names.get(earlier.leanings.get(each, ""), -1) for each in corpus.hashes]
    return np.where(labels < 0, leanings, labels)


def _theme(earlier: Earlier, drawn: Drawn, theme: int, found: tuple[Course, ShareChange | None]) -> Theme:
    own = drawn.identities.get(theme)
    return Theme(
        mechanism=drawn.mechanisms[theme],
        known=None if own is None else earlier.themes[own],
        stability=None if own is None else _stability(earlier, own),
        lineage=Lineage(
            origin=drawn.origins[theme],
            sources=tuple(_ancestor(earlier, source) for source in drawn.sources[theme]),
            course=found[0],
            change=found[1],
        ),
    )


def _stability(earlier: Earlier, own: int) -> float | None:
    """How well a theme came back; that of one that took another in was not measured."""
    return None if earlier.targets.count(own) > 1 else earlier.themes[own].stability


def _ancestor(earlier: Earlier, theme: int) -> Ancestor:
    known = earlier.themes[theme]
    return Ancestor(known.code, known.name, known.people)


def _compare(
    corpus: Corpus,
    earlier: Earlier,
    drawn: Drawn,
    read: tuple[Standing, Sequence[int]],
    fdr: float,
) -> dict[int, tuple[Course, ShareChange | None]]:
    """Count who names each theme, in the earlier run and among those who speak anew, by one rule; compare.

    Each person counts with the newest record that a wave has of them. Whoever speaks often names more themes, and the
    wave that is longer has more of whoever speaks often. What is in a new theme names none that it would have joined.
    """
    place, themes = read
    new = np.isin(drawn.labels, [theme for theme, origin in drawn.origins.items() if origin is Origin.NEW])
    before = place.before.copy()
    told = {voice.text_hash for voice, at in zip(corpus.voices, corpus.index, strict=True) if new[at]}
    before[[at for text_hash, at in earlier.places.items() if text_hash in told]] = -1
    now = np.where(new, -1, place.read)
    ages = earlier.ages
    spoken = _newest([(person, ages[record], int(before[at])) for person, record, at in earlier.speakers])
    speak = _newest(
        [
            (voice.said.person, ages[voice.record], int(now[at]))
            for voice, at in zip(corpus.voices, corpus.index, strict=True)
            if voice.record not in earlier.records
        ]
    )
    lasting = [theme for theme in themes if drawn.origins[theme] in {Origin.CONTINUED, Origin.MERGED}]
    naming = [_people(pairs, len(earlier.themes)) for pairs in (spoken, speak)]
    counts = [
        Counted(
            *(
                len(frozenset().union(*(each[earlier.targets[source]] for source in drawn.sources[theme])))
                for each in naming
            )
        )
        for theme in lasting
    ]
    everyone = [len({person for person, _ in pairs}) for pairs in (spoken, speak)]
    found = compare(counts, everyone[0], everyone[1], fdr)
    return dict.fromkeys(themes, (Course.UNTESTED, None)) | dict(zip(lasting, found, strict=True))


def _newest(spoken: Sequence[tuple[str, int, int]]) -> list[tuple[str, int]]:
    """Keep of (person, age of the record, theme) what stands in each person's newest record."""
    newest: dict[str, int] = {}
    for person, age, _ in spoken:
        newest[person] = max(age, newest.get(person, age))
    return [(person, theme) for person, age, theme in spoken if age == newest[person]]


def _people(spoken: Sequence[tuple[str, int]], themes: int) -> list[set[str]]:
    naming: list[set[str]] = [set() for _ in range(themes)]
    for person, theme in spoken:
        if theme >= 0:
            naming[theme].add(person)
    return naming


def _ended(earlier: Earlier, drawn: Drawn, themes: Mapping[int, Theme]) -> tuple[Ended, ...]:
    """List the earlier themes that no theme continues, with the codes of those that took them over."""
    continued = {drawn.identities[theme] for theme in themes if theme in drawn.identities}
    heirs: dict[int, list[str]] = {}
    for theme, sources in drawn.sources.items():
        if theme in themes and (known := themes[theme].known):
            for source in sources:
                heirs.setdefault(source, []).append(known.code)
    return tuple(
        Ended(_ancestor(earlier, at), tuple(heirs.get(at, ())))
        for at in range(len(earlier.themes))
        if at not in continued
    )
