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
from analyzer.anchor import Anchoring, fit, load_fitted
from analyzer.cluster import Grouping, GroupingPlan
from analyzer.describe import Description, Speakers, Themes, describe
from analyzer.events import month_of
from analyzer.knowledge import Anchor
from analyzer.link.testability import FEWEST_CELLS, fewest_mentions
from analyzer.membership import ranks_behind
from analyzer.neighbours import MAX_COMPARED
from analyzer.pipeline.areas import Areas, find_areas
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus, load_corpus
from analyzer.pipeline.runs.naming import Named, choose_names, final_name, make_names_distinct
from analyzer.pipeline.runs.trend import choose_months, people_by_period, span_periods
from analyzer.pipeline.statements import LOOSE_GROUP_PREFIX, store_findings
from analyzer.pipeline.vectors import embed_kept
from analyzer.pipeline.waves.continuing import continue_themes
from analyzer.pipeline.waves.earlier import EarlierTheme, load_earlier
from analyzer.pipeline.waves.formed import FormedTheme, FormedThemes
from analyzer.pipeline.waves.neighbours import add_neighbours, find_neighbours, followed_hashes, keep_neighbours
from analyzer.types import Side
from analyzer.waves import Continuation
from models import Theme, Wave

# A side with more texts has its themes described from a sample of each: to read all would take gigabytes.
MAX_TEXTS_DESCRIBED_IN_FULL = 100_000
MAX_TEXTS_PER_THEME = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """A theme before it is ranked.

    Attributes:
        named: Its name and words.
        theme: The theme as it was formed: its anchor and, if it continues one, the earlier theme.
        members: Positions of its statements in the corpus, in order.
        people: Number of distinct authors.
        label: Its number among the themes formed; None for a silent one.
    """

    named: Named
    theme: FormedTheme
    members: NDArray[np.int64]
    people: int
    label: int | None


def find_themes(step: StepContext, side: Side) -> None:
    """Find one side's themes. A side without statements has none."""
    context = step.context
    with context.store.sessions() as session:
        corpus = load_corpus(session, context, side)
    if not corpus.texts:
        with step.finishing(0):
            return
    step.advance(0, len(corpus.texts))
    anchors = context.knowledge.anchors(side)
    anchoring = cache(partial(_anchoring, step, anchors))
    formed = _form_without_spelling_variants(step, side, corpus, anchors, anchoring)
    names = _known_names(corpus, formed, anchors, anchoring)
    if formed.words_stay and _names_stay(corpus, formed, names):
        named = _keep_names_and_quotes(corpus, formed)
    else:
        kept = frozenset(label for label, theme in enumerate(formed.themes) if theme.named)
        named = choose_names(step, corpus, formed.labels, _describe(step, corpus, formed, names), kept)
        if formed.account is not None:
            formed = replace(formed, account={**formed.account, "described": len(corpus.statements)})
    drafts = [_draft(corpus, formed, label, name, names[label]) for label, name in enumerate(named)]
    drafts += [_draft_silent_theme(theme) for theme in formed.silent]
    distinct = make_names_distinct(
        [draft.named for draft in drafts], [_keeps_name(draft) for draft in drafts], context.names_unit
    )
    drafts = [replace(draft, named=named) for draft, named in zip(drafts, distinct, strict=True)]
    ranked = sorted(drafts, key=partial(_rank_key, corpus))
    with context.store.sessions() as session:
        near = formed.near or find_neighbours(session, context.run_id, side, corpus)
    with step.finishing(len(corpus.texts)) as session:
        _store(session, step, side, corpus, formed, ranked)
        if near is not None:
            keep_neighbours(session, context.run_id, side, corpus, near)


