"""What every page uses: the opened installation, and Flask's extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from analyzer.pipeline import Store
from analyzer.settings import Settings

bootstrap = Bootstrap5()
csrf = CSRFProtect()
login = LoginManager()


@dataclass(frozen=True, slots=True)
class Installation:
    """What one application serves.

    Attributes:
        store: The database, the spool, the key, the clock.
        settings: What its runs are made with.
    """

    store: Store
    settings: Settings


def installation() -> Installation:
    """What the application of this request serves."""
    return cast("Installation", current_app.extensions["headwater"])


def store() -> Store:
    """Where the application of this request reads and writes."""
    return installation().store
