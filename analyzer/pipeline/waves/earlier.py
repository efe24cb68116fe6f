"""What a run knows of the run that it follows: one side's themes, statements and speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.describe import NAMELESS
from analyzer.lineage import Memory
from analyzer.pipeline.runs.stored_settings import from_json
from analyzer.pipeline.runs.work import Bench
from analyzer.pipeline.vectors import embed_unknown, load_vectors
from analyzer.pipeline.voices import Voice, load_voices
from analyzer.types import Side, Valence
from models import Membership, Record, Run, Statement, Theme, Wave

_BAD = frozenset({Valence.PAIN, Valence.WISH})


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier theme.

    Attributes:
        code: Its code, which it keeps.
        name: Its name, which it keeps.
        name_from: What the name comes from.
        description: One sentence, or "".
        mechanism: The anchor it stands on, or None.
        pinned: Whether a person wants it kept however few speak of it.
        people: Who named it in the earlier run.
        statements: How many of that run's belonged to it.
        stability: How well it came back when it was formed, None where that was not measured.
    """

    code: str
    name: str
    name_from: str
    description: str
    mechanism: str | None
    pinned: bool
    people: int
    statements: int
    stability: float | None = None

    @property
    def nameless(self) -> bool:
        """Whether it is called after having no word in common."""
        return self.name_from == "keywords" and self.name.startswith(NAMELESS)

    @property
    def held(self) -> bool:
        """Whether a person decided about it, so that no regrouping may take it apart."""
        return self.pinned or self.name_from == "person"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One side of the run that is followed.

    Attributes:
        run: Its number.
        alike: Whether it was made with the same embedder, knowledge, settings of themes and version.
        formed: The run in which its themes were last formed by grouping.
        highest: The highest number that a code ever had on this side.
        themes: Its k themes.
        targets: For each theme itself, or the one that a person merged it into.
        places: Text hash → position in the memory.
        memory: Its m distinct statements; labels are targets.
        strength: How firmly each belongs, shape (m,).
        speakers: Person, record and position in the memory of every statement.
        records: Keys of the records that it read.
        old: Hashes of the texts from which the themes were formed.
        leanings: Text hash → where a text without a theme leaned, as it is stored.
    """

    run: int
    alike: bool
    formed: int
    highest: int
    themes: tuple[Known, ...]
    targets: tuple[int, ...]
    places: Mapping[str, int]
    memory: Memory
    strength: NDArray[np.float32]
    speakers: tuple[tuple[str, int, int], ...]
    records: frozenset[int]
    old: frozenset[str]
    leanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """The same as the database holds it. ``texts``: text hash → a voice that says it, and its theme's place."""

    run: int
    account: Mapping[str, Any]
    themes: Sequence[Theme]
    targets: tuple[int, ...]
    voices: Sequence[Voice]
    texts: Mapping[str, tuple[Voice, int]]
    old: frozenset[str]
    alike: bool


def load_earlier(bench: Bench, side: Side) -> Earlier | None:
    """Load the side of the run that is followed; None where none is, or where it had no statement of that side."""
    with bench.store.sessions() as session:
        read = _read(session, bench, side)
    if read is None:
        return None
    hashes = sorted(read.texts)
    said = [read.texts[text_hash] for text_hash in hashes]
    # Another embedder may be used than then.
    embed_unknown(
        bench.store, bench.embedder, {each: read.texts[each][0].said.text for each in hashes}, lambda *_: None
    )
    with bench.store.sessions() as session:
        vectors = load_vectors(session, hashes, bench.embedder.fingerprint)
    places = {text_hash: at for at, text_hash in enumerate(hashes)}
    codes = [int(theme.code[1:]) for theme in read.themes]
    return Earlier(
        run=read.run,
        alike=read.alike,
        formed=read.account.get("formed", read.run),
        highest=max([read.account.get("highest", 0), *codes]),
        themes=tuple(map(_known, read.themes)),
        targets=read.targets,
        places=places,
        memory=Memory(
            vectors=vectors,
            labels=np.array([label for _, label in said], dtype=np.int64),
            pains=np.array([voice.said.valence in _BAD for voice, _ in said], dtype=np.bool_),
            themes=len(read.themes),
        ),
        strength=np.array([voice.said.strength for voice, _ in said], dtype=np.float32),
        speakers=tuple((voice.said.person, voice.record, places[voice.text_hash]) for voice in read.voices),
        records=frozenset(voice.record for voice in read.voices),
        old=read.old,
        leanings={voice.text_hash: voice.leaning for voice in read.voices if voice.leaning},
    )


