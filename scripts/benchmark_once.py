"""One engine over one corpus, as one process: what benchmark.py starts and measures.

    benchmark_once.py ENGINE TEXTS.jsonl OUT.json

ENGINE is full or fast (Headwater with that embedder, from redacted text to named themes), bertopic (its defaults),
reassigned (the same, outliers given to their nearest topic), tuned (that with min_cluster_size n/500) or redaction
(Headwater's, alone). TEXTS holds one JSON string a line. OUT gets {"labels": [a theme, "set aside" or null for each
text], "names": [...]}.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

# What comes before it is what is measured; the steps behind it are of links.
AFTER_THEMES = "place"
# What a text is that says nothing, "n/a" or "nothing": no theme's, but no remainder either.
SET_ASIDE = "set aside"


class EnoughError(Exception):
    """The themes have their names."""


def main() -> None:
    """Run the engine that was asked for."""
    engine, source, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    texts = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    if engine == "redaction":
        labels, names = redaction(texts)
    elif engine in {"bertopic", "reassigned", "tuned"}:
        labels, names = bertopic(texts, engine)
    else:
        labels, names = product(texts, engine)
    out.write_text(json.dumps({"labels": labels, "names": names}), encoding="utf-8")


def redaction(texts: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """Redact, and group nothing."""
    from analyzer.redact import Redactor, packaged_name_finder

    for _ in Redactor(packaged_name_finder()).redact_all(texts):
        pass
    return [None] * len(texts), []


def bertopic(texts: Sequence[str], engine: str) -> tuple[list[str | None], list[str]]:
    """Run BERTopic on the packaged MiniLM, which is its default model."""
    from bertopic import BERTopic
    from hdbscan import HDBSCAN
    from sentence_transformers import SentenceTransformer

    from analyzer.weights import MINILM, locate

    embedder = SentenceTransformer(str(locate(MINILM).parent), device="cpu")
    if engine == "bertopic":
        model = BERTopic(embedding_model=embedder)
        topics, _ = model.fit_transform(texts)
    else:
        vectors = embedder.encode(texts, show_progress_bar=False)
        clusters = HDBSCAN(min_cluster_size=max(5, len(texts) // 500), prediction_data=True)
        model = BERTopic(embedding_model=embedder, hdbscan_model=clusters if engine == "tuned" else None)
        topics, _ = model.fit_transform(texts, embeddings=vectors)
        if -1 in topics and max(topics) >= 0:
            topics = model.reduce_outliers(texts, topics, strategy="embeddings", embeddings=vectors)
            model.update_topics(texts, topics=topics)
    names = {int(topic): str(name) for topic, name in model.topic_labels_.items() if topic >= 0}
    return [None if topic < 0 else str(topic) for topic in topics], list(names.values())


def product(texts: Sequence[str], tier: str) -> tuple[list[str | None], list[str]]:
    """Run Headwater on texts that count as redacted, up to its themes' names."""
    from analyzer import pipeline
    from analyzer.pipeline import NewUpload, shipped_tools
    from analyzer.redact import Redacted, Redactor
    from analyzer.settings import InstallationSettings, Settings
    from analyzer.types import Side

    class Redaction(Redactor):
        def redact_all(self, texts: Iterable[str]) -> Iterator[Redacted]:
            return (Redacted(text, ()) for text in texts)

    def stop(step: str, *_: object) -> None:
        if step == AFTER_THEMES:
            raise EnoughError

    with TemporaryDirectory() as folder:
        home = Path(folder)
        store = pipeline.open_store(InstallationSettings(home=home, database=f"sqlite:///{home / 'headwater.db'}"))
        tools = replace(shipped_tools(), redactor=Redaction)
        upload = home / "texts.csv"
        with upload.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerows([("id", "comment"), *((f"t{at}", text) for at, text in enumerate(texts))])
        with upload.open("rb") as content:
            upload_id = pipeline.add_upload(store, content, NewUpload(upload.name, Side.CUSTOMER, public=True), tools)
        run_id = pipeline.create_run(store, [upload_id], replace(Settings(), tier=tier), events=())
        with suppress(EnoughError):
            pipeline.execute(store, run_id, tools, stop)
        themes, names = _themes(store, run_id)
    return [themes.get(f"t{at}", SET_ASIDE) for at in range(len(texts))], names


def _themes(store: object, run_id: int) -> tuple[Mapping[str, str | None], list[str]]:
    """Find each record's theme, that in which its statements together are strongest, and the themes' names."""
    from sqlalchemy import func, select

    from models import Membership, Statement, Theme, UploadRecord

    query = (
        select(UploadRecord.label, Theme.code)
        .join(Statement, Statement.record_id == UploadRecord.record_id)
        .join(Membership, Membership.statement_id == Statement.id)
        .join(Theme, Theme.id == Membership.theme_id)
        .where(Membership.run_id == run_id)
        .group_by(UploadRecord.label, Theme.code)
        .order_by(func.sum(Membership.strength), Theme.code.desc())
    )
    with store.sessions() as session:  # type: ignore[attr-defined]
        themes = dict.fromkeys(session.scalars(select(UploadRecord.label)))
        themes |= dict(session.execute(query).all())
        names = list(session.scalars(select(Theme.name).where(Theme.run_id == run_id).order_by(Theme.rank)))
    return themes, names


if __name__ == "__main__":
    main()
