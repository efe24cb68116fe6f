"""The only module that knows the steps' order and the rows: intake of an upload, a run's steps, the Analysis."""

from analyzer.pipeline.actions import (
    LONGEST_OWNER,
    LONGEST_WHAT,
    ActionError,
    Plan,
    add_action,
    cautions,
    change_action,
    read_measured,
    set_open,
    units_of_run,
)
from analyzer.pipeline.ailments import load_ailments
from analyzer.pipeline.assemble import load_analysis, public_sides, read_voices
from analyzer.pipeline.centres import load_centres
from analyzer.pipeline.compared import load_intentions, load_involved
from analyzer.pipeline.events import (
    events_of_run,
    forget_event,
    log_events,
    logged_events,
    read_event_file,
    without_names,
)
from analyzer.pipeline.intake import Offer, add_upload, choose, discard, fail_upload, preview, receive, sweep, take_in
from analyzer.pipeline.intended import read_intentions, read_intentions_in
from analyzer.pipeline.knowledge import keep_knowledge, kept_knowledge, knowledge_of_run, with_mechanisms
from analyzer.pipeline.removal import (
    Foresee,
    Going,
    Ran,
    RemovalError,
    foresee_records,
    foresee_run,
    foresee_upload,
    remove,
    same_person,
)
from analyzer.pipeline.runs import ask_to_cancel, create_run, execute, queue_again
from analyzer.pipeline.store import Progress, Store, ignore_progress, open_store
from analyzer.pipeline.tools import Tools, shipped_tools
from analyzer.pipeline.waves.edits import LONGEST_NAME, EditError, merge_theme, pin_theme, rename_theme
from analyzer.pipeline.waves.follow import WaveError, follow, newest_to_follow
from analyzer.pipeline.waves.recall import load_waves, read_lineage

__all__ = [
    "LONGEST_NAME",
    "LONGEST_OWNER",
    "LONGEST_WHAT",
    "ActionError",
    "EditError",
    "Foresee",
    "Going",
    "Offer",
    "Plan",
    "Progress",
    "Ran",
    "RemovalError",
    "Store",
    "Tools",
    "WaveError",
    "add_action",
    "add_upload",
    "ask_to_cancel",
    "cautions",
    "change_action",
    "choose",
    "create_run",
    "discard",
    "events_of_run",
    "execute",
    "fail_upload",
    "follow",
    "foresee_records",
    "foresee_run",
    "foresee_upload",
    "forget_event",
    "ignore_progress",
    "keep_knowledge",
    "kept_knowledge",
    "knowledge_of_run",
    "load_ailments",
    "load_analysis",
    "load_centres",
    "load_intentions",
    "load_involved",
    "load_waves",
    "log_events",
    "logged_events",
    "merge_theme",
    "newest_to_follow",
    "open_store",
    "pin_theme",
    "preview",
    "public_sides",
    "queue_again",
    "read_event_file",
    "read_intentions",
    "read_intentions_in",
    "read_lineage",
    "read_measured",
    "read_voices",
    "receive",
    "remove",
    "rename_theme",
    "same_person",
    "set_open",
    "shipped_tools",
    "sweep",
    "take_in",
    "units_of_run",
    "with_mechanisms",
    "without_names",
]
