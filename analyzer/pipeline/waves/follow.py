"""Which earlier run a run follows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.pipeline.store import Store
from models import Run, RunUpload, Upload, Wave
from models.enums import RunStatus


class WaveError(ValueError):
    """The run that is to be followed cannot be. The message is written for people."""


def follow(store: Store, run_id: int, after: int) -> None:
    """Let a run that waits carry on the themes of an earlier one.

    Raises:
        WaveError: There is no such finished run.
    """
    with store.sessions.begin() as session:
        earlier = session.get(Run, after)
        if earlier is None or earlier.status is not RunStatus.DONE or after == run_id:
            raise WaveError(f"There is no finished run {after} to follow.")
        session.merge(Wave(run_id=run_id, after_id=after))


def newest_to_follow(session: Session, upload_ids: Sequence[int]) -> int | None:
    """Find the newest finished run that read a side which these uploads have; None where there is none."""
    sides = select(Upload.side).where(Upload.id.in_(upload_ids))
    query = (
        select(Run.id)
        .join(RunUpload, RunUpload.run_id == Run.id)
        .join(Upload, Upload.id == RunUpload.upload_id)
        .where(Run.status == RunStatus.DONE, Upload.side.in_(sides))
    )
    return session.scalar(query.order_by(Run.id.desc()).limit(1))
