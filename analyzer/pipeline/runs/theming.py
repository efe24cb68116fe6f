"""The step that finds one side's themes: group, describe, name, rank, store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update
from sqlalchemy.orm import Session

from analyzer import cluster
from analyzer.anchor import Anchoring, fit, shipped
from analyzer.cluster import Ground, Grouping
from analyzer.describe import Description, Themes, Voices, describe
from analyzer.events import month_of
from analyzer.knowledge import Anchor
from analyzer.link.testability import FEWEST_CELLS, fewest_mentions
from analyzer.membership import stands_behind
from analyzer.neighbours import MOST
from analyzer.pipeline.areas import Areas, find_areas
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.naming import Named, call_by_code, rename, tell_apart
from analyzer.pipeline.runs.trend import choose_months, people_by_period, span_periods
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.vectors import embed_kept
from analyzer.pipeline.voices import LOOSE, store_findings
from analyzer.pipeline.waves.continuing import continue_themes
from analyzer.pipeline.waves.earlier import Known, load_earlier
from analyzer.pipeline.waves.formed import Formed
from analyzer.pipeline.waves.formed import Theme as Formation
from analyzer.pipeline.waves.near import add_neighbours, find_neighbours, followed_hashes, keep_neighbours
from analyzer.types import Side
from analyzer.waves import How
from models import Theme, Wave

# Of more texts than this, so many of each theme are enough to describe it: to hear all would take gigabytes.
MANY = 100_000
HEARD = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """A theme before it has its rank.

    Attributes:
        named: Its name and words.
        theme: What was known of it before, and what it stands on.
        members: Positions of its voices, in order.
        people: Its distinct authors.
        label: Its number among those that were formed, None for a silent one.
    """

    named: Named
    theme: Formation
    members: NDArray[np.int64]
    people: int
    label: int | None


def find_themes(work: Work, side: Side) -> None:
    """Find one side's themes. A side without statements has none."""
    bench = work.bench
    with bench.store.sessions() as session:
        corpus = load_corpus(session, bench, side)
    if not corpus.texts:
        with work.finishing(0):
            return
    work.advance(0, len(corpus.texts))
    anchors = bench.knowledge.anchors(side)
    anchoring = cache(partial(_anchoring, work, anchors))
    formed = _form_together(work, side, corpus, anchors, anchoring)
    names = _known_names(corpus, formed, anchors, anchoring)
    if formed.words_stay and _names_stay(corpus, formed, names):
        named = _as_before(corpus, formed)
    else:
        kept = frozenset(label for label, theme in enumerate(formed.themes) if theme.named)
        named = rename(work, corpus, formed.labels, _describe(work, corpus, formed, names), kept)
        if formed.account is not None:
            formed = replace(formed, account={**formed.account, "described": len(corpus.voices)})
    drafts = [_draft(corpus, formed, label, name, names[label]) for label, name in enumerate(named)]
    drafts += [_silent(theme) for theme in formed.silent]
    told = tell_apart([draft.named for draft in drafts], [_keeps_name(draft) for draft in drafts], bench.names_unit)
    drafts = [replace(draft, named=named) for draft, named in zip(drafts, told, strict=True)]
    # The order of groups comes from their sizes in statements; readers count people, and act on what is bad.
    ranked = sorted(drafts, key=partial(_rank, corpus))
    with bench.store.sessions() as session:
        near = formed.near or find_neighbours(session, bench.run_id, side, corpus)
    with work.finishing(len(corpus.texts)) as session:
        _store(session, work, side, corpus, formed, ranked)
        if near is not None:
            keep_neighbours(session, bench.run_id, side, corpus, near)


