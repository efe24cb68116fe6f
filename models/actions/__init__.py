"""Actions: the tables, and what pages, the command line and runs ask of them."""

from models.actions.queries import (
    actions_of_link,
    actions_of_run,
    all_actions,
    measurements_of,
    newest_measurements,
    open_actions,
)
from models.actions.tables import Action, Measurement, Rollout

__all__ = [
    "Action",
    "Measurement",
    "Rollout",
    "actions_of_link",
    "actions_of_run",
    "all_actions",
    "measurements_of",
    "newest_measurements",
    "open_actions",
]
