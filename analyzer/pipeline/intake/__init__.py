"""Turn an upload's bytes into stored records, statements and rows set aside."""

from analyzer.pipeline.intake.prepare import count_emptied, say_emptied
from analyzer.pipeline.intake.receive import NewUpload, choose, confirm, discard, preview, receive, sweep
from analyzer.pipeline.intake.take_in import REMOVED_ROW_REASON, add_upload, fail_upload, take_in

__all__ = [
    "REMOVED_ROW_REASON",
    "NewUpload",
    "add_upload",
    "choose",
    "confirm",
    "count_emptied",
    "discard",
    "fail_upload",
    "preview",
    "receive",
    "say_emptied",
    "sweep",
    "take_in",
]