def _form_without_spelling_variants(
    step: StepContext, side: Side, corpus: Corpus, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> FormedThemes:
    """Form the themes on one text of each group of spelling variants, if possible one that the followed run read.

    Very many texts are not merged: only a sample of them is grouped, and a second copy of their vectors would take
    gigabytes.
    """
    if len(corpus.texts) > MAX_COMPARED:
        return _form(step, side, corpus, anchors, anchoring)
    with step.context.store.sessions() as session:
        known = followed_hashes(session, step.context.run_id, side)
    merged, place = corpus.merge_spelling_variants(known)
    formed = _form(step, side, merged, anchors, anchoring)
    if merged is corpus:
        return formed
    stand = [text == merged.texts[at] for text, at in zip(corpus.texts, place, strict=True)]
    return formed.spread(place, formed.near and add_neighbours(formed.near, corpus, np.where(stand, place, -1)))


def _form(
    step: StepContext, side: Side, corpus: Corpus, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> FormedThemes:
    """Form the themes: continue those of the followed run, or form all of them from scratch."""

    @cache
    def fitting() -> Anchoring | None:
        return anchoring() if anchoring().fits(corpus.vectors, corpus.painful) else None

    def group(
        chosen: NDArray[np.int64] | slice, parts: bool = True, share: float = 1.0
    ) -> tuple[Grouping, tuple[str | None, ...]]:
        found = _group(step, corpus, fitting(), chosen, _lay_ground(step, corpus, chosen, parts, share))
        return found, tuple(None if column is None else anchors[column].id for column in found.anchors)

    earlier = load_earlier(step.context, side)
    if earlier is not None:
        with step.context.store.sessions() as session:
            near = find_neighbours(session, step.context.run_id, side, corpus)
        formed = continue_themes(corpus, earlier, near, group, step.context.settings.links.fdr)
        formed = replace(formed, near=near)
        if formed.account and formed.account["how"] == Continuation.JOINED:
            return formed
        plan = _lay_ground(step, corpus, slice(None))
    else:
        found, mechanisms = group(slice(None))
        plan = found.plan
        near = plan.near if len(plan.at) == len(corpus.texts) else None
        formed = FormedThemes(
            found.labels, found.strength, tuple(map(FormedTheme, mechanisms)), found.leanings, near=near
        )

    def regroup(chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        return _group(step, corpus, fitting(), plan.at[chosen], plan.part(chosen)).labels

    scores = cluster.stability(formed.labels[plan.at], regroup, step.context.settings.seed)
    return replace(formed, themes=tuple(map(_with_stability, formed.themes, scores.tolist())))


def _with_stability(theme: FormedTheme, stability: float) -> FormedTheme:
    return replace(theme, stability=None if np.isnan(stability) or theme.apart else stability)


def _group(
    step: StepContext,
    corpus: Corpus,
    anchoring: Anchoring | None,
    chosen: NDArray[np.int64] | slice,
    plan: GroupingPlan,
) -> Grouping:
    vectors, counts, pains = corpus.vectors[chosen], corpus.counts[chosen], corpus.painful[chosen]
    probabilities = (
        np.zeros((len(vectors), 0), np.float32) if anchoring is None else anchoring.regression.probabilities(vectors)
    )
    return cluster.group(vectors, counts, pains, probabilities, step.context.settings.themes, plan)


def _lay_ground(
    step: StepContext, corpus: Corpus, chosen: NDArray[np.int64] | slice, parts: bool = True, share: float = 1.0
) -> GroupingPlan:
    """Prepare the ground of a grouping (see the glossary)."""
    parts = parts and step.context.settings.themes.engine == "leiden"
    return cluster.plan_grouping(
        corpus.vectors[chosen], corpus.painful[chosen], parts, share, _smallest_useful_theme(corpus)
    )


def _smallest_useful_theme(corpus: Corpus) -> int:
    """Return how many statements make a theme testable: as many as a test needs people; 1 with too few cells."""
    said = [statement.content for statement in corpus.statements if statement.content.unit and statement.content.date]
    cells = {(each.unit, month_of(each.date)) for each in said if each.date}
    return fewest_mentions(said[0].side, explained=False) if len(cells) >= FEWEST_CELLS else 1


def _anchoring(step: StepContext, anchors: Sequence[Anchor]) -> Anchoring:
    context = step.context
    texts = [text for each in anchors for text in each.prototypes]
    owners = [owner for owner, each in enumerate(anchors) for _ in each.prototypes]
    # A fast embedder maps into the full embedder's space, so the full one's weights fit.
    known = load_fitted(context.full_embedder.fingerprint, texts, owners)
    return known or fit(embed_kept(context.store, context.full_embedder, texts), owners)


def _names_stay(corpus: Corpus, formed: FormedThemes, names: Sequence[str | None]) -> bool:
    """Whether every theme keeps its name: its name goes on, or it is nameless and got no statement since."""
    held = formed.labels[corpus.index]
    spoken = np.bincount(held[held >= 0], minlength=len(formed.themes)).tolist()
    return all(
        _theme_whose_name_goes_on(theme, name)
        or (theme.known and theme.known.nameless and theme.known.statements == now)
        for theme, name, now in zip(formed.themes, names, spoken, strict=True)
    )


def _keep_names_and_quotes(corpus: Corpus, formed: FormedThemes) -> tuple[Named, ...]:
    """Keep the names, words and quotes of the earlier run."""
    places = {text_hash: text for text, text_hash in enumerate(corpus.hashes)}
    return tuple(
        Named(each.name, each.name_from, each.keywords, each.description, tuple(places[at] for at in each.quotes))
        for each in filter(None, (theme.known for theme in formed.themes))
    )


def _known_names(
    corpus: Corpus, formed: FormedThemes, anchors: Sequence[Anchor], anchoring: Callable[[], Anchoring]
) -> tuple[str | None, ...]:
    """Name themes after their anchors if their statements as a whole say the same; None for the others."""
    columns = {anchor.id: column for column, anchor in enumerate(anchors)}
    own = [None if theme.mechanism is None else columns.get(theme.mechanism) for theme in formed.themes]
    if all(column is None for column in own):
        return (None,) * len(own)
    matches_anchor = anchoring().matches_anchor(corpus.vectors, formed.labels, own)
    return tuple(
        anchors[column].name if column is not None and meant else None
        for column, meant in zip(own, matches_anchor, strict=True)
    )


def _describe(
    step: StepContext, corpus: Corpus, formed: FormedThemes, names: Sequence[str | None]
) -> tuple[Description, ...]:
    context, gate = step.context, step.context.settings.gate
    given = [
        known.name if (known := _theme_whose_name_goes_on(theme, name)) else name
        for theme, name in zip(formed.themes, names, strict=True)
    ]
    chosen = _choose_described_texts(formed.labels)
    part = corpus.part(chosen)
    described = describe(
        Themes(part.texts, part.vectors, formed.labels[chosen], part.painful, given),
        Speakers(part.index, part.people, [statement.content.language for statement in part.statements]),
        gate.people,
        partial(embed_kept, context.store, context.embedder),
        context.names_unit,
        max(gate.people, gate.quote),
    )
    return tuple(replace(each, quotes=tuple(chosen[list(each.quotes)].tolist())) for each in described)


def _choose_described_texts(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose the texts from which themes are described: all, or at most ``MAX_TEXTS_PER_THEME`` if they are very many.

    Returns:
        Their positions, in order.
    """
    if len(labels) <= MAX_TEXTS_DESCRIBED_IN_FULL:
        return np.arange(len(labels))
    mixed = np.random.default_rng(0).permutation(len(labels))
    by_theme = mixed[np.argsort(labels[mixed], kind="stable")]
    sizes = np.bincount(labels + 1)
    place = np.arange(len(labels)) - (np.cumsum(sizes) - sizes)[labels[by_theme] + 1]
    return np.sort(by_theme[place < MAX_TEXTS_PER_THEME])


def _draft(corpus: Corpus, formed: FormedThemes, label: int, named: Named, known_name: str | None) -> Draft:
    theme = formed.themes[label]
    if known := _theme_whose_name_goes_on(theme, known_name):
        named = replace(named, name=known.name, name_from=known.name_from, description=known.description)
    elif known_name is not None and named.name_from == "keywords":
        named = replace(named, name=known_name, name_from="knowledge")
    members = np.flatnonzero(formed.labels[corpus.index] == label)
    return Draft(
        named, theme, members, people=len({corpus.statements[at].content.person for at in members}), label=label
    )


def _theme_whose_name_goes_on(theme: FormedTheme, known_name: str | None) -> EarlierTheme | None:
    """The earlier theme whose name goes on. A name from the knowledge base goes on only if it fits again."""
    known = theme.named
    return None if known is None or (known.name_from == "knowledge" and known_name is None) else known


def _draft_silent_theme(theme: FormedTheme) -> Draft:
    """Draft a pinned theme that no statement belongs to in this run."""
    known = theme.known
    named = Named(known.name, known.name_from, (), known.description, ()) if known else Named("", "", (), "", ())
    return Draft(named, theme, np.zeros(0, dtype=np.int64), people=0, label=None)


def _rank_key(corpus: Corpus, draft: Draft) -> tuple[bool, bool, int, str]:
    return _is_unstable(draft.theme), _pain_share(corpus, draft) <= 0.5, -draft.people, draft.named.name


def _pain_share(corpus: Corpus, draft: Draft) -> float:
    return float(corpus.pains[draft.members].mean()) if len(draft.members) else 0.0


def _is_unstable(theme: FormedTheme) -> bool:
    return ranks_behind(theme.stability, held=theme.known is not None and theme.known.held)


def _keeps_name(draft: Draft) -> bool:
    return draft.theme.named is not None and draft.theme.named.name == draft.named.name


def _codes(side: Side, formed: FormedThemes, ranked: Sequence[Draft]) -> list[str]:
    """Give each theme its code: an earlier theme keeps its code, a new one gets a number that was never used."""
    numbers = count(formed.highest + 1)
    return [draft.theme.known.code if draft.theme.known else f"{side[0].upper()}{next(numbers)}" for draft in ranked]


def _store(
    session: Session, step: StepContext, side: Side, corpus: Corpus, formed: FormedThemes, ranked: Sequence[Draft]
) -> None:
    months = choose_months(corpus.statements)
    periods = span_periods(corpus.statements, months)
    codes = _codes(side, formed, ranked)
    areas = find_areas(side, corpus, formed)
    if formed.account is not None:
        highest = max([formed.highest, *(int(code[1:]) for code in codes)])
        account = {str(side): {**formed.account, "highest": highest}}
        session.execute(update(Wave).where(Wave.run_id == step.context.run_id).values(**account))
    themes = [
        Theme(
            run_id=step.context.run_id,
            code=code,
            side=side,
            rank=rank,
            name=final_name(draft.named, code),
            name_from=draft.named.name_from,
            keywords=list(draft.named.keywords),
            description=draft.named.description,
            people=draft.people,
            statements=len(draft.members),
            pain_share=_pain_share(corpus, draft),
            parent=None if draft.label is None else areas.themes[draft.label],
            mechanism=draft.theme.mechanism,
            trend=[
                list(cell)
                for cell in people_by_period([corpus.statements[at] for at in draft.members], periods, months)
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
    store_findings(session, step.context.run_id, chain.from_iterable(members))
    named = {draft.label: code for draft, code in zip(ranked, codes, strict=True)}
    _store_remainder(session, step, corpus, formed, named, areas)


def _members(theme_id: int, corpus: Corpus, formed: FormedThemes, draft: Draft) -> list[dict[str, object]]:
    quotes = {int(corpus.first[text]): rank for rank, text in enumerate(draft.named.quotes)}
    return [
        {
            "statement_id": corpus.statements[at].id,
            "theme_id": theme_id,
            "strength": float(formed.strength[corpus.index[at]]),
            "quote": quotes.get(int(at)),
        }
        for at in draft.members
    ]


def _store_remainder(
    session: Session,
    step: StepContext,
    corpus: Corpus,
    formed: FormedThemes,
    codes: Mapping[int | None, str],
    areas: Areas,
) -> None:
    """Store the leaning and the area of each statement without a theme."""
    rows = (
        {
            "statement_id": corpus.statements[at].id,
            "leaning": _leaning(int(formed.leanings[text]), len(formed.themes), codes),
            "area": areas.texts[text],
        }
        for at, text in enumerate(corpus.index)
        if formed.labels[text] < 0
    )
    store_findings(session, step.context.run_id, rows)


def _leaning(group: int, themes: int, codes: Mapping[int | None, str]) -> str | None:
    if group < 0:
        return None
    return codes[group] if group < themes else f"{LOOSE_GROUP_PREFIX}{group - themes + 1}"
