"""Actions: declared for a link, and loaded with what runs measured of them."""

from analyzer.pipeline.actions.caution import cautions
from analyzer.pipeline.actions.declare import (
    MAX_ACTION_LENGTH,
    MAX_OWNER_LENGTH,
    ActionError,
    ActionPlan,
    add_action,
    change_action,
    set_open,
    units_of_run,
)
from analyzer.pipeline.actions.recall import load_actions, read_measured

__all__ = [
    "MAX_ACTION_LENGTH",
    "MAX_OWNER_LENGTH",
    "ActionError",
    "ActionPlan",
    "add_action",
    "cautions",
    "change_action",
    "load_actions",
    "read_measured",
    "set_open",
    "units_of_run",
]