def _form_together(
    work: Work, side: Side, corpus: Corpus, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> Formed:
    """Form the themes of one text for each that is spelt in several ways; of these, what is known goes on.

    Of very many texts a sample is grouped anyway, and a second copy of their vectors would take gigabytes.
    """
    if len(corpus.texts) > MOST:
        return _form(work, side, corpus, anchors, anchoring)
    with work.bench.store.sessions() as session:
        known = followed_hashes(session, work.bench.run_id, side)
    together, place = corpus.taken_together(known)
    formed = _form(work, side, together, anchors, anchoring)
    if together is corpus:
        return formed
    stand = [text == together.texts[at] for text, at in zip(corpus.texts, place, strict=True)]
    return formed.spread(place, formed.near and add_neighbours(formed.near, corpus, np.where(stand, place, -1)))


def _form(
    work: Work, side: Side, corpus: Corpus, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> Formed:
    """Form the themes: on from the run that is followed, or from nothing."""

    @cache
    def fitting() -> Anchoring | None:
        return anchoring() if anchoring().fits(corpus.vectors, corpus.painful) else None

    def group(
        chosen: NDArray[np.int64] | slice, parts: bool = True, share: float = 1.0
    ) -> tuple[Grouping, tuple[str | None, ...]]:
        found = _group(work, corpus, fitting(), chosen, _lay(work, corpus, chosen, parts, share))
        return found, tuple(None if column is None else anchors[column].id for column in found.anchors)

    earlier = load_earlier(work.bench, side)
    if earlier is not None:
        with work.bench.store.sessions() as session:
            near = find_neighbours(session, work.bench.run_id, side, corpus)
        formed = continue_themes(corpus, earlier, near, group, work.bench.settings.links.fdr)
        formed = replace(formed, near=near)
        if formed.account and formed.account["how"] == How.JOINED:
            return formed
        ground = _lay(work, corpus, slice(None))
    else:
        found, mechanisms = group(slice(None))
        ground = found.ground
        near = ground.near if len(ground.at) == len(corpus.texts) else None
        formed = Formed(found.labels, found.strength, tuple(map(Formation, mechanisms)), found.leanings, near=near)

    def regroup(chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        return _group(work, corpus, fitting(), ground.at[chosen], ground.part(chosen)).labels

    scores = cluster.stability(formed.labels[ground.at], regroup, work.bench.settings.seed)
    return replace(formed, themes=tuple(map(_scored, formed.themes, scores.tolist())))


def _scored(theme: Formation, stability: float) -> Formation:
    return replace(theme, stability=None if np.isnan(stability) else stability)


def _group(
    work: Work,
    corpus: Corpus,
    anchoring: Anchoring | None,
    chosen: NDArray[np.int64] | slice,
    ground: Ground,
) -> Grouping:
    vectors, counts, pains = corpus.vectors[chosen], corpus.counts[chosen], corpus.painful[chosen]
    likely = np.zeros((len(vectors), 0), np.float32) if anchoring is None else anchoring.regression.likely(vectors)
    return cluster.group(vectors, counts, pains, likely, work.bench.settings.themes, ground)


def _lay(
    work: Work, corpus: Corpus, chosen: NDArray[np.int64] | slice, parts: bool = True, share: float = 1.0
) -> Ground:
    """Lay the ground of a grouping."""
    parts = parts and work.bench.settings.themes.engine == "leiden"
    return cluster.lay_ground(corpus.vectors[chosen], corpus.painful[chosen], parts, share, _fewest(corpus))


def _fewest(corpus: Corpus) -> int:
    """How many statements make a theme of use: as many as a test asks for people, where it has enough cells."""
    said = [voice.said for voice in corpus.voices if voice.said.unit and voice.said.date]
    cells = {(each.unit, month_of(each.date)) for each in said if each.date}
    return fewest_mentions(said[0].side, explained=False) if len(cells) >= FEWEST_CELLS else 1


def _anchoring(work: Work, anchors: Sequence[Anchor]) -> Anchoring:
    bench = work.bench
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    # A fast embedder's space is the full one's.
    known = shipped(bench.full.fingerprint, texts, owners)
    return known or fit(embed_kept(bench.store, bench.full, texts), owners)


def _names_stay(corpus: Corpus, formed: Formed, names: Sequence[str | None]) -> bool:
    """Say whether no theme may get another name: each goes on, or has none and nobody spoke of it since."""
    held = formed.labels[corpus.index]
    spoken = np.bincount(held[held >= 0], minlength=len(formed.themes)).tolist()
    return all(
        _carried(theme, name) or (theme.known and theme.known.nameless and theme.known.statements == now)
        for theme, name, now in zip(formed.themes, names, spoken, strict=True)
    )


def _as_before(corpus: Corpus, formed: Formed) -> tuple[Named, ...]:
    """Let themes be called, and quoted, as they were."""
    places = {text_hash: text for text, text_hash in enumerate(corpus.hashes)}
    known = [theme.known for theme in formed.themes if theme.known]
    return tuple(
        Named(each.name, each.name_from, each.keywords, each.description, tuple(places[at] for at in each.quotes))
        for each in known
    )


def _known_names(
    corpus: Corpus, formed: Formed, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> tuple[str | None, ...]:
    """Name themes by the anchor they stand on, where they say as a whole what it says; None where not."""
    columns = {anchor.id: column for column, anchor in enumerate(anchors)}
    own = [None if theme.mechanism is None else columns.get(theme.mechanism) for theme in formed.themes]
    if all(column is None for column in own):
        return (None,) * len(own)
    says = anchoring().says(corpus.vectors, formed.labels, own)
    return tuple(
        anchors[column].name if column is not None and meant else None for column, meant in zip(own, says, strict=True)
    )


def _describe(work: Work, corpus: Corpus, formed: Formed, names: Sequence[str | None]) -> tuple[Description, ...]:
    bench = work.bench
    given = [
        known.name if (known := _carried(theme, name)) else name
        for theme, name in zip(formed.themes, names, strict=True)
    ]
    heard = _hear(formed.labels)
    part = corpus.part(heard)
    described = describe(
        Themes(part.texts, part.vectors, formed.labels[heard], part.painful, given),
        Voices(part.index, part.people, [voice.said.language for voice in part.voices]),
        bench.settings.gate.people,
        partial(embed_kept, bench.store, bench.embedder),
        bench.names_unit,
    )
    return tuple(replace(each, quotes=tuple(heard[list(each.quotes)].tolist())) for each in described)


def _hear(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose the texts from which themes are described: all of them, or, of very many, at most so many of each theme.

    Returns:
        Their positions, in order.
    """
    if len(labels) <= MANY:
        return np.arange(len(labels))
    mixed = np.random.default_rng(0).permutation(len(labels))
    by_theme = mixed[np.argsort(labels[mixed], kind="stable")]
    sizes = np.bincount(labels + 1)
    place = np.arange(len(labels)) - (np.cumsum(sizes) - sizes)[labels[by_theme] + 1]
    return np.sort(by_theme[place < HEARD])


def _draft(corpus: Corpus, formed: Formed, label: int, named: Named, known_name: str | None) -> Draft:
    theme = formed.themes[label]
    if known := _carried(theme, known_name):
        named = replace(named, name=known.name, name_from=known.name_from, description=known.description)
    elif known_name is not None and named.name_from == "keywords":
        named = replace(named, name=known_name, name_from="knowledge")
    members = np.flatnonzero(formed.labels[corpus.index] == label)
    return Draft(named, theme, members, people=len({corpus.voices[at].said.person for at in members}), label=label)


def _carried(theme: Formation, known_name: str | None) -> Known | None:
    """The earlier theme whose name goes on; the knowledge base's goes on only where it is said again."""
    known = theme.named
    return None if known is None or (known.name_from == "knowledge" and known_name is None) else known


def _silent(theme: Formation) -> Draft:
    """Draft a pinned theme of which nobody speaks now."""
    known = theme.known
    named = Named(known.name, known.name_from, (), known.description, ()) if known else Named("", "", (), "", ())
    return Draft(named, theme, np.zeros(0, dtype=np.int64), people=0, label=None)


def _rank(corpus: Corpus, draft: Draft) -> tuple[bool, bool, int, str]:
    return _is_last(draft.theme), _pain_share(corpus, draft) <= 0.5, -draft.people, draft.named.name


def _pain_share(corpus: Corpus, draft: Draft) -> float:
    return float(corpus.pains[draft.members].mean()) if len(draft.members) else 0.0


def _is_last(theme: Formation) -> bool:
    return stands_behind(theme.stability, held=theme.known is not None and theme.known.held)


def _keeps_name(draft: Draft) -> bool:
    return draft.theme.named is not None and draft.theme.named.name == draft.named.name


def _codes(side: Side, formed: Formed, ranked: Sequence[Draft]) -> list[str]:
    """Give each theme its code: an earlier one keeps its own, a new one gets a number that none ever had."""
    numbers = count(formed.highest + 1)
    return [draft.theme.known.code if draft.theme.known else f"{side[0].upper()}{next(numbers)}" for draft in ranked]


def _store(session: Session, work: Work, side: Side, corpus: Corpus, formed: Formed, ranked: Sequence[Draft]) -> None:
    months = choose_months(corpus.voices)
    periods = span_periods(corpus.voices, months)
    codes = _codes(side, formed, ranked)
    areas = find_areas(side, corpus, formed)
    if formed.account is not None:
        highest = max([formed.highest, *(int(code[1:]) for code in codes)])
        account = {str(side): {**formed.account, "highest": highest}}
        session.execute(update(Wave).where(Wave.run_id == work.bench.run_id).values(**account))
    themes = [
        Theme(
            run_id=work.bench.run_id,
            code=code,
            side=side,
            rank=rank,
            name=call_by_code(draft.named, code),
            name_from=draft.named.name_from,
            keywords=list(draft.named.keywords),
            description=draft.named.description,
            people=draft.people,
            statements=len(draft.members),
            pain_share=_pain_share(corpus, draft),
            parent=None if draft.label is None else areas.themes[draft.label],
            mechanism=draft.theme.mechanism,
            trend=[
                list(cell) for cell in people_by_period([corpus.voices[at] for at in draft.members], periods, months)
            ],
            stability=draft.theme.stability,
            lineage=asdict(draft.theme.lineage) if draft.theme.lineage else None,
            pinned=draft.theme.known is not None and draft.theme.known.pinned,
        )
        for rank, (draft, code) in enumerate(zip(ranked, codes, strict=True), 1)
    ]
    session.add_all(themes)
    session.flush()
    members = (_members(theme.id, corpus, formed, draft) for theme, draft in zip(themes, ranked, strict=True))
    store_findings(session, work.bench.run_id, chain.from_iterable(members))
    named = {draft.label: code for draft, code in zip(ranked, codes, strict=True)}
    _store_remainder(session, work, corpus, formed, named, areas)


def _members(theme_id: int, corpus: Corpus, formed: Formed, draft: Draft) -> list[dict[str, object]]:
    quotes = {int(corpus.first[text]): rank for rank, text in enumerate(draft.named.quotes)}
    return [
        {
            "statement_id": corpus.voices[at].id,
            "theme_id": theme_id,
            "strength": float(formed.strength[corpus.index[at]]),
            "quote": quotes.get(int(at)),
        }
        for at in draft.members
    ]


def _store_remainder(
    session: Session,
    work: Work,
    corpus: Corpus,
    formed: Formed,
    codes: Mapping[int | None, str],
    areas: Areas,
) -> None:
    """Store where statements without a theme lean, and in which area they stand."""
    rows = (
        {
            "statement_id": corpus.voices[at].id,
            "leaning": _leaning(int(formed.leanings[text]), len(formed.themes), codes),
            "area": areas.texts[text],
        }
        for at, text in enumerate(corpus.index)
        if formed.labels[text] < 0
    )
    store_findings(session, work.bench.run_id, rows)


def _leaning(group: int, themes: int, codes: Mapping[int | None, str]) -> str | None:
    if group < 0:
        return None
    return codes[group] if group < themes else f"{LOOSE}{group - themes + 1}"
