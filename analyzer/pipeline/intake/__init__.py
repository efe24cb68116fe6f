"""Bytes of an upload to stored records, statements and rows set aside."""

from analyzer.pipeline.intake.receive import Offer, choose, confirm, discard, preview, receive, sweep
from analyzer.pipeline.intake.take_in import BARRED, add_upload, fail_upload, take_in

__all__ = [
    "BARRED",
    "Offer",
    "add_upload",
    "choose",
    "confirm",
    "discard",
    "fail_upload",
    "preview",
    "receive",
    "sweep",
    "take_in",
]