def _read(session: Session, bench: Bench, side: Side) -> _Read | None:
    wave = session.get(Wave, bench.run_id)
    after = wave.after_id if wave else None
    voices = load_voices(session, after, side) if after else ()
    if after is None or not voices:
        return None
    query = select(Theme).where(Theme.run_id == after, Theme.side == side)
    themes = session.scalars(query.order_by(Theme.rank)).all()
    targets = _targets(themes)
    at = {theme.code: place for place, theme in enumerate(themes)}
    texts = {voice.text_hash: (voice, targets[at[voice.said.theme]] if voice.said.theme else -1) for voice in voices}
    for theme in themes:
        for voice in () if theme.statements else _last_said(session, after, theme):
            texts.setdefault(voice.text_hash, (voice, targets[at[theme.code]]))
    account = _account(session, after, side)
    formed = account.get("formed", after)
    return _Read(
        run=after,
        account=account,
        themes=themes,
        targets=targets,
        voices=voices,
        texts=texts,
        old=frozenset(voice.text_hash for voice in voices) if formed == after else _hashes(session, formed, side),
        alike=_basis(session, bench.run_id, bench.embedder.fingerprint) == _basis(session, after),
    )


def _account(session: Session, run_id: int, side: Side) -> Mapping[str, Any]:
    """What a run wrote down of its own wave; nothing where it followed none."""
    wave = session.get(Wave, run_id)
    return (wave and getattr(wave, side)) or {}


def _basis(session: Session, run_id: int, embedder: str | None = None) -> tuple[object, ...]:
    """What has to be the same for known statements to keep their themes."""
    run = session.get_one(Run, run_id)
    made_with = from_json(run.settings)
    return run.code_version, embedder or run.embedder, made_with.themes, made_with.knowledge.sha256


def _known(theme: Theme) -> Known:
    return Known(
        code=theme.code,
        name=theme.name,
        name_from=theme.name_from,
        description=theme.description,
        mechanism=theme.mechanism,
        pinned=theme.pinned,
        people=theme.people,
        statements=theme.statements,
        stability=theme.stability,
    )


def _targets(themes: Sequence[Theme]) -> tuple[int, ...]:
    """Follow each theme to the one that a person merged it into; one that leads in a circle stays itself."""
    at = {theme.code: place for place, theme in enumerate(themes)}
    found = []
    for place, theme in enumerate(themes):
        here, passed = theme, {theme.code}
        while here.merge_into in at and here.merge_into not in passed:
            here = themes[at[here.merge_into]]
            passed.add(here.code)
        found.append(place if here.merge_into in passed else at[here.code])
    return tuple(found)


def _last_said(session: Session, run_id: int, theme: Theme) -> tuple[Voice, ...]:
    """What was said last of a pinned theme of which nobody spoke in the earlier run."""
    wave = session.get(Wave, run_id)
    while wave is not None and wave.after_id is not None:
        voices = load_voices(session, wave.after_id, Side(theme.side))
        if said := tuple(voice for voice in voices if voice.said.theme == theme.code):
            return said
        wave = session.get(Wave, wave.after_id)
    return ()


def _hashes(session: Session, run_id: int, side: Side) -> frozenset[str]:
    query = (
        select(Statement.text_hash)
        .join(Membership, Membership.statement_id == Statement.id)
        .join(Record, Record.id == Statement.record_id)
        .where(Membership.run_id == run_id, Record.side == side)
    )
    return frozenset(session.scalars(query))
