"""A user's own knowledge file: checked and copied when a run is created, loaded when it is executed or shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from analyzer.knowledge import Knowledge, KnowledgeError, judge_mechanisms, load, read_own
from analyzer.pipeline.store import Store
from analyzer.settings import KnowledgeSettings
from analyzer.types import Analysis
from models.home import make_private, make_private_file


def keep_knowledge(store: Store, path: Path | None) -> KnowledgeSettings:
    """Check a user's own knowledge file and store a copy, so that later changes of the file do not affect the run.

    Raises:
        KnowledgeError: It cannot be used.
    """
    if path is None:
        return KnowledgeSettings()
    read_own(path)
    content = path.read_bytes()
    settings = KnowledgeSettings(path.name, hashlib.sha256(content).hexdigest())
    make_private(_folder(store))
    make_private_file(_copy(store, settings), content)
    return settings


def kept_knowledge(store: Store, settings: KnowledgeSettings) -> Path | None:
    """Find the copy that a run's settings name; None if they name none.

    Raises:
        KnowledgeError: It is gone or altered.
    """
    if not settings.sha256:
        return None
    copy = _copy(store, settings)
    if not copy.is_file() or hashlib.sha256(copy.read_bytes()).hexdigest() != settings.sha256:
        raise KnowledgeError(settings.name, ("Its copy in HEADWATER_HOME is gone or altered; start a new run.",))
    return copy


def with_mechanisms(store: Store, analysis: Analysis) -> Analysis:
    """Add to an analysis the status of each mechanism that it was made with."""
    knowledge = knowledge_of_run(store, analysis.run.settings)
    graded = ((link.mechanism, link.grade) for link in analysis.links)
    return replace(analysis, mechanisms=judge_mechanisms(knowledge, graded))


def knowledge_of_run(store: Store, settings: Mapping[str, object]) -> Knowledge:
    """Load the mechanisms that a run was made with.

    If the copy of the user's own file is lost, results are still shown, with the shipped mechanisms only.
    """
    named = settings.get("knowledge")
    try:
        return load(
            kept_knowledge(store, KnowledgeSettings(**named) if isinstance(named, dict) else KnowledgeSettings())
        )
    except KnowledgeError:
        return load()


def _folder(store: Store) -> Path:
    return store.installation.home / "knowledge"


def _copy(store: Store, settings: KnowledgeSettings) -> Path:
    return _folder(store) / f"{settings.sha256}.yaml"
